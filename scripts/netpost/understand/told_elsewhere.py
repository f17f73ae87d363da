"""What a correction of the writer's own tells in other words than those that ask: `Jeg staves Kjeld med j. Vil du rette det?`.

In comes what the mail was read to want and whom it is about; out comes whether something that is new or was wrong stands in it.
"""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.name import CAPITAL_WORD, clean_display_name
from netpost.understand.organisation import find_organisations, is_municipality
from netpost.understand.own_name import is_spelt_out
from netpost.understand.reading import Person
from netpost.understand.text import TEXT, fold, join_lines, pattern
from netpost.understand.title_in_prose import find_title_in_prose
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

#: of what kinds a correction of a title or an employer is; what else it speaks of, it must give
OF_POST = frozenset({"title", "job", "details"})
#: `brug denne mail`, `den gamle adresse bedes slettet`: what gives no address, but misses none
HERE = pattern(r"\b(?:denne|den\ her|gamle|samme)\ (?:\w+\ )?(?:e-?mail\w*|mail\w*|adresse\w*)\b")


def is_told_elsewhere(verdict: Verdict, person: Person, writer: Writer, mail: Mail) -> bool:
    """Tell whether a mail gives a name, title or employer of its writer that is new or was wrong; a number that it speaks of, it must give."""
    if person.name and not verdict.kinds & {"ean", "phone"} and is_spelt_out(person.name, mail.own_text):
        return True
    if not verdict.kinds & {"ean", "phone", "email"} and _is_renamed(person, mail):
        return True
    if verdict.kinds <= {"name", "details", "job"} and _corrects_employer(person, mail.own_text):
        return True
    is_reached_here = HERE.search(fold(join_lines(mail.own_text))) is not None
    if not verdict.kinds <= (OF_POST | {"email"} if is_reached_here else OF_POST):
        return False
    said = find_title_in_prose(mail.own_text)
    is_title = person.title is not None and said is not None and said.is_new and fold(said.title) == fold(person.title)
    is_bare = any(one.fact == "title" and one.where == TEXT for one in writer.evidence) and said is None
    return is_title or is_bare or _corrects_employer(person, mail.own_text)


#: before the name that somebody wants to be called by
IS_CALLED = r"\b(?:hedder|under|navn\w*|staves|bruger|kaldes|stå|til)\W+(?:\w+\W+){0,2}?"


def _is_renamed(person: Person, mail: Mail) -> bool:
    """`Jeg går under Emil Fabricius`, by Karl Johan Emil Fabricius: tell whether the words give another name than the sender's."""
    shown = clean_display_name(mail.sender_name)
    is_other = shown is not None and person.name is not None and fold(shown) != fold(person.name)
    return (
        is_other
        and re.search(rf"{IS_CALLED}{re.escape(person.name or '')}(?!\w)", join_lines(mail.own_text)) is not None
    )


#: `jeg er ansat i`, `hører til i`, before where the writer works
WORKS_AT = r"\b(?:arbejde[rt]?|ansat|sidder|hører\s+til|hører\s+hjemme|kommer|er\s+(?:ham|hende|den)|jeg\s+er|skriv|skal\s+stå|skal\s+være)\b[^.!?\n]{0,25}?\b"
MOVED = (
    r"\b(?:rykket|rykker|flyttet|flytter|skiftet|skifter|gået|hoppet)\b[^.!?\n]{0,20}\bfra\s+[^.!?\n]{3,40}?\s+til\s+"
)
#: … and right behind it: `det er Norddjurs Kommune, jeg kommer fra`
I_WORK_THERE = (
    r"[^.!?\n]{0,15}?,?\s+(?:jeg\s+(?:kommer\s+fra|arbejder|sidder|er\s+(?:fra|ansat)|hører\s+til)|der\s+skal\s+stå)\b"
)
BLANK_FIELD = pattern(
    r"\b(?:felt\w*|rubrik\w*|kolonne\w*|kommune\w*|organisation\w*|arbejdsplads\w*)\b[^.!?]{0,40}\b(?:blank\w*|tom\w*|mangler|ikke\ udfyldt)\b|\bmangler\ (?:\w+\ ){0,3}?(?:kommune\w*|organisation\w*|arbejdsplads\w*)\b"
)


def _corrects_employer(person: Person, text: str) -> bool:
    """`Der står Syddjurs ud for mig. Det er Norddjurs Kommune, jeg kommer fra`: tell whether the writer's employer is told beside a wrong or missing one."""
    if person.organisation is None:
        return False
    joined = join_lines(text)
    bare = re.sub(r"s? (?:Regionsk|K)ommune$", "", person.organisation)
    others = {one.name for one in find_organisations(joined)} | set(
        filter(is_municipality, CAPITAL_WORD.findall(joined))
    )
    own = rf"{re.escape(bare)}s?"  # `Syddjurs`, `Aarhus`
    is_claimed = (
        re.search(rf"{WORKS_AT}{own}\b|{MOVED}{own}\b|\b{own}\b{I_WORK_THERE}", joined, re.IGNORECASE) is not None
    )
    is_other_told = any(not one.startswith(bare) for one in others)
    return is_claimed and (is_other_told or BLANK_FIELD.search(fold(joined)) is not None)
