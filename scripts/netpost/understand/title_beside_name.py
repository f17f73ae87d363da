"""The title that a running text gives beside a name: `vores kontorchef Ole Finn`, `vores chef for Drift, Ole Finn`, `Han er kontorchef`."""

from __future__ import annotations

import re

from netpost.understand.name import find_names
from netpost.understand.title import AREAS, cut_definite, cut_title, cut_title_at_once, has_title
from netpost.understand.title_in_line import find_title_in_line

AT_END = re.compile(
    r"(?:\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|,|at|fra)\s+)?((?:[\wæøåÆØÅ-]+\s+){0,2}?[\wæøåÆØÅ-]+)\s*$"
)
BEFORE_TITLE = re.compile(r"\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|at|fra)\s+")
#: Words that end as adjectives do, and are none that belongs to a title.
NO_ADJECTIVE = r"(?:giv|skriv|husk|sæt|ret|opret|optag|tag|vil|skal|til|fået|haft|ansat|udpeget|valgt|bedt|sendt|talt|mødt|spurgt|noget|meget|rigtigt?|venligst|også|mit|dit|vort|det)"
ADJECTIVE = rf"\b(?!{NO_ADJECTIVE}\b)\w{{2,}}(?:ive?|ske?|el|elle|ale?|t|ende|ige?)"
LAST_WORDS = re.compile(rf"(?:(?:[\w-]+-\s+og\s+)|(?:{ADJECTIVE}\s+)|(?:konst\.\s+))?[\w-]+\s*$", re.IGNORECASE)
#: `ergoterapeut og velfærdskonsulent`: the words before the last title
ANOTHER_TITLE = re.compile(r"(?P<title>[\w-]+)\s+(?:og|and)\s+$")
#: `min tekniske chef`: a definite adjective, which a title by itself has not
DEFINITE_ADJECTIVE = re.compile(r"^(\w+(?:isk|ig|al|el(?=l)|iv))l?e(?=\s)")
#: `min chef`, `vores leder`: who somebody is to the writer, and no title
RELATION = re.compile(r"(?:chef|leder|boss|manager|kollega|medarbejder|ansatte?)", re.IGNORECASE)
#: between a title and the name that it belongs to: `…, nemlig Ole Finn`, `…. Hun hedder Ida Holm`
APPOSITION = re.compile(
    r"\s*(?:\bved\s+navn|[,–-]\s*(?:nemlig|ved\s+navn|(?:som|der|han|hun)\s+hedder|frøken|fru|hr\.?)?"
    r"|[,.?!]\s*(?:[Hh]an|[Hh]un|[Vv]edkommende)(?:\s+hedder|,)|[.?!]\s*(?:[Nn]avn(?:et)?(?:\s+er)?|[Dd]et\s+(?:er|gælder|drejer\s+sig\s+om))\s*:?|:)\s*$"
)
#: `Planchef er Ole Finn`, `Kommunens nye chef for Drift hedder Ole Finn`, `Digitaliseringschefen hos os er Ole Finn`
HELD_BY = re.compile(
    r"\s*(?:(?:[Vv]ores|[Dd]en|[Oo]ur|[Tt]he|[Nn]ye?|[Nn]ew|\w+s)\s+){0,3}(?P<title>(?:(?!(?:for|til|af|fra|med|om)\b)[\w-]+\s+){0,3}?[\w-]+"
    r"(?P<area>\s+(?:for|af|of)\s+[\w -]{2,40}?)?)(?:\s+(?:her\s+)?(?:i|hos|ved|på|at)\s+[\w -]{2,30}?)?\s+(?:er|hedder|bliver|blev|is)\s+(?:nu\s+|called\s+)?"
)
#: where the words of a title before a comma begin
INTRODUCED = re.compile(
    r"(?i:(?<!-\s)\b(?:vores|min|en|ny|nye|our|my|the|får|har|som|er|hedder|og|samt|kommunes|kommunens|regionens)|^|[,:])\s+"
)
#: `Ole er jurist, Eva revisor og Bo, som er ny, planlægger`
GIVEN_SAYS = r"\b{given}(?:[ -][A-ZÆØÅ][\w-]+)?(?::|(?:\s+har\s+[^,;!?()\s]*@\S+\s+og)?\s+(?:er|är|is)(?:\s+(?:vores|min|our|my|en|a|an))?)?\s+(?=(?P<title>[^.;!?()]{{3,80}}))"
DATE = re.compile(
    r"(?<=\s)(?:(?:i\s+øvrigt|ligesom\s+(?:jeg|mig|undertegnede)|også|netop)\s|(?:(?:pr\.?|per|fra|siden|den)\s+)*\d{1,2}\.\s?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|\d{1,2}\.?)(?:\s(?:\d{4}\s)?|(?=[.?!,]|$)))",
    re.IGNORECASE,
)
#: `er netop udnævnt til`
APPOINTED = r"(?:er|blev|bliver)\s+(?:\w+\s+)?(?:udnævnt|forfremmet|udpeget|ansat|tiltrådt|konstitueret|rykket\s+op)\s+(?:til|som)"
#: … and what is said of a person later
SAYS = (
    r"(?:\b(?:[Hh]an|[Hh]un|[Hh]on|[Hh]e|[Ss]he{given})\s+(?:(?:[^.;!?]|\.(?=\S)){{1,80}}?\sog\s)?"
    r"(?:"
    + APPOINTED
    + r"|er\s+ikke\s+(?:længere|mere)\s+[^.;!?(),]{{3,40}},\s+men(?:\s+er)?(?:\s+nu)?(?:\s+(?:blevet|udnævnt\s+til|forfremmet\s+til))?"
    r"|er\s+den\s+med\s+titlen|er|är|is|kalder\s+sig|hedder|får\s+titlen|har\s+(?:\w+\s+){{0,3}}?været|har\s+(?:[^.,;!?]|\.(?:\s(?=[a-z])|(?=\S))){{0,60}}?\b(?:titlen|stillingen)(?:\s+som)?"
    r"|blev|bliver|(?:tiltræder|starter|begynder|arbejder|sidder|virker|fungerer|works)\s+(?:som|as)|har\s+(?:\w+\s+){{0,3}}som)"
    r"|\b(?:hedder|er|bliver)\s+(?:nu\s+)?(?:han|hun)(?:\s+nu)?"
    r"|\b[Tt]itlen\s+er\s+(?:\w+\s+)?(?:blevet\s+)?(?:ændret|rettet)\s+(?:fra\s+[^.,;!?]{{3,50}}?\s+)?til"
    r"|\b[Tt]it(?:el|len|le)\s*(?::|er|is|bliver|lyder|skal\s+være)"
    r"|\b[Ss]tilling(?:en)?\s*(?::|er|bliver)"
    r"|\b(?:[Hh]ans|[Hh]endes|[Hh]is|[Hh]er)\s+(?:\w+\s+){{0,2}}(?:titel|stilling|title)\s+(?:er|is|bliver)(?:\s+(?:nu|now|herefter|fremover|(?:fra\s+)?i\s+dag))?)"
    r"\s+(?:\S+@\S+,?\s+)?(?:(?:vores|our|en|an?|the|jo|nemlig|til\s+daglig|blevet|min|my|nye?|new)\s+)*([^.;!?()]{{3,80}})"
)


def find_title_before_name(before: str) -> str | None:
    """Find a title at the end of the words before a name."""
    before = without_dates(before)
    if (apposition := APPOSITION.search(before)) is not None:
        sentence = re.split(r"[.!?\n]\s", before[: apposition.start()])[-1]
        is_called = "hedder" in apposition[0]  # `Direktøren vil gerne med. Han hedder …`
        return _find_in_apposition(before[: apposition.start()]) or (
            _find_definite_title(sentence) if is_called else None
        )
    clause = re.split(r"[.!?,:\n]", before)[-1]
    if (holder := HELD_BY.fullmatch(clause)) is not None:
        return cut_title(holder["title"]) if holder["area"] else _find_at_end(holder["title"])
    return _find_at_end(clause)


def find_title_said_later(after: str, given: str) -> str | None:
    """Find a title in what the words after a name say of `han` or `hun`, or of the given name."""
    text = without_dates(after)
    said = re.finditer(SAYS.format(given=f"|{re.escape(given)}" if given and given in text else ""), text)
    titles = [title for one in said if (title := cut_title(one[1])) and not RELATION.fullmatch(title)]
    return next(iter(titles), None)


def without_dates(text: str) -> str:
    """`er i øvrigt pr. 1. januar udnævnt til` → `er udnævnt til`."""
    return DATE.sub("", text)


def find_title_of_given(text: str, given: str) -> str | None:
    """Find a title that a text gives somebody by the given name alone: `Ole er jurist, Eva revisor`."""
    small = f"[{given[:1]}{given[:1].lower()}]{re.escape(given[1:])}"  # `gitte er vores koordinator`
    for match in re.finditer(GIVEN_SAYS.format(given=small), without_dates(text)):
        title = cut_title_at_once(match["title"])
        if title is not None and not RELATION.fullmatch(title):
            return title
    return None


def _find_at_end(clause: str) -> str | None:
    match = AT_END.search(clause)
    if match is None:
        return None
    words = BEFORE_TITLE.split(match[0])[-1].rstrip()
    last = LAST_WORDS.search(words)
    title = find_title_in_line(last[0] if last else words, None) or cut_definite(words.rpartition(" ")[2])
    if title is None or RELATION.fullmatch(title):
        return None
    return _add_title_before(DEFINITE_ADJECTIVE.sub(r"\1", title), clause)


def _add_title_before(title: str, clause: str) -> str:
    """`ergoterapeut og velfærdskonsulent`, where the last word alone was taken."""
    before = clause[: max(clause.lower().rfind(title.lower()), 0)]
    other = ANOTHER_TITLE.search(before)
    if other is None or not has_title(other["title"]) or RELATION.fullmatch(other["title"]):
        return title
    return f"{other['title'][0].upper()}{other['title'][1:]} og {title[0].lower()}{title[1:]}"


def _find_definite_title(sentence: str) -> str | None:
    """`… vil direktøren gerne have en plads` → `Direktør`: the one title that a sentence has."""
    titles = [title for word in sentence.split() if not has_title(word) and (title := cut_definite(word))]
    return titles[0] if len(titles) == 1 and not RELATION.fullmatch(titles[0]) else None


#: `Vores direktør for Børn, Læring og Kultur`: commas that belong to the title
AREAS_AT_END = re.compile(rf"(?:{AREAS.pattern})$")


#: `…, som er ny: Ole Finn`, `…, Vejen Kommune. Hun hedder Eva Lund`
BEHIND_TITLE = re.compile(r",\s+(?:(?:som|der)\s[^,:.]*|(?:[A-ZÆØÅ][\w-]*\s){1,2}Kommune|Region\s\w+)$")


def _find_in_apposition(before: str) -> str | None:
    """`Vores chef for Digital Drift` → `Chef for Digital Drift`: from the last word that introduces a title."""
    before = BEHIND_TITLE.sub("", before)
    areas = AREAS_AT_END.search(re.split(r"[.!?:\n(]\s", before)[-1])
    clause = f" {areas[0]}" if areas else re.split(r"[.!?,:\n(]\s", f" {before}")[-1]
    for match in reversed(list(INTRODUCED.finditer(clause))):
        phrase = clause[match.end() :]
        if find_names(clause[: match.end()]):  # `Eva Lund er jurist, Ole Finn …`
            return None
        title = cut_title(phrase) if has_title(phrase) else None
        if title is not None:
            return None if RELATION.fullmatch(title) else title
    return _find_at_end(clause)
