"""The headers of members.csv under the names that people give them, and meeting columns in any form of their date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netpost.members.dates import find_date, is_same_date
from netpost.members.member import COLUMNS

#: Names that mean the same to anybody, by column. Blanks, dots, hyphens and capitals do not count.
OTHER_NAMES = {
    "id": "medlemsid medlemsnr medlemsnummer",
    "navn": "fuldenavn fuldtnavn deltager deltagernavn deltagersnavn name",
    "titel": "stilling stillingsbetegnelse jobtitel title",
    "organisation": "organisationen org",
    "email": "mail mailadresse emailadresse epost mailadr",
    "telefon": "tlf tlfnr tlfnummer telefonnr telefonnummer phone",
    "ean": "eannr eannummer eanlokationsnummer",
    "tilmeldt_af": "tilmeldtaf",
    "status": "",
    "tilmeldt": "tilmeldtdato tilmeldtden tilmeldingsdato",
    "kvittering": "kvitteret",
    "noter": "note",
}
#: Names that are understood in a list from elsewhere; but putting one in place of our own name is told to staff.
LOOSE_NAMES = {
    "organisation": "kommune arbejdsplads arbejdssted myndighed region virksomhed firma",
    "telefon": "mobil mobilnr mobilnummer mobiltelefon",
    "ean": "gln glnnr glnnummer",
    "kvittering": "bekræftelse bekræftet",
    "noter": "bemærkning bemærkninger kommentar kommentarer notat notater",
}
BY_NAME = {column.replace("_", ""): column for column in COLUMNS} | {
    name: column for column, names in OTHER_NAMES.items() for name in names.split()
}
BY_LOOSE_NAME = {name: column for column, names in LOOSE_NAMES.items() for name in names.split()}
MEETING_WORD = re.compile(r"^(?:møde|mødet|deltager|deltagelse)\s*(?:d\.|den)?\s*", re.IGNORECASE)


def bare_name(header: str) -> str:
    """Return a header without capitals, blanks, dots, hyphens and the like, for comparison."""
    return re.sub(r"[\s._:*()/\u2010-\u2015-]+", "", header.casefold())


def find_own_column(header: str) -> str | None:
    """Return the column of COLUMNS that a header means beyond doubt."""
    return BY_NAME.get(bare_name(header))


def find_column(header: str, meeting_ids: Iterable[str] = ()) -> str | None:
    """Return the column that a header means beyond doubt: a name of COLUMNS, or a meeting's id (ISO date)."""
    return find_own_column(header) or find_meeting(header, meeting_ids)


def find_loose_column(header: str) -> str | None:
    """Return the column that a header probably means."""
    return BY_LOOSE_NAME.get(bare_name(header))


def find_meeting(header: str, meeting_ids: Iterable[str] = ()) -> str | None:
    """Return the id of the meeting that a header names, in ISO form, None where it names none.

    meeting_ids: the known ones; a date without its year ("14-sep") is only understood if it fits exactly one of them.
    """
    text = MEETING_WORD.sub("", header.strip())
    if day := find_date(text):
        return day.isoformat()
    fitting = [meeting for meeting in dict.fromkeys(meeting_ids) if is_same_date(meeting, text)]
    return fitting[0] if len(fitting) == 1 else None


def is_meeting(column: str) -> bool:
    """Tell whether a column's name is a meeting's id."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", column) is not None
