"""What speaks against acting on a change.

Details that are missing, another organisation's people, a name that is not the sender's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from netpost.message import Mail
from netpost.understand.acts import is_known_word
from netpost.understand.anothers_phone import allot_phones
from netpost.understand.context import Context
from netpost.understand.ean import SEVERAL_EANS, find_eans, find_given_eans
from netpost.understand.entry import ADDRESS
from netpost.understand.headcount import FOR_OTHERS
from netpost.understand.mention import join_ids
from netpost.understand.name import (
    CAPITAL_WORD,
    clean_display_name,
    find_names,
    given_names,
    is_given_name,
    is_same_name,
    surnames,
)
from netpost.understand.organisation import find_organisation_of_domain, find_organisations, is_same_house
from netpost.understand.own_address import find_given_up
from netpost.understand.people import Listed, Target
from netpost.understand.phone import find_phones
from netpost.understand.reading import Intent, Network, Person
from netpost.understand.renamed import find_renamed
from netpost.understand.stance import is_busy, is_left_out
from netpost.understand.suspicion import MANY_PEOPLE, MANY_RECIPIENTS
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.title_in_prose import find_title_in_prose
from netpost.understand.told_elsewhere import is_told_elsewhere
from netpost.understand.update import points_below
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings
from netpost.understand.writer import Writer
from netpost.understand.writer_alone import FOR_ANOTHER

DOER = re.compile(
    r"(?:Hej\W+)?([A-ZÆØÅ][a-zæøå]+)(?:\s[A-ZÆØÅ][a-zæøå]+)?\s(?:kan|kommer|deltager|er|har|bliver|må|når|får"
    r"|vil|skal|stopper|melder|går)\b(?!\s(?:jeg|vi)\b)"
)


#: `Bo Lund har indkaldt til møde, så jeg må melde fra`: the clause that asks is the writer's
SELF_DOES = pattern(r"\b(?:jeg|mig|undertegnede)\b")
SPEAKER = pattern(r"\b(?:holde[r]?\ (?:\w+\ ){0,3}?oplæg|(?:mit|vores)\ oplæg)\b")
NOT_ALONE = pattern(
    r"\b(?:jeg\ (?:kommer|er|møder|deltager)|(?:kommer|er|møder|deltager)\ jeg)\ (?:\w+\ )?ikke\ alene\b"
)
#: `Mit barn er sygt, så Ole Finn kommer alene`
ALONE = pattern(r"\b(?:kommer|er|møder|deltager)\ (?:derfor\ )?alene\b")
IN_COMPANY = pattern(
    r"\b(?:ikke\ alene|(?<!\baf\ )(?:min|mine|en|to)\ (?:\w+\ )?(?:kolleg\w*|chef|leder|medarbejder\w*)|vi\ (?:kommer|er|bliver)\ (?:to|tre|fire))\b"
)


def check_details(verdict: Verdict, target: Target, writer: Writer, mail: Mail) -> list[str]:
    """An update must hold what it updates; a sign-up must not leave open which number is meant."""
    eans = find_eans(mail.own_text).good
    is_allotted = set(eans) <= {one.ean for one in target.people}
    review = (
        list(writer.doubts)
        if verdict.intent in {Intent.SIGNUP, Intent.UPDATE}
        and any(one.is_writer for one in target.people)
        and not (len(target.people) > 1 and is_allotted)
        else []
    )
    if len(target.people) > 1 and not is_allotted and len(eans) > 1:
        review.append(SEVERAL_EANS)
    if verdict.intent is not Intent.UPDATE:
        return review
    if target.is_writer_only and writer.has_new_email and _bears_another_name(writer):
        review.append(f"Adressen {writer.email} ser ud til at være en andens.")
    if target.is_writer_only and any(map(_is_of_somebody_else, verdict.sentences)):
        review.append(FOR_ANOTHER)
    if target.is_writer_only and MAIL_TO_ANOTHER.search(mail.own_text):
        review.append("Mailen svarer på en mail til en anden; det er ikke klart, hvis oplysninger der skal rettes.")
    if target.is_writer_only and writer.has_new_email and WRITES_FROM_IT.search(fold(mail.own_text)):
        review.append("Det er ikke klart, hvilken mailadresse der er den nye.")
    if target.is_writer_only and any(map(TWICE_ON_LIST.search, map(fold, split_sentences(mail.own_text)))):
        review.append(TWICE_LISTED)
    if any(_may_mean_another(one, verdict, mail) for one in target.people if not one.is_writer):
        review.append("Mailen nævner flere, og det er ikke klart, hvis oplysninger der skal rettes.")
    is_of_both = any(AND_I.search(one) for one in verdict.sentences)
    if is_of_both and (len(target.people) == 1 or not any(one.is_writer for one in target.people)):
        review.append("Mailen handler om flere end den, der er fundet.")
    if target.is_writer_only and _signs_with_another(target.people[0], verdict, mail):
        review.append("Mailen henviser til underskriften, og adressen der er en anden end afsenderens.")
    if _leaves_number_over(target, mail.own_text):
        review.append("Mailen giver også en anden end den, der er fundet, et nummer.")
    is_introduced = any(one.title and one.email and not one.is_writer for one in target.people)
    is_news = all(not one.is_writer and _is_told_as_news(one, verdict) for one in target.people)
    if len(target.people) > 1 and not is_news and (is_introduced or "ean" not in verdict.kinds):
        review.append("Det er ikke klart, om mailen retter oplysninger eller tilmelder flere.")
    return review if _is_supplied(verdict, target, writer, mail) else [*review, MISSING_DETAIL]


#: which of two rows is to stay, and what of the other is to be kept, staff must see
TWICE_LISTED = "Mailen siger, at afsenderen står to gange på listen."
TWICE_ON_LIST = pattern(r"\bjeg\ (?:står|optræder|figurerer|er)\ (?:\w+\ ){0,3}?(?:to\ gange|dobbelt)\b(?!-)")
#: `Ole Finn er udnævnt til direktør`, `Eva Lund har fået nyt nummer`: said of somebody who is on the list already
NEWS = pattern(
    r"\b(?:ret\b|rette[rst]?|rettelse\w*|forkert\w*|byttet\ om|ændre[rst]?|skiftet|er\ (?:nu\ )?(?:blevet|udnævnt|forfremmet)|hedder\ nu"
    r"|ny[te]?\ (?:\w+\ )?(?:\w*nummer|numre|titel|titler|\w*mail\w*|\w*adresser?|ean\w*|telefon\w*|mobil\w*|stilling\w*))\b"
)


def _is_told_as_news(person: Person, verdict: Verdict) -> bool:
    name = fold(person.name or "")
    return bool(name) and any(name in one and NEWS.search(one) for one in verdict.sentences)


#: `Ole Finn og jeg har fået nye numre`
AND_I = pattern(
    r"\bbåde\ min\b|\bmin\ er\b[^.]*\bog\ \w+\ \w+s\ er\b|\w\ og\ jeg\ (?:har|er|hedder|skal|får)\b|\bjeg\ og\ \w+\ (?:har|er|skal|får)\b"
)


def _signs_with_another(writer: Person, verdict: Verdict, mail: Mail) -> bool:
    """`Se min nye mail i underskriften` above another address than the sender's."""
    addresses = {one.lower() for one in ADDRESS.findall(mail.signature)}
    return bool(addresses) and writer.email not in addresses and any(map(points_below, verdict.sentences))


def _leaves_number_over(target: Target, text: str) -> bool:
    """`Min regning til 57…, Ole Finns til 57…`, `jeg har fået nyt nummer: 28…. Ole Finns er 41…`: tell whether a number is for somebody not found."""
    names = [one.name for one in find_names(text)]
    others = [
        name
        for name in names
        if not any(
            is_same_name(name.removesuffix("s"), one.name) or is_same_name(name, one.name) for one in target.people
        )
    ]
    is_for_one = len(target.people) == 1 and not target.people[0].is_writer
    told = "\n".join(one for one in split_sentences(text) if not FOR_OTHERS.search(fold(one)))
    return bool(allot_phones(told, others)) or (is_for_one and len(find_given_eans(text)) > 1)


def _bears_another_name(writer: Writer) -> bool:
    """`Fremover skal alle mails gå til ole.damborg@…`, written by Mette Friis."""
    first, dot, _ = (writer.email or "").partition("@")[0].partition(".")
    own = fold(writer.name or "").split()
    return bool(dot) and is_given_name(first) and not any(fold(first) in one or one in fold(first) for one in own)


#: `din mail til Per Abildskov er landet hos mig`
MAIL_TO_ANOTHER = re.compile(
    r"\b(?:[Dd]in|[Dd]eres|[Jj]eres)\s+(?:mail|besked|henvendelse|rykker|forespørgsel|påmindelse)\w*\s+til\s+(?:[\w-]+\s+){0,2}?[A-ZÆØÅ][\w-]+\s+[A-ZÆØÅ]"
)
#: `min nye adresse er den, jeg skriver fra`: then an address in the text is the old one
WRITES_FROM_IT = pattern(
    r"\bjeg\ skriver\ (?:\w+\ ){0,2}?(?:fra|på)\b|\b(?:denne|den\ her)\ afsender\w*\b|\bafsenderadresse\w*\b"
)
HE_OR_SHE = pattern(r"\b(?:han|hun|hans|hendes|ham|hende|he|she|his)\b")
GREETING = re.compile(r"^\W*(?:hej|hejsa|kære|hi|dear|goddag|godmorgen)\b.*", re.IGNORECASE)


def _may_mean_another(person: Person, verdict: Verdict, mail: Mail) -> bool:
    """`Måske kommer Eva Lund i stedet for Bo. Han har fået nyt nummer`: `han` may be anybody whom the mail names."""
    known = set(fold(f"{person.name or ''} {mail.sender_name or ''} hans").split())
    told = next((one.clause for one in verdict.deciding if HE_OR_SHE.search(one.clause.sentence_folded)), None)
    if told is None or not known.isdisjoint(told.sentence_folded.split()):
        return False
    before = GREETING.sub("", mail.own_text.strip()).partition(told.sentence_text)[0]
    return not {fold(word) for word in CAPITAL_WORD.findall(before)} & given_names() <= known


#: `his direct number has become …`
ANOTHERS_DETAIL = pattern(
    r"\b(?:hans|hendes)\ (?:\w+\ ){0,2}?(?:\w*nummer|telefon|mobil|titel|navn|ean|afdeling\w*|kontor|forvaltning|e-?mail)\b(?!\ (?:\w+\ ){0,2}(?:ud\ for|ved|under)\ mit\ navn\b)"
    r"|\b(?:his|(?<!\bden\ )(?<!\bdet\ )her)\ (?:\w+\ ){0,2}?(?:number|phone|mobile|title|name|e-?mail|address)\b"
)
#: `I har hans nummer ud for mit navn`
WRONGLY_MINE = pattern(
    r"\b(?:har|skrevet|sat|stået|står\ der|der\ står)\ (?:\w+\ ){0,2}?(?:hans|hendes)\ \w+\ (?:\w+\ )?(?:ud\ for|ved|på|under|hos|som)\ (?:mig|mit|min)\b"
)
POST = r"(?:chef|leder|direktør|konsulent|koordinator|medarbejder|kolleg|sekretær)"
#: `ham fra os, der er med i netværket, har skiftet mobil`
SOMEBODY = pattern(
    r"^\W*(?:ham|hende|den)\ (?:fra|hos|i|her\ fra)\ (?:os|huset|afdelingen)\b|^\W*(?:ham|hende),?\ (?:der|som|i)\b"
    rf"|^(?!.*\b(?:jeg|mig|min|mit)\b)\W*(?:vores\ )?[\w-]*{POST}(?:en|n|e?aen)\ (?:hedder|har\ (?:\w+\ )?(?:fået|skiftet)|får|skifter|træffes|staves)\b"
    rf"|\b(?:titlen|titel|navnet|\w*nummeret|mailadressen|adressen|mailen)\ (?:på|for|til|hos|ved)\ (?:vores|min)\ [\w-]*(?:{POST}|deltager|medlem|kontaktperson)\w*\b"
)


def _is_of_somebody_else(sentence: str) -> bool:
    return bool(SOMEBODY.search(sentence) or ANOTHERS_DETAIL.search(WRONGLY_MINE.sub(" ", sentence)))


MISSING_DETAIL = "Mailen vil have noget rettet, men det er ikke klart hvad, eller oplysningen er ikke gyldig."


def _is_supplied(verdict: Verdict, target: Target, writer: Writer, mail: Mail) -> bool:
    """Tell whether the mail gives at least one valid detail of a kind that it speaks of; a bad EAN is none."""
    person = target.people[0] if target.people else Person()
    words = fold(mail.own_text)
    given_up = find_given_up(mail.own_text)
    is_email_told = (
        person.email is not None and person.email in mail.own_text.casefold() and person.email not in given_up
    )
    local = fold((person.email or "").partition("@")[0])
    is_email_told |= (
        person.is_writer
        and "." in local
        and re.search(rf"(?<!ikke )(?<!\S){re.escape(local)}(?![\w.@])", words) is not None
    )
    is_email_told |= person.is_writer and (writer.has_new_email or writer.old_email is not None)
    if not person.is_writer and person.email in given_up:
        return False
    given = {
        "ean": any(one.ean for one in target.people),
        "phone": person.phone is not None,
        "email": is_email_told or bool(verdict.kinds - {"email"} and "@" in words),
        "name": _is_name_told(person, mail.own_text),
        "title": person.title is not None and re.split(r"[\s,]", fold(person.title))[0] in words,
        "job": person.organisation is not None or person.title is not None,
        "house": person.organisation is not None
        and bool(re.search(rf"{IS_CALLED}{re.escape(fold(person.organisation))}\b", words)),
    }
    if "ean" in verdict.kinds and person.bad_ean and not given["ean"]:
        return False
    kinds = verdict.kinds & set(given)
    if person.ean and person.ean in find_eans(mail.own_text).good:
        return True  # `skriv 579… i feltet`, whatever else the mail tells
    if person.is_writer and is_told_elsewhere(verdict, person, writer, mail):
        return True
    if any(given[kind] for kind in kinds) or (not kinds and (given["phone"] or writer.has_new_email)):
        return True
    return _is_told_in_passing(verdict, person, mail) or _points_below(verdict, person, mail)


#: what stands right before the name or title that is to be written
IS_WRITTEN = r"\b(?:skriv\w*|staa|hedder|heder|staves|rett+e er|rigtige er|korrekte er|til)\W+(?:(?:nu|fremover|herefter|igen)\W+)*"


#: `vores selskab hedder nu SK Forsyning`, `… har skiftet navn til SK Forsyning`
IS_CALLED = r"\b(?:hedder|hedde|\w*navn\w*)\b(?:(?! ikke\b)[^.]){0,20} "


def _is_name_told(person: Person, text: str) -> bool:
    """Tell whether a text gives the surname, and not as part of a longer name that was not read; another's must be told as new or right."""
    name = person.name or ""
    if not person.is_writer and name not in find_renamed(text).values():
        return re.search(rf"{IS_WRITTEN}{re.escape(fold(name))}(?!\w)", fold(text)) is not None
    longer = any(set(fold(name).split()) < set(fold(one.name).split()) for one in find_names(text))
    surname = re.escape(name.rpartition(" ")[2])
    is_given = (
        re.search(
            rf"(?<![\w-])(?<!ikke )(?<!længere )(?<!mere )(?<!stedet for )(?i:{surname})(?![\w-]|[ ]+[A-ZÆØÅ][a-zæøå])",
            text,
        )
        is not None
    )
    return bool(surname) and is_given and (not longer or name in text)


def _is_told_in_passing(verdict: Verdict, person: Person, mail: Mail) -> bool:
    """`Ret mig til Louise Bonde`, `jeg er blevet it-chef; det må gerne stå på skiltet`: what is new shows by itself of which kind it is."""
    sentences = " ".join(dict.fromkeys(one.clause.sentence_text for one in verdict.deciding))
    surname = fold(person.name or "").rpartition(" ")[2]
    names = rf"(?:{re.escape(fold(person.name or ''))}|{re.escape(surname)})"
    if surname and re.search(rf"{IS_WRITTEN}{names}(?!\w)", fold(sentences)):
        return True
    said = find_title_in_prose(f"{sentences}\n\n{mail.subject}")
    return said is not None and person.title is not None and fold(person.title).startswith(fold(said.title))


def _points_below(verdict: Verdict, person: Person, mail: Mail) -> bool:
    """Tell whether the mail gives its news by the lines below the name, and there is something in them."""
    has_title = person.title is not None and fold(person.title) in fold(mail.signature)
    return (has_title or bool(find_phones(mail.signature))) and any(map(points_below, verdict.sentences))


def check_place(mail: Mail, verdict: Verdict, target: Target, writer: Writer) -> list[str]:
    """Look at who writes about whom.

    Another organisation's people, far too many people, a name that is not the sender's.
    """
    review = []
    others = [one for one in target.people if not one.is_writer]
    domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
    strangers = [one for one in others if one.email and not is_same_house(one.email.rpartition("@")[2], domain)]
    if strangers and len(strangers) == len(target.people) and verdict.intent is not Intent.SIGNUP and len(domain) > 0:
        review.append("Mailen handler om en person i en anden organisation end afsenderens.")
    if (
        strangers
        and len(strangers) == len(target.people)
        and verdict.intent is Intent.SIGNUP
        and (_is_other_house(others, writer) or any(map(THEIR_CHIEF.search, verdict.sentences)))
    ):
        review.append("Mailen tilmelder personer fra en anden organisation end afsenderens.")
    if len(target.people) > MANY_PEOPLE or len(mail.to) + len(mail.cc) > MANY_RECIPIENTS:
        review.append("Mailen handler om usædvanligt mange personer.")
    display = clean_display_name(mail.sender_name)
    signed = writer.name
    is_renamed = (
        verdict.intent is Intent.UPDATE
        and ("name" in verdict.kinds or fold(signed or "") in fold(mail.own_text))
        and (_has_same_word(0, display, signed) or ("name" in verdict.kinds and _has_same_word(-1, display, signed)))
    )
    if (
        target.is_writer_only
        and not is_renamed
        and display
        and signed
        and len(display.split()) > 1
        and not is_same_name(display, signed)
        and fold(display) != fold(signed)
    ):
        review.append("Navnet under mailen er ikke afsenderens.")
    is_own_wish = verdict.intent in {Intent.SIGNUP, Intent.ACCEPT} and target.is_writer_only
    is_of_one = is_own_wish or verdict.intent in {Intent.CANCEL, Intent.DECLINE, Intent.UPDATE}
    if is_of_one and _signature_differs(mail, display):
        review.append("Navnet under mailen er ikke afsenderens.")
    return review


#: `jeg lovede Odsherred at melde deres it-chef til`
THEIR_CHIEF = pattern(
    r"\bderes\ (?:\w+\ )?[\w-]*(?:chef|leder|direktør|konsulent|koordinator|medarbejder|specialist)\b"
)


def check_behalf(verdict: Verdict, target: Target, writer: Writer) -> list[str]:
    """`På vegne af Køge Kommune`, written from another organisation."""
    for one in verdict.deciding:
        match = re.search(r"\b[Pp]å vegne af ([^.,;]{3,60})|\b[Oo]n behalf of ([^.,;]{3,60})", one.words)
        houses = {found.name for found in find_organisations(match[1] or match[2])} if match else set()
        if houses and not houses & {
            writer.organisation,
            *(person.organisation for person in target.people if not person.is_writer),
        }:
            return ["Mailen er skrevet på vegne af en anden organisation end afsenderens."]
    return []


@dataclass(frozen=True)
class Share:
    """A piece of a sentence that names meetings, and who is said to come or not: first names, `jeg`."""

    doers: frozenset[str]
    meetings: tuple[str, ...]
    words: str
    sentence: str


def check_division(mail: Mail, verdict: Verdict, target: Target, network: Network, day: date) -> list[str]:
    """`Ole Finn deltager i Aarhus og jeg i Odense`: a meeting for each, where all people of a reading have the same."""
    is_several = len(target.people) > 1
    deciding = list(dict.fromkeys(one.clause.sentence_text for one in verdict.deciding))
    is_several_joining = is_several and verdict.intent is Intent.SIGNUP
    told = split_sentences(mail.own_text) if is_several_joining else deciding
    shares = [share for one in dict.fromkeys([*deciding, *told]) for share in _find_shares(one, target, network, day)]
    if is_several_joining and any(_is_for_one(share) for share in shares):
        return [DIVIDED]
    for one, other in combinations([share for share in shares if share.sentence in deciding], 2):
        is_told = (one.doers and other.doers) or (is_several and one.sentence == other.sentence)
        if is_told and one.meetings != other.meetings and one.doers.isdisjoint(other.doers):
            return [DIVIDED]
    return []


def _find_shares(sentence: str, target: Target, network: Network, day: date) -> list[Share]:
    """Cut a sentence before each doer; `Ole og jeg` are the doers of one piece."""
    if not (find_meetings(sentence, network, day, bare_months=True) or REST.search(fold(sentence))):
        return []  # not worth a regex of its own
    named = {one.name for one in target.people if one.name and not one.is_writer}
    names = {one.split()[0] for one in (*named, *(found.name for found in find_names(sentence)))}
    own = {one.name.split()[0] for one in target.people if one.name and one.is_writer}
    doer = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, names | own | {'Jeg', 'jeg', 'Mig', 'mig', 'Undertegnede', 'undertegnede'}))})\b"
    )
    shares, joined = [], frozenset[str]()
    for piece in re.split(rf"(?={doer.pattern})", sentence):
        found = doer.match(piece)
        doers = joined | ({found[0] if found[0] in names - own else "jeg"} if found else frozenset())
        joined = doers if JOINED.search(piece) and not find_meetings(piece, network, day) else frozenset()
        meetings = join_ids(find_meetings(piece, network, day, bare_months=True), network.meetings)
        meetings = meetings or tuple(REST.findall(fold(piece)))
        if meetings:
            shares.append(Share(frozenset(doers), meetings, piece, sentence))
    return shares


def _is_for_one(share: Share) -> bool:
    """`Ole kan først fra november`, `hun kommer kun i Aarhus`: tell whether a piece chooses meetings for one person alone."""
    folded = fold(share.words)
    is_only = ONLY_ONCE.search(folded) or fold(share.sentence).startswith("kun ")
    is_choice = is_only or is_left_out(share.words) or is_busy(share.words)
    return bool(is_choice) and (len(share.doers) == 1 or HE_OR_SHE.search(folded) is not None)


#: `tilmeld Ole til mødet i Vejle og mig til resten`
REST = pattern(
    r"\btil\ (?:resten|de\ (?:to\ |tre\ )?(?:øvrige|andre|sidste|resterende)|samtlige|det\ hele|alle(?:\ tre)?)(?=\W*$|\ \w*møde|\ gange)"
)
#: what only one of several people takes part in: `Ole kommer kun med i Odense`
ONLY_ONCE = pattern(r"\b(?:kun|alene|blot|først\ (?:\w+\ ){0,2}(?:fra|til|i))\b")
#: `Ole og jeg kommer kun i Odense`
JOINED = re.compile(r"(?:\b(?:og|samt|eller)|[,&+])\s*$")
DIVIDED = "Mailen giver hver sine møder; det er ikke klart, hvem der kommer hvornår."


def check_supplied(mail: Mail, verdict: Verdict, target: Target, context: Context) -> list[str]:
    """`Vores EAN er 57…. Og så skal du have et navn mere på listen: Ole Finn`: who was asked for a number gives it, and signs up others."""
    is_mixed = context.kind == "ean" and verdict.intent is Intent.SIGNUP and bool(find_eans(mail.own_text).good)
    if is_mixed and not any(one.is_writer for one in target.people):
        return ["Mailen giver et EAN-nummer, som netværket har bedt om, og tilmelder samtidig andre."]
    return []


def check_choice(mail: Mail, verdict: Verdict, target: Target) -> list[str]:
    """`Enten Ole Finn eller jeg kommer`, `tilmeld sidstnævnte`: who comes is left open, or told by the order of names."""
    is_open = len(target.people) > 1 and any(ONLY_ONE.search(fold(one)) for one in split_sentences(mail.own_text))
    if is_open or any(map(ONE_OF_THEM.search, verdict.sentences)):
        return ["Mailen nævner flere, men kun den ene er ment."]
    choices = [one for one in verdict.sentences if CHOICE.search(one)]
    if not choices:
        return []
    names = "|".join(re.escape(fold(one.name.split()[0])) for one in target.people if one.name) or "jeg"
    either = re.compile(rf"\benten\b|\beller (?:jeg|mig|{names})\b|\b(?:jeg|mig) eller\b")
    if any(either.search(one) and "hverken" not in one and "neither" not in one for one in choices):
        return ["Mailen siger, at den ene eller den anden skal med."]
    only = re.compile(rf"\b(?:kun|undtagen|paa naer|bortset fra|ud over|udover) (?:{names})\b|{ALL_OF_US}")
    if verdict.intent is Intent.ACCEPT and any(map(only.search, choices)):
        return ["Mailen siger også noget om andre, som den ikke nævner."]
    return []


ONE_OF_THEM = pattern(
    r"\b(?:først|sidst)nævnte\b(?!\ (?:\w*nummer|\w*adresse|møde\w*|dato\w*|gang|ean\w*|titel))|\bden\ (?:første|sidste)\ af\ (?:dem|de\ to)\b"
)
#: `Ole Finn og jeg har kastet terning, for der er kun råd til én`
ONLY_ONE = pattern(r"\bkun\ (?:råd|plads|penge)\ til\ (?:en|een)\b(?!\ \w*(?:møde|gang|dag))")
CHOICE = pattern(r"\b(?:enten|eller|kun|undtagen|på\ nær|bortset|ud\ over|udover|alle(?:sammen)?)\b")
ALL_OF_US = r"\bvi (?:kommer|deltager|moeder|er) (?:\w+ )?alle(?:sammen)?\b(?! (?:moeder|gange|dage|tre|to))"


def check_holds_also(mail: Mail, verdict: Verdict, target: Target) -> list[str]:
    """`Vi må lukke for vores deltagelse. Det gælder både Knud Balle og mig`: whom a sentence behind the wish adds."""
    if verdict.intent is Intent.UPDATE:
        return []
    known = [one.name for one in target.people]
    named = [
        name.name for one in split_sentences(mail.own_text) if HOLDS_ALSO.match(fold(one)) for name in find_names(one)
    ]
    return [
        f"Det er ikke klart, om {one} også er ment."
        for one in named
        if not any(is_same_name(one, name) for name in known)
    ]


HOLDS_ALSO = pattern(r"\W*(?:og\ )?(?:det|dette|det\ samme)\ gælder\ (?:\w+\ )?(?:både|også|for)\b")


def check_listed(verdict: Verdict, listed: Listed) -> list[str]:
    """`Så tager vi tre pladser den 25.` above names with their addresses: members need give none."""
    is_list = len([one for one in listed.others if one.name and one.email]) > 1
    return (
        ["Det er ikke klart, om mailen siger ja til et møde eller tilmelder nogen."]
        if verdict.intent is Intent.ACCEPT and is_list
        else []
    )


def check_hearsay(verdict: Verdict, target: Target) -> list[str]:
    """`Jeg har hørt, at Eva Lund ikke kommer`: said of another, and not by him."""
    if any(map(HEARSAY.search, verdict.sentences)) and not any(one.is_writer for one in target.people):
        return ["Mailen fortæller kun, hvad den har hørt om en anden."]
    return []


HEARSAY = pattern(r"\b(?:ærgerligt|godt|fint|trist|dejligt|rart|synd|hørt|set|kan\ se|forstår|forstod),?\ at\b")


def check_company(verdict: Verdict, target: Target, writer: Writer) -> list[str]:
    """`Jeg kommer ikke alene`, `Mette Riis og jeg kører sammen`: whom a yes may count for besides those found."""
    if verdict.intent is not Intent.ACCEPT:
        return []
    known = [writer.name, *(one.name for one in target.people)]
    is_alone = all(one.is_writer for one in target.people)
    if any(map(SPEAKER.search, verdict.sentences)):
        return ["Mailen er fra en, der skal holde oplæg; det er ikke et almindeligt ja."]
    if any(map(NOT_ALONE.search, verdict.sentences)) and not any(one.is_writer for one in target.people):
        return ["Mailen siger ja for flere end den, der er fundet."]
    if any(map(ALONE.search, verdict.sentences)) and not any(one.is_writer for one in target.people):
        return ["Mailen siger, at en kommer alene; det er ikke klart, om afsenderen bliver væk."]
    for one in verdict.deciding:
        named = find_names(one.clause.sentence_text)
        others = [
            name
            for name in named
            if not any(is_same_name(name.name, own) or is_same_name(name.name.removesuffix("s"), own) for own in known)
        ]
        if others or (is_alone and IN_COMPANY.search(one.clause.sentence_folded)):
            return ["Mailen siger ja for flere end afsenderen."]
    return []


def check_subject(verdict: Verdict, target: Target, mail: Mail) -> list[str]:
    """`Bo kan ikke på torsdag`: a given name that is not the sender's does what the mail tells."""
    if not target.is_writer_only:
        return []
    if POINTS_UP.search(fold(mail.own_text)) and any(
        not is_same_name(one.name, target.people[0].name) for one in find_names(mail.subject)
    ):
        return ["Mailen henviser til emnet, og det nævner en anden end afsenderen."]
    own = set(fold(f"{mail.sender_name or ''} {mail.signature}").split())
    for one in verdict.deciding:
        match = None if SELF_DOES.search(one.clause.folded) else DOER.match(one.words)
        if match and _is_another(fold(match[1]), own):
            return ["Mailen handler om en anden end afsenderen."]
        named = SIGNED_UP.search(one.clause.sentence_folded)
        if (named and _is_another(named["who"], own)) or _does_in_small_letters(one.clause.sentence_folded, own):
            return ["Mailen handler om en anden end afsenderen."]
    return []


#: `hermed tilmeldes ole falk`: a name in small letters is not read as one
SIGNED_UP = pattern(
    r"\b(?:tilmeld(?:e[rs]?|es)?|meld(?:er|e)?|skriv|sæt|notér?)\ (?:(?:hermed|venligst|gerne|lige|også|jeg|vi|derfor|i|du)\ ){0,3}(?P<who>\w+)"
)
#: … `at tommy skaaning alligevel ikke kan`
DOES = pattern(
    r"\b(?P<who>\w{3,})(?=\ (?P<surname>\w+)\ (?:(?:alligevel|desværre|også|gerne|heller|nok)\ ){0,2}(?:ikke\ )?(?:kan|kommer|deltager|vil|skal|stopper)\b)"
)


def _does_in_small_letters(folded: str, own: set[str]) -> bool:
    found = [match for match in DOES.finditer(folded) if _is_another(match["who"], own)]
    return any(match["surname"] in surnames() or not is_known_word(match["surname"]) for match in found)


def _is_another(given: str, own: set[str]) -> bool:
    return given in given_names() and given not in own


#: `som du ser ovenfor`, `se emnet`
POINTS_UP = pattern(
    r"\b(?:se|ser|jf\.?|fremgår|står|skriver|skrev|antyder|siger|læse[rs]?|nævnt)\b[^.]{0,25}\b(?:emne\w*|overskrift\w*|ovenfor|ovenstående|ovenover)\b"
    r"|\b(?:emnet|emnefeltet|emnelinjen|overskriften)\ (?:siger|antyder|fortæller|afslører)\b"
)


def _has_same_word(place: int, one: str | None, other: str | None) -> bool:
    """`Louise Hansen` may have become Louise Bonde (the first word, 0, is the same), or Grete Hansen (the last, -1)."""
    return bool(one and other) and fold(one or "").split()[place] == fold(other or "").split()[place]


def _is_other_house(others: list[Person], writer: Writer) -> bool:
    houses = {one.organisation or find_organisation_of_domain(one.email or "") for one in others} - {None}
    return bool(writer.organisation and houses and writer.organisation not in houses)


def _signature_differs(mail: Mail, display: str | None) -> bool:
    lines = [[one.name for one in find_names(line)] for line in mail.signature.split("\n")[:3]]
    names = next((some for some in lines if some), [])  # `Ole Finn` above `sendt af Mette Friis`
    if not names or display is None or len(display.split()) < 2:
        return False
    return not any(
        is_same_name(name, display) or len(set(fold(name).split()) & set(fold(display).split())) > 0 for name in names
    )
