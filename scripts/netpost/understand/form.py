"""Forms: labelled values (labels.py) → an Entry for each person whom they tell of, or the writer's details, where no name stands beside them.

Values are as written, but a title without its employer, and an organisation by its own name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from netpost.understand.ean import find_eans
from netpost.understand.entry import ADDRESS, NOTHING_SAID, Entry, looks_like_name, parse_entry, read_same_ean
from netpost.understand.labels import EMPTY_LINE, Field, find_fields, mark_labels
from netpost.understand.organisation import find_organisations, is_municipality
from netpost.understand.phone import find_phones
from netpost.understand.title import clean_title, has_title
from netpost.understand.title_in_prose import find_title_in_prose

SELF = re.compile(
    r"\W*(?:undertegnede|mig(?: selv)?|jeg(?: selv)?|afsender(?:en)?|se (?:nedenfor|under\w*|signatur\w*))\W*",
    re.IGNORECASE,
)
HELD_AT = re.compile(r"(?:,|\s[-–/]|\s(?:i|hos|ved|på))\s+$")
#: `Ingen, jeg kommer fra Ribe Museum (vi er en selvejende institution)`
BESIDE_ORGANISATION = re.compile(
    r"^(?:(?:ingen|nej|ikke en kommune)\b\W*)?(?:men\s+)?(?:(?:jeg|vi)\s+(?:kommer|er|arbejder|sidder)\s+(?:\w+\s+)?(?:fra|i|hos|ved|på)\s+)?"
    r"|\s*\(.*|(?:,|\s[-–])\s+(?:(?:men|og|som|hvor|da|altså)\s|(?:jeg|vi|dvs)\b).*",
    re.IGNORECASE,
)


def read_forms(text: str) -> list[Entry]:
    """Read the forms in a text whose labels are marked; a few labels that are none of a person's make no form."""
    fields = find_fields(text)
    keys = [key for key, value, _, _ in fields if value and key not in {"other", "message"}]
    if len(set(keys)) < 3 and not ("name" in keys and len(set(keys)) >= 2) and not ({"given", "surname"} <= set(keys)):
        return []
    if not {"name", "surname"} & set(keys) and len(set(keys)) < 3:
        return []
    groups = _share_last(text, _group_fields(fields))
    return [entry for group in groups if (entry := make_entry(group)) is not None]


def find_details(text: str) -> Entry | None:
    """Find what is labelled without a name beside it, and so is the writer's: `Stilling: Direktør`, `Kommune: Odsherred`."""
    values = {key: value for key, value, _, _ in find_fields(mark_labels(text))}
    title = clean_title(values.get("title", ""))
    organisation = _as_organisation(values.get("organisation", ""))
    if organisation and not find_organisations(organisation):
        organisation = None
    if title is None and organisation is None:
        return None
    words = " · ".join(filter(None, (values.get("title"), values.get("organisation"))))
    return Entry(title=title, organisation=organisation, kind="details", words=words)


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


def make_entry(group: list[Field]) -> Entry | None:
    """Make an entry of one person's fields; None where they hold neither name nor address."""
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
    name = name_part.name or (capitalised if looks_like_name(capitalised) else None)
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
        ean_as=read_same_ean(f"EAN {values.get('ean', '')}"),
        meetings=values.get("meetings", ""),
        is_self=SELF.fullmatch(said) is not None,
        message=values.get("message", ""),
        start=group[0][2],
        end=group[-1][3],
        kind="form",
        words=" · ".join(value for _, value, _, _ in group if value),
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


def _as_organisation(text: str) -> str | None:
    bare = BESIDE_ORGANISATION.sub("", text).strip(" .,;:-")
    town = find_organisations(f"{bare} Kommune") if is_municipality(bare) else ()
    found = find_organisations(bare) or town or find_organisations(text)
    return found[0].name if found else bare or None


def _first_address(text: str) -> str | None:
    match = ADDRESS.search(text)
    return match[0].casefold().rstrip(".") if match else None
