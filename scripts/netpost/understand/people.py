"""Whom a mail is about: the writer, people in a list or form, people named in the sentence that asks, or a forward's inner sender.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant. Where it is not clear who is meant, a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from netpost.message import Mail
from netpost.understand.anothers_phone import allot_phones
from netpost.understand.candidates import is_staff
from netpost.understand.companion import (
    add_outer_details,
    check_inner,
    complete_people,
    find_address,
    find_employer,
    find_free_address,
    make_writer_person,
    merge_people,
)
from netpost.understand.context import cut_answered
from netpost.understand.describe import describe_person
from netpost.understand.ean import find_given_eans
from netpost.understand.entry import Entry, blank_entries, parse_entry
from netpost.understand.form import find_details
from netpost.understand.headcount import check_count, check_leftover_addresses
from netpost.understand.listed import find_entries
from netpost.understand.name import capitalise_names, find_names, fits_address, is_same_name
from netpost.understand.name_role import does_too
from netpost.understand.named import LIKEWISE, find_named
from netpost.understand.own_address import find_given_up
from netpost.understand.own_name import is_given_name_only, tell_in_full
from netpost.understand.reading import Intent, Network, Person
from netpost.understand.renamed import find_renamed, merge_renamed
from netpost.understand.self_meant import (
    ASKS_FOR_ANOTHER,
    ENTERS_SELF,
    LISTED_SELF,
    ONLY_SELF,
    SELF_ALSO,
    WISHES_ONESELF,
    has_clear_self,
    includes_writer,
    joins_given_name,
    leaves_writer_out,
    lists_writer,
    may_mean_self,
    names_writer_too,
    speaks_of_self,
    without_errands,
)
from netpost.understand.shared_title import share_titles
from netpost.understand.shared_wish import check_shared
from netpost.understand.text import fold, join_lines, pattern, split_sentences
from netpost.understand.told_number import counts_writer, find_counts, find_wish_words
from netpost.understand.verdict import Verdict
from netpost.understand.whom import Whom
from netpost.understand.whose_ean import WRITER, allot_eans, share_ean
from netpost.understand.writer import Writer, read_writer
from netpost.understand.writer_alone import check_writer

SAME_FOR_ALL = pattern(
    r"\b(?:samme|fælles|samlet|begge|alle(?:\ (?:to|tre|fire))?|hele\ holdet|os\ (?:begge|alle)|both|same)\b"
)
BILLED = pattern(r"\b(?:ean|gln|faktur|regning|betal|invoice)")
#: `Ole Finn og en til fra hans team`: more than are named
ONE_EXTRA = pattern(
    r"\b(?:og|plus|samt)\ (?:en|to|tre|nogle|flere|et\ par)\ (?:til(?!\ (?:min|vores|vor|mine|hver|mig|undertegnede)\b)|mere|andre|ekstra)\b(?![^.]*:)"
)
#: `kvittering bedes sendt til undertegnede`: that makes nobody a participant
WRITTEN_TO = pattern(
    r"\b(?:sendt?e?s?|rettes|stiles|kontakt\w*|henvend\w*|spørgsmål|kvittering\w*)\b[^.]{0,40}\b(?:undertegnede|mig\ selv)\b"
)
SELF_TOO = "Det er ikke klart, om afsenderen selv skal med."


@dataclass(frozen=True)
class Target:
    """Whom a mail is about. review: Danish sentences why that is not certain."""

    people: tuple[Person, ...]
    review: tuple[str, ...] = ()
    is_writer_only: bool = False


@dataclass(frozen=True)
class Listed:
    """What lists and forms of a mail say: of the writer (own), of others."""

    own: Entry | None
    others: list[Entry]

    @property
    def everybody(self) -> list[Entry]:
        """All of them, in the order of the text."""
        return sorted([*self.others, *([self.own] if self.own else [])], key=lambda entry: entry.start)


@dataclass(frozen=True)
class Inner:
    """The mail that this one forwards. person: its sender. verdict: what it wants. decides: the covering mail wants nothing."""

    person: Person | None
    verdict: Verdict
    decides: bool = False


def split_entries(mail: Mail, network: Network, writer_name: str | None) -> Listed:
    """Read the lists and forms of a mail: (what they say of the writer, the others)."""
    own: Entry | None = None
    others: list[Entry] = []
    writer_name = tell_in_full(writer_name, mail) or writer_name
    sender = mail.sender.email if mail.sender else None
    for entry in find_entries(mail.own_text):
        if entry.email in network.own_addresses or (entry.email is None and is_staff(entry.name, mail, network)):
            continue
        same = (
            entry.is_self
            or (entry.email is not None and entry.email == sender)
            or (entry.email is None and is_same_name(entry.name, writer_name))
            or (entry.kind == "form" and entry.email is None and fits_address(entry.name or "", sender or ""))
            or (entry.kind == "form" and entry.name is None and fits_address(writer_name or "", entry.email or ""))
            or (
                entry.email is not None
                and is_same_name(entry.name, writer_name)
                and len((entry.name or "").split()) > 1
            )
        )
        if same and own is None:
            own = entry
        else:
            others.append(entry)
    if own is None and writer_name and len(writer_name.split()) > 1:
        own = _writer_in_prose(mail, writer_name)
    if own is None and not others:
        own = find_details(mail.own_text)
    return Listed(own, others)


#: what tells of the writer right behind his name: `Ole Finn, it-chef`, `Ole Finn her, it-chef i Vejen`, `Ole Finn fra Vejen Kommune, it-chef`
DESCRIBED = re.compile(r"\s*(?:(?:her|here|skriver)\b\s*)?(?:(?:fra|from)\s[^.,;!?\n]{2,40})?[,(–-]")


#: `…, og økonomichef Ole Finn`: what the next person is called
JOINED_NEXT = re.compile(r",?\s+(?:og|samt)\s+[^,;@\n]{0,40}$")


def _writer_in_prose(mail: Mail, writer_name: str) -> Entry | None:
    """`Kurt Vestbjerg, afdelingschef, Frederikshavn Kommune.` in the middle of a text."""
    joined = join_lines(mail.own_text)
    names = find_names(joined)
    places = [(one.start, one.end) for one in names if is_same_name(one.name, writer_name)]
    if not places and writer_name.casefold() in joined.casefold():
        written = re.compile(rf"(?<!\w){re.escape(writer_name)}(?!\w)", re.IGNORECASE)
        places = [one.span() for one in written.finditer(joined)]
    given = writer_name.partition(" ")[0]
    if not places and (at := joined.lower().find(f"{given} her".lower())) >= 0:
        places = [(at, at + len(given))]
    for start, end in places:
        stop = next((one.start for one in names if one.start >= end), len(joined))
        if DESCRIBED.match(joined, end, stop):
            told = split_sentences(joined[start:stop])[0]
            entry = parse_entry(JOINED_NEXT.sub("", told) if stop < len(joined) else told)
            if entry.title or entry.organisation:
                is_own = fits_address(writer_name, entry.email or "") and entry.email not in find_given_up(
                    mail.own_text
                )
                email = entry.email if is_own else None
                return replace(
                    entry, name=entry.name or writer_name, phone=None, ean=None, bad_ean=None, email=email, kind="prose"
                )
    return None


#: who passes a wish on counts himself in by such a word: `Oles ønske er vedhæftet, og jeg gør det officielt` does not
WITH_WRITER = pattern(r"\b(?:mig|undertegnede|selv|begge|os|vi|også|sammen)\b")


def find_people(
    mail: Mail, verdict: Verdict, writer: Writer, listed: Listed, network: Network, inner: Inner | None, whom: Whom
) -> Target:
    """Find whom the mail is about. whom: what it says of that as a whole."""
    mail = replace(mail, own_text=capitalise_names(mail.own_text), subject=capitalise_names(mail.subject))
    forwarder = inner.person if inner else None
    if inner is not None and inner.decides and forwarder is not None:
        return _from_inner(forwarder, mail, verdict, writer)
    forms = [one for one in listed.everybody if one.kind == "form"]
    around = replace(mail, own_text=blank_entries(mail.own_text, forms))
    named, unclear = find_named(around, verdict, writer, network, whom)
    renamed = find_renamed(mail.own_text) if verdict.intent is Intent.UPDATE else {}
    named = merge_renamed(named, renamed)
    unclear = [one for one in unclear if not any(name in one for name in renamed.values())]
    if not named and ONLY_SELF.search(fold(mail.own_text)):
        unclear = []
    if _is_of_one(listed.others, named):
        listed = Listed(None, [_merge_entries(listed.others[0], named[0])])
    if [entry for entry in listed.others if entry.kind != "line" or entry.name]:
        return _from_list(mail, verdict, writer, listed)
    if forwarder is not None and len(named) == 1 and is_same_name(named[0].name, forwarder.name):
        told = merge_people(add_outer_details(forwarder, mail), complete_people(named, mail, writer)[0])
        text = fold(mail.own_text)
        is_joined = WITH_WRITER.search(text) is not None and includes_writer(verdict, text)
        both = (told, make_writer_person(writer)) if is_joined else (told,)
        return Target(both, tuple(check_inner(forwarder)))
    if named:
        return _from_names(mail, verdict, writer, listed.own, named, unclear, whom)
    if forwarder is not None and not speaks_of_self(verdict):
        doubt = [SELF_TOO] if may_mean_self(verdict) else []
        return Target((_add_employer(add_outer_details(forwarder, mail), writer),), (*check_inner(forwarder), *doubt))
    me = make_writer_person(writer)
    return Target((me,), tuple(unclear or check_writer(mail, verdict, writer, listed.own)), not unclear)


def _is_of_one(others: list[Entry], named: list[Entry]) -> bool:
    """`Hermed tilmeldes John Rexen.` above `Mail: … Mobil: …`: a form without a name is about the one who is named."""
    return len(others) == len(named) == 1 and others[0].kind == "form" and others[0].name is None


def _merge_entries(form: Entry, named: Entry) -> Entry:
    return replace(
        form, name=named.name, title=form.title or named.title, organisation=form.organisation or named.organisation
    )


def _from_inner(forwarder: Person, mail: Mail, verdict: Verdict, writer: Writer) -> Target:
    review = check_inner(forwarder)
    if verdict.intent is not Intent.SIGNUP:
        review.append("Ønsket står i en videresendt mail; kun en tilmelding kan klares på den måde.")
    person = add_outer_details(forwarder, mail)
    named = [one.name for one in find_names(mail.own_text) if is_same_name(one.name, forwarder.name)]
    if named:
        person = merge_people(
            person, complete_people([describe_person(join_lines(mail.own_text), named[0])], mail, writer)[0]
        )
    return Target((_add_employer(person, writer),), tuple(review))


def _add_employer(person: Person, writer: Writer) -> Person:
    return replace(person, organisation=person.organisation or find_employer(Entry(email=person.email), writer))


def _from_names(
    mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None, named: list[Entry], unclear: list[str], whom: Whom
) -> Target:
    text = fold(mail.own_text)
    review = list(unclear)
    is_counted = not leaves_writer_out(verdict, text) and _is_counted(mail, verdict, named)
    with_me = whom.is_writer(otherwise=is_counted or _shares_with_writer(mail, verdict, writer, named))
    if with_me and whom.is_hardly_writers:
        review.append(SELF_TOO)
    if has_clear_self(verdict, named) and not with_me and not whom.is_surely_others:
        review.append(f"Det er ikke klart, om {named[0].name} skal med eller kun er nævnt.")
    if verdict.intent is Intent.UPDATE and not with_me and _corrects_own(verdict, named):
        review.append("Mailen retter også noget for afsenderen selv.")
    if any(_brings_more(one.clause.sentence_folded, named) for one in verdict.deciding):
        review.append("Mailen handler om flere, end den nævner ved navn.")
    alone = make_writer_person(read_writer(mail, own, named))  # without what is told of the others, but their employer
    me = [replace(alone, organisation=alone.organisation or writer.organisation)] if with_me else []
    people = share_titles(mail.own_text, [*me, *complete_people(named, mail, writer)])
    told = allot_eans(mail.own_text, named, None)
    if told:
        people = [replace(one, ean=told.get(WRITER if one.is_writer else one.name or "")) for one in people]
    if not (is_counted and verdict.intent is Intent.SIGNUP):
        review += check_shared(mail.own_text, verdict, named, with_me=with_me)
    review += check_count(find_wish_words(verdict, mail), len(people))
    review += check_leftover_addresses(mail, people, writer)
    review += _check_addresses(people)
    if len(people) > 1 and (TWO_NUMBERS.search(text) or (RESPECTIVELY.search(text) and not _tell_addresses(people))):
        review.append("Det er ikke klart, hvem der har hvilket nummer.")
    if any(is_given_name_only(person.name) or INITIAL.search(person.name or "") for person in people):
        review.append("Et navn i mailen mangler eller er ikke helt.")
    return Target(tuple(people), tuple(review))


#: several, the writer among them
WE = pattern(r"\b(?:vi|os)\b")
#: `Ole F.`
INITIAL = re.compile(r"\s\w\.?$")
#: `numrene er 20 … og 30 …`, `han har 20 …, og hun har 30 …`; `hhv. 20 … og 30 …`
TWO_NUMBERS = pattern(
    r"\b\d{2}(?:\ ?\d{2}){3},?\ (?:og|samt)\ (?:(?:hun|han)\ har\ |(?:hendes|hans)\ (?:er\ )?)?\d{2}(?:\ ?\d{2}){3}\b"
)
RESPECTIVELY = pattern(r"\b(?:hhv|henholdsvis)\b[^!?\n]{0,40}(?:@|\d{2}\ ?\d{2}\ ?\d{2})")


def _tell_addresses(people: list[Person]) -> bool:
    """`De har stno@… hhv. ibka@…`: tell whether the addresses show by themselves whose they are, and no number must be told apart."""
    fitting = [[one for one in people if fits_address(one.name or "", person.email or "")] for person in people]
    return all(len(ones) == 1 for ones in fitting) and not any(one.phone for one in people if not one.is_writer)


OF_SELF = pattern(r"\b(?:jeg|mig|undertegnede)\b")


def _shares_with_writer(mail: Mail, verdict: Verdict, writer: Writer, named: list[Entry]) -> bool:
    """Tell whether the words, or a subject that alone names the others, say the same of the writer."""
    is_headlined = not any((one.name or "") in mail.own_text for one in named)
    return (
        includes_writer(verdict, fold(mail.own_text))
        or names_writer_too(verdict, writer)
        or (_says_we(verdict) and _is_listed_with(named, writer, mail))
        or (is_headlined and joins_given_name(cut_answered(mail.subject), writer.name))
        or _does_likewise(mail, verdict, named)
    )


def _is_listed_with(named: list[Entry], writer: Writer, mail: Mail) -> bool:
    """`Ole Finn, it-chef, olfi@…, og Mette Friis, jurist`, signed by Mette Friis: tell whether nothing but details stands between the writer and one of those named."""
    return any(
        is_same_name(one.name, writer.name) != is_same_name(other.name, writer.name)
        and any(is_same_name(one.name, entry.name) or is_same_name(other.name, entry.name) for entry in named)
        and NO_LIST.search(fold(sentence[one.end : other.start])) is None
        for sentence in split_sentences(join_lines(mail.own_text))
        for one, other in pairwise(find_names(sentence))
    )


#: words between two names that are no details of the first
NO_LIST = pattern(
    r"\b(?:er|var|har|havde|kan|vil|skal|bliver|kommer|deltager|siger|melder|for|hos|til|af|fra|i\ stedet|ikke|som|der|men)\b"
)


def _does_likewise(mail: Mail, verdict: Verdict, named: list[Entry]) -> bool:
    """`Jeg kommer ikke. Ole Finn bliver ligeledes hjemme`: tell whether somebody does as the writer does in the sentence before."""
    if verdict.intent is Intent.UPDATE:
        return False
    is_signup = verdict.intent is Intent.SIGNUP
    if _joins_in(mail, verdict):
        return True
    return any(
        LIKEWISE.search(fold(after))
        and (_wishes(after, verdict) or not is_signup)
        and any((one.name or "-") in after for one in named)
        and _wishes(before, verdict)
        and (WISHES_ONESELF if is_signup else OF_SELF).search(fold(before))
        for before, after in pairwise(split_sentences(join_lines(mail.own_text)))
    )


def _joins_in(mail: Mail, verdict: Verdict) -> bool:
    """`Jeg vil gerne med. Det vil Ole Finn også`, `jeg kommer, og Ole Finn kommer også`: tell whether somebody does as the writer does."""
    return any(
        does_too(sentence, name, verdict.intent)
        and (
            (_wishes(sentence, verdict) and _is_of_writer(sentence[: name.start], verdict))
            or (_wishes(before, verdict) and _is_of_writer(before, verdict))
        )
        for before, sentence in pairwise(["", *split_sentences(join_lines(mail.own_text))])
        for name in find_names(sentence)
    )


def _is_of_writer(text: str, verdict: Verdict) -> bool:
    folded, is_signup = fold(text), verdict.intent is Intent.SIGNUP
    return any(regex.search(folded) for regex in ((WISHES_ONESELF, ENTERS_SELF) if is_signup else (OF_SELF,)))


def _wishes(sentence: str, verdict: Verdict) -> bool:
    """Tell whether a sentence is one that the wish rests on, or ends in one: `Kort besked herfra: Jeg kommer`."""
    return fold(sentence).endswith(tuple(verdict.sentences))


def _without_names(folded: str, named: list[Entry]) -> str:
    """Blank `til Ole Finn`, `til it-chef Ole Finn`: one to somebody is not one more."""
    names = "|".join(re.escape(fold(one.name)) for one in named if one.name)
    return re.sub(rf"\btil (?:[\w-]+ ){{0,3}}?(?:{names})\b", " ", folded) if names else folded


def _corrects_own(verdict: Verdict, named: list[Entry]) -> bool:
    """`Jeg har fået nyt nummer. Ole Finns er uændret`: tell whether one of the corrections is the writer's own."""
    given = [fold(one.name or "").partition(" ")[0] for one in named]
    apart = [one for one in verdict.deciding if not any(name in one.clause.sentence_folded for name in given)]
    return any(NEW_OWN.search(one.clause.sentence_folded) for one in apart)


NEW_OWN = pattern(
    r"\bjeg\ har\ (?:\w+\ )?fået\b(?!\ at\b)|\b(?:mit|min)\ (?:\w+\ )?(?:nummer|mobil|mail\w*|adresse|titel|navn|ean)\w*\ er\b"
)


def _brings_more(folded: str, named: list[Entry]) -> bool:
    """`Ole Finn og en til`, `Ole Finn plus en kollega`, but `Ole Finn og min kollega Eva Lund`."""
    names = "|".join(re.escape(fold(one.name)) for one in named if one.name)
    more = re.compile(rf"\b(?:{names})\b(?: \([^)]*\))?{A_COLLEAGUE.pattern}(?!\W+(?:\w+\W+)?(?:{names}))")
    return ONE_EXTRA.search(_without_names(folded, named)) is not None or bool(names and more.search(folded))


A_COLLEAGUE = re.compile(
    r",? (?:og|samt|plus|sammen med) (?:yderligere )?(?:en|to|tre|min|hans|hendes|vores|nogle|flere) (?:\w+ ){0,2}?(?:kolleg|medarbejder|deltager|konsulent|chef|leder|person|mand\b)\w*+"
)


def _is_counted(mail: Mail, verdict: Verdict, named: list[Entry]) -> bool:
    """`To stole? Det gælder Ole Finn og undertegnede`, `vi er på! Det er mig og Ole Finn`: tell whether the writer is one of those whom the mail counts or calls `vi`."""
    if counts_writer(verdict, mail, len(named)):
        return True
    is_told = len(named) + 1 in find_counts(find_wish_words(verdict, mail)) or _says_we(verdict)
    return any(
        (is_told or INTRODUCES.match(folded)) and lists_writer(folded)
        for sentence in split_sentences(join_lines(mail.own_text))
        if any(one.name and one.name in sentence for one in named)
        for folded in [without_errands(fold(sentence))]
    )


def _says_we(verdict: Verdict) -> bool:
    """`Vi vil gerne med`: tell whether a sign-up speaks of several whose names another sentence gives."""
    is_signup = verdict.intent is Intent.SIGNUP
    return is_signup and any(
        WE.search(one.sentence_folded) and not (OF_SELF.search(one.sentence_folded) or find_names(one.sentence_text))
        for one in (signal.clause for signal in verdict.deciding)
    )


#: before the names of those whom a wish in another sentence is for
INTRODUCES = pattern(
    r"\W*(?:(?:det|dette|tilmeldingen|ønsket)\ (?:gælder|drejer\ sig\ om|vedrører|bliver|er)|deltagerne\ (?:er|bliver)|nemlig)\b"
)


def _from_list(mail: Mail, verdict: Verdict, writer: Writer, listed: Listed) -> Target:
    text, own, me = fold(mail.own_text), listed.own, make_writer_person(writer)
    eans = find_given_eans(mail.own_text)
    if not eans and all(one.organisation in {None, writer.organisation} for one in listed.others):
        eans = find_given_eans(mail.signature)
    is_own = any(entry.ean for entry in listed.everybody)  # in one person's line it is that person's
    told = allot_eans(mail.own_text, listed.everybody, own)
    is_shared = not told and len(eans) == 1 and (not is_own or _shares_bill(mail.own_text, listed.everybody))
    shared = eans[0] if is_shared else None
    if me.ean in told.values() or (len(eans) > 1 and not told):  # perhaps another's
        me = replace(me, ean=told.get((own and own.name) or WRITER))
    known = {WRITER: me.ean, **{entry.name or "": entry.ean for entry in listed.everybody}, **told}
    people: list[Person] = []
    review: list[str] = []
    with_me = own is not None or (_joins_list(text) and not leaves_writer_out(verdict, text))
    last_ean: str | None = None
    taken = {entry.email for entry in listed.everybody}
    around = blank_entries(mail.own_text, listed.everybody)
    phones = allot_phones(around, [entry.name for entry in listed.everybody if entry.name])
    for entry in listed.everybody:
        ean = (
            entry.ean
            or told.get(entry.name or "")
            or share_ean(entry, last_ean, known, listed.everybody, own)
            or (shared if not entry.bad_ean else None)
        )
        last_ean = ean or last_ean
        if entry is own:
            people.append(replace(me, ean=ean or me.ean))
            continue
        people.append(
            Person(
                entry.name,
                entry.email or find_address(entry.name, mail) or _find_untaken(entry.name, mail, taken),
                entry.title or _find_title_around(entry.name, around),
                entry.organisation or find_employer(entry, writer),
                entry.phone or phones.get(entry.name or ""),
                ean,
                entry.bad_ean if not ean else None,
            )
        )
    if with_me and own is None:
        people.insert(0, replace(me, ean=told.get(WRITER) or me.ean or shared))
    people = share_titles(mail.own_text, people)
    if any(person.name is None or is_given_name_only(person.name) for person in people):
        review.append("Et navn i mailen mangler eller er ikke helt.")
    review += check_count(find_wish_words(verdict, mail), len(people))
    if not all(entry.kind == "form" and entry.email for entry in listed.everybody):
        review += check_leftover_addresses(mail, people, writer)
    review += _check_addresses(people)
    return Target(tuple(people), tuple(review), False)


def _find_title_around(name: str | None, text: str) -> str | None:
    """`Vores it-arkitekt Ole Finn vil gerne med` above `Ole Finn` and an address: the title that the words around a list give."""
    given = (name or "").partition(" ")[0]
    shown = next((one for one in (name, given) if one and re.search(rf"\b{re.escape(one)}\b", text)), None)
    return describe_person(join_lines(text), name or "", shown).title if shown else None


def _shares_bill(text: str, entries: Sequence[Entry]) -> bool:
    """`EAN-nummeret er det samme for alle`, but not `alle tre møder`: tell whether the words around a list give all of it one EAN."""
    lines = [one for one in entries if one.kind != "form"]
    sentences = map(fold, split_sentences(blank_entries(text, lines)))
    return any(SAME_FOR_ALL.search(one) and BILLED.search(one) for one in sentences)


def _joins_list(text: str) -> bool:
    """`… og mig selv` below a list of people."""
    told = ASKS_FOR_ANOTHER.sub(" ", WRITTEN_TO.sub(" ", text))
    return bool(SELF_ALSO.search(told) or LISTED_SELF.search(told))


def _check_addresses(people: list[Person]) -> list[str]:
    addresses = [person.email for person in people if person.email]
    return ["To personer i mailen har samme mailadresse."] if len(set(addresses)) < len(addresses) else []


def _find_untaken(name: str | None, mail: Mail, taken: set[str | None]) -> str | None:
    free = find_free_address(name, mail)
    return free if free not in taken else None
