"""Lists, line by line: each line that begins with a name and goes on with details → an Entry, with what the lines below add.

Sentences are none, nor is a name alone, unless the list has several. A house above its people is the employer of those below.
"""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.understand.entry import (
    ADDRESS,
    DETAIL,
    FOR_ALL,
    MOST_DETAIL_WORDS,
    NOTHING_SAID,
    SAYS_SOMETHING,
    Entry,
    find_addresses,
    find_name,
    is_organisation,
    parse_entry,
    without_details,
)
from netpost.understand.labels import EMPTY_LINE
from netpost.understand.name import fits_address
from netpost.understand.organisation import ADDRESS_LINE, find_organisations, is_unit_name
from netpost.understand.phone import find_phones
from netpost.understand.text import fold_letters
from netpost.understand.title import has_title
from netpost.understand.title_in_line import begins_with_title

CELL_GAP = re.compile(r"\t+|(?<=\S)[ ]{3,}(?=\S)")
BULLET = re.compile(r"^\s*(?:[-*•·–o▪►➢]|\(?(?:\d{1,2}|[a-h])[.):])\s+")
#: `Mig: Sanne Vad, …`, `Kollega: …`, `Deltager 1: …` before the one whom a line of a list is about
WHO = re.compile(
    r"(?<!\w)(?:mig(?: selv)?|jeg|ham|hende|undertegnede|(?:min )?kollega(?:en)?|(?:min )?chef(?:en)?|den (?:ene|anden|første|tredje)|første|anden|tredje|(?:nr\.?|deltager|person|plads) ?\d)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
#: … `mig selv, Sanne Vad, …`, `og Sanne Vad, …`
BEFORE_NAME = re.compile(
    r"^(?:(?:og|samt|plus)\s+(?:så\s+)?)?(?:(?:mig|jeg)(?: selv)?(?:,| -| –)?\s+|undertegnede(?:,| -| –)?\s+)?\(?(?-i:(?=[A-ZÆØÅ]\w+ [A-ZÆØÅ]))",
    re.IGNORECASE,
)
#: `Else Marie Rud (det er mig), konsulent`
SELF_REMARK = re.compile(
    r"(?:(?<!\s)\s+)?\((?:(?:det er|altså|dvs\.?) )?(?:mig(?: selv)?|undertegnede)\)", re.IGNORECASE
)
#: a department may be called by what it does: `Teknik og Miljø`, `Børn, Unge og Familie`
TWO_AREAS = re.compile(r"(?:[A-ZÆØÅ][\w-]+(?:, | og | & ))+[A-ZÆØÅ][\w-]+")
ONLY_EAN = re.compile(r"\W*(?:EAN|GLN)[^\d\n]{0,20}\d[\d .-]{12,20}\W*", re.IGNORECASE)
#: the end of a line whose sentence goes on in the next
GOES_ON = re.compile(r"(?:\s(?:og|samt|eller|for|til|af|med|både|hverken|vores|min)|\S\s*,)\s*$")
GONE_ON = re.compile(r"\s*(?:[a-zæøå]|\d{1,2}[ ,])")
#: lines that mail programs wrap are mostly longer
WRAPPED = 55
#: `4. og mig, it-chef, mobil …` goes on with nobody above
OF_WRITER = re.compile(r"\b(?:mig|min|jeg|undertegnede|me|my)\b", re.IGNORECASE)


def read_lines(text: str) -> list[Entry]:
    """Take each line that begins with a full name and goes on with details, or is nothing but a name below a colon."""
    entries: list[Entry] = []
    position = 0
    is_open = False  # the line before belongs to an entry that may go on
    has_blocks = False  # somebody has more than one line
    house: str | None = None  # `Ribe Museum` above those who work there, or before one: `Ribe Museum: Ole Finn, …`
    above, lines = "", text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        bare = BULLET.sub("", line).strip()
        heading, rest = _part_heading(bare)
        if heading is not None and (rest or house is not None or not entries):
            house, bare = heading, rest
        bare = WHO.sub("", bare, count=1) if ":" in bare else bare
        is_marked = bare != line.strip()
        bare = CELL_GAP.sub(" | ", BEFORE_NAME.sub("", bare))
        is_self = SELF_REMARK.search(bare) is not None
        bare = SELF_REMARK.sub("", bare)
        entry = parse_entry(bare) if bare and _may_be_entry(bare, is_open=is_open) else NOTHING_SAID
        goes_on, above = _goes_on(above), line
        is_prose = not is_marked and (goes_on or GOES_ON.search(line) or _is_wrapped(line, below))
        if _begins_entry(bare, entry) and not is_prose:
            has_more = entry.email or entry.title or entry.phone
            employer = entry.organisation or (house if has_more else None)
            end = position + len(line)
            entries.append(replace(entry, organisation=employer, is_self=is_self, start=position, end=end, words=bare))
            is_open = True
        elif (
            is_open
            and entry.name is None
            and not OF_WRITER.search(bare)
            and not (entry.ean and _is_for_all(bare, entries, has_blocks=has_blocks))
            and (
                entry.email
                or entry.phone
                or entry.ean
                or is_organisation(bare)
                or _is_title_in_block(bare, text, position, entries[-1])
            )
            and len(bare.split()) <= MOST_DETAIL_WORDS
            and len(ADDRESS.findall(bare)) < 2
        ):
            entries[-1] = _go_on(entries[-1], entry, position + len(line))
            has_blocks = True
        elif not (is_open and _is_between(bare)):
            is_open = False
        position += len(line) + 1
    has_details = any(entry.email or entry.title or entry.phone or entry.organisation for entry in entries)
    return entries if has_details or len(entries) > 1 else []


def _part_heading(bare: str) -> tuple[str | None, str]:
    """Return (`Ribe Museum`, what follows the colon, "" where there is nothing); without such a heading (None, the line)."""
    named = (one for one in find_organisations(bare) if one.rank == 0 and one.start == 0)
    found = next(named, None)
    rest = bare[found.end :] if found else ""
    is_heading = found is not None and (rest.startswith(":") or not rest)
    return (found.name, rest[1:].strip()) if found is not None and is_heading else (None, bare)


def _is_title_in_block(bare: str, text: str, position: int, entry: Entry) -> bool:
    """`Jurist` between `Ole Finn` and `olfi@…`: a line that is a title, above its owner's address; in a signature it would end a letter."""
    block = EMPTY_LINE.split(text[position:])[0] if begins_with_title(bare) else ""
    return any(fits_address(entry.name or "", one[0]) for one in find_addresses(block))


def _is_between(bare: str) -> bool:
    """`Center for Børn og Læring`, `Rådhustorvet 2`: tell whether a line is no detail, but what is below it may be."""
    if ADDRESS_LINE.search(bare):
        return True
    is_unit = bare[:1].isupper() and (is_unit_name(bare) or TWO_AREAS.fullmatch(bare))
    return bool(is_unit) and not (has_title(bare) or SAYS_SOMETHING.search(bare))


def _is_for_all(bare: str, entries: list[Entry], *, has_blocks: bool) -> bool:
    """`EAN 57… på dem begge`, or nothing but the number below a list of one line each: tell whether an EAN is not the last person's alone."""
    is_below_list = len(entries) > 1 and not has_blocks and not any(one.ean for one in entries)
    return FOR_ALL.search(bare) is not None or (is_below_list and ONLY_EAN.fullmatch(bare) is not None)


def _goes_on(line: str) -> bool:
    """Tell whether a line's sentence goes on in the next: it ends in such a word, or is as long as lines are that wrap."""
    is_broken_off = len(line) >= WRAPPED and line.rstrip()[-1:].isalpha() and "@" not in line.rsplit(maxsplit=1)[-1]
    return is_broken_off or bool(GOES_ON.search(line))


def _is_wrapped(line: str, below: str) -> bool:
    """Tell whether a line is broken off: `…, mobil 29 60 44` above `18, EAN …`."""
    return len(line) >= WRAPPED and GONE_ON.match(below) is not None


def _may_be_entry(bare: str, *, is_open: bool) -> bool:
    """Look at a line before all of it is read: it must begin with a name, or hold a number or an address for the entry above."""
    if is_open and (DETAIL.search(bare) or is_organisation(bare) or begins_with_title(bare)):
        return True
    return not _is_sentence(bare) and _from_name_on(bare, find_name(*without_details(bare))) is not None


def _is_sentence(bare: str) -> bool:
    if SAYS_SOMETHING.search(bare):
        return True
    words = bare.split()
    return len(words) > MOST_DETAIL_WORDS and sum(not DETAIL.search(one) for one in words) > MOST_DETAIL_WORDS


def _from_name_on(bare: str, name: str | None) -> str | None:
    """Return a line from the name on that it begins with; None where it begins with something else than name or title."""
    line = _without_title_before(bare.lstrip("\"'* "), name)
    return line if name is not None and fold_letters(line).startswith(fold_letters(name)) else None


def _begins_entry(bare: str, entry: Entry) -> bool:
    line = None if _is_sentence(bare) else _from_name_on(bare, entry.name)
    if line is None or entry.name is None:
        return False
    rest = line[len(entry.name) :].strip(" .,")
    if not rest:
        return True
    follows = rest[:1] in set(",(-–;|</:") or line[len(entry.name) :].lstrip()[:1] in set(",(-–;|</:·•")
    return bool(entry.email or entry.title or entry.organisation or entry.phone) and (
        follows or bool(ADDRESS.match(rest))
    )


def _without_title_before(line: str, name: str | None) -> str:
    """`Kontorchef Poul Dybro, …` → `Poul Dybro, …`."""
    before, found, after = line.partition(name or "\n")
    return f"{found}{after}" if found and len(before.split()) <= 3 and (not before or has_title(before)) else line


def _go_on(entry: Entry, more: Entry, end: int) -> Entry:
    """Add what the next line says to an entry."""
    phones = find_phones(f"{entry.words}\n{more.words}")  # `T 75…` above `M 20…`
    return replace(
        entry,
        email=entry.email or more.email,
        title=entry.title or more.title,
        organisation=entry.organisation or more.organisation,
        phone=phones[0].number if phones else entry.phone or more.phone,
        ean=entry.ean or more.ean,
        bad_ean=entry.bad_ean or more.bad_ean,
        end=end,
        words=f"{entry.words} · {more.words}",
    )
