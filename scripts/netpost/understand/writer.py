"""What a mail says of its writer: name, address, title, organisation, telephone, EAN, each with the words it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from netpost.message import Mail
from netpost.understand.ean import find_eans
from netpost.understand.entry import ADDRESS, PART_BREAK, Entry, parse_entry
from netpost.understand.name import clean_display_name, find_names, is_given_name, is_same_name, split_name
from netpost.understand.organisation import (
    ADDRESS_LINE,
    OrganisationFound,
    find_organisation_of_domain,
    find_organisations,
    is_organisation_name,
)
from netpost.understand.phone import find_phones
from netpost.understand.reading import Evidence
from netpost.understand.text import fold, fold_letters, pattern
from netpost.understand.title import find_title_in_prose, has_title

SIGNATURE, TEXT, FROM = "underskriften", "teksten", "afsenderfeltet"
CLOSING = re.compile(
    r"^\W*(?:(?:med\s+)?(?:de\s+)?(?:venlig\w*|kærlig\w*|bedste?|mange|gode?|hjertelig\w*|kollegial\w*|sommer\w*|jule\w*|varme?|glade|vänliga|sidste|med)?\s*(?:hilsen|hilsn\w*|hilsner|hälsning\w*|helsing|hilsninger)|hilsen|hils|knus|kh|vh|mvh|bh|dbh|v\.h\.?|m\.v\.h\.?|alt godt|på gensyn|(?:kind|best|warm|many)?\s*(?:regards|wishes)|sincerely|cheers|thanks|tak)\b[\s,.!:–-]*(?:/|fra\s+|p\.v\.a\.?\s+)?",
    re.IGNORECASE,
)
SELF_ORGANISATION = re.compile(
    r"(?:\b(?:her\s+i|her\s+fra|hos\s+os\s+i|vi\s+i|os\s+i|jeg\s+(?:er|sidder|arbejder)\b[^.\n]{0,60}?\b(?:i|hos|ved|fra)|(?:starter|begynder|tiltræder|ansat|ansættelse|job|stilling)\b[^.]{0,80}?\b(?:i|hos|ved)|meld(?:er)?|tilmeld(?:er)?|på\s+vegne\s+af|fra|i\s+vores|er\b[^.\n]{0,40}?\bi|chef\w*\b[^.]{0,40}?\bi|leder\w*\b[^.]{0,30}?\bi|vikar\s+for[^.]{0,40}?\bi|navnet|\w+s\s+(?:kommune)|invoice|faktur\w+(?:\s+\w+){0,3}?)\s+(?:the\s+|hele\s+)?)$",
    re.IGNORECASE,
)
NOT_OWN_ORGANISATION = re.compile(
    r"(?:\b(?:kolleg\w+|nabo\w*|ven\w*|venner|oplæg\w*|folk\w*|tidligere|gamle|borgmester\w*|hører|hørte|skifter|flytter|kender|bekendt|besøg|møde|ligesom|inspir\w*|projekt\w*|erfaring\w*|samarbejd\w*|netværket\s+i|rejser|forlader|forladt|fratrådt|stoppet|stopper|stop|slutter|afsked\w*|farvel)\b[^.,\n]{0,30})$",
    re.IGNORECASE,
)
#: `… i Glostrup Kommune. Jeg fortsætter`: a new employer.
NEW_EMPLOYER = re.compile(r"\b(?:begynder|begyndt|starter|startet|tiltræder|tiltrådt|skifter|skiftet|nyt\s+job|ny\s+stilling|ny\s+arbejdsplads|flytter|ansat|fremover)\b[^.]{0,90}$", re.IGNORECASE)
USE_THIS_ADDRESS = pattern(
    r"(?:(?<!han\ kan\ )(?<!hun\ kan\ )\b(?:brug|bruge|benyt|anvend|skriv\ til\ mig|skrive\ til\ mig|kontakt\ mig|fat\ i\ mig|kan\ jeg\ træffes|jeg\ (?:kan\ )?(?:træffes|fanges)|(?:min\ |my\ )(?:arbejds-?mail\w*|arbejdsadresse\w*|tjenstlig\w*|jobmail\w*)|min\ (?:rigtige\ |nye\ |officielle\ |egen\ |faste\ |nuværende\ )?(?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|ny\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|nye\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|fremover|i\ stedet|rettes\ til|ændres\ til|skal\ være|til\ mig\ på|email\ is|address\ is|use\ my|instead|sendes?\ til\ mig|send\ (?:alt|det|post|mails?|invitation\w*|bekræftelse\w*|materiale\w*)\b[^.]{0,30}\ til|registrer\ mig\ (?:med|på)|mailen\ er|mail\ er)\b[^@.]{0,60})$"
)
OLD_ADDRESS_BEFORE = pattern(r"(?:\b(?:gamle|gammel|tidligere|forrige|ikke\ længere\ (?:på|til|bruge)?|ikke|i\ stedet\ for(?!\ denne)|fra|ændre\w*\ fra|erstatter|old|previous|nedlagte|not|instead\ of|private)\b[^@.]{0,40})$")
OLD_ADDRESS_AFTER = pattern(r"^\W{0,3}(?:(?:som\ |der\ |den\ |og\ )?(?:lukkes|lukker|nedlægges|udgår|virker\ ikke|er\ (?:lukket|nedlagt|gammel|udgået|forældet)|bruges\ ikke|bliver\ (?:lukket|nedlagt)|skal\ (?:slettes|ikke\ bruges)|ophører|\(?gammel)\b|til\ \S+@)")


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
    name, is_role = _read_name(mail, signature, own, evidence)
    text = _without_others(mail.own_text, [*others, *([own] if own else [])])
    email, new, old = _read_email(mail, own, text)
    if email:
        evidence.append(Evidence("email", email, email, TEXT if new else FROM))
    title = _read_title(signature, text, own, name, evidence, new_job=new_job)
    organisation = _read_organisation(mail, signature, text, own, evidence, new_job=new_job)
    phone = _read_phone(mail.signature, text, own, evidence)
    eans = find_eans(text + "\n" + mail.signature)
    doubts = ["Mailen nævner flere EAN-numre, og det er ikke klart, hvilket der gælder."] if len(eans.good) > 1 and not (own and own.ean) else []
    ean = own.ean if own and own.ean else (eans.good[0] if len(eans.good) == 1 else None)
    if ean:
        evidence.append(Evidence("ean", ean, ean, TEXT))
    bad = own.bad_ean if own and own.bad_ean else (eans.bad[0] if eans.bad and not ean else None)
    return Writer(name, email, title, organisation, phone, ean, bad, old, new, is_role, tuple(evidence), tuple(doubts))


def _signature_lines(signature: str) -> list[str]:
    """Return the signature from the name on, without closing words and empty lines."""
    lines = []
    for line in signature.split("\n"):
        bare = CLOSING.sub("", line).strip(" \t*_>") if not lines or CLOSING.match(line) else line.strip(" \t*_>")
        bare = re.sub(r"^(?:/+|--+|—|–|-)\s*", "", bare).strip()
        if bare and re.search(r"\w", bare):
            lines.append(bare)
    return lines


def _without_others(text: str, entries: list[Entry]) -> str:
    """Blank out what a text says in lists of people, so that their numbers are not taken for the writer's."""
    for entry in entries:
        if entry.end > entry.start:
            text = text[: entry.start] + re.sub(r"[^\n]", " ", text[entry.start : entry.end]) + text[entry.end :]
    return text


def _read_name(mail: Mail, signature: list[str], own: Entry | None, evidence: list[Evidence]) -> tuple[str | None, bool]:
    raw = mail.sender_name
    display = clean_display_name(raw)
    signed = _signed_name(signature, display)
    is_role = display is None and bool(raw)
    if own and own.name:
        chosen, where = own.name, TEXT
    elif signed and (display is None or is_same_name(signed, display) or _is_spelling_of(signed, display)):
        chosen, where = _better(signed, display), SIGNATURE
    else:
        chosen, where = display or signed, FROM
    if chosen and len(chosen.split()) == 1 and mail.sender:
        chosen = _extend_by_address(chosen, mail.sender.email)
    if chosen:
        evidence.append(Evidence("name", chosen, chosen, where))
    return chosen, is_role


def _signed_name(signature: list[str], display: str | None) -> str | None:
    """Return the fullest name in the first lines of the signature."""
    best: str | None = None
    for line in signature[:4]:
        first = PART_BREAK.split(line)[0].strip(" .,")
        names = [one.name for one in find_names(line)]
        if display and fold_letters(first) == fold_letters(display):
            names = [first]
        elif not names and _is_titled_like_name(first) and display and is_same_name(first, display):
            names = [first]
        elif not names and display is None and len(signature) > 1 and _is_titled_like_name(first) and line is signature[0] and 2 <= len(first.split()) <= 4 and not has_title(first) and not is_organisation_name(first) and not find_organisations(first):
            names = [first]
        for name in names:
            if best is None or len(name.split()) > len(best.split()):
                best = name
        if best and len(best.split()) > 1:
            break
    return best


def _is_titled_like_name(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-ZÆØÅÄÖ][\w'’.-]*\s*){1,5}", text))


def _is_spelling_of(one: str, other: str) -> bool:
    """`Soeren Kjaer` and `Søren Kjær`; also one letter's difference."""
    left, right = split_name(one), split_name(other)
    return left == right or (len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) <= 1 and left[0] == right[0])


def _better(signed: str, display: str | None) -> str:
    """Prefer the signature, unless it is the shorter by whole words, all small or all capitals, or has initials only."""
    if display is None:
        return signed
    if len(signed.split()) < 2 or signed.islower():
        return display
    if signed.isupper():
        return display if fold_letters(signed) == fold_letters(display) else clean_display_name(signed) or signed
    if re.search(r"\b[A-ZÆØÅ]\.", signed) and len(display.split()) == len(signed.split()) and not re.search(r"\b[A-ZÆØÅ]\b", display):
        return display
    return signed


def _extend_by_address(name: str, email: str) -> str:
    """`Jens` with jens.overgaard@… is Jens Overgaard."""
    parts = re.split(r"[._]", re.sub(r"\d+", "", email.split("@")[0]))
    if len(parts) in {2, 3} and fold_letters(parts[0]) == fold_letters(name) and all(len(part) > 2 for part in parts):
        return " ".join([name, *(part.capitalize() for part in parts[1:])])
    return name


def _read_email(mail: Mail, own: Entry | None, text: str) -> tuple[str | None, bool, str | None]:
    sender = mail.sender.email if mail.sender else None
    new: str | None = own.email if own and own.email and own.email != sender else None
    old: str | None = None
    for match in ADDRESS.finditer(text):
        address = match[0].casefold().rstrip(".")
        before, after = fold(text[max(0, match.start() - 110) : match.start()]), fold(text[match.end() : match.end() + 50])
        before = re.sub(r"[\w.+-]+@[\w.-]+", " ", before)
        if OLD_ADDRESS_AFTER.search(after) or (OLD_ADDRESS_BEFORE.search(before) and not pattern(r"\b(?:men|til|rettes\ til|ændres\ til|use|brug\w*|fremover)\b[^@]{0,40}$").search(before)):
            old = address if address != sender else old
            continue
        if address == sender:
            continue
        if USE_THIS_ADDRESS.search(before) or any(one.email == address for one in mail.reply_to):
            new = address
    if old and old == new:
        old = None
    if new and sender and old is None:
        old = sender
    return new or sender, new is not None, old


def _read_title(signature: list[str], text: str, own: Entry | None, name: str | None, evidence: list[Evidence], *, new_job: bool) -> str | None:
    signed, words = _signed_title(signature, name)
    said = find_title_in_prose(_own_lines(text))
    if own and own.title:
        chosen, where = own.title, TEXT
    elif said and (signed is None or (new_job and not fold(signed).startswith(fold(said.title)))):
        chosen, where = said.title, TEXT
    else:
        chosen, where = signed, SIGNATURE
    if chosen:
        evidence.append(Evidence("title", chosen, words if where == SIGNATURE else chosen, where))
    return chosen


def _own_lines(text: str) -> str:
    """Join wrapped lines, so that a title may stand across two."""
    return re.sub(r"(?<![.:!?\n])\n(?=[a-zæøå])", " ", text)


def _signed_title(signature: list[str], name: str | None) -> tuple[str | None, str]:
    for line in signature[:8]:
        if not has_title(line) or "@" in line.split(",")[0]:
            continue
        entry = parse_entry(line if not (name and line.startswith(name)) else line)
        if entry.title:
            return entry.title, line
    return None, ""


def _read_organisation(mail: Mail, signature: list[str], text: str, own: Entry | None, evidence: list[Evidence], *, new_job: bool) -> str | None:
    found = _signed_organisation(signature)
    said = _said_organisation(_own_lines(text), mail.subject, new_job=new_job)
    chosen: tuple[str, str, str] | None = None
    if own and own.organisation:
        chosen = (own.organisation, own.organisation, TEXT)
    elif new_job and said:
        chosen = (*said, TEXT)
    elif found and (found[2] == 0 or not said):
        chosen = (found[0], found[1], SIGNATURE)
    elif said:
        chosen = (*said, TEXT)
    if chosen is None and mail.sender_name and (shown := re.search(r"[(/,|–-]\s*([^()/,|]+?)\)?\s*$", mail.sender_name)):
        display = [one for one in find_organisations(shown[1]) if one.rank <= 1]
        chosen = (display[0].name, mail.sender_name, FROM) if display else None
    if chosen is None and mail.sender and (known := find_organisation_of_domain(mail.sender.email)):
        chosen = (known, mail.sender.email, FROM)
    if chosen:
        evidence.append(Evidence("organisation", *chosen))
    return chosen[0] if chosen else None


def _signed_organisation(signature: list[str]) -> tuple[str, str, int] | None:
    """Return (name, words, rank) of the signature's organisation: named in full, by its kind of word, bare, or by its place."""
    best: tuple[str, str, int] | None = None
    for place, line in enumerate(signature):
        for one in find_organisations(line):
            rank = one.rank if one.rank == 0 else 2
            if rank == 2 and ADDRESS_LINE.search(line):
                continue
            if best is None or rank < best[2]:
                best = (one.name, line, rank)
        for part in PART_BREAK.split(line):
            if part and place > 0 and is_organisation_name(part.strip()) and not has_title(part) and (best is None or best[2] > 0) and not find_organisations(part):
                best = (part.strip(" .,"), line, 0)
    if best is None:
        best = _by_place(signature)
    return best


def _by_place(signature: list[str]) -> tuple[str, str, int] | None:
    """The line right above the street is the organisation's, if it is neither name nor title."""
    for above, below in zip(signature[1:], signature[2:], strict=False):
        if ADDRESS_LINE.search(below) and not ADDRESS_LINE.search(above) and not has_title(above) and not find_names(above):
            if above[0].isupper() and not re.search(r"\d|@|:", above) and len(above.split()) <= 6 and not re.match(r"(?:Afdeling|Center|Stab|Team|Digital|It |IT|Sekretariat|Direktion|Forvaltning|Rådhus|Borger)", above):
                return above, above, 0
    return None


def _said_organisation(text: str, subject: str, *, new_job: bool) -> tuple[str, str] | None:
    """Return (name, words) of the organisation that the writer's words claim as his own."""
    candidates: list[tuple[int, OrganisationFound, str]] = []
    for source in (text, subject):
        for one in find_organisations(source):
            before = source[max(0, one.start - 110) : one.start]
            last = re.split(r"[.!?\n]", before)[-1]
            if NOT_OWN_ORGANISATION.search(last) and not NEW_EMPLOYER.search(last):
                continue
            is_new = bool(NEW_EMPLOYER.search(last))
            claimed = bool(SELF_ORGANISATION.search(last)) or source is subject
            starts = not last.strip(" -–>") or bool(re.search(r"(?:hilsen|hilsner|vh|mvh|,)\s*$", last, re.IGNORECASE))
            if one.rank == 1 and not (claimed or starts):
                continue
            candidates.append((0 if is_new and new_job else 1 if claimed and one.rank == 0 else 2 if one.rank == 0 else 3, one, source))
    candidates.sort(key=lambda item: item[0])
    if not candidates:
        return None
    rank, one, source = candidates[0]
    rivals = {other.name for place, other, _ in candidates if place == rank}
    if len(rivals) > 1 and rank >= 2:
        return None
    return one.name, source[max(0, one.start - 20) : one.end].strip()


def _read_phone(signature: str, text: str, own: Entry | None, evidence: list[Evidence]) -> str | None:
    if own and own.phone:
        evidence.append(Evidence("phone", own.phone, own.words, TEXT))
        return own.phone
    said, signed = find_phones(text), find_phones(signature)
    ranked = [(phone.rank if phone.rank else -1, 0, phone, TEXT) for phone in said] + [(phone.rank if phone.rank else -1, 1, phone, SIGNATURE) for phone in signed]
    if said and _is_new_number(text):
        ranked = [item for item in ranked if item[3] == TEXT]
    if not ranked:
        return None
    _, _, phone, where = min(ranked, key=lambda item: (item[0], item[1], item[2].start))
    evidence.append(Evidence("phone", phone.number, phone.words, where))
    return phone.number


def _is_new_number(text: str) -> bool:
    return bool(pattern(r"\b(?:ny|nyt|nye|rettelse|skiftet|ændret|fremover)\b[^.]{0,40}\b(?:mobil\w*|telefon\w*|tlf|nummer\w*|nr|direkte)\b").search(fold(text)))


def is_given_name_only(name: str | None) -> bool:
    """Tell whether a name is a given name without surname."""
    return name is None or (len(name.split()) == 1 and is_given_name(name))
