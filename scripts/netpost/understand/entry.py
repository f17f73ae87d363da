"""Structured details of people: forms, tables, lists and signatures → entries with name, address, title and so on.

A form is `Navn: …` a line; a table has a row of such words; a list has one person a line. What each word of a form is called
is in LABELS. Values are as written; normal forms come from the files of each fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from netpost.understand.ean import EAN_NUMBER, find_eans
from netpost.understand.name import CAPITAL, find_names, fits_address
from netpost.understand.organisation import (
    ADDRESS_LINE,
    find_organisations,
    is_municipality,
    is_organisation_name,
    is_unit_name,
)
from netpost.understand.phone import find_phones
from netpost.understand.text import MOST_REMEMBERED, fold_letters
from netpost.understand.title import clean_title, has_title
from netpost.understand.title_in_line import PART_BREAK, begins_with_title, find_title_in_line
from netpost.understand.title_in_prose import find_title_in_prose

ADDRESS = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]++@[\w-]+(?:\.[\w-]+)+")
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
#: Headings of a form's parts: who takes part, and who only orders, pays or answers questions.
PART_HEADING = re.compile(
    r"^\W*(?:(?P<takes_part>deltagere?n?(?:\s*\d+)?|deltageroplysninger|kursister?|participants?)"
    r"|(?:bestiller|bestilt\s+af|rekvirent|indsender|indsendt\s+af|kontakt(?:person|oplysninger)?|betaler|betaling|faktur(?:a|ering)"
    r"(?:soplysninger)?|(?:nærmeste\s+)?leder|godkendt\s+af|attesteret\s+af|afsender|udfyldt\s+af))\W*$",
    re.IGNORECASE | re.MULTILINE,
)
LABEL_ALONE = re.compile(r"^\W*" + LABELLED + r"\W*$", re.IGNORECASE)
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
LABEL_CELL = re.compile(r"^([^|\t\n:=]{2,40}?)(?:[ \t]*\||\t++|[ ]{3,}+)(?![:=.…_])([^|\t\n]*)$", re.MULTILINE)
CELL_BREAK = re.compile(r"\s*[|;\t]\s*|\s{3,}")
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
#: key of LABELS, value, start, end
Field = tuple[str, str, int, int]


def find_entries(text: str) -> list[Entry]:
    """Find the people whom a text lists: by a form, else by a table, else line by line."""
    text = _part_rows(_mark_labels(text))
    return _read_forms(text) or _read_table(text) or _read_lines(text)


def find_details(text: str) -> Entry | None:
    """Find what is labelled without a name beside it, and so is the writer's: `Stilling: Direktør`, `Kommune: Odsherred`."""
    values = {key: value for key, value, _, _ in _find_fields(_mark_labels(text))}
    title = clean_title(values.get("title", ""))
    organisation = _as_organisation(values.get("organisation", ""))
    if organisation and not find_organisations(organisation):
        organisation = None
    if title is None and organisation is None:
        return None
    words = " · ".join(filter(None, (values.get("title"), values.get("organisation"))))
    return Entry(title=title, organisation=organisation, kind="details", words=words)


@lru_cache(maxsize=MOST_REMEMBERED)
def _mark_labels(text: str) -> str:
    """A row of two cells, the first a label, is a line of a form."""
    text = _join_alternating(text)
    return LABEL_CELL.sub(_mark_label, text) if CELL_END.search(text) else text


def _join_alternating(text: str) -> str:
    """Put a colon for the line feed behind labels that stand above their values, three or more in turn."""
    lines = text.split("\n")
    is_label = [0 < len(line) <= LONGEST_LABEL and _label_of(line) is not None for line in lines]
    places = [at for at in range(len(lines) - 1) if is_label[at] and lines[at + 1].strip() and not is_label[at + 1]]
    in_turn = [at for at in places if not {at + 2, at + 3, at - 2, at - 3}.isdisjoint(places)]
    if len(in_turn) < MOST_LABELS_BY_CHANCE + 1:
        return text
    return "".join(f"{line}{':' if at in in_turn else chr(10)}" for at, line in enumerate(lines))[:-1]


LONGEST_LABEL = 40
MOST_LABELS_BY_CHANCE = 2


CELL_END = re.compile(r"[|\t]|[ ]{3}")


#: between the details of a row, and where a row of the whole list begins
ROW_BREAK = re.compile(r"\s+[·•|]\s")
OF_LIST = re.compile(r"[ ](?=(?:EAN|GLN|[Ff]aktura)\b[^\n]{0,20}\b(?:os|begge|alle)\b)")


def _part_rows(text: str) -> str:
    """`… Ole Finn · jurist · olfi@… Eva Lund · it-chef · evlu@…`: a line for each row; every character keeps its place."""
    starts = [one.start for one in find_names(text) if ROW_BREAK.match(text, one.end)] if HAS_ROWS.search(text) else []
    if len(starts) < 2:
        return text
    ends = [one.start() for one in OF_LIST.finditer(text, starts[0])]
    for place in [*(start - 1 for start in starts if start), *ends]:
        text = f"{text[:place]}\n{text[place + 1 :]}" if text[place] == " " else text
    return text


HAS_ROWS = re.compile(r"[·•|]")


def _mark_label(match: re.Match[str]) -> str:
    is_label = _label_of(match[1]) and not _label_of(match[2].partition("   ")[0])  # no row of headings
    return f"{match[1]}:{match[2]:>{len(match[0]) - len(match[1]) - 1}}" if is_label else match[0]


def _read_forms(text: str) -> list[Entry]:
    fields = _find_fields(text)
    keys = [key for key, value, _, _ in fields if value and key not in {"other", "message"}]
    if len(set(keys)) < 3 and not ("name" in keys and len(set(keys)) >= 2) and not ({"given", "surname"} <= set(keys)):
        return []
    if not {"name", "surname"} & set(keys) and len(set(keys)) < 3:
        return []
    groups = _share_last(text, _group_fields(fields))
    return [entry for group in groups if (entry := _make_form_entry(group)) is not None]


def _share_last(text: str, groups: list[list[Field]]) -> list[list[Field]]:
    """What an empty line parts from the last of several people is for all of them, where nobody has his own: `Kommune: Vejen`, `EAN: 57…`."""
    *others, last = groups
    below = next((at for at in range(1, len(last)) if EMPTY_LINE.search(text, last[at - 1][3], last[at][2])), len(last))
    told = {key for group in (*others, last[:below]) for key, value, _, _ in group if value}
    shared = [one for one in last[below:] if one[0] in {"organisation", "ean"} - told]
    if not others or not shared:
        return groups
    kept = [one for one in shared if one[0] == "organisation"]  # an EAN is shared later
    return [
        *([*group, *((key, value, group[-1][2], group[-1][3]) for key, value, _, _ in kept)] for group in others),
        [one for one in last if one not in shared or one in kept],
    ]


EMPTY_LINE = re.compile(r"\n[ \t]*\n")


@lru_cache(maxsize=MOST_REMEMBERED)
def _find_fields(text: str) -> Sequence[Field]:
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
    return next(key for key, label in groups.items() if label), _label_of(second) if second else None


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
    return "organisation" if _is_organisation(value) else key


LINE_TO_WRITE_ON = re.compile(r"^[\s_.…]+|[\s_…]+$|\.{2,}\s*$")


def _is_helper_part(headings: list[re.Match[str]], place: int) -> bool:
    """Tell whether a place stands below a heading of somebody who only orders, pays or answers."""
    above = [one for one in headings if one.start() < place]
    return bool(above) and above[-1]["takes_part"] is None


def _group_fields(fields: Sequence[Field]) -> list[list[Field]]:
    """A name (or any word seen before) begins the next person."""
    groups: list[list[Field]] = []
    seen: set[str] = set()
    for one in fields:
        starts_person = one[0] in {"name", "given"} and bool({"name", "given"} & seen)
        if not groups or starts_person:
            groups.append([])
            seen = set()
        seen.add(one[0])
        groups[-1].append(one)
    return groups


def _make_form_entry(group: list[Field]) -> Entry | None:
    values: dict[str, str] = {}
    for key, value, _, _ in group:
        if value and (key not in values or (key == "phone" and not find_phones(values[key]))):
            values[key] = value
    if "given" in values or "surname" in values:
        values.setdefault("name", f"{values.get('given', '')} {values.get('surname', '')}".strip())
    if not {"name", "email"} & set(values):
        return None
    if "organisation" not in values and any(one.rank == 0 for one in find_organisations(values.get("place", ""))):
        values["organisation"] = values["place"]  # `Sted: Billund Kommune`; a bare town may be anything
    phones = [phone for key, value, _, _ in group if key == "phone" for phone in find_phones(value)]
    eans = find_eans(f"EAN {values['ean']}" if "ean" in values else values.get("message", ""))
    name_part = parse_entry(values["name"]) if "name" in values else NOTHING_SAID
    said = values.get("name", "")
    capitalised = said.title() if said.islower() else said
    name = name_part.name or (capitalised if _looks_like_name(capitalised) else None)
    return Entry(
        name=name,
        email=_first_address(values.get("email", "")) or name_part.email,
        title=_as_title(values["title"])
        if "title" in values
        else name_part.title or _told_title(values.get("message", "")),
        organisation=_as_organisation(values["organisation"]) if "organisation" in values else name_part.organisation,
        phone=min(phones, key=lambda one: one.rank).number if phones else name_part.phone,
        ean=eans.good[0] if eans.good else None,
        bad_ean=eans.bad[0] if eans.bad and not eans.good else None,
        ean_as=_read_same_ean(f"EAN {values.get('ean', '')}"),
        meetings=values.get("meetings", ""),
        is_self=SELF.fullmatch(said) is not None,
        message=values.get("message", ""),
        start=group[0][2],
        end=group[-1][3],
        kind="form",
        words=" · ".join(value for _, value, _, _ in group if value),
    )


SELF = re.compile(
    r"\W*(?:undertegnede|mig(?: selv)?|jeg(?: selv)?|afsender(?:en)?|se (?:nedenfor|under\w*|signatur\w*))\W*",
    re.IGNORECASE,
)


def _looks_like_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) <= 5 and all(
        re.match(rf"[{CAPITAL}]", word) or word in {"von", "van", "de", "af", "der"} for word in words
    )


def _told_title(message: str) -> str | None:
    """`Besked: Jeg er sektionsleder for …`, in a form that asks for no title."""
    told = find_title_in_prose(message)
    return told.title if told else None


def _as_title(text: str) -> str | None:
    text = text.strip(" .,;:-")
    house = next((one for one in find_organisations(text) if one.rank == 0 and one.end == len(text)), None)
    if house and has_title(held := HELD_AT.sub("", text[: house.start])):  # `It-chef i Vejen Kommune`
        text = held
    return clean_title(text) or (text[0].upper() + text[1:] if text else None)


HELD_AT = re.compile(r"(?:,|\s[-–/]|\s(?:i|hos|ved|på))\s+$")


def _as_organisation(text: str) -> str | None:
    bare = BESIDE_ORGANISATION.sub("", text).strip(" .,;:-")
    town = find_organisations(f"{bare} Kommune") if is_municipality(bare) else ()
    found = find_organisations(bare) or town or find_organisations(text)
    return found[0].name if found else bare or None


#: `Ingen, jeg kommer fra Ribe Museum (vi er en selvejende institution)`
BESIDE_ORGANISATION = re.compile(
    r"^(?:(?:ingen|nej|ikke en kommune)\b\W*)?(?:men\s+)?(?:(?:jeg|vi)\s+(?:kommer|er|arbejder|sidder)\s+(?:\w+\s+)?(?:fra|i|hos|ved|på)\s+)?"
    r"|\s*\(.*|(?:,|\s[-–])\s+(?:(?:men|og|som|hvor|da|altså)\s|(?:jeg|vi|dvs)\b).*",
    re.IGNORECASE,
)


def _first_address(text: str) -> str | None:
    match = ADDRESS.search(text)
    return match[0].casefold().rstrip(".") if match else None


def _read_table(text: str) -> list[Entry]:
    lines = [line.strip() for line in text.split("\n")]
    for place, line in enumerate(lines):
        cells = [cell for cell in CELL_BREAK.split(line) if cell]
        keys = [_label_of(cell) for cell in cells] if len(cells) >= 2 else []
        if keys and all(keys) and "name" in keys:
            return _rows_by_cells([str(key) for key in keys], lines[place + 1 :], text)
        run = []
        for below in lines[place:]:
            if not below:
                continue
            if (key := _label_of(below)) is None:
                break
            run.append(key)
        if len(run) >= 2 and run[0] in {"name", "given"}:
            return _rows_by_lines(run, [below for below in lines[place:] if below][len(run) :], text)
    return []


def _label_of(cell: str) -> str | None:
    match = LABEL_ALONE.match(cell)
    return str(match.lastgroup) if match else None


def _rows_by_cells(keys: list[str], lines: list[str], text: str) -> list[Entry]:
    entries: list[Entry] = []
    for line in lines:
        cells = CELL_BREAK.split(line)
        if len([cell for cell in cells if cell]) < 2:
            if entries and line:
                break
            continue
        entry = _make_form_entry([(key, value.strip(), 0, 0) for key, value in zip(keys, cells, strict=False)])
        if entry is not None:
            at = max(text.find(line), 0)
            entries.append(replace(entry, kind="table", start=at, end=at + len(line), words=line))
    return entries


def _rows_by_lines(keys: list[str], lines: list[str], text: str) -> list[Entry]:
    entries: list[Entry] = []
    for first in range(0, len(lines) - len(keys) + 1, len(keys)):
        row = lines[first : first + len(keys)]
        entry = _make_form_entry([(key, value, 0, 0) for key, value in zip(keys, row, strict=True)])
        if entry is None or entry.name is None:
            break
        at = max(text.find(row[0]), 0)
        entries.append(
            replace(
                entry, kind="table", start=at, end=max(text.find(row[-1], at), at) + len(row[-1]), words=" · ".join(row)
            )
        )
    return entries


def _read_lines(text: str) -> list[Entry]:
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
                or _is_organisation(bare)
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


#: a department may be called by what it does: `Teknik og Miljø`, `Børn, Unge og Familie`
TWO_AREAS = re.compile(r"(?:[A-ZÆØÅ][\w-]+(?:, | og | & ))+[A-ZÆØÅ][\w-]+")


def _is_for_all(bare: str, entries: list[Entry], *, has_blocks: bool) -> bool:
    """`EAN 57… på dem begge`, or nothing but the number below a list of one line each: tell whether an EAN is not the last person's alone."""
    is_below_list = len(entries) > 1 and not has_blocks and not any(one.ean for one in entries)
    return FOR_ALL.search(bare) is not None or (is_below_list and ONLY_EAN.fullmatch(bare) is not None)


FOR_ALL = re.compile(r"\b(?:begge|alle(?:\s+(?:to|tre|fire|fem))?|os|dem|fælles|samlet|samme)\b", re.IGNORECASE)
ONLY_EAN = re.compile(r"\W*(?:EAN|GLN)[^\d\n]{0,20}\d[\d .-]{12,20}\W*", re.IGNORECASE)
#: `Else Marie Rud (det er mig), konsulent`
SELF_REMARK = re.compile(
    r"(?:(?<!\s)\s+)?\((?:(?:det er|altså|dvs\.?) )?(?:mig(?: selv)?|undertegnede)\)", re.IGNORECASE
)
#: the end of a line whose sentence goes on in the next
GOES_ON = re.compile(r"(?:\s(?:og|samt|eller|for|til|af|med|både|hverken|vores|min)|\S\s*,)\s*$")
GONE_ON = re.compile(r"\s*(?:[a-zæøå]|\d{1,2}[ ,])")
#: lines that mail programs wrap are mostly longer
WRAPPED = 55
#: a line of so many words at most can be one of details alone
MOST_DETAIL_WORDS = 14


#: `4. og mig, it-chef, mobil …` goes on with nobody above
OF_WRITER = re.compile(r"\b(?:mig|min|jeg|undertegnede|me|my)\b", re.IGNORECASE)
#: Verbs that a list of people does not have.
SAYS_SOMETHING = re.compile(
    r"\b(?:er|har|kan|vil|skal|bliver|kommer|deltager|ønsker|må|går|stopper|melder|is|has|will|would)\b"
)


def _goes_on(line: str) -> bool:
    """Tell whether a line's sentence goes on in the next: it ends in such a word, or is as long as lines are that wrap."""
    is_broken_off = len(line) >= WRAPPED and line.rstrip()[-1:].isalpha() and "@" not in line.rsplit(maxsplit=1)[-1]
    return is_broken_off or bool(GOES_ON.search(line))


def _is_wrapped(line: str, below: str) -> bool:
    """Tell whether a line is broken off: `…, mobil 29 60 44` above `18, EAN …`."""
    return len(line) >= WRAPPED and GONE_ON.match(below) is not None


def _may_be_entry(bare: str, *, is_open: bool) -> bool:
    """Look at a line before all of it is read: it must begin with a name, or hold a number or an address for the entry above."""
    if is_open and (DETAIL.search(bare) or _is_organisation(bare) or begins_with_title(bare)):
        return True
    return not _is_sentence(bare) and _from_name_on(bare, _find_name(*_without_details(bare))) is not None


def _is_organisation(bare: str) -> bool:
    """`Nyborg Kommune` on a line of its own."""
    return any(one.rank == 0 and one.start == 0 and one.end == len(bare) for one in find_organisations(bare))


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


def parse_entry(text: str) -> Entry:
    """Read one person's details off a line: `Thomas Riis-Holm, it-chef, trh@holstebro.example, 21 45 88 90`."""
    rest, emails = _without_details(text)
    eans, phones = find_eans(text), find_phones(text)
    name = _find_name(rest, emails)
    organisations = find_organisations(rest)
    return Entry(
        name=name,
        email=emails[0] if emails else None,
        title=find_title_in_line(rest, name),
        organisation=organisations[0].name if organisations else _find_named_part(rest, name),
        phone=phones[0].number if phones else None,
        ean=eans.good[0] if eans.good else None,
        bad_ean=eans.bad[0] if eans.bad and not eans.good else None,
        ean_as=_read_same_ean(text),
        words=text,
    )


def _read_same_ean(text: str) -> str | None:
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


def _without_details(text: str) -> tuple[str, list[str]]:
    """Return a text without addresses and long numbers, and the addresses."""
    if not DETAIL.search(text):
        return text, []
    if "@" not in text:
        return LONG_NUMBER.sub(" ", text), []
    emails = [one.casefold().rstrip(".") for one in ADDRESS.findall(text)]
    return LONG_NUMBER.sub(" ", ADDRESS.sub(" ", text)), emails


def _find_name(text: str, emails: list[str]) -> str | None:
    found = find_names(text)
    if found:
        return found[0].name
    first, *rest = PART_BREAK.split(text.strip(" <>"))
    first = first.strip(" .:<>")
    fits = bool(emails) and (fits_address(first, emails[0]) or any(map(begins_with_title, rest[:1])))
    is_else = has_title(first) or is_unit_name(first) or find_organisations(first)
    return first if fits and _looks_like_name(first) and not is_else else None


def _find_named_part(text: str, name: str | None) -> str | None:
    parts = (part.strip(" .") for part in PART_BREAK.split(text))
    named = (part for part in parts if part and part != name and SAYS_SOMETHING.search(part) is None)
    return next(filter(is_organisation_name, named), None)
