"""The labels of a form, and what stands behind them: `Navn: Bo Dam` → ("name", "Bo Dam", where it starts and ends).

What each word of a form is called is in LABELS. A label may end in a colon or dots, stand in the first cell of a row, or above
its value; mark_labels() puts a colon behind those of the last two kinds. Whose the values are is told in form.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from netpost.understand.ean import EAN_NUMBER, find_eans
from netpost.understand.entry import FOR_ALL, MOST_DETAIL_WORDS, is_organisation, parse_entry
from netpost.understand.text import MOST_REMEMBERED
from netpost.understand.title_in_line import begins_with_title

#: whose it is, or of which kind: `din nuværende stilling`, `deltagerens arbejdsmail`, `personlig telefon`
OF_KIND = (
    r"(?:(?:dit|din|jeres|mit|min|your|nye?|nyt|nuværende|fremtidige?t?|person(?:lig)?e?t?|direkte|egen|eget|officielle?|fast|korrekte?|evt\.?"
    r"|(?:deltager|medarbejder|kursist)(?:en|ne)?s)[\s_]+)"
)
#: what is used at work: `arbejdsmail`, `tjenestestilling`, `jobtitel`
AT_WORK = r"(?:(?:arbejds|tjeneste?|job|stillings|kontakt)[\s-]?|tjenstlig\s+)?"
PHONE_WORD = (
    rf"(?:{AT_WORK}(?:lokal|mobil|fastnet|telefon|tlf\.?|mob\.?|tel\.?)(?:[\s-]?(?:nummer|nr\.?|telefon|tlf\.?))?|dir(?:ekte|\.)?(?:\s*(?:tlf\.?|telefon(?:nummer)?)(?:\s?nr\.?)?)?"
    r"|(?:direkte|mobil|eget|nyt|kontakt)[\s-]?(?:nummer|nr\.?)|phone(?:\s+number)?|mobile|cell|(?:kan\s+)?(?:træffes|fanges|nås)(?:\s+på)?)"
)
LABELS = {
    "name": r"(?:fulde?t?[\s_]+)?navn(?:\s+på\s+(?:deltager|medarbejder)\w*)?|deltager(?:s|ens)?\s*navn|deltager(?:en)?(?:\s*(?:nr\.?\s*)?\d)?|tilmeldte?|medarbejder(?:s|ens)?(?:\s*navn)?|for-?\s*og\s+efternavn|full\s+name|name|hvem",
    "given": r"fornavn(?:e|\(e\))?|first\s+name",
    "surname": r"efternavn|last\s+name",
    "title": rf"{AT_WORK}(?:titel|stilling(?:sbetegnelse)?|funktion|betegnelse)|ansat|(?:ansat|arbejder)\s+som|(?:job\s+)?title|position",
    "organisation": r"(?:hjem|ansættelses)?kommune(?:navn)?|org\.?|organisation|arbejdsplads|arbejdssted|arbejdsgiver|virksomhed|firma|selskab|institution|myndighed|ansættelsessted|(?:ansat|arbejder)\s+(?:i|hos|ved)|region|company|organization|employer|municipality",
    "email": rf"{AT_WORK}(?:e-?\s?)?mail(?:\s?adr(?:esse|\.)?)?(?:\s+address)?|e-post(?:adresse)?|deltagers?\s+mail",
    "phone": PHONE_WORD,
    "ean": r"[^:=\n\d|;]{0,25}(?<![^\W_])(?:ean|gln)(?![^\W_])[^:=\n\d|;]{0,25}?|(?:ean-?)?lokations?-?n(?:umme)?r\.?|fakturering|faktura\s+til",
    "meetings": r"arrangement|aktivitet|begivenhed|(?:vælg\s+)?møde(?:r|dato(?:er)?)?|datoer|dato(?:er)?\s+for\s+møder?|hvilke\s+møder|deltager\s+i|ønske(?:r|de)?(?:\s+(?:møder?|at\s+deltage(?:\s+i)?))?|meetings?|deltagelse|jeg\s+deltager\s+i(?:\s*\([^)]*\))?",
    "message": r"(?:din\s+)?besked|bemærkning(?:er)?|kommentar(?:er)?|spørgsmål|henvendelse|message",
    "place": r"sted|afdeling|forvaltning|center|område|enhed",
    "other": r"nyhedsbrev|allergi(?:er)?|kost(?:hensyn)?|noter?|rekv\w*\.?(?:\s*nr\.?)?|cvr(?:-?nr\.?)?|adresse|by|postnr\.?|særlige\s+hensyn|diæt|reference|att\.?|kontaktperson|indsendt|ip|formular|samtykke|hovednummer|omstilling|fax|p-?nr\.?|projekt\w*|konto\w*|ordre\w*|leder|nærmeste\s+leder|fakturaadresse|betaling|hotel|transport|forplejning",
}
ANY_LABEL = "|".join(LABELS.values())
#: a second label for the same value: `Mail og mobil: …`, `Stilling/titel: …`
AND_LABEL = rf"(?:\s*(?:/|&|,|\+|\beller\b|\bog\b)\s*(?P<second>{ANY_LABEL}))?"
LABELLED = OF_KIND + "{0,2}(?:" + "|".join(f"(?P<{key}>{words})" for key, words in LABELS.items()) + ")" + AND_LABEL
LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\n;|,(])|(?<=\n>)|(?<=\s{2})|(?<=\.\s)|(?<=\s[/·•–]))[ \t]*(?:[-*•·–\d.)]{1,3}[ \t]+)?(?:\*{1,2})?"
    + LABELLED
    + r"(?:[ \t]*\([^()\n]{1,40}\))?(?:\*{1,2})?[ \t.…_]*(?:[:=]|\?:|(?<=[.…_]{3})(?=[ \t]))(?:\*{1,2})?[ \t]*",
    re.IGNORECASE,
)
LABEL_END = re.compile(r"[:=]|[.…_]{3}")
LABEL_ALONE = re.compile(r"^\W*" + LABELLED + r"\W*$", re.IGNORECASE)
#: Headings of a form's parts: who takes part, and who only orders, pays or answers questions.
PART_HEADING = re.compile(
    r"^\W*(?:(?P<takes_part>deltagere?n?(?:\s*\d+)?|deltageroplysninger|kursister?|participants?)"
    r"|(?:bestiller|bestilt\s+af|rekvirent|indsender|indsendt\s+af|kontakt(?:person|oplysninger)?|betaler|betaling|faktur(?:a|ering)"
    r"(?:soplysninger)?|(?:nærmeste\s+)?leder|godkendt\s+af|attesteret\s+af|afsender|udfyldt\s+af))\W*$",
    re.IGNORECASE | re.MULTILINE,
)
#: a label of somebody's own: what the value is shows itself (`Hvad er han: souschef`, `Betales via: EAN 57…`)
OWN_LABEL = re.compile(r"^[ \t>*•·–-]*(?P<unknown>[^\W\d_][^:=\n\d|;@()]{1,38}?)[ \t.…_]*:[ \t]*(?=\S)", re.MULTILINE)
#: … unless it is of others, or no more so
NOT_ONES_OWN = re.compile(
    r"leder|chef|sekretær|kontakt|bestil|rekvi|godkend|attest|udfyldt|indsend|afsend|kopi|\bcc\b|privat|hidtil|tidligere|gammel|gamle|gl\.|\bfør|hoved|omstil|fax|reception|cvr",
    re.IGNORECASE,
)
#: no value, but that there is none, or none yet
NOT_GIVEN = re.compile(
    r"\W*(?:(?:ingen|intet|nej|n/a|none|haves ikke|ikke relevant|ved (?:jeg )?ikke|ukendt|samme|som (?:før|hidtil)|uændret|se \w+|(?:det |den )?(?:har (?:jeg|vi) ikke|mangler|følger|eftersendes|kommer senere))\b\W*)+",
    re.IGNORECASE,
)
LINE_TO_WRITE_ON = re.compile(r"^[\s_.…]+|[\s_…]+$|\.{2,}\s*$")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
LABEL_CELL = re.compile(r"^([^|\t\n:=]{2,40}?)(?:[ \t]*\||\t++|[ ]{3,}+)(?![:=.…_])([^|\t\n]*)$", re.MULTILINE)
CELL_END = re.compile(r"[|\t]|[ ]{3}")
LONGEST_LABEL = 40
MOST_LABELS_BY_CHANCE = 2
#: key of LABELS, value, start, end
Field = tuple[str, str, int, int]


def find_label(cell: str) -> str | None:
    """Return the key of LABELS for a text that is a label and nothing else, None for any other."""
    match = LABEL_ALONE.match(cell)
    return str(match.lastgroup) if match else None


@lru_cache(maxsize=MOST_REMEMBERED)
def mark_labels(text: str) -> str:
    """A row of two cells, the first a label, is a line of a form."""
    text = _join_alternating(text)
    return LABEL_CELL.sub(_mark_label, text) if CELL_END.search(text) else text


def _join_alternating(text: str) -> str:
    """Put a colon for the line feed behind labels that stand above their values, three or more in turn."""
    lines = text.split("\n")
    is_label = [0 < len(line) <= LONGEST_LABEL and find_label(line) is not None for line in lines]
    places = [at for at in range(len(lines) - 1) if is_label[at] and lines[at + 1].strip() and not is_label[at + 1]]
    in_turn = [at for at in places if not {at + 2, at + 3, at - 2, at - 3}.isdisjoint(places)]
    if len(in_turn) < MOST_LABELS_BY_CHANCE + 1:
        return text
    return "".join(f"{line}{':' if at in in_turn else chr(10)}" for at, line in enumerate(lines))[:-1]


def _mark_label(match: re.Match[str]) -> str:
    is_label = find_label(match[1]) and not find_label(match[2].partition("   ")[0])  # no row of headings
    return f"{match[1]}:{match[2]:>{len(match[0]) - len(match[1]) - 1}}" if is_label else match[0]


@lru_cache(maxsize=MOST_REMEMBERED)
def find_fields(text: str) -> Sequence[Field]:
    """Return (key of LABELS, value, start, end) of each labelled value; none where there is one label alone."""
    fields: list[Field] = []
    matches = list(LABEL.finditer(text)) if LABEL_END.search(text) else []
    own = _find_own_labels(text, matches) if any(_keys_of(one)[0] in {"name", "given"} for one in matches) else []
    matches = sorted([*matches, *own], key=lambda one: one.start())
    if len(matches) < 2:
        return []
    headings, end = list(PART_HEADING.finditer(text)), 0
    for place, match in enumerate(matches):
        stop = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        value = text[match.end() : stop]
        line, _, below = value.partition("\n")
        taken = line if line.strip(" *_.…") or not below.strip() else below.strip().split("\n")[0]
        key, second = _keys_of(match)
        if key == "message" and place + 1 < len(matches):
            stop = next((one.start() for one in matches[place + 1 :] if one not in own), len(text))
            taken = text[match.end() : stop]
        taken = LINE_TO_WRITE_ON.sub("", taken).strip(" \t*_,;|/·•")
        if key == "name" and re.match(r"\W*\d{1,2}\s*[/.]", taken):  # `Deltager: 14/9, 16/11 og 25/1`
            key = "meetings"
        if key in {"ean", "other", "unknown"}:
            key = _key_of_value(match[0], taken, key)
        gap = text[end : match.start()] if fields else ""
        if match in own and (gap.strip() or (key == "unknown" and EMPTY_LINE.search(gap))):
            continue  # `Kort sagt: …` somewhere below
        end = match.end() + len(line)
        if NOT_GIVEN.fullmatch(taken) and key not in {"name", "ean"}:
            taken = ""
        if key != "ean" and _is_helper_part(headings, match.start()):
            key = "other"
        keys = {key, second or key} - {"unknown"}
        for one in sorted(keys, key=lambda one: one != "name"):  # a name begins the next person
            told = _part_of(one, taken) if len(keys) > 1 else taken
            told = f"{match[0].strip()} {told}" if one == "phone" and told else told  # mobile or direct line
            fields.append((one, told, match.start(), end))
    return fields


def _find_own_labels(text: str, known: list[re.Match[str]]) -> list[re.Match[str]]:
    taken = {place for one in known for place in range(one.start(), one.end())}
    return [one for one in OWN_LABEL.finditer(text) if taken.isdisjoint(range(one.start("unknown"), one.end()))]


def _keys_of(match: re.Match[str]) -> tuple[str, str | None]:
    """Return the key of a label, and of a second one for the same value."""
    groups = match.groupdict()
    second = groups.pop("second", None)
    return next(key for key, label in groups.items() if label), find_label(second) if second else None


def _part_of(key: str, value: str) -> str:
    """Return what is meant by one of two labels: the title of `It-chef, Vejen Kommune`."""
    return value if key in {"name", "phone"} else getattr(parse_entry(value), key, None) or ""


def _key_of_value(label: str, value: str, key: str) -> str:
    """Tell by its value what stands behind a label that does not say it, or that may say whose EAN it is."""
    eans = find_eans(f"{label}{value}")
    if EAN_NUMBER.search(value) and (not (eans.good or eans.bad) or FOR_ALL.search(label)):  # `Gammelt EAN: 57…`
        return "unknown"
    if eans.good and (key != "unknown" or len(value.split()) <= MOST_DETAIL_WORDS):
        return "ean"
    if key != "unknown" or NOT_ONES_OWN.search(label):
        return key
    if begins_with_title(value):
        return "title"
    return "organisation" if is_organisation(value) else key


def _is_helper_part(headings: list[re.Match[str]], place: int) -> bool:
    """Tell whether a place stands below a heading of somebody who only orders, pays or answers."""
    above = [one for one in headings if one.start() < place]
    return bool(above) and above[-1]["takes_part"] is None
