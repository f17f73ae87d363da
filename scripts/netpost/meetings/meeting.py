"""meetings.csv → meetings.

The file is the staff's; Netpost never writes it. Ids, headers and dates are read in ISO and in Danish form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from netpost.zone import COPENHAGEN

if TYPE_CHECKING:
    from netpost.meetings.checking import Meetings


@dataclass(frozen=True)
class Meeting:
    """One meeting. id: the ISO date first announced, kept when `day` moves. status: "planlagt" or "aflyst".

    start, end, signup_deadline, decline_deadline: None where the staff left the cell empty.
    city, place, address: "" where empty.
    """

    id: str
    day: date
    start: time | None
    end: time | None
    city: str
    place: str
    address: str
    signup_deadline: date | None
    decline_deadline: date | None
    status: str = "planlagt"

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the staff have cancelled the meeting."""
        return self.status == "aflyst"

    @property
    def begins_at(self) -> datetime:
        """When it starts, aware; midnight where no time is given."""
        return datetime.combine(self.day, self.start or time(0), COPENHAGEN)

    @property
    def ends_at(self) -> datetime:
        """When it is over, aware; the end of the day where no time is given."""
        return datetime.combine(self.day, self.end or time(23, 59), COPENHAGEN)


def read_meetings(data: bytes, previous: tuple[Meeting, ...] = (), today: date | None = None) -> Meetings:
    """Read meetings.csv as it lies there.

    previous: `known` of the last reading; an id that vanished while another with the same row appeared
    (an id changed together with its dato) is a problem of both. today: a meeting held before that day may be taken out
    of the file. Raises MeetingsFileError where the file as a whole is no table of meetings (empty, no header, a real
    .xlsx).
    """
    # Not above: a run that finds the file unchanged does not need it.
    from netpost.meetings.checking import check_meetings
    from netpost.meetings.file import read_rows

    return check_meetings(read_rows(data), previous, today)
