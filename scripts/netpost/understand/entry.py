"""What a mail says of one person: a line of a list, a form or a signature → an Entry with name, address, title and so on.

Values are as written; normal forms come from the files of each fact. Who is listed in a whole text: listed.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netpost.understand.ean import find_eans
from netpost.understand.name import CAPITAL, find_names, fits_address
from netpost.understand.organisation import find_organisations, is_organisation_name, is_unit_name
from netpost.understand.phone import find_phones
from netpost.understand.title import has_title
from netpost.understand.title_in_line import PART_BREAK, begins_with_title, find_title_in_line

ADDRESS = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBER = re.compile(r"[+(]?\d[\d .()\-]{5,}\d")
#: What an address or a number cannot do without.
DETAIL = re.compile(r"[\d@]")
#: `samme EAN`, `EAN-nr. som mit`, `EAN: samme`, `faktura samme sted`
SAME_EAN = re.compile(
    r"\b(?:(?:samme|same)\s+(?:(?:ean|gln|faktur|regning)\S*|nummer\b)"
    r"|(?:ean|gln|faktur|regning|betales)\S*\s+(?:(?:er|til|på|det|sendes)\s+){0,2}(?:samme(?:\s+(?:sted|konto)|(?!\s+(?!som\b)\w))\b|ditto\b|(?=(?:som|as)\s)))"
    r"(?:\s*\b(?:som|as)\s+(?P<whose>.{1,40}))?",
    re.IGNORECASE,
)
#: Verbs that a list of people does not have.
SAYS_SOMETHING = re.compile(
    r"\b(?:er|har|kan|vil|skal|bliver|kommer|deltager|ønsker|må|går|stopper|melder|is|has|will|would)\b"
)
#: `EAN … på dem begge`, `Fælles EAN: …`: whose an EAN is, if not one person's alone
FOR_ALL = re.compile(r"\b(?:begge|alle(?:\s+(?:to|tre|fire|fem))?|os|dem|fælles|samlet|samme)\b", re.IGNORECASE)
#: a line of so many words at most can be one of details alone
MOST_DETAIL_WORDS = 14


@dataclass(frozen=True)
class Entry:
    """What one line, row or form says of one person.

    ean_as: whose EAN it shares, as written; "" the one above. is_self: `Deltager: undertegnede`. message: what a form lets people write freely. start: where it stands. kind: "form", "table", "line", "prose", "details".
    """

    name: str | None = None
    email: str | None = None
    title: str | None = None
    organisation: str | None = None
    phone: str | None = None
    ean: str | None = None
    bad_ean: str | None = None
    ean_as: str | None = None
    is_self: bool = False
    meetings: str = ""
    message: str = ""
    start: int = 0
    end: int = 0
    kind: str = "line"
    words: str = ""


NOTHING_SAID = Entry()


def parse_entry(text: str) -> Entry:
    """Read one person's details off a line: `Thomas Riis-Holm, it-chef, trh@holstebro.example, 21 45 88 90`."""
    rest, emails = without_details(text)
    eans, phones = find_eans(text), find_phones(text)
    name = find_name(rest, emails)
    organisations = find_organisations(rest)
    return Entry(
        name=name,
        email=emails[0] if emails else None,
        title=find_title_in_line(rest, name),
        organisation=organisations[0].name if organisations else _find_named_part(rest, name),
        phone=phones[0].number if phones else None,
        ean=eans.good[0] if eans.good else None,
        bad_ean=eans.bad[0] if eans.bad and not eans.good else None,
        ean_as=read_same_ean(text),
        words=text,
    )


def read_same_ean(text: str) -> str | None:
    """Return whose EAN a text says that a person shares, "" for the one above; None where it says nothing of the kind."""
    same = SAME_EAN.search(text)
    return (same["whose"] or "") if same else None


def blank_entries(text: str, entries: Sequence[Entry]) -> str:
    """Return a text with blanks for its lists of people and forms, each character in its place."""
    for entry in entries:
        if entry.end > entry.start:
            text = text[: entry.start] + re.sub(r"[^\n]", " ", text[entry.start : entry.end]) + text[entry.end :]
    return text


def find_addresses(text: str) -> Iterator[re.Match[str]]:
    """Find the mail addresses in a text; most have none, so that nothing is searched."""
    return ADDRESS.finditer(text) if "@" in text else iter(())


def without_details(text: str) -> tuple[str, list[str]]:
    """Return a text without addresses and long numbers, and the addresses."""
    if not DETAIL.search(text):
        return text, []
    if "@" not in text:
        return LONG_NUMBER.sub(" ", text), []
    emails = [one.casefold().rstrip(".") for one in ADDRESS.findall(text)]
    return LONG_NUMBER.sub(" ", ADDRESS.sub(" ", text)), emails


def find_name(text: str, emails: list[str]) -> str | None:
    """Return the name in what without_details() returns; an unknown one counts at the start, where address or title bears it out."""
    found = find_names(text)
    if found:
        return found[0].name
    first, *rest = PART_BREAK.split(text.strip(" <>"))
    first = first.strip(" .:<>")
    fits = bool(emails) and (fits_address(first, emails[0]) or any(map(begins_with_title, rest[:1])))
    is_else = has_title(first) or is_unit_name(first) or find_organisations(first)
    return first if fits and looks_like_name(first) and not is_else else None


def looks_like_name(text: str) -> bool:
    """Tell whether a text is two to five words with a capital letter: `Aqqaluk Petersen`, `Bo von Dam`."""
    words = text.split()
    return 1 < len(words) <= 5 and all(
        re.match(rf"[{CAPITAL}]", word) or word in {"von", "van", "de", "af", "der"} for word in words
    )


def is_organisation(bare: str) -> bool:
    """`Nyborg Kommune` on a line of its own."""
    return any(one.rank == 0 and one.start == 0 and one.end == len(bare) for one in find_organisations(bare))


def _find_named_part(text: str, name: str | None) -> str | None:
    parts = (part.strip(" .") for part in PART_BREAK.split(text))
    named = (part for part in parts if part and part != name and SAYS_SOMETHING.search(part) is None)
    return next(filter(is_organisation_name, named), None)
