"""One title that a text gives several people at once: `…, begge projektledere`, `vi er alle tre områdeledere`, `mine to teamledere`."""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.understand.reading import Person
from netpost.understand.text import join_lines
from netpost.understand.title import clean_title, cut_title_at_once, is_title_word
from netpost.understand.title_beside_name import DEFINITE_ADJECTIVE, RELATION
from netpost.understand.told_number import NUMBERS

ALL = r"(?P<number>[Bb]egge(?:\s+to)?|(?:[Aa]lle\s+)?(?:to|tre|fire|fem))"
PLURAL = r"(?P<title>(?:\w+(?:isk|ig|al|ell|iv)e\s+)?[\w-]{4,})(?![\w-]|@|\s+for\b)"
#: `vi er begge konsulenter`, `de er begge dygtige konsulenter`, `…, som begge er jurister`, `…, begge projektledere`
ARE = re.compile(
    rf"(?:\b(?P<we>[Vv]i)\s+er\s+|\b(?:[Dd]e|[Ss]om|[Dd]er)\s+er\s+|\b(?:som|der)\s+(?=(?:begge|alle\s+\w+)\s+er\s)|[,(–-]\s*|(?<![\w,])(?=(?:Begge|Alle\s))){ALL}\s+(?:er\s+)?"
    rf"(?:(?:jo|også|nemlig|ansat\s+som|dygtige|nye)\s+)*{PLURAL}"
)
#: `mine to teamledere`, `begge mine souschefer`; `mine to ledere` says less than a title
OWN = re.compile(
    rf"\b(?:(?:[Mm]ine|[Ss]ine|[Vv]ores|[Kk]ommunens)\s+{ALL}|(?P<some>to|tre|fire|fem)\s+af\s+(?:mine|vores|kommunens))\s+(?:nye\s+)?{PLURAL}"
)
#: `vi er projektledere begge to`
ARE_BOTH = re.compile(rf"\b(?:(?P<we>[Vv]i)|[Dd]e)\s+er\s+{PLURAL},?\s+(?P<number>begge|alle\s+(?:to|tre|fire|fem))\b")
BOTH_OWN = re.compile(rf"\b(?P<number>[Bb]egge)\s+(?:mine|vores|kommunens)\s+(?:nye\s+)?{PLURAL}")


def share_titles(text: str, people: list[Person]) -> list[Person]:
    """Give people without a title the one that a text gives all of them, or all but the writer, if it is of as many."""
    joined = join_lines(text)
    people = _allot_titles(joined, people)
    for regex in (ARE, ARE_BOTH, OWN, BOTH_OWN):
        for match in regex.finditer(joined):
            title = _make_singular(match["title"])
            if title is None or (regex in {OWN, BOTH_OWN} and RELATION.fullmatch(title)):
                continue
            others = [one for one in people if not one.is_writer]
            groups = [people] if match.groupdict().get("we") else [others, people]
            number = NUMBERS.get(_tell_number(match), 2)
            meant = next((group for group in groups if len(group) == number), None)
            if meant is not None:
                return [replace(one, title=one.title or title) if one in meant else one for one in people]
    return people


#: `hhv. planchef og it-chef`
RESPECTIVELY = re.compile(r"\b(?:henholdsvis|hhv\.?)\s+(?P<titles>[^.!?:;()@\d\n]{5,120})")


#: `mig og Ole Finn, hhv. …`, in the same sentence
HOW_I_AM_CALLED = re.compile(r"\b(?:[Jj]eg|[Mm]ig|[Uu]ndertegnede)\b(?=[^.!?\n]*$|[^!?\n@]*@[^!?\n]{0,40}$)")


def _allot_titles(text: str, people: list[Person]) -> list[Person]:
    """`Ole Finn og Eva Lund, henholdsvis planchef og it-chef`: a title for each, in the order in which the text names them."""
    for match in RESPECTIVELY.finditer(text):
        titles = [cut_title_at_once(one) for one in re.split(r",\s*|\s+(?:og|samt)\s+", match["titles"])]
        with_me = HOW_I_AM_CALLED.search(text[: match.start()])
        at = {one.name: with_me.start() if with_me and one.is_writer else text.find(one.name or "") for one in people}
        everybody = sorted(people, key=lambda one: at[one.name])
        others = [one for one in everybody if not one.is_writer]
        for group in [others, everybody] if with_me else [others]:
            if 1 < len(group) <= len(titles) and all(titles[: len(group)]):
                told = {one.name: title for one, title in zip(group, titles, strict=False)}
                return [replace(one, title=told.get(one.name, one.title)) for one in people]
    return people


def _tell_number(match: re.Match[str]) -> str:
    told = match.groupdict()
    return str(told.get("some") or told["number"]).split()[-1]


def _make_singular(phrase: str) -> str | None:
    """`digitale projektledere` → `Digital projektleder`; None where the last word is no title in the plural."""
    before, _, noun = phrase.rpartition(" ")
    forms = [noun[:-length] for ending, length in (("er", 2), ("r", 1), ("e", 1)) if noun.endswith(ending)]
    single = next((one for one in forms if is_title_word(one) and not is_title_word(noun)), None)
    return clean_title(DEFINITE_ADJECTIVE.sub(r"\1", f"{before} {single}".strip())) if single else None
