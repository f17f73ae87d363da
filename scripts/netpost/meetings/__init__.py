"""meetings.csv → meetings: file.py reads the table, dates.py the dates, checking.py says what is wrong with it.

The file is the staff's; Netpost never writes it.
"""

from netpost.meetings.meeting import Meeting, read_meetings

__all__ = ["Meeting", "read_meetings"]
