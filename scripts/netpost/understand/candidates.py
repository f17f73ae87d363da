"""Who may be meant besides a mail's writer: the people whom its sentences name, by a full name or by a given name alone."""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.message import Mail
from netpost.understand.acts import is_known_word
from netpost.understand.describe import describe_person, without_genitive
from netpost.understand.entry import Entry, find_addresses
from netpost.understand.lone_name import (
    complete_name,
    find_first_name,
    find_full_names,
    find_joined_name,
    find_lone_names,
)
from netpost.understand.name import NameFound, find_names, is_given_name, is_made_of_all, is_no_name_word, is_same_name
from netpost.understand.name_role import find_role, is_certain
from netpost.understand.organisation import find_organisations
from netpost.understand.own_name import is_spelt_out
from netpost.understand.reading import Intent, Network
from netpost.understand.text import fold, measure_distance, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

#: `Sara Lindhardt Nør (før: Lindhardt Møller)`, `min leder står som "Jens Peter Thorsager"`
FORMER = re.compile(
    r"\(?\b(?:før|førhen|tidligere|født|f\.)\W{1,3}$|\b(?:står|stavet|skrevet|opført|noteret)\b.{0,40}\bsom\s*[\"“”»']$",
    re.IGNORECASE,
)


#: how the network wrote the writer's name
WRONGLY_WRITTEN = pattern(
    r"\b(?:hed|hedder|stod|står)\ (?:jeg|der)\ (?:\w+\ )?$|\b(?:mig\ som|siger|skriver|skrev|kalder\ mig|under\ navnet|skrevet|(?<!\bsom\ )ikke)\ $"
)
#: `mens Ole er på orlov, er jeg konstitueret chef`
WHILE = pattern(r"^\W*(?:mens|da|efter\ at|indtil|så\ længe|fordi)\ $")
I_AM = pattern(r"^\ [^,]{2,40},\ (?:er|bliver|fungerer|vikarierer)\ jeg\b")
#: two words that begin with capitals
PAIR = re.compile(r"(?<![\w@.-])(?=(?P<pair>[A-ZÆØÅ][a-zæøåéüö-]+ [A-ZÆØÅ][a-zæøåéüö-]+)(?![\w@-]))")


class Candidates:
    """The people whom a mail knows by name, so far as they can be meant besides its writer."""

    def __init__(self, mail: Mail, verdict: Verdict, writer: Writer, network: Network) -> None:
        self.mail, self.verdict, self.writer, self.network = mail, verdict, writer, network
        receivers = [one.name or "" for one in mail.to if one.email in network.own_addresses]
        self.words = {fold(word) for name in (writer.name or "", network.contact, *receivers) for word in name.split()}
        self.full: dict[str, str | None] | None = None
        self.addresses: set[str] | None = None

    def find_full(self, sentence: str) -> list[NameFound]:
        """Find the full names in a sentence that may be meant."""
        found = [one for one in find_names(sentence) if not FORMER.search(sentence[: one.start])]
        found += self._find_by_address(sentence, found)
        found += [one for one in _find_by_place(sentence) if not any(map(one.overlaps, found))]
        found = sorted(found, key=lambda one: one.start)
        return [one for one in found if not (self._is_no_candidate(one.name) or self._is_aside(sentence, one))]

    def _is_aside(self, sentence: str, name: NameFound) -> bool:
        """`På skiltet hed jeg Kamilla, men jeg staves Camille`, `mens Ole er på orlov, er jeg chef`: tell whether a correction of the writer's own only tells how or when by a name."""
        if self.verdict.intent is not Intent.UPDATE:
            return False
        before = fold(sentence[: name.start])
        is_wrong = WRONGLY_WRITTEN.search(before) and is_spelt_out(self.writer.name or "", self.mail.own_text)
        is_while = WHILE.search(before) and I_AM.search(fold(sentence[name.end :]))
        return bool(is_wrong or is_while)

    def _find_by_address(self, sentence: str, found: list[NameFound]) -> list[NameFound]:
        """`Må Hamza Qureshi og jeg …? Hamza træffes på haqu@…`: names in no list that an address elsewhere in the mail is made of."""
        if self.addresses is None:
            sender = self.mail.sender.email if self.mail.sender else None
            self.addresses = {one[0] for one in find_addresses(self.mail.own_text) if one[0].casefold() != sender}
        if not self.addresses:
            return []
        pairs = [NameFound(one["pair"], one.start(), one.end("pair")) for one in PAIR.finditer(sentence)]
        return [
            pair
            for pair in pairs
            if not any(map(pair.overlaps, found))
            and not any(map(is_no_name_word, pair.name.split()))
            and any(is_made_of_all(pair.name, address.partition("@")[0]) for address in self.addresses)
        ]

    def find_lone(self, sentence: str) -> tuple[list[NameFound], list[str]]:
        """Find the given names alone in a sentence: those whose full name the mail shows, by that; and the others."""
        spans = find_names(sentence)
        known, unknown = [], []
        for one in find_lone_names(sentence, spans, self.words):
            if self._is_aside(sentence, one):
                continue
            full = self._complete(one.name)
            if full:
                known.append(NameFound(full, one.start, one.end))
            elif find_role(sentence, one) != "mentioned" or is_certain(sentence, one.start, one.end):
                unknown.append(one.name)
        joined = find_joined_name(sentence, spans, self.words)
        for one in joined or find_first_name(sentence, spans, self.words):
            if full := self._complete(one.name):
                known.append(NameFound(full, one.start, one.end))
            elif (
                one in joined or one.name != sentence[one.start : one.end]
            ):  # `Annes plads`; else any capital letter may stand there
                unknown.append(one.name)
        return [one for one in known if not self._is_no_candidate(one.name)], unknown

    def _complete(self, given: str) -> str | None:
        return complete_name(given, self._known(), self.writer.name)

    def _known(self) -> dict[str, str | None]:
        if self.full is None:
            self.full = find_full_names(self.mail)
        return self.full

    def describe(self, text: str, sentence: str, name: NameFound) -> Entry:
        """Say what a text tells of the owner of a name; of one known by the given name alone, with the address known."""
        if " " in sentence[name.start : name.end]:
            return describe_person(text, without_genitive(name.name, sentence[name.end :], self._known()))
        told = describe_person(text, name.name, shown=sentence[name.start : name.end])
        return replace(told, email=told.email or (self.full or {}).get(name.name))

    def _is_no_candidate(self, name: str) -> bool:
        """Tell whether a name is the writer's own, an old one of the writer's, staff, or nobody's."""
        own, kinds = self.writer.name, self.verdict.kinds
        is_named = "name" in kinds or fold(own or "-") in fold(self.mail.own_text)  # `Eva Hald er blevet til Eva Lund`
        is_renamed = self.verdict.intent is Intent.UPDATE and is_named and own is not None
        return (
            (is_renamed and fold(name).partition(" ")[0] == fold(own or "").partition(" ")[0])
            or is_same_name(name, own)
            or _is_misspelt(name, own)
            or is_staff(name, self.mail, self.network)
            or _is_nobody(name)
        )


#: where only a person's name can stand: joined to the writer, behind what somebody is called at work
BEFORE_PERSON = pattern(
    r"\b(?:jeg|mig|undertegnede|mig\ selv|jeg\ selv)\ (?:og|samt)\ $"
    r"|(?:^|\W)(?:(?:min|vores|vor|den\ nye|nye)\ )?[\w-]*(?:chef|leder|direktør|konsulent|koordinator|kollega|medarbejder|arkitekt|sekretær|rådgiver|fuldmægtig)\ $"
)
BEHIND_PERSON = pattern(r"^\ (?:og|samt|eller)\ (?:jeg|mig|undertegnede)\b")
#: … and where an office can, too: `Yousef Karimi kommer ikke`, `tilmeld Yousef Karimi`
BEFORE_DOER = pattern(
    r"^\W*$|\b(?:at|men|og|da|fordi)\ $|\b(?:tilmeld|afmeld|indmeld|udmeld|meld|skriv|notér|noter|slet|fjern|opret)\ (?:venligst\ |gerne\ |også\ )?$"
)
ASKED_FOR = pattern(
    r"\b(?:afbud|afmelding|framelding|tilmelding|udmelding|plads|vegne)\ (?:for|fra|til|af)\ $|\bhverken\ $"
)
DOES_BEHIND = pattern(
    r"^\ (?:desværre\ )?(?:kommer|kan|vil|skal|deltager|må|når|bliver|ønsker|melder|udgår|stopper|springer|på|til|fra|ind|ud|op|af)\b"
)


def _find_by_place(sentence: str) -> list[NameFound]:
    """`Yousef Karimi og jeg`, `min kollega Yousef Karimi`: names in no list that stand where a person does."""
    pairs = [NameFound(pair["pair"], pair.start(), pair.end("pair")) for pair in PAIR.finditer(sentence)]
    return [pair for pair in pairs if _stands_as_person(sentence, pair)]


def _stands_as_person(sentence: str, pair: NameFound) -> bool:
    before, after, words = fold(sentence[: pair.start]), fold(sentence[pair.end :]), pair.name.split()
    known = sum(is_known_word(word.casefold()) for word in words)
    if known == len(words) or (known and not before.strip()) or any(map(is_no_name_word, words)):
        return False
    if BEFORE_PERSON.search(before) or BEHIND_PERSON.match(after):
        return True
    is_doer = BEFORE_DOER.search(before) is not None and DOES_BEHIND.match(after) is not None
    is_meant = is_doer or ASKED_FOR.search(before) is not None
    return is_meant and not known and not find_organisations(pair.name)


def _is_misspelt(name: str, right: str | None) -> bool:
    """`Grete Keldsen` stands for Grethe Kjeldsen."""
    return right is not None and measure_distance(fold(name), fold(right)) <= 3


def _is_nobody(name: str) -> bool:
    return not any(is_given_name(word) for word in name.split()[:1]) and len(name.split()) < 2


def is_staff(name: str | None, mail: Mail, network: Network) -> bool:
    """Tell whether somebody is of the network's own staff: whoever signs its mails, is written to, or is greeted."""
    addressed = [one.name for one in mail.to if one.email in network.own_addresses]
    return name is not None and (
        any(one and is_same_name(one, name) for one in (network.contact, *addressed))
        or _is_greeted(name, mail.own_text)
    )


GREETING = re.compile(
    r"(?P<hello>\s*(?:hej|kære|hi|hello|dear|goddag|godmorgen|til|hei|att\.?:?)[ ]+)(?P<title>[\w-]+[ ]+)?(?P<more>[\w-]+[ ]+)?",
    re.IGNORECASE,
)


def _is_greeted(name: str, text: str) -> bool:
    """`Til konsulent Signe Toft` above a letter names whom it is written to."""
    greeting = GREETING.match(text)
    if greeting is None:
        return False
    places = {greeting.end(part) for part in ("hello", "title", "more") if greeting[part]}
    return any(" ".join(text[place : place + len(name)].split()).lower() == name.lower() for place in places)
