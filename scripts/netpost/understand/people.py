"""Whom a mail is about: the writer, people in a list or form, people named in the sentence that asks, or a forward's inner sender.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant. Where it is not clear who is meant, a person must look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from netpost.message import Mail
from netpost.understand.ean import find_eans
from netpost.understand.entry import ADDRESS, Entry, find_entries, parse_entry
from netpost.understand.intent import Verdict
from netpost.understand.name import find_names, fits_address, is_given_name, is_same_name
from netpost.understand.organisation import find_organisation_of_domain
from netpost.understand.phone import find_phones
from netpost.understand.reading import Intent, Network, Person
from netpost.understand.text import fold, join_lines, measure_distance, pattern, split_sentences
from netpost.understand.writer import Writer, is_given_name_only

SELF_ALSO = pattern(r"\b(?:mig\ selv|undertegnede|jeg\ selv|også\ mig|mig\ også|og\ mig\b|mig\ og\b|samt\ mig|jeg\ og\b|og\ jeg\b|sammen\ med\ mig|mig\ samt|inklusive\ mig|inkl\.?\ mig|(?:begge|os)\ to|både\ (?:mig|jeg)|foruden\ mig|udover\ mig|ud\ over\ mig|me\ and|and\ me\b|myself|jeg\ deltager\ også|jeg\ kommer\ også|tager\ (?:\w+\ ){0,3}med)\b")
NOT_SELF = pattern(r"\b(?:jeg|undertegnede)\ (?:skal|vil|kan|deltager|kommer|er)\ (?:\w+\ ){0,3}ikke\ (?:selv\ )?(?:med|deltag\w*|være\ med|komm\w*)|\bikke\ (?:mig\ )?selv\b|\bselv\ (?:skal|deltager|kommer)\ jeg\ ikke\b|\bikke\ mig\b|\buden\ mig\b")
SELF = pattern(r"\b(?:mig|meg|me|undertegnede|myself|jeg|vi|os|min\ (?:egen\ )?(?:tilmelding|afmelding|deltagelse|plads)|mit\ (?:medlemskab|navn)|vores|i\ am|i'd|i'll|i\ would|i\ want|we|mit|my|jag|eg|mej|i)\b")
THIRD = pattern(
    r"\b(?:ham|hende|dem|han|hun|(?:min|mine|vores)\ (?:nye\ |gode\ |nærmeste\ |egen\ |to\ |tre\ )?(?:kolleg\w*|chef\w*|leder\w*|direktør\w*|medarbejder\w*|afdelingsleder\w*|souschef\w*|\w*chef(?:en)?|\w*leder(?:en)?|\w*direktør(?:en)?|\w*konsulent(?:en)?|\w*koordinator(?:en)?|sekretær|efterfølger|projektleder|borgmester|stedfortræder)|him|her|them|my\ (?:colleague|boss|manager)|følgende|nedenstående|disse|vedkommende)\b"
)
#: Words behind a name that make its owner somebody who only said or did something.
REPORTS = pattern(r"^\W{0,3}(?:,\s[^,]{0,40},\s)?(?:\([^)]*\)\s)?(?:har\ (?:sagt|godkendt|fortalt|givet|bedt|nikket|anbefal\w*|nævnt|vist|opfordr\w*|talt|lovet|foreslået|hørt|haft)|viste|fortalte|sagde|nævnte|anbefalede|spurgte|sendte|foreslog|bad|synes|mener|siger|skrev|hjalp|tipsede|gav|opfordrede|er\ (?:min|vores)\ (?:chef|leder|kontakt)|på\ nabokontoret|told|said|mentioned|passed|recommended|suggested)\b")
MENTIONED_BEFORE = pattern(r"(?:\b(?:af|med|fra|hos|til|efter|ved|om|cc|kopi\ til|hilsen\ til|hilsner\ til|hils|tak\ til|hører\ af|talt\ med|snakket\ med|aftalt\ med|aftale\ med|møde\ med|ifølge|spurgt|refererer\ til|kære|hej|from|with|by|to|dear)\ (?:(?:min|vores|jeres|en|direktør|chef|kollega|my|colleague)\ ){0,3})$")
TAKES_PART_BEFORE = pattern(r"\b(?:sammen\ med|på\ vegne\ af|for|tilmelding\w*\ (?:af|for|fra|til)|afbud\ (?:fra|for|til|på)|afmelding\w*\ (?:af|for|fra)|framelding\w*\ (?:af|for)|deltagelse\ (?:af|for|fra)|plads\w*\ til|plads\ til|vedr\.?|vedrørende|angående|mail\ fra|meddelelse\ fra|ønske\ fra|on\ behalf\ of|together\ with|along\ with|pladser\ til|med\ følgende|navnlig|nemlig|opsiger\w*\ (?:\w+\ ){0,3}for)\ (?:(?:min|vores|direktør|chef|kollega|kolleger|kontorchef|afdelingschef|hr\.|fr\.|fru|my|colleague|it-chef|digitaliseringschef|\w*chef|\w*leder|\w*direktør|\w*konsulent)\ ){0,3}$")
COUNT = pattern(
    r"\b(?P<n>to|tre|fire|fem|seks|syv|otte|2|3|4|5|6|7|8)\ (?:\w+\ ){0,2}?(?:deltagere|personer|medarbejdere|kolleger|kollegaer|pladser|ledere|chefer|mand|navne|af\ (?:os|vores|mine|dem)|mennesker|stk|repræsentanter|tilmeldinger|medlemmer|people|colleagues|participants|persons|folk|konsulenter|direktører|nye\ deltagere)\b|\b(?:melder|tilmelder|sender|stiller\ med|tilmelde|melde|kommer)\ (?:derfor\ |hermed\ |gerne\ |vi\ )?(?P<m>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\bdisse\ (?P<k>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\b(?:os|vi\ er|vi\ bliver|vi\ kommer|vi\ deltager|der\ kommer)\ (?P<o>to|tre|fire|fem|2|3|4|5)\b(?!\ (?:møde|gang|dag))"
)
NUMBERS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8}
ALSO = pattern(r"\b(?:vil|skal|ønsker|deltager|kommer|også|ligeledes|det\ samme|samt|tilmeld\w*|afmeld\w*|meld\w*|med\ til|i\ stedet|overtager|gerne|afbud|forhindret)\b")
US_ALONE = pattern(r"\b(?:tilmeld\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|registrer\w*|sign|register|add)\ (?:\w+\ ){0,2}(?:os|us)\b")
ME = pattern(r"\b(?:jeg|mig|min|mit|mine|undertegnede|i|i'm|me|my|myself|jag|meg)\b")
BEFORE_TITLE = re.compile(r"\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|at|fra)\s+")
SHARED = pattern(r"\b(?:begge|alle|fælles|samlet|samme|hele|vores|for\ (?:begge|alle|os|dem)|både|faktur\w*|regning\w*|ean)\b")


@dataclass(frozen=True)
class Target:
    """Whom a mail is about. review: Danish sentences why that is not certain."""

    people: tuple[Person, ...]
    review: tuple[str, ...] = ()
    is_writer_only: bool = False


def split_entries(mail: Mail, network: Network, writer_name: str | None) -> tuple[Entry | None, list[Entry]]:
    """Read the lists and forms of a mail: (what they say of the writer, the others)."""
    own: Entry | None = None
    others: list[Entry] = []
    sender = mail.sender.email if mail.sender else None
    for entry in find_entries(mail.own_text):
        if entry.email in network.own_addresses:
            continue
        same = (entry.email is not None and entry.email == sender) or (entry.email is None and is_same_name(entry.name, writer_name)) or (entry.email is not None and is_same_name(entry.name, writer_name) and len((entry.name or "").split()) > 1)
        if same and own is None:
            own = entry
        else:
            others.append(entry)
    if own is None and writer_name and len(writer_name.split()) > 1:
        own = _writer_in_prose(mail, writer_name)
    return own, others


def _writer_in_prose(mail: Mail, writer_name: str) -> Entry | None:
    """`Kurt Vestbjerg, afdelingschef, Frederikshavn Kommune.` in the middle of a text."""
    joined = join_lines(mail.own_text)
    for found in find_names(joined):
        if is_same_name(found.name, writer_name) and joined[found.end : found.end + 1] in {",", "("}:
            entry = parse_entry(split_sentences(joined[found.start :])[0])
            if entry.title or entry.organisation:
                return replace(entry, phone=None, ean=None, bad_ean=None, email=None, kind="prose")
    return None


def find_people(mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None, others: list[Entry], network: Network, inner: Person | None) -> Target:
    """Find whom the mail is about. inner: the sender of the mail that it forwards."""
    text = fold(mail.own_text)
    me = make_writer_person(writer)
    listed = [entry for entry in others if entry.kind != "line" or entry.name]
    if listed and verdict.intent in {Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.UPDATE, Intent.ACCEPT}:
        return _from_list(mail, text, me, writer, own, listed, verdict)
    named, unclear = _named_in_sentences(mail, verdict, writer, network)
    if inner is not None and len(named) == 1 and is_same_name(named[0].name, inner.name):
        told = _complete(named, mail, writer, verdict)[0]
        return Target((_merge(_with_outer_details(inner, mail), told),), tuple(_check_inner(inner)))
    if named:
        with_me = _includes_writer(verdict, text, names=True)
        people = [*([me] if with_me else []), *_complete(named, mail, writer, verdict)]
        review = [*unclear, *_check_count(text + " " + fold(mail.subject), len(people)), *_check_leftover_addresses(mail, people, writer)]
        if any(is_given_name_only(person.name) for person in people):
            review.append("Et navn i mailen mangler eller er ikke helt.")
        return Target(tuple(people), tuple(review), False)
    if inner is not None and not _speaks_of_self(verdict):
        return Target((_with_outer_details(inner, mail),), tuple(_check_inner(inner)))
    if unclear:
        return Target((me,), tuple(unclear))
    review = _check_writer(mail, verdict, writer, own, text)
    return Target((me,), tuple(review), True)


def make_writer_person(writer: Writer) -> Person:
    """Turn the writer's details into a person."""
    return Person(writer.name, writer.email, writer.title, writer.organisation, writer.phone, writer.ean, writer.bad_ean, is_writer=True)


def _from_list(mail: Mail, text: str, me: Person, writer: Writer, own: Entry | None, listed: list[Entry], verdict: Verdict) -> Target:
    eans = find_eans(mail.own_text)
    shared = eans.good[0] if len(eans.good) == 1 else None
    people: list[Person] = []
    review: list[str] = []
    with_me = own is not None or (bool(SELF_ALSO.search(text)) and not NOT_SELF.search(text))
    everybody = sorted([*listed, *([own] if own else [])], key=lambda entry: entry.start)
    last_ean: str | None = None
    for entry in everybody:
        ean = entry.ean or (last_ean if entry.has_same_ean else None) or (shared if not entry.bad_ean else None)
        last_ean = ean or last_ean
        if entry is own:
            people.append(replace(me, ean=ean or me.ean))
            continue
        people.append(
            Person(entry.name, entry.email or _address_of(entry.name, mail), entry.title, entry.organisation or _organisation_for(entry, writer), entry.phone, ean, entry.bad_ean if not ean else None)
        )
    if with_me and own is None:
        people.insert(0, replace(me, ean=me.ean or shared))
    if any(person.name is None or is_given_name_only(person.name) for person in people):
        review.append("Et navn i mailen mangler eller er ikke helt.")
    review += _check_count(text + " " + fold(mail.subject), len(people))
    review += _check_leftover_addresses(mail, people, writer)
    if len({person.email for person in people if person.email}) < len([person for person in people if person.email]):
        review.append("To personer i mailen har samme mailadresse.")
    return Target(tuple(people), tuple(review), False)


def _organisation_for(entry: Entry, writer: Writer) -> str | None:
    """Colleagues share the writer's organisation, unless their own address says otherwise."""
    known = find_organisation_of_domain(entry.email) if entry.email else None
    if known:
        return known
    if entry.email and writer.email and writer.organisation:
        here, there = writer.email.rpartition("@")[2], entry.email.rpartition("@")[2]
        if here != there and here.split(".")[-2:] != there.split(".")[-2:]:
            return writer.organisation if writer.is_role else None
    return writer.organisation


def _address_of(name: str | None, mail: Mail) -> str | None:
    """Find a person's address among the receivers of a copy, by display name or by letters."""
    if name is None:
        return None
    for one in (*mail.cc, *mail.to):
        if one.name and is_same_name(one.name, name) and len(one.name.split()) > 1:
            return one.email
    fitting = [one.email for one in mail.cc if fits_address(name, one.email)]
    return fitting[0] if len(fitting) == 1 else None


def _check_count(text: str, number: int) -> list[str]:
    for match in COUNT.finditer(text):
        word = match["n"] or match["m"] or match["k"] or match["o"]
        if (NUMBERS.get(word) or int(word)) != number and not re.search(r"\bmoeder?\b", match[0]):
            return [f"Mailen taler om {word} personer, men der er fundet {number}."]
    return []


def _check_leftover_addresses(mail: Mail, people: list[Person], writer: Writer) -> list[str]:
    """An address in the text that belongs to nobody found may be one more participant."""
    known = {person.email for person in people} | {writer.email, writer.old_email, mail.sender.email if mail.sender else None} | {one.email for one in mail.to}
    for match in ADDRESS.finditer(mail.own_text):
        before = fold(mail.own_text[max(0, match.start() - 60) : match.start()])
        if match[0].casefold().rstrip(".") not in known and not pattern(r"\b(?:faktura\w*|regning\w*|kopi|cc|kontakt\w*|spørgsmål|sekretær\w*|bogholderi\w*|økonomi\w*|invoice)\b").search(before):
            return [f"Adressen {match[0]} hører ikke til nogen af de personer, der er fundet."]
    return []


def _named_in_sentences(mail: Mail, verdict: Verdict, writer: Writer, network: Network) -> tuple[list[Entry], list[str]]:
    """Find the people who are named where the wish stands, with what the text says of them."""
    joined = join_lines(mail.own_text)
    deciding = {fold(one.words) for one in verdict.deciding}
    found: list[Entry] = []
    unclear: list[str] = []
    sources = [*split_sentences(joined), *([mail.subject] if any(one.clause.where == "emnet" for one in verdict.deciding) else [])]
    for sentence in sources:
        folded = fold(sentence)
        is_deciding = any(one in folded or folded in one for one in deciding)
        unclear += _lone_given_names(sentence, writer, mail, network) if is_deciding else []
        for name in find_names(sentence):
            if is_same_name(name.name, writer.name) or _is_misspelt(name.name, writer.name) or _is_staff(name.name, mail, network) or _is_nobody(name.name):
                continue
            role = _role(sentence, name.start, name.end, writer) if is_deciding else _side_role(sentence, name.start, name.end)
            if role == "target":
                found.append(_describe(joined, name.name))
            elif role == "unclear":
                unclear.append(f"Det er ikke klart, om {name.name} skal med eller kun er nævnt.")
    return _without_doubles(found), unclear


def _lone_given_names(sentence: str, writer: Writer, mail: Mail, network: Network) -> list[str]:
    """`Tilmeld venligst Peter`: a given name alone names nobody for sure."""
    spans = [(one.start, one.end) for one in find_names(sentence)]
    known = {fold(word) for name in (writer.name or "", *(one.name or "" for one in mail.to)) for word in name.split()}
    found = []
    for match in re.finditer(r"(?<=[^\W\d_] )(?<![.!?] )([A-ZÆØÅ][a-zæøå]+)(?!\w|\s+Kommune)", sentence):
        word = match[1]
        if is_given_name(word) and fold(word) not in known and not any(start <= match.start() < end for start, end in spans) and len(word) > 1 and word not in NOT_GIVEN:
            before = fold(sentence[: match.start()])
            if not MENTIONED_BEFORE.search(before) and not REPORTS.search(fold(sentence[match.end() :])):
                found.append(f"Det er ikke klart, hvem {word} er.")
    return found


#: Given names that are also something else in such mails.
NOT_GIVEN = frozenset({"Vejle", "Odense", "April", "May", "June", "Maj", "Juni", "August", "Region", "Mors", "Signe"})


def _is_misspelt(name: str, right: str | None) -> bool:
    """`Grete Keldsen` stands for Grethe Kjeldsen."""
    return right is not None and measure_distance(fold(name), fold(right)) <= 3


def _is_nobody(name: str) -> bool:
    return not any(is_given_name(word) for word in name.split()[:1]) and len(name.split()) < 2


def _is_staff(name: str, mail: Mail, network: Network) -> bool:
    return any(one.name and is_same_name(one.name, name) for one in mail.to if one.email in network.own_addresses) or _is_greeted(name, mail.own_text)


def _is_greeted(name: str, text: str) -> bool:
    return bool(re.match(rf"\s*(?:hej|kære|hi|hello|dear|goddag|godmorgen|til|hei|att\.?:?)[ ]+{re.escape(name)}", text, re.IGNORECASE))


def _role(sentence: str, start: int, end: int, writer: Writer) -> str:
    before, after = fold(sentence[:start]), fold(sentence[end:])
    if REPORTS.search(after):
        return "mentioned"
    if TAKES_PART_BEFORE.search(before):
        return "target"
    if MENTIONED_BEFORE.search(before) and not pattern(r"\bsammen\ med\ (?:\w+\ ){0,3}$").search(before):
        return "mentioned"
    has_self = bool(pattern(r"\b(?:jeg|mig|undertegnede)\b").search(before + " " + after))
    joined = bool(pattern(r"\b(?:og|samt|plus|både|sammen\ med)\ (?:(?:min|vores|kollega|\w*chef|\w*leder)\ ){0,3}$").search(before)) or bool(pattern(r"^(?:\s*\([^)]*\))?\s*(?:og|samt)\ (?:jeg|undertegnede|mig)\b").search(after))
    acts = bool(pattern(r"^(?:\s*[,(][^,)]*[,)])?\s*(?:@?\S+@\S+\s*)?(?:og\ [\w ]{3,30}\ )?(?:vil|skal|ønsker|kan|er|deltager|kommer|bliver|må|har\ (?:desværre|meldt|ikke|besluttet)|tilmeldes|afmeldes|melder|springer|når|stopper|fratræder|gerne|udgår|til\b|på\b|som\b|$|[.,(!:])").search(after))
    asked = bool(pattern(r"\b(?:tilmeld\w*|afmeld\w*|framel\w*|meld\w*|slet\w*|fjern\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|opsig\w*|tag\w*|register|remove|sign|add|udmeld\w*|indmeld\w*|tilføj\w*|deltager\w*|gerne\ have)\b[^.]*$").search(before))
    if joined or asked:
        return "target" if joined or not has_self or pattern(r"\b(?:jeg\ (?:vil|skal|ønsker|må|kan)|vil\ jeg|skal\ jeg|bedes|beder|mig\ at)\b").search(before) else "unclear"
    if acts and not has_self:
        return "target"
    if acts and has_self:
        return "target" if pattern(r"\b(?:jeg\ skal\ (?:meddele|melde|hilse|oplyse)|skal\ jeg|jeg\ skriver)\b").search(before) else "unclear"
    return "unclear"


def _side_role(sentence: str, start: int, end: int) -> str:
    """A name elsewhere in the mail is a participant only if the sentence says that its owner takes part too."""
    before, after = fold(sentence[:start]), fold(sentence[end:])
    if REPORTS.search(after) or MENTIONED_BEFORE.search(before):
        return "mentioned"
    return "unclear" if ALSO.search(before + " # " + after) else "mentioned"


def _describe(text: str, name: str) -> Entry:
    """Collect what a running text says of a person: from the name to the next name, and the title before it."""
    at = text.index(name) if name in text else 0
    rest = [one.start for one in find_names(text[at + len(name) :])]
    stop = at + len(name) + (rest[0] if rest else len(text))
    span = text[at : min(stop, at + 320)]
    first_sentence = split_sentences(span)[0] if span.strip() else span
    before = text[max(0, at - 60) : at]
    title_before = re.search(r"(?:\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|,|at|fra)\s+)?((?:[\wæøåÆØÅ-]+\s+){0,2}?[\wæøåÆØÅ-]+)\s*$", re.split(r"[.!?,:\n]", before)[-1])
    entry = parse_entry(first_sentence)
    whole = parse_entry(span)
    title = entry.title
    if title is None and title_before:
        title = parse_entry(BEFORE_TITLE.split(title_before[0])[-1]).title
    email = entry.email if entry.email else whole.email
    phones = find_phones(span)
    return replace(entry, name=name, email=email, title=title, phone=phones[0].number if phones else None, start=at, kind="prose", words=first_sentence)


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in entries:
        if not any(is_same_name(entry.name, other.name) for other in kept):
            kept.append(entry)
    return kept


def _complete(entries: list[Entry], mail: Mail, writer: Writer, verdict: Verdict) -> list[Person]:
    eans = find_eans(mail.own_text)
    shared = eans.good[0] if len(eans.good) == 1 else None
    taken = [entry.email for entry in entries if entry.email]
    people = []
    for entry in entries:
        email = entry.email if entry.email and taken.count(entry.email) == 1 else None
        sender = mail.sender.email if mail.sender else None
        email = None if email == sender else email
        people.append(
            Person(entry.name, email or _address_of(entry.name, mail) or _free_address(entry.name, mail), entry.title, entry.organisation or _organisation_for(entry, writer), entry.phone if entry.phone != writer.phone or entry.phone is None else entry.phone, entry.ean or shared, None if entry.ean or shared else (eans.bad[0] if eans.bad else None))
        )
    return people


def _free_address(name: str | None, mail: Mail) -> str | None:
    """Find the only address in the text that can be made of the name."""
    if name is None:
        return None
    sender = mail.sender.email if mail.sender else None
    fitting = {one.casefold().rstrip(".") for one in ADDRESS.findall(mail.own_text) if one.casefold() != sender and fits_address(name, one)}
    return fitting.pop() if len(fitting) == 1 else None


def _includes_writer(verdict: Verdict, text: str, *, names: bool) -> bool:
    if NOT_SELF.search(text):
        return False
    return any(SELF_ALSO.search(one.clause.sentence_folded) for one in verdict.deciding)


def _speaks_of_self(verdict: Verdict) -> bool:
    return any(pattern(r"\b(?:mig|undertegnede|me|min|mit|jeg\ (?:vil|deltager|er|ønsker|kommer|kan|må|melder|tilmelder))\b").search(one.clause.folded) for one in verdict.deciding)


def _with_outer_details(inner: Person, mail: Mail) -> Person:
    eans = find_eans(mail.own_text)
    address = inner.email or _free_address(inner.name, mail)
    return replace(inner, ean=inner.ean or (eans.good[0] if len(eans.good) == 1 else None), email=address, is_writer=False)


def _merge(inner: Person, told: Person) -> Person:
    """What the forwarded mail says of its writer counts before what the covering mail says."""
    name = inner.name if len((inner.name or "").split()) >= len((told.name or "").split()) else told.name
    return Person(name, told.email or inner.email, inner.title or told.title, inner.organisation or told.organisation, told.phone or inner.phone, told.ean or inner.ean, told.bad_ean or inner.bad_ean)


def _check_inner(inner: Person) -> list[str]:
    return [] if inner.name and not is_given_name_only(inner.name) else ["Det er ikke klart, hvem den videresendte mail er fra."]


def _check_writer(mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None, text: str) -> list[str]:
    """Say what speaks against the writer being meant."""
    review = []
    if writer.name is None or (writer.is_role and own is None):
        review.append("Det er ikke klart, hvem mailen handler om: afsenderen er ikke en person.")
    elif own is None and any(_is_about_third(one.clause.folded, one.clause.sentence_folded) for one in verdict.deciding):
        review.append("Mailen handler om en anden end afsenderen, men siger ikke hvem.")
    elif verdict.intent is Intent.SIGNUP and own is None and any(US_ALONE.search(one.clause.sentence_folded) and not ME.search(one.clause.sentence_folded) for one in verdict.deciding):
        review.append("Mailen tilmelder flere end afsenderen, men siger ikke hvem.")
    elif verdict.intent is Intent.CANCEL and own is None and not any(ME.search(one.clause.sentence_folded) for one in verdict.deciding if one.clause.where == "teksten") and any(one.clause.where == "teksten" for one in verdict.deciding):
        review.append("Det er ikke klart, hvem der skal meldes ud af netværket.")
    elif is_given_name_only(writer.name) and verdict.intent is Intent.SIGNUP:
        review.append("Mailen giver kun et fornavn.")
    if own is None or own.kind in {"line", "prose"}:
        review += _check_count(text + " " + fold(mail.subject), 1)
    if verdict.intent in {Intent.SIGNUP, Intent.UPDATE}:
        review += _check_leftover_addresses(mail, [make_writer_person(writer)], writer)
    return review


def _is_about_third(clause: str, sentence: str) -> bool:
    if not THIRD.search(clause):
        return False
    return not pattern(r"\b(?:mig|undertegnede|me|myself|jeg\ (?:vil|ønsker|deltager|kan|må|kommer|er|bliver|har|melder|tilmelder)|vil\ jeg|kan\ jeg|må\ jeg|deltager\ jeg)\b").search(clause)


def make_inner_person(mail: Mail, network: Network, read: Writer) -> Person | None:
    """Turn the writer of a forwarded mail into a person; None where it is the network's own mail."""
    sender = mail.sender.email if mail.sender else None
    if sender in network.own_addresses:
        return None
    email = sender or next((one.casefold() for one in ADDRESS.findall(mail.signature) if one.casefold() not in network.own_addresses), None)
    if read.name is None:
        return None
    return Person(read.name, email, read.title, read.organisation, read.phone, read.ean, read.bad_ean)
