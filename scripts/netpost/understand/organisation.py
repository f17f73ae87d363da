"""The organisation that somebody works for: a municipality in its official form, a region, else the name as written.

`Herlev`, `Struer komune` and `Odense Kommunes` are municipalities; the surname Kolding and Silkeborg Forsyning are not.
Sources: data/municipalities.csv, data/regions.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from netpost.understand.acts import is_known_word
from netpost.understand.name import find_names, is_given_name, is_no_name_word
from netpost.understand.text import MOST_REMEMBERED, fold_letters, measure_distance
from netpost.understand.title import is_title_word
from netpost.understand.wordlists import read_lines, read_table


def _misspell(word: str) -> str:
    """Return a regex for a word with one letter wrong, missing or too many, or two swapped, between its first and its last."""
    inner, letter = range(1, len(word) - 1), r"[^\W\d_]"
    wrong = [f"{word[:at]}{letter}?{word[at + 1 :]}" for at in inner]
    more = [f"{word[:at]}{letter}{word[at:]}" for at in range(1, len(word))]
    swapped = [f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in inner]
    return "|".join([*wrong, *more, *swapped])


KOMMUNE = rf"(?i:(?:komm{{0,2}}unn?e|{_misspell('kommune')})[ns]?|municipality)"
FOREIGN_WORD = re.compile("[Kk]ommun|[Ss]tad|City (?:Council|of)")
FOREIGN = re.compile(
    r"(?<![\w-])((?:[A-ZÆØÅÄÖ][\wæøåäöé-]+)(?:[ -][A-ZÆØÅÄÖ][\wæøåäö-]+)?)[ ]+((?:[Kk]ommune|[Kk]ommun|[Ss]tad|City Council|Kommunia|kommuna))(?:s)?(?!\w)"
)
#: the word for it before the name: `Stadt Kiel`, `City of Bergen`
FOREIGN_BEFORE = re.compile(r"(?<![\w-])(?:Stadt|Gemeinde|City of)[ ][A-ZÆØÅÄÖ][\w-]+(?!\w)")
REGION = re.compile(
    r"\bRegion\s+(Hovedstaden|Sjælland|Sjaelland|Syddanmark|Midtjylland|Midt|Nordjylland|Nord|Syd)s?\b", re.IGNORECASE
)
REGION_SHORT = {"midt": "midtjylland", "nord": "nordjylland", "syd": "syddanmark", "sjaelland": "sjælland"}
ENGLISH_REGIONS = (
    (re.compile(r"\bCapital Region\b", re.IGNORECASE), "Region Hovedstaden"),
    (re.compile(r"\bCentral Denmark Region\b", re.IGNORECASE), "Region Midtjylland"),
    (re.compile(r"\b(?:the )?Region of Southern Denmark\b", re.IGNORECASE), "Region Syddanmark"),
    (re.compile(r"\bNorth Denmark Region\b", re.IGNORECASE), "Region Nordjylland"),
    (re.compile(r"\bRegion Zealand\b", re.IGNORECASE), "Region Sjælland"),
    (re.compile(r"\bCity of Copenhagen\b|\bCopenhagen Municipality\b", re.IGNORECASE), "Københavns Kommune"),
)
KOMMUNE_WORD = re.compile(KOMMUNE)
#: `Herlev Komm.`; without the full stop `kom` is a verb
SHORTENED = r"(?-i:[Kk]omm\b\.?|Kom\.)"
#: `balerup komune`, `ringkøbing-skern kommne`, `i haderlsev kommune`: the last word before it, or two
MISTYPED = re.compile(rf"(?<![\w@./-])((?:[^\W\d_]++[ -])?([^\W\d_]{{2,}}+)) {KOMMUNE}(?!\w)")
LETTERS = re.compile(r"(?<![\w@./-])[^\W\d_]+")
PLAIN_WORD = re.compile("[a-z]+")
WORD = re.compile(r"[^\w]")
NOT_MUNICIPAL_NEXT = re.compile(r"^(?:[ ](?!Kommune|[Rr]ådhus)[A-ZÆØÅ][a-zæøå]{2,}|[-'’](?=\w)|@|\.\w)")
LOCAL_PLACES = frozenset({"aarhus", "odense", "vejle", "koebenhavn"})
ADDRESS_LINE = re.compile(
    r"\b[A-ZÆØÅ][\wæøåé. ]*(?:vej|gade|[Aa]llé|[Aa]lle|[Pp]lads|stræde|torv(?:et)?|[Bb]oulevard|vænget|parken|vang|kaj|vejen)\s*\d+|(?:^|,)\s*(?:DK-?)?\d{4}\s+[A-ZÆØÅ]|\d{3} \d{2} [A-Z]",
)


@dataclass(frozen=True)
class OrganisationFound:
    """An organisation and where it stands. rank: 0 said in full, 1 a municipality's bare name, 2 guessed from its place."""

    name: str
    start: int
    end: int
    rank: int = 0


@cache
def _municipalities() -> dict[str, str]:
    """Return every spelling, folded → the official form."""
    spellings: dict[str, str] = {}
    for row in read_table("municipalities.csv"):
        names = [row["name"], *filter(None, row["aliases"].split(";"))]
        for name in names:
            for form in {name, name.removesuffix("s") if name in {"Nordfyns", "Vesthimmerlands"} else name}:
                spellings[fold_letters(form)] = row["official"]
                spellings[fold_letters(form).replace("-", " ")] = row["official"]
    spellings |= {"kbh": "Københavns Kommune", "kbh.": "Københavns Kommune", "koebenhavn": "Københavns Kommune"}
    return spellings


@cache
def _municipality_regex() -> re.Pattern[str]:
    forms = sorted({_loosen(name) for name in _municipalities()}, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w@./-])(?P<name>{'|'.join(forms)})(?P<genitive>s|'s|’s)?(?P<kommune>[ \n\u00a0-]+(?:Regions)?(?:regions)?(?:{KOMMUNE}|{SHORTENED}))?(?!\w)",
        re.IGNORECASE,
    )


def is_municipality(name: str) -> bool:
    """Tell whether a name is a Danish municipality's, without the word for it."""
    return fold_letters(name) in _municipalities()


def _loosen(folded: str) -> str:
    """Return a regex for a folded name that takes æ as well as ae."""
    loose = re.escape(folded).replace("ae", "(?:ae|æ|ä)").replace("oe", "(?:oe|ø|ö)").replace("aa", "(?:aa|å)")
    return loose.replace(r"\ ", r"[ \u00a0-]").replace(r"\-", r"[ \u00a0‐-]?-?[ ]?")


@lru_cache(maxsize=MOST_REMEMBERED)
def find_organisations(text: str, *, bare_names: bool = True) -> tuple[OrganisationFound, ...]:
    """Find the organisations that a text names, the surest first. bare_names: take `Herlev` for Herlev Kommune."""
    words = frozenset(PLAIN_WORD.findall(fold_letters(text)))
    matches = [] if _first_words().isdisjoint(words) else list(_municipality_matches(text))
    found = [*_regions(text), *_find_municipalities(text, matches, bare_names=bare_names), *_find_mistyped(text)]
    named = [*([] if _begin_whole_names().isdisjoint(words) else _named(text)), *_houses(text)]
    found += [one for one in named if not any(_overlaps(one, other) and other.rank == 0 for other in found)]
    found += [one for one in _foreign(text) if not any(_overlaps(one, other) for other in found)]
    widest = [one for one in found if not any(_covers(other, one) for other in found)]
    return tuple(sorted(widest, key=lambda one: (one.rank, one.start)))


def _overlaps(one: OrganisationFound, other: OrganisationFound) -> bool:
    return one.start < other.end and other.start < one.end


def _covers(one: OrganisationFound, other: OrganisationFound) -> bool:
    """Tell whether one holds the other and is at least as sure: `Professionshøjskolen Metropol`, `Metropol`."""
    is_wider = one.end - one.start > other.end - other.start
    is_surer = one.rank < other.rank or (one.rank == other.rank and is_wider)
    return one.start <= other.start and other.end <= one.end and is_surer


def _foreign(text: str) -> Iterator[OrganisationFound]:
    """`Ystads kommun`, `Klaksvíkar kommuna`, `Stadt Kiel`."""
    if FOREIGN_WORD.search(text) is None:
        return
    for match in FOREIGN_BEFORE.finditer(text):
        yield OrganisationFound(match[0], match.start(), match.end())
    for match in FOREIGN.finditer(text):
        first, _, second = match[1].partition(" ")
        start = match.start() + (len(first) + 1 if second and is_title_word(first) else 0)  # `IT-chef Ystads kommun`
        name = text[start : match.end()]
        if fold_letters(match[1]) not in NOT_PLACES:
            name = name if match[2] == "stad" else " ".join(name.split()).removesuffix("s")
            yield OrganisationFound(name, start, match.end())


NOT_PLACES = frozenset(
    [
        "vores",
        "jeres",
        "hele",
        "min",
        "i",
        "en",
        "ny",
        "samme",
        "anden",
        "nabo",
        "hver",
        "den",
        "vi",
        "egen",
        "fra",
        "hos",
        "kaere",
        "til",
    ]
)


@cache
def _official_regions() -> dict[str, str]:
    return {fold_letters(row["name"]): row["official"] for row in read_table("regions.csv")}


def _regions(text: str) -> list[OrganisationFound]:
    lowered = text.lower()
    if "region" not in lowered and "copenhagen" not in lowered:
        return []
    found = []
    for match in REGION.finditer(text):
        short = fold_letters(match[1])
        official = _official_regions()[fold_letters(REGION_SHORT.get(short, short))]
        found.append(OrganisationFound(official, match.start(), match.end()))
    for regex, name in ENGLISH_REGIONS:
        found += [OrganisationFound(name, match.start(), match.end()) for match in regex.finditer(text)]
    return found


@cache
def _first_words() -> frozenset[str]:
    """Return the first word of every spelling, folded, also in the genitive: few words of a text pass, and only there the long regex runs."""
    words = {WORD.split(name, maxsplit=1)[0] or name for name in _municipalities()}
    return frozenset({*words, *(word + "s" for word in words)})


@lru_cache(maxsize=MOST_REMEMBERED)
def _mend_municipality(word: str) -> str | None:
    """Return the known name that a mistyped one stands for, where only one is a letter away."""
    folded = fold_letters(word)
    near = [
        name for name in _municipalities() if abs(len(name) - len(folded)) <= 1 and measure_distance(name, folded) == 1
    ]
    return _municipalities()[near[0]] if len(near) == 1 and len(folded) >= 5 else None


def _find_mistyped(text: str) -> list[OrganisationFound]:
    """`balerup komune`: before the word kommune even a mistyped name is one."""
    if not KOMMUNE_WORD.search(text):
        return []
    found = []
    for match in MISTYPED.finditer(text):
        is_right = is_municipality(match[1]) or is_municipality(match[2])
        mended = [(_mend_municipality(match[group]), match.start(group)) for group in (1, 2) if not is_right]
        found += [OrganisationFound(official, start, match.end()) for official, start in mended if official][:1]
    return found


def _municipality_matches(text: str) -> Iterator[re.Match[str]]:
    end, first_words = 0, _first_words()
    for word in LETTERS.finditer(text):
        if word.start() >= end and fold_letters(word[0]) in first_words:
            match = _municipality_regex().match(text, word.start())
            if match is not None:
                end = match.end()
                yield match


def _find_municipalities(text: str, matches: list[re.Match[str]], *, bare_names: bool) -> list[OrganisationFound]:
    spans = [(name.start, name.end) for name in find_names(text)] if matches else []
    found = []
    for match in matches:
        official = _official(match["name"], match["genitive"])
        if official is None:
            continue
        if match["kommune"]:
            found.append(OrganisationFound(official, match.start(), match.end()))
        elif bare_names and _is_bare_municipality(text, match, spans):
            found.append(OrganisationFound(official, match.start(), match.end(), 1))
    return found


def _official(name: str, genitive: str | None) -> str | None:
    folded = re.sub(r"[ \u00a0‐]", " ", fold_letters(name))
    known = _municipalities()
    for form in (
        folded,
        folded.replace(" - ", "-"),
        folded.replace("-", " "),
        folded.replace(" ", ""),
        f"{folded}{genitive or ''}",
    ):
        if form in known:
            return known[form]
    return None


def _is_bare_municipality(text: str, match: re.Match[str], names: list[tuple[int, int]]) -> bool:
    """A bare name counts when capitalised, no part of a person's name or another organisation's, and no meeting place."""
    if not match[0][0].isupper() or any(start <= match.start() < end for start, end in names):
        return False
    before = text[: match.start()].split()
    is_meeting_place = fold_letters(match["name"]) in LOCAL_PLACES and not _is_work_place(before)
    if is_meeting_place or NOT_MUNICIPAL_NEXT.match(text[match.end() :]):
        return False
    if before and re.fullmatch(r"(?:DK-?)?\d{4}", before[-1]):  # a postal town
        return False
    line = text[: match.start()].rpartition("\n")[2].split()
    return not (line and not line[-1].endswith(",") and is_given_name(line[-1]) and line[-1][0].isupper())


def _is_work_place(before: list[str]) -> bool:
    """`teamleder i Odense`: where a post is held, no meeting is."""
    return len(before) > 1 and before[-1].lower() in {"i", "ved", "hos"} and is_title_word(before[-2])


@cache
def _organisation_words() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    lines = read_lines("organisation_words.txt")
    words = frozenset(line for line in lines if line[0] not in "-=")
    return (
        words,
        tuple(line[1:] for line in lines if line[0] == "-"),
        tuple(line[1:] for line in lines if line[0] == "="),
    )


@cache
def _whole_names_regex() -> re.Pattern[str]:
    names = sorted((name for name in _organisation_words()[2] if name != "Region"), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?:[ ](?:A/S|ApS|I/S))?(?![\w-])")


@cache
def _begin_whole_names() -> frozenset[str]:
    """Return the first word of each whole name, folded: only beside one of them the long regex runs."""
    return frozenset(PLAIN_WORD.findall(fold_letters(name))[0] for name in _organisation_words()[2])


def _named(text: str) -> list[OrganisationFound]:
    """Find whole names that are known, as written."""
    return [OrganisationFound(match[0], match.start(), match.end()) for match in _whole_names_regex().finditer(text)]


#: what a house of its own is called by behind its name: `Frederikshavn Forsyning`, `Holstebro Museum`, `Ry Tekniske Skole`
KIND = (
    r"(?:[A-ZÆØÅ][\w-]*(?:museum|gymnasium|skole|værk|selskab|bibliotek|universitet|akademi|hospital|sygehus|beredskab|brandvæsen|forsyning"
    r"|boligforening|kursuscenter)|Forsyning|Energi|Spildevand|Fjernvarme|Museum|Museer|Gymnasium|Skole|Bibliotek(?:er)?|Universitet|Akademi"
    r"|Hospital|Sygehus|Beredskab|Brandvæsen|Trafik|Renovation|Havn|HF|VUC|Administration)"
)
#: … and before it: `Energi Viborg`, `Museum Lolland-Falster`, `Erhvervsakademiet Vest`
KIND_BEFORE = (
    r"(?:Sygehus|Hospitalsenhed(?:en)?|Jobcenter|Museum|Museet|VUC|University[ ]College|[A-ZÆØÅ][\w-]*(?:hospital(?:et)?|skolen?|akademi(?:et)?|selskabet|foreningen)"
    r"|(?<!Center for )(?<!Team )(?<!og )(?<!& )(?:Forsyning|Energi|Vand|Spildevand|Fjernvarme|Affald))"
)
CAPITAL_WORD = r"[A-ZÆØÅ][\w-]+"
HOUSE = re.compile(
    rf"(?<![\w-])(?:(?P<name>(?:{CAPITAL_WORD}[ ]){{1,2}})(?:{CAPITAL_WORD}[ ](?:og|&)[ ])?{KIND}|{KIND_BEFORE}(?:[ ]{CAPITAL_WORD}){{1,2}})"
    r"(?:[ ](?:A/S|ApS|I/S))?(?![\w&-]|[ ]&)"
)
HOUSE_WORD = re.compile(
    "museum|museet|gymnasium|skole|værk|selskab|foreningen|bibliotek|universitet|university|akademi|hospital|sygehus|beredskab|brandvæsen|forsyning"
    "|energi|vand|varme|affald|trafik|renovation|havn|boligforening|center|hf|vuc|administration",
    re.IGNORECASE,
)


SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\n])\s*$")


def _is_first_word(text: str, start: int, word: str) -> bool:
    """`Tag Syddansk Skole med`: tell whether a word of everyday that begins a sentence stands there; a town is none."""
    begins = start == 0 or SENTENCE_BEGINS.search(text, max(0, start - 3), start) is not None
    return begins and is_known_word(word.lower()) and _official(word, None) is None and not word.endswith("s")


def _houses(text: str) -> list[OrganisationFound]:
    """Find what is called by its name and its kind; a sentence's first word may be neither: `Meld Greve Forsyning til`."""
    if HOUSE_WORD.search(text) is None:
        return []
    found = []
    for match in HOUSE.finditer(text):
        words = (match["name"] or "").split()
        while words and (is_no_name_word(words[0]) or (words[1:] and _is_first_word(text, match.start(), words[0]))):
            words.pop(0)
        start = match.start() + (len(match["name"]) - len(" ".join([*words, ""])) if match["name"] else 0)
        if not match["name"] or (words and not is_unit_name(words[0])):
            found.append(OrganisationFound(text[start : match.end()], start, match.end()))
    return found


#: capitals within a word: `VandCenter Syd`, but neither a person called McLean nor where else he is found
BRAND = re.compile(
    r"(?!Ma?c[A-ZÆØÅ]|LinkedIn|YouTube|WhatsApp|GitHub|SharePoint)[A-ZÆØÅ][a-zæøå]+[A-ZÆØÅ][a-zæøå]+(?:[ ][A-ZÆØÅ][\w/]*){0,2}"
)


#: a department: `Miljø og Energi`
TWO_AREAS = re.compile(r"[^\W\d_]+ (?:og|&) [^\W\d_]+")


def is_organisation_name(text: str) -> bool:
    """Tell whether a short text (a line of a signature) is the name of an organisation by its words."""
    words, endings, whole = _organisation_words()
    tokens = text.split()
    if not tokens or len(tokens) > 7 or not tokens[0][0].isupper() or re.search(r"\d|@|:", text):
        return False
    if tokens[0] in {"Center", "Centeret", "Centret", "Institut"} or TWO_AREAS.fullmatch(text):
        return False
    return (
        text in whole
        or BRAND.fullmatch(text) is not None
        or any(token.strip(",.") in words or token in words for token in tokens)
        or any(token.lower().endswith(endings) for token in tokens)
    )


#: By its first word or by an ending: `Digital Service`, `It-afdelingen`, `Børne- og Kulturforvaltningen`
UNIT = re.compile(
    r"(?:It|IT|Digital|Center|Borger|Stab|Afdeling|Team|Sekretariat|Direktion|Forvaltning|Kontor|Enhed|Rådhus|Koncern|Data|Økonomi)"
    r"|.*(?:afdeling|enhed|sekretariat|stab|cent(?:er|r)|forvaltning|team|kontor|område|gruppe|direktion|magistrat|drift)(?:en|et)?\b",
)


def is_unit_name(text: str) -> bool:
    """Tell whether a text begins with a part of an organisation: `Digital Service`, `Digitaliseringsafdelingen`."""
    return UNIT.match(text) is not None


@cache
def _domains() -> dict[str, str]:
    domains: dict[str, str] = {}
    for row in read_table("municipalities.csv"):
        for domain in [row["domain"], row["web_domain"], *row["other_domains"].split()]:
            domains[domain] = row["official"]
    for row in read_table("regions.csv"):
        for domain in [row["domain"], *row["other_domains"].split()]:
            domains[domain] = row["official"]
    return domains


def find_organisation_of_domain(email: str) -> str | None:
    """Return whose a real mail domain is (`@lolland.dk`, `@okf.kk.dk`); a domain under .example or .test proves nothing."""
    labels = email.rpartition("@")[2].casefold().split(".")
    for start in range(len(labels) - 1):
        known = _domains().get(".".join(labels[start:]))
        if known:
            return known
    return None


def is_official_label(label: str) -> bool:
    """Tell whether a domain's name is one that a municipality or a region uses: `kk`, `brk`, `rsyd`."""
    return any(domain.partition(".")[0] == label.casefold() for domain in _domains())


def is_same_house(domain: str, other: str) -> bool:
    """`tmf-kk.example` is a part of `kk.example`: the shorter name stands whole in the longer."""
    one, two = (set(re.split(r"[.-]", name.rpartition(".")[0])) for name in (domain, other))
    return domain == other or (bool(one and two) and (one <= two or two <= one))
