"""Whom a mail is about: the writer, people in a list or form, people named in the sentence that asks, or a forward's inner sender.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant. Where it is not clear who is meant, a person must look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from netpost.message import Mail
from netpost.understand.candidates import is_staff
from netpost.understand.companion import (
    add_outer_details,
    check_inner,
    complete_people,
    find_address,
    find_employer,
    merge_people,
)
from netpost.understand.describe import describe_person
from netpost.understand.ean import EAN_NUMBER, find_eans
from netpost.understand.entry import ADDRESS, Entry, find_details, find_entries, parse_entry
from netpost.understand.name import find_names, fits_address, is_same_name
from netpost.understand.name_role import SURELY_NOT
from netpost.understand.named import STOP, find_named
from netpost.understand.own_name import is_given_name_only, tell_in_full
from netpost.understand.reading import Intent, Network, Person
from netpost.understand.roles import judge_self
from netpost.understand.text import fold, join_lines, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer, read_writer

SELF_ALSO = pattern(
    r"\b(?:mig\ selv|undertegnede|jeg\ selv|også\ mig|mig\ også|og\ mig\b|mig\ og\b|samt\ mig|jeg\ og\b|og\ jeg\b(?!\ (?:er\ (?:blevet\ )?bedt|skriver|sender|passer|har\ (?:fået|lovet)))|sammen\ med\ mig|mig\ samt|inklusive\ mig|inkl\.?\ mig|(?:begge|os)\ to|(?:både|hverken)\ (?:mig|jeg)|hverken\ [^.]{3,40}\ eller\ (?:mig|jeg|undertegnede)|(?:jeg|mig)\b[^.]*\bdet\ samme\ (?:gør|vil|gælder|skal|ønsker)\b|foruden\ mig|udover\ mig|ud\ over\ mig|me\ and|and\ me\b|myself|jeg\ deltager\ også|jeg\ kommer\ også|tager\ (?:\w+\ ){0,3}med)\b"
)
SELF_JOINED = pattern(
    r"\b(?:undertegnede|mig\ selv|mig|myself|me)\ (?:og|samt|and)\b|\b(?:og|samt|and)\ (?:undertegnede|mig\ selv|mig|myself)\b"
)
NOT_SELF = pattern(
    r"\b(?:jeg|undertegnede)\ (?:skal|vil|kan|deltager|kommer|er)\ (?:\w+\ ){0,3}ikke\ (?:selv\ )?(?:med|deltag\w*|være\ med|komm\w*)|\bikke\ (?:mig\ )?selv\b|\bselv\ (?:skal|deltager|kommer)\ jeg\ ikke\b|\bikke\ mig\b|\buden\ mig\b"
)
THIRD = pattern(
    r"\b(?:(?:de|begge)\ (?:vil|skal|ønsker|kan)|ham|hende|dem|han|hun|(?<!fra\ )(?<!från\ )(?<!af\ )(?<!med\ )(?<!til\ )(?:min|mine|vores)\ (?:nye\ |gode\ |nærmeste\ |egen\ |to\ |tre\ )?(?:kolleg\w*|chef\w*|leder\w*|direktør\w*|medarbejder\w*|afdelingsleder\w*|souschef\w*|\w*chef(?:en)?|\w*leder(?:en)?|\w*direktør(?:en)?|\w*konsulent(?:en)?|\w*koordinator(?:en)?|sekretær|efterfølger|projektleder|borgmester|stedfortræder)|\w*(?:chefen|lederen|direktøren|kollegaen|konsulenten|medarbejderen|sekretæren)\ (?:kommer|kan|deltager|vil|skal|må|er|ønsker|melder|når|bliver)|him|them|my\ (?:colleague|boss|manager)|følgende|nedenstående|disse|(?<!mit\ )(?<!vores\ )vedkommende)\b"
)
COUNT = pattern(
    r"\b(?P<n>to(?!\ the\b)|tre|fire|fem|seks|syv|otte|2|3|4|5|6|7|8)\ (?:\w+\ ){0,2}?(?:deltagere|personer|medarbejdere|kolleger|kollegaer|pladser|ledere|chefer|mand|navne|af\ (?:os|vores|mine|dem)|mennesker|stk|repræsentanter|tilmeldinger|medlemmer|people|colleagues|participants|persons|folk|konsulenter|direktører|nye\ deltagere)\b|\b(?:have|få|sender?)\ (?P<p>to|tre|fire|fem|2|3|4|5)\ (?:med|på|afsted|til)\b(?!\ møde)|\b(?:melder|tilmelder|sender|stiller\ med|tilmelde|melde|kommer)\ (?:derfor\ |hermed\ |gerne\ |vi\ )?(?P<m>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\bdisse\ (?P<k>to|tre|fire|fem|2|3|4|5)\b(?!\ møde)|\b(?:os|vi\ er|vi\ bliver|vi\ kommer|vi\ deltager|der\ kommer)\ (?P<o>to|tre|fire|fem|2|3|4|5)\b(?!\ (?:møde|gang|dag|om\b)|[.,]\d)"
)
NUMBERS = {"to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8}
UNNAMED = pattern(
    r"\b(?:og|samt|sammen\ med|plus|tilmeld\w*|meld\w*|afmeld\w*|sende[r]?|have|for|tager)\ (?:gerne\ |også\ |venligst\ )?(?:en|min|to|tre|mine|nogle|et\ par|flere|hele|vores|alle|yderligere)\ (?:\w+\ ){0,2}?(?:kolleg\w*|medarbejder\w*|ledergruppe\w*|team\w*|afdeling\w*|ledere|chefer|gruppe|konsulent\w*|folk|mand|personer|deltagere|chef|leder|souschef|projektleder\w*)\b(?!\ (?:i|fra|har|er|siger|synes)\b)"
)
ONE_OF_US = pattern(r"\ben\ (?:mand|person|deltager)\b")
#: `… og det samme vil min kollega`: one more, who has no name
ONE_MORE = pattern(
    r"\ben\ af\ (?:vores|mine)\ (?:\w+\ )?(?:kolleg|medarbejder|chef|leder|konsulent)\w*|\bdet\ samme\ (?:vil|ønsker|skal|gælder(?:\ for)?)\ (?:min|mine|vores)\b|\b(?:min|mine|vores)\ (?:\w+\ )?(?:kolleg\w*|chef|leder|souschef|direktør|medarbejder\w*)\ (?:vil|skal|ønsker)\ også\b"
)
US_ALONE = pattern(
    r"\b(?:tilmeld\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|registrer\w*|sign|register|add)\ (?:\w+\ ){0,2}(?:os|us)\b"
)
ME = pattern(r"\b(?:jeg|mig|min|mit|mine|undertegnede|i\ am|i\ would|i\ have|i\ will|i'd|i'm|me|my|myself|jag|meg)\b")
SAME_FOR_ALL = pattern(
    r"\b(?:samme|fælles|samlet|begge|alle(?:\ (?:to|tre|fire))?|hele\ holdet|os\ (?:begge|alle)|both|same)\b"
)


#: `jeg` with another verb than those of passing a mail on
DOES_ONESELF = pattern(
    r"\b(?:(?<!som\ )jeg\ (?!videre|effektuer|gør|formidl|bakker|godkend|støtter|bekræfter|send|skal|skriv|har\b|håber|beder|bede\b|få\b|skynder|kan\b|er\ blevet|passer|hjælper)\w+|(?:bliver|er)\ (?:\w+\ )?mig)\b"
)
#: a wish with the writer for its object: `tilmeld mig`, `jeg melder mig til`
ENTERS_SELF = pattern(
    r"\b(?:(?:til|af|fra|ind|ud)?meld\w*|skriv|sæt|før|notér?|tilføj|registr\w+|slet|fjern)\ (?:(?:venligst|gerne|derfor|hermed|også|jeg|vi)\ ){0,2}(?:mig|undertegnede)\b(?!\ (?:og|samt))"
)
#: `Ole Finn og en til fra hans team`: more than are named
ONE_EXTRA = pattern(r"\b(?:og|plus|samt)\ (?:en|to|tre|nogle|flere|et\ par)\ (?:til|mere|andre|ekstra)\b(?![^.]*:)")
#: `Ole Finn kommer ikke. Det gør jeg heller ikke.`
SELF_ECHOES = pattern(
    r"\b(?:det|og\ det)\ (?:gør|kan|vil|skal)\ jeg\ (?:også|heller\ ikke)\b|\b(?:og|det\ (?:gør|kan)) heller\ ikke\ (?:mig|jeg)\b|\bog\ (?:jeg|undertegnede)\ heller\ ikke\b"
)
#: `En af os skal med. Det bliver mig.`
ONLY_SELF = pattern(
    r"\b(?:det|valget|manden|lodden)\ (?:\w+\ ){0,2}?(?:er|bliver|blev|faldt\ på)\ (?:altså\ )?mig(?:\ selv)?\s*(?:[.!]|$)"
)
#: `Der kommer ingen fra Vejen på torsdag`
NOBODY = pattern(r"\b(?:ingen|nogen|alle)\ (?:af\ os|fra|herfra|i|hos)\b|\bingen\ (?:kommer|deltager|kan)\b")
#: `… og manden er mig`, `det bliver altså mig, I får at se`
SELF_IS_IT = pattern(r"\b(?:er|bliver|bliver\ det|er\ det)\ (?:altså\ |nu\ |så\ )?(?:mig|undertegnede)\b")
#: a superior as the one who decides or says what becomes of the writer
DECIDES = pattern(
    r"\b(?<!som\ )(?:min|mine|vores)\ (?:\w+\ ){0,2}?\w*(?:chef|leder|direktør|ledelse|kolleg|formand)\w*,?\ (?:har\ (?:\w+\ )?(?:valgt|besluttet|bestemt|sagt|godkendt|nikket|bedt\ mig|anbefalet|givet)|siger|mener|synes|vil\ have)\b(?=[^.]*\b(?:jeg|mig|vi|os)\b)(?![^.]*\b(?:han|hun|ham|hende)\b)"
)
SELF_TOO = "Det er ikke klart, om afsenderen selv skal med."
#: how likely a sentence must be about its writer to stand beside one about somebody else
MEANT_TOO = 0.5


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


def _writer_in_prose(mail: Mail, writer_name: str) -> Entry | None:
    """`Kurt Vestbjerg, afdelingschef, Frederikshavn Kommune.` in the middle of a text."""
    joined = join_lines(mail.own_text)
    for found in find_names(joined):
        if is_same_name(found.name, writer_name) and joined[found.end : found.end + 1] in {",", "("}:
            entry = parse_entry(split_sentences(joined[found.start :])[0])
            if entry.title or entry.organisation:
                return replace(entry, phone=None, ean=None, bad_ean=None, email=None, kind="prose")
    return None


def find_people(
    mail: Mail, verdict: Verdict, writer: Writer, listed: Listed, network: Network, inner: Inner | None
) -> Target:
    """Find whom the mail is about."""
    forwarder = inner.person if inner else None
    if inner is not None and inner.decides and forwarder is not None:
        return _from_inner(forwarder, mail, verdict, writer)
    named, unclear = find_named(mail, verdict, writer, network)
    if not named and ONLY_SELF.search(fold(mail.own_text)):
        unclear = []
    if _is_of_one(listed.others, named):
        listed = Listed(None, [_merge_entries(listed.others[0], named[0])])
    if [entry for entry in listed.others if entry.kind != "line" or entry.name]:
        return _from_list(mail, verdict, writer, listed)
    if forwarder is not None and len(named) == 1 and is_same_name(named[0].name, forwarder.name):
        told = merge_people(add_outer_details(forwarder, mail), complete_people(named, mail, writer)[0])
        both = (told, make_writer_person(writer)) if _includes_writer(verdict, fold(mail.own_text)) else (told,)
        return Target(both, tuple(check_inner(forwarder)))
    if named:
        return _from_names(mail, verdict, writer, listed.own, named, unclear)
    if forwarder is not None and not _speaks_of_self(verdict):
        doubt = [SELF_TOO] if _may_mean_self(verdict) else []
        return Target((_add_employer(add_outer_details(forwarder, mail), writer),), (*check_inner(forwarder), *doubt))
    me = make_writer_person(writer)
    return Target((me,), tuple(unclear or _check_writer(mail, verdict, writer, listed.own)), not unclear)


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
    mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None, named: list[Entry], unclear: list[str]
) -> Target:
    text = fold(mail.own_text)
    review = list(unclear)
    with_me = _includes_writer(verdict, text)
    if _has_clear_self(verdict, named) and not with_me:
        review.append(f"Det er ikke klart, om {named[0].name} skal med eller kun er nævnt.")
    if any(ONE_EXTRA.search(one.clause.sentence_folded) for one in verdict.deciding):
        review.append("Mailen handler om flere, end den nævner ved navn.")
    me = [make_writer_person(read_writer(mail, own, named))] if with_me else []
    people = [*me, *complete_people(named, mail, writer)]
    review += _check_count(_wish_words(verdict, mail), len(people))
    review += _check_leftover_addresses(mail, people, writer)
    if any(is_given_name_only(person.name) for person in people):
        review.append("Et navn i mailen mangler eller er ikke helt.")
    return Target(tuple(people), tuple(review))


def make_writer_person(writer: Writer) -> Person:
    """Turn the writer's details into a person."""
    return Person(
        writer.name,
        writer.email,
        writer.title,
        writer.organisation,
        writer.phone,
        writer.ean,
        writer.bad_ean,
        is_writer=True,
    )


def _from_list(mail: Mail, verdict: Verdict, writer: Writer, listed: Listed) -> Target:
    text, own, me = fold(mail.own_text), listed.own, make_writer_person(writer)
    eans = find_eans(mail.own_text)
    is_own = any(entry.ean for entry in listed.everybody)  # in one person's line it is that person's
    shared = eans.good[0] if len(eans.good) == 1 and (not is_own or SAME_FOR_ALL.search(text)) else None
    told = _allot_eans(mail.own_text, listed)
    people: list[Person] = []
    review: list[str] = []
    with_me = own is not None or (bool(SELF_ALSO.search(text)) and not NOT_SELF.search(text))
    last_ean: str | None = None
    for entry in listed.everybody:
        ean = (
            entry.ean
            or told.get(entry.name or "")
            or (last_ean if entry.has_same_ean else None)
            or (shared if not entry.bad_ean else None)
        )
        last_ean = ean or last_ean
        if entry is own:
            people.append(replace(me, ean=ean or me.ean))
            continue
        people.append(
            Person(
                entry.name,
                entry.email or find_address(entry.name, mail),
                entry.title,
                entry.organisation or find_employer(entry, writer),
                entry.phone,
                ean,
                entry.bad_ean if not ean else None,
            )
        )
    if with_me and own is None:
        people.insert(0, replace(me, ean=me.ean or shared))
    if any(person.name is None or is_given_name_only(person.name) for person in people):
        review.append("Et navn i mailen mangler eller er ikke helt.")
    review += _check_count(_wish_words(verdict, mail), len(people))
    if not all(entry.kind == "form" and entry.email for entry in listed.everybody):
        review += _check_leftover_addresses(mail, people, writer)
    if len({person.email for person in people if person.email}) < len([person for person in people if person.email]):
        review.append("To personer i mailen har samme mailadresse.")
    return Target(tuple(people), tuple(review), False)


OUR_PARTY = pattern(r"\b(?:vi\ (?:er|bliver|kommer|deltager)|der\ kommer)\ (?:to|tre|fire|fem|2|3|4|5)\b")


def _allot_eans(text: str, listed: Listed) -> dict[str, str]:
    """`Peder og Rasmus betales over EAN …34658, Hanne over …34726`: return name → the number that follows the given name."""
    found: dict[str, str] = {}
    start = 0
    for match in EAN_NUMBER.finditer(text):
        good = find_eans(match[0]).good
        words = set(re.findall(r"[^\W\d_]+", text[start : match.start()].rsplit("\n", maxsplit=1)[-1]))
        for entry in listed.everybody:
            if good and entry.name and entry.name.split()[0] in words and entry.name not in found:
                found[entry.name] = good[0]
        start = match.end()
    return found


def _wish_words(verdict: Verdict, mail: Mail) -> str:
    """Return the folded words that can tell how many are meant: the sentences of the wish, and the subject."""
    party = [one for one in map(fold, split_sentences(mail.own_text)) if OUR_PARTY.search(one)]
    return " ".join(
        dict.fromkeys([*(one.clause.sentence_folded for one in verdict.deciding), *party, fold(mail.subject)])
    )


def _check_count(text: str, number: int) -> list[str]:
    for match in COUNT.finditer(text):
        word = match["n"] or match["m"] or match["k"] or match["o"] or match["p"]
        if (NUMBERS.get(word) or int(word)) != number and not re.search(r"\bmoeder?\b", match[0]):
            return [f"Mailen taler om {word} personer, men der er fundet {number}."]
    return []


#: what an address is given for that belongs to no participant
FOR_OTHERS = pattern(
    r"\b(?:faktura\w*|regning\w*|kopi|cc|kontakt\w*|spørgsmål|sekretær\w*|bogholderi\w*|økonomi\w*|invoice|orienteret|informeret|underrettet)\b"
)


def _check_leftover_addresses(mail: Mail, people: list[Person], writer: Writer) -> list[str]:
    """An address in the text that belongs to nobody found may be one more participant."""
    known = (
        {person.email for person in people}
        | {writer.email, writer.old_email, mail.sender.email if mail.sender else None}
        | {one.email for one in mail.to}
    )
    for match in ADDRESS.finditer(mail.own_text):
        address = match[0].casefold().rstrip(".")
        behind = STOP.split(mail.own_text[match.end() : match.end() + 50])[0]
        around = fold(f"{mail.own_text[max(0, match.start() - 60) : match.start()]} # {behind}")
        is_own = any(fits_address(person.name or "", address) for person in people)
        if address not in known and (is_own or not FOR_OTHERS.search(around)):
            return [f"Adressen {match[0]} hører ikke til nogen af de personer, der er fundet."]
    return []


def _has_clear_self(verdict: Verdict, named: list[Entry]) -> bool:
    """One sentence speaks of the writer alone, another of somebody else: they may not be meant alike."""
    alone = [
        one
        for one in verdict.deciding
        if one.clause.where == "teksten"
        and not any(fold(entry.name or "") in one.clause.sentence_folded for entry in named)
    ]
    return any(
        pattern(r"\b(?:mig|undertegnede)\b").search(one.clause.sentence_folded)
        and judge_self(one.clause.sentence_text) >= MEANT_TOO
        for one in alone
    ) or any(ENTERS_SELF.search(one.clause.folded) for one in verdict.deciding)


def _includes_writer(verdict: Verdict, text: str) -> bool:
    if NOT_SELF.search(text):
        return False
    if SELF_ECHOES.search(text):
        return True
    sentences = {(one.clause.sentence_folded, one.clause.sentence_text) for one in verdict.deciding}
    return any(
        SELF_JOINED.search(folded) or (SELF_ALSO.search(folded) and judge_self(sentence) > SURELY_NOT)
        for folded, sentence in sentences
    )


def _may_mean_self(verdict: Verdict) -> bool:
    """`Jeg slår følge med ham`, `det bliver mig og ikke Jan` above a mail that somebody else wrote."""
    return any(
        DOES_ONESELF.search(one.clause.sentence_folded) and judge_self(one.clause.sentence_text) >= MEANT_TOO
        for one in verdict.deciding
    )


def _speaks_of_self(verdict: Verdict) -> bool:
    return any(
        pattern(
            r"\b(?:mig|undertegnede|me|min|mit|jeg\ (?:vil|deltager|er|ønsker|kommer|kan|må|melder|tilmelder))\b"
        ).search(one.clause.folded)
        or SELF_IS_IT.search(one.clause.sentence_folded)
        for one in verdict.deciding
    )


def _check_writer(mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None) -> list[str]:
    """Say what speaks against the writer being meant."""
    review = []
    if writer.name is None or (writer.is_role and own is None):
        review.append("Det er ikke klart, hvem mailen handler om: afsenderen er ikke en person.")
    elif own is None and any(_is_about_third(one.clause.folded) for one in verdict.deciding):
        review.append("Mailen handler om en anden end afsenderen, men siger ikke hvem.")
    elif (
        verdict.intent is Intent.SIGNUP
        and own is None
        and any(
            US_ALONE.search(one.clause.sentence_folded)
            and not re.search(r"\bmig\b|\bundertegnede\b", one.clause.sentence_folded)
            for one in verdict.deciding
        )
    ):
        review.append("Mailen tilmelder flere end afsenderen, men siger ikke hvem.")
    elif own is None and _brings_unnamed(verdict):
        review.append("Mailen handler om flere end afsenderen, men siger ikke hvem.")
    elif verdict.intent in {Intent.DECLINE, Intent.CANCEL} and any(
        NOBODY.search(one.clause.folded) and not ME.search(one.clause.sentence_folded) for one in verdict.deciding
    ):
        review.append("Mailen taler om flere, men siger ikke hvem.")
    elif verdict.intent is Intent.CANCEL and own is None and not _is_own_leaving(verdict):
        review.append("Det er ikke klart, hvem der skal meldes ud af netværket.")
    elif is_given_name_only(writer.name) and verdict.intent is Intent.SIGNUP:
        review.append("Mailen giver kun et fornavn.")
    if own is None or own.kind in {"line", "prose"}:
        review += _check_count(_wish_words(verdict, mail), 1)
    if verdict.intent in {Intent.SIGNUP, Intent.UPDATE}:
        review += _check_leftover_addresses(mail, [make_writer_person(writer)], writer)
    return review


def _brings_unnamed(verdict: Verdict) -> bool:
    """`… og to kolleger`; `vi vil gerne have en mand med. Sæt mig på` means the writer."""
    is_plain_self = any(
        SELF_IS_IT.search(one.clause.sentence_folded)
        or (
            re.search(r"\b(?:mig|undertegnede)\b", one.clause.sentence_folded) and not UNNAMED.search(one.clause.folded)
        )
        for one in verdict.deciding
    )
    return any(
        (UNNAMED.search(one.clause.folded) and not (is_plain_self and ONE_OF_US.search(one.clause.folded)))
        or ONE_MORE.search(one.clause.sentence_folded)
        for one in verdict.deciding
    )


def _is_own_leaving(verdict: Verdict) -> bool:
    """`Vi opsiger vores plads` does not say whose; `annullér tilmeldingen` is one's own when the mail says `jeg`."""
    sentences = [one.clause.sentence_folded for one in verdict.deciding if one.clause.where == "teksten"]
    if not sentences or any(ME.search(one) for one in sentences):
        return True
    return not any(re.search(r"\b(?:vi|vores|os|kommunen?)\b", one) for one in sentences)


def _is_about_third(clause: str) -> bool:
    """Tell whether a clause wishes something for somebody else; `min chef har valgt, at vi stopper` only tells who decided."""
    if not THIRD.search(DECIDES.sub(" ", clause)):
        return False
    return not pattern(
        r"\b(?:mig|undertegnede|me|myself|jeg\ (?:vil|ønsker|deltager|kan|må|kommer|er|bliver|har|melder|tilmelder)|vil\ jeg|kan\ jeg|må\ jeg|deltager\ jeg)\b"
    ).search(clause)
