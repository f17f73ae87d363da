"""What a mail says of its writer: name, address, title, organisation, telephone, EAN, each with the words it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from netpost.message import Mail
from netpost.understand.anothers_phone import is_anothers_phone, is_told_of_oneself
from netpost.understand.ean import SEVERAL_EANS, find_eans
from netpost.understand.employer import read_employer
from netpost.understand.entry import ADDRESS, Entry, blank_entries, parse_entry
from netpost.understand.list_lines import BULLET
from netpost.understand.name import find_names, is_same_name
from netpost.understand.organisation import find_organisations, is_organisation_name, is_unit_name
from netpost.understand.own_address import read_own_address
from netpost.understand.own_name import read_own_name
from netpost.understand.phone import UNNAMED_MOBILE, Phone, find_phones
from netpost.understand.reading import Evidence
from netpost.understand.text import (
    FROM,
    SIGNATURE,
    SUBJECT,
    TEXT,
    fold,
    join_lines,
    join_soft_lines,
    measure_distance,
    pattern,
    split_sentences,
)
from netpost.understand.title import cut_title_at_once, has_title
from netpost.understand.title_beside_name import find_title_before_name
from netpost.understand.title_in_line import begins_with_title
from netpost.understand.title_in_prose import find_title_in_prose
from netpost.understand.update import points_below

CLOSING = re.compile(
    r"^\W*(?:(?:med\s+)?(?:de\s+)?(?:venlig\w*|kærlig\w*|bedste?|mange|gode?|hjertelig\w*|kollegial\w*|sommer\w*|jule\w*|varme?|glade|vänliga|sidste|med)?\s*(?:hilsen|hilsn\w*|hilsner|hälsning\w*|helsing|hilsninger)|hilsen|hils|knus|kh|vh|mvh|bh|dbh|v\.h\.?|m\.v\.h\.?|alt godt|på gensyn|(?:kind|best|warm|many)?\s*(?:regards|wishes)|sincerely|cheers|thanks|tak)\b[\s,.!:–-]*(?:/|fra\s+|p\.v\.a\.?\s+)?",
    re.IGNORECASE,
)
DASHES = re.compile(r"^(?:/+|--+|—|–|-)\s*")
#: the lines below the name, where the words say that they give what is new; else a signature corrects nothing
POINTED_AT = "linjerne nederst i mailen"
#: `Chef for` above `Kultur og Fritid`
GOES_ON = re.compile(r"\s(?:og|and|och|&|for|af|of|för|av)$")
HAS_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Writer:
    """The sender's details. old_email: an address that the mail gives up. doubts: Danish sentences."""

    name: str | None = None
    email: str | None = None
    title: str | None = None
    organisation: str | None = None
    phone: str | None = None
    ean: str | None = None
    bad_ean: str | None = None
    old_email: str | None = None
    has_new_email: bool = False
    is_role: bool = False
    evidence: tuple[Evidence, ...] = field(default=())
    doubts: tuple[str, ...] = ()


def read_writer(mail: Mail, own: Entry | None, others: list[Entry], *, new_job: bool = False) -> Writer:
    """Read the writer's details. own: what a list or form in the text says of the writer; others: its other people."""
    evidence: list[Evidence] = []
    signature = _signature_lines(mail.signature)
    name, is_role = read_own_name(mail, signature, own, evidence)
    text = blank_entries(mail.own_text, [*others, *([own] if own else [])])
    email, new, old = read_own_address(mail, own, text, name, is_update=new_job)
    if email:
        evidence.append(Evidence("email", email, email, TEXT if new else FROM))
    above = mail.subject if new_job and _is_own_subject(mail.subject, name) else ""
    title = _read_title(signature, name, text, above, own, evidence, new_job=new_job) or _find_stray_title(
        mail, text, name, evidence
    )
    title = title or _find_title_beside_own_name(text, name, evidence)
    employer = read_employer(mail, signature, text, own, name, email, new_job=new_job)
    organisation = employer.value if employer else None
    evidence += [employer] if employer else []
    if title and organisation:
        title = title.removesuffix(f", {organisation}")
    taken = {one.phone for one in others if one.phone}
    phone = _read_phone(mail, text, name, own, evidence, taken, new_job=new_job)
    eans = find_eans(text + "\n" + mail.signature)
    if not eans.good and not eans.bad:
        eans = find_eans(mail.subject)
    doubts = [SEVERAL_EANS] if len(eans.good) > 1 and not (own and own.ean) else []
    if new_job and phone and any(measure_distance(phone, one.number) == 1 for one in find_phones(mail.signature)):
        doubts.append("Telefonnumrene i teksten og underskriften er næsten ens; det ene er nok skrevet forkert.")
    ean = own.ean if own and own.ean else (eans.good[0] if len(eans.good) == 1 else None)
    if ean:
        is_said = bool(own and own.ean) or ean in find_eans(text).good
        where = TEXT if is_said else SIGNATURE if ean in find_eans(mail.signature).good else SUBJECT
        evidence.append(Evidence("ean", ean, ean, where))
    bad = own.bad_ean if own and own.bad_ean else (eans.bad[0] if eans.bad and not ean else None)
    if new_job and any(points_below(fold(one)) for one in split_sentences(text)):
        evidence = [replace(one, where=POINTED_AT) if one.where == SIGNATURE else one for one in evidence]
    return Writer(name, email, title, organisation, phone, ean, bad, old, new, is_role, tuple(evidence), tuple(doubts))


def _signature_lines(signature: str) -> list[str]:
    """Return the signature from the name on, without closing words and empty lines."""
    lines: list[str] = []
    for line in signature.split("\n"):
        bare = CLOSING.sub("", line).strip(" \t*_>") if not lines or CLOSING.match(line) else line.strip(" \t*_>")
        bare = DASHES.sub("", bare).strip()
        if lines and GOES_ON.search(lines[-1]) and has_title(lines[-1]):
            lines[-1] += f" {bare}"
        elif bare and HAS_LETTER.search(bare):
            lines.append(bare)
    return lines


def _read_title(
    signature: list[str],
    name: str | None,
    text: str,
    above: str,
    own: Entry | None,
    evidence: list[Evidence],
    *,
    new_job: bool,
) -> str | None:
    """Return the writer's title. above: the subject, where it may give a new one."""
    signed, words = _signed_title(signature, name)
    said = find_title_in_prose(join_soft_lines(text))
    told_in = TEXT
    if said is None and above:
        said, told_in = find_title_in_prose(above), SUBJECT
    chosen: str | None = signed
    where = SIGNATURE
    if own and own.title:
        chosen, where = own.title, TEXT
    elif said and (signed is None or (new_job and said.is_new and not fold(signed).startswith(fold(said.title)))):
        chosen, where = said.title, told_in
    if chosen:
        evidence.append(Evidence("title", chosen, words if where == SIGNATURE else chosen, where))
    return chosen


def _is_own_subject(subject: str, name: str | None) -> bool:
    """`Ny titel til Ole Finn: it-chef` is about another."""
    return all(is_same_name(one.name, name) for one in find_names(subject))


MOST_TITLE_WORDS = 3
UNLIKE_TITLE = re.compile(
    r"[\d@:/.]|\b(?:mobil|tlf|telefon|mail|sendt|sent|beklager|sorry|\w*tomm[ew]l\w*|cand|master|endnu|altså|indtil|mag|hilsen|medlem|deltager|kontaktperson|skrevet|dikteret|farten|undskyld|fingre\w*)\b",
    re.IGNORECASE,
)
#: one word that ends like one who does something (`Stiftamtmand`, `Virksomhedsguide`), and not like several things (`Institutioner`)
DOER = re.compile(
    r"[^\W\d_]{4,}(?:ør|(?<!kon)tor|(?<!m)ent|ant|ist|mand|kvinde|guide|vært|ske"
    r"|(?<!ion)(?<!ing)(?<!els)(?<!hed)(?<!kol)(?<!tek)(?<!ark)(?<!kiv)(?<!all)(?<!ent)(?<!eat)(?<!ærk)(?<!use)(?<!ial)(?<!edi)er)"
)
#: a line of so many words may be nothing but a title, a department and a number
SHORT_LINE = 9


def _find_stray_title(mail: Mail, text: str, name: str | None, evidence: list[Evidence]) -> str | None:
    """`Teamleder, Team Automatisering` on a line of the text; `Mads Krabbe, it-arkitekt, vil gerne være med` in the subject."""
    lines = [BULLET.sub("", one).strip() for one in text.split("\n")]
    sentences = [BULLET.sub("", part) for line in lines for part in split_sentences(line)]
    parts = [*lines, *sentences, *(part.partition(": ")[2] for part in sentences)]
    short = [one for one in parts if len(one.split()) <= SHORT_LINE and begins_with_title(one)]
    above = [mail.subject] if name and fold(name) in fold(mail.subject) else []
    for line, where in [*((one, TEXT) for one in short), *((one, SUBJECT) for one in above)]:
        title = parse_entry(line).title
        if title is not None:
            evidence.append(Evidence("title", title, line, where))
            return title
    return None


def _find_title_beside_own_name(text: str, name: str | None, evidence: list[Evidence]) -> str | None:
    """Find the title of a writer who names himself: `Odder melder IT-leder Aage Bøgeskov. Det er mig selv.`, `ole finn planchef vejen` in haste."""
    joined = join_lines(text)
    again = (
        re.search(rf"\b{re.escape(name)}[,\s]\s*(?P<title>[^.;!?()]{{3,80}})", joined, re.IGNORECASE) if name else None
    )
    if again and (title := cut_title_at_once(again["title"])):
        evidence.append(Evidence("title", title, f"{name}, {title}", TEXT))
        return title
    for one in find_names(joined):
        if is_same_name(one.name, name) and (title := find_title_before_name(joined[: one.start][-NEAR:])):
            evidence.append(Evidence("title", title, f"{title} {one.name}", TEXT))
            return title
    return None


NEAR = 90
#: `projektleder, digitalisering`: a line of nothing else
AREA_BEHIND = re.compile(r"(?P<title>[^,]+), (?P<area>[a-zæøå-]{2,}(?: (?:og )?[a-zæøå-]+){0,2})[ .]*")


def _without_own_name(line: str, name: str | None) -> str:
    """`palle krogh driftsleder` → `driftsleder`."""
    words, own = line.split(), (name or "").split()
    begins = own and [one.casefold() for one in words[: len(own)]] == [one.casefold() for one in own]
    return " ".join(words[len(own) :]) if begins and len(words) > len(own) and words[len(own)][0].isalnum() else line


def _without_chief(line: str, name: str | None) -> str:
    """`Sekretær for direktør Ole Finn` → `Sekretær`."""
    other = next((one for one in find_names(line) if not is_same_name(one.name, name)), None)
    chief = re.search(r"\s(?:for|til|hos)\s+(?:[\w-]+\s+){0,2}$", line[: other.start]) if other else None
    return line[: chief.start()] if chief else line


def _signed_title(signature: list[str], name: str | None) -> tuple[str | None, str]:
    for line in (_without_own_name(one, name) for one in signature[:8]):
        if not has_title(ADDRESS.sub(" ", line)):
            continue
        title = parse_entry(_without_chief(line, name)).title
        if title:
            area = AREA_BEHIND.fullmatch(line)
            is_area = area is not None and fold(area["title"]) == fold(title) and _may_be_area(area["area"])
            return (f"{title}, {area['area']}" if area and is_area else title), line
    return _unknown_title(signature, name)


def _may_be_area(words: str) -> bool:
    return UNLIKE_TITLE.search(words) is None and not find_organisations(words.title())


def _unknown_title(signature: list[str], name: str | None) -> tuple[str | None, str]:
    """`havnefoged` below the name, in small letters or ending like one who does something: a title, though no list holds the word."""
    for above, line in pairwise(signature[:4]):
        is_below_name = bool(find_names(above)) or fold(above) == fold(name or "")
        if is_below_name and _may_be_title(line) and not find_organisations(line.title()):
            return line[0].upper() + line[1:], line
    return None, ""


def _may_be_title(line: str) -> bool:
    if len(line.split()) > MOST_TITLE_WORDS or UNLIKE_TITLE.search(line):
        return False
    is_doer = DOER.fullmatch(line) is not None and not is_organisation_name(line) and not is_unit_name(line)
    return line[0].islower() or is_doer


def _read_phone(
    mail: Mail,
    text: str,
    name: str | None,
    own: Entry | None,
    evidence: list[Evidence],
    taken: set[str],
    *,
    new_job: bool,
) -> str | None:
    """Return the writer's number. taken: those that the text gives others, and so are his only if it says so."""
    if own and own.phone:
        evidence.append(Evidence("phone", own.phone, own.words, TEXT))
        return own.phone
    text = join_lines(text) if not find_phones(text) else text  # a number may stand across two lines
    said = [one for one in find_phones(text) if not is_anothers_phone(text, one.start, name)]
    said = [one for one in said if one.number not in taken or is_told_of_oneself(text, one.start)]
    before = {one.start: fold(text[: one.start]) for one in said}
    for not_to_be_used in (STANDS, LISTED, WROTE):
        said = [one for one in said if not not_to_be_used.search(before[one.start])] or said
    said = [one for one in said if RIGHT.search(before[one.start])] or said
    said = _choose_announced(said, text) if new_job else said
    signed = find_phones(mail.signature)
    ranked = [(phone.rank or -1, 0, phone, TEXT) for phone in said] + [
        (phone.rank or -1, 1, phone, SIGNATURE) for phone in signed
    ]
    if said and (_is_new_number(text) or (new_job and _is_announced(said[0], text))):
        ranked = [item for item in ranked if item[3] == TEXT]
    if not ranked:  # `Ja tak - Mikala Højrup, mob 60 22 41 79` as the subject, and nothing below
        ranked = [(phone.rank, 2, phone, SUBJECT) for phone in find_phones(mail.subject)]
    if not ranked:
        return None
    _, _, phone, where = min(ranked, key=lambda item: (item[0], item[1], item[2].start))
    evidence.append(Evidence("phone", phone.number, phone.words, where))
    return phone.number


def _choose_announced(said: list[Phone], text: str) -> list[Phone]:
    """`Min mobil var 26…, nu træffes jeg på 51…`: of two numbers of a kind, return the one that a correction calls new, and else none of them."""
    best = [one for one in said if _kind(one) == min(map(_kind, said))]
    if len({one.number for one in best}) < 2:
        return said
    new = [one for one in best if _is_announced(one, text)]
    return new if len({one.number for one in new}) == 1 else [one for one in said if one not in best]


def _kind(phone: Phone) -> int:
    return 0 if phone.rank == UNNAMED_MOBILE else phone.rank


def _is_announced(phone: Phone, text: str) -> bool:
    sentence = split_sentences(text[max(0, phone.start - REACH) : phone.start] + "#")[-1]
    return ANNOUNCED.search(fold(sentence)) is not None


REACH = 200
ANNOUNCED = pattern(
    r"\b(?:nye?|nyt|nu|men|fremover|herefter|i\ dag|brug\w*|rigtige|korrekte|(?:ændre|rette|skifte)\w*\ til|i\ stedet(?!\ for)|now|new|use|instead)\b[^\d]*\#$"
)
#: `på jeres liste (26 48 70 59) er to tal byttet om`, `det rigtige er 26 48 70 95`
LISTED = pattern(r"\b(?:på|i)\ (?:jeres\ |din\ )?\w*liste\w*\W+$")
WROTE = pattern(
    r"\b(?:jeg\ skrev|skrev\ jeg|i\ skriver|kom\ til\ at\ skrive)\W+(?:(?:at\W+)?(?:mit|min)\W+\w+\W+(?:var|er|hed)\W+|(?:\w+\W+){0,2})$"
)
RIGHT = pattern(r"\b(?:rigtige|korrekte)\ (?:\w+\ )?(?:er|lyder)\W+$|\b(?:skal|bør)\ (?:\w+\ )?(?:stå|være|hedde)\W+$")
#: `der står 26 71 34 90, men det skal være …`
STANDS = pattern(
    r"\b(?:ikke(?:\W+længere)?(?:\W+er)?|der\ står|står\ der|står\ (?:\w+\ )?(?:med|som)|i\ har|forkerte?|gamle)\W+(?:\w+\W+){0,3}$"
)


def _is_new_number(text: str) -> bool:
    return bool(
        pattern(
            r"\b(?:ny|nyt|nye|rettelse|skiftet|ændret|fremover)\b[^.]{0,40}\b(?:mobil\w*|telefon\w*|tlf|nummer\w*|nr|direkte)\b"
        ).search(fold(text))
    )
