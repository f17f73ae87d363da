"""The time zone of the network: Danish time, summer and winter."""

from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
