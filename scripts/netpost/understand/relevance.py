"""Whether a wish can be meant for this network at all.

People also sign up for courses, mailing lists, teams and lunches. A mail that neither names the network nor answers it, that
answers somebody else, or whose wish is for a thing of another kind, is for staff.
"""

from __future__ import annotations

import re
from datetime import date

from netpost.message import Mail
from netpost.message.addresses import domain_of
from netpost.understand.context import PREFIX
from netpost.understand.ean import EAN_NUMBER
from netpost.understand.machine import is_list_mail
from netpost.understand.organisation import find_organisations
from netpost.understand.reading import Intent, Network
from netpost.understand.reservations import ELSEWHERE
from netpost.understand.text import fold, fold_all, pattern
from netpost.understand.title import has_title
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

NETWORK_NAMED = pattern(
    r"\b(?:netv|netværk(?!sinvitation)\w*|\w+netværk(?:et|ets|s)?|nettverk\w*|nätverk\w*|network|forløbet|(?:jeres|kl's|den|denne)\ kreds|kredsen|møderækken)\b"
)
#: `dit netværk på LinkedIn`, `netværket for borgerservicechefer`
ANOTHER_NETWORK = pattern(
    r"""
    \b(?:(?:netværks|nätverks|nettverks)(?:møde|dag|træf|träff|samling)\w*\ (?:om|for)\ (?!ledelse|ledning|digital|de\b|den\b|dem\b|at\b|jer\b|os\b)\w+
        |(?:(?:dit|mit|sit|deres|vores|your|my|phd)\ (?:eget\ |own\ )?|eget\ )(?:netværk|network)\b(?!\ (?:for|om))
        |(?:netværk(?:et|ene)?|network)\ (?:for|om|af|on|of)\ (?!(?:[\w-]+\ ){0,3}(?:lede|ledelse\w*|leder\w*|ledning|chef\w*|digital\w*|management|leader\w*)\b
            |\w*(?:styrelsen|direktoratet|ministeriet|kommune)\b|resten|hele|jer|os|mig|undertegnede|en|et|og|til|min|mit|mine|vores|altid|bestandig|stedse|tiden|øjeblikket|år|flere|alle?|both|the|these|at|den|det|de|dem|i\b)\w+)\b
    """
)
#: … which is ours where whoever signs our mails is greeted
YOURS = pattern(r"\b(?:dit|your)\ (?:netværk|network)\b")
SOCIAL_NETWORK = pattern(r"\b(?:linkedin|facebook|meetup|doodle|eventbrite)\b")
MEETING_NAMED = pattern(r"\b(?:netværks)?møde(?:t|r|rne)?\b|\bmeetings?\b")
THE_REST = pattern(
    r"\b(?:de|til|alle)\ (?:\w+\ )?møder\w*,?\ der\ er\ tilbage\b|\balle\ (?:de\ )?(?:to\ |tre\ )?(?:møder\w*|gange\w*)|\ball\ (?:two|three|four|the)\ (?:remaining\ )?meetings\b|\b(?:resten|resterende)\ (?:af\ )?(?:møde\w*|forløb\w*)"
)
SIGN_UP = re.compile(r"\btilmelding|\bregistration\b|\bsign-?\s?up\b|\benrol\w*")
#: `Hej Signe jeg …`, `Til KL`; `Godt nytår, Signe!`, `Signe,`
GREETING = re.compile(
    r"\s*(?:(?:hej(?:sa|med)?|kaere|goddag|til|hi|dear|hello|hei)\s+(?:til\s+)?(?:(?:ms|mrs|mr|hr|fru|frk|froeken|konsulent)\.?\s+)?(?P<name>\w+)|(?P<words>(?:[^\W\d]+,?[ ]?){1,4})(?:[.!:;\n]|$))"
)
#: the writer of a quoted mail, as mail programs name it
QUOTED_WRITER = re.compile(
    r"^[>\s*]*(?:(?:fra|from|från|von)\s*:.*?|.{0,60}\b(?:skrev|wrote|schrieb)\b.{0,60}?)[<\[]?(?P<address>[\w.+-]+@[\w.-]+\w)",
    re.IGNORECASE | re.MULTILINE,
)
#: what one joins, leaves or stays away from, right behind the word for it
OBJECT = pattern(
    r"""
    \b(?:tilmeld\w*|afmeld\w*|framelde?\w*|meld\w*(?:\ \w+){0,3}?\ (?:til|fra|ind|ud|af)|deltage\w*|være\ med|komme\ med|optages|indtræde\w*|afbud
        |sign\w*(?:\ \w+){0,2}\ up|signing\ up|join\w*|register\w*|add|remove|be\ part|tilføj\w*|fjern\w*|slet\w*|stryg\w*|ta\ bort|anmäla?|komm(?:er?|a)|aflyse\w*|afbestille\w*
        |nå\w*|til\ møde|tid)
    (?:\ (?:mig|os|dig|jer|me|us|him|her|gerne|venligst|hermed|please|også|also|et\ hold|en|to|mit|min|vores))*
    \ (?:(?:til|till|i|på|for|to|in|on|från|fra|from|of|as)\ )?(?P<thing>(?:\w[\w-]*(?:\ |\b)){1,5})
    """
)
OTHER_THING = pattern(
    r"""
    \b(?:\w*mailing\w*|postlist\w*|sändlist\w*|nyhedsbrev\w*|newsletter\w*|class(?:es)?|team|crew|hands|\w*grupp\w*|group|(?!netværk)\w{2,}hold(?:et)?|\w*stafet\w*
        |(?!forløb)\w+løb(?:et)?|pressemøde\w*|cykler\w*|yoga\w*|fitness\w*|bestyrelse\w*|udvalg\w*|\w*forening\w*|\w*klub\w*|a-kasse\w*|kor(?:et)?
        |kursus\w*|kurset|kurser\w*|konferenc\w*|webinar\w*|seminar\w*|workshop\w*|topmøde\w*|\w+træf(?:fet)?|messe\w*|stand(?:en)?|leverandør\w*
        |\w{3,}fest(?:en)?|\w{3,}frokost(?:en)?|reception(?:en)?|\w*udflugt\w*|skovtur\w*|fredagsbar\w*|afskedsgave\w*|fødselsdag\w*
        |kop\ kaffe|øl|drink|middag\w*|tandlæge\w*|læge\w*|frisør\w*|værelse\w*|spise|spisevenner|køretime\w*)\b
    """
)
#: applications for a post, press releases, what was billed, computers off the network, mail to many
OTHER_MATTER = pattern(
    r"""
    \b(?:(?:søger|ansøger)\ (?:\w+\ ){0,2}(?:stilling\w*|job\w*)|jobsamtale\w*|mit\ cv|vedhæftede\ cv|pressemeddelelse\w*|ovennævnte\ faktura\w*|jeres\ faktura\w*
        |min\ pc\ er|pc'en\ er|(?:gæste-?)?wi-?fi|unsubscribe|afmeld\ nyhedsbrev\w*|frameld\ nyhed\w*|du\ modtager\ denne|kontingent\w*)\b
    """
)
#: what somebody else is asked or offered to do
CALLS_OTHERS = pattern(
    r"""
    \b(?:please\ consider|consider\ (?:joining|signing)|(?:i'd|would)\ like\ you\ to|i\ would\ like\ you|anmäl\ dig|meld\ dig|tilmeld\ (?:dig|jer)
        |(?:sætte|skrive|tilmelde|melde)\ (?:jer|dig)|der\ ønsker\ at\ deltage|har\ anmodet\ om|has\ (?:asked|requested)\ to\ join|accept[eé]?r?:)
    """
)
#: `16. november: Nej`: one of several answers
ANSWERED_NO = pattern(r":\s*(?:nej|no)\b|\bnej,\ jeg\ deltager\ ikke")

#: a subject that says no more than that somebody wants something
NO_TOPIC = pattern(
    r"(?:\W|\b(?:re|sv|hej|jeg|vi|mig|os|vil|ønsker|gerne|også|godt|at|være|med|komme|ja|tak|til|fra|for|i|og|en|to|ny|nye|hermed|morgen|plads(?:er)?|deltag\w*|tilmeld\w*)\b)*"
)
#: how likely a wish must be that says no word of what it is for
PLAINLY = 0.8

#: who is away, or corrects something, is a member or else nobody; these may come from anybody
NEEDS_NAME = frozenset({Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT})
NOT_NAMED = (
    "Mailen nævner ikke netværket og svarer ikke på en mail fra det; det er ikke klart, om den gælder netværket."
)
ANSWERS_OTHERS = "Mailen svarer på eller videresender en mail fra en anden end netværket."


def find_irrelevance(mail: Mail, verdict: Verdict, network: Network, day: date) -> list[str]:
    """List, as Danish sentences, why a wish may not be meant for this network."""
    found = []
    if verdict.intent in NEEDS_NAME and not (
        _is_about_network(mail, network, day)
        or _fits_us(mail, verdict, network, day)
        or (verdict.likelihood >= PLAINLY and greets_secretary(mail, network))
    ):
        found.append(NOT_NAMED)
    is_wish = verdict.intent is not Intent.UPDATE
    if is_wish and _answers_others(mail, network):
        found.append(ANSWERS_OTHERS)
    if is_list_mail(mail) or (is_wish and _is_about_another_thing(mail, verdict, network)):
        found.append(ELSEWHERE)
    return found


def _is_about_network(mail: Mail, network: Network, day: date) -> bool:
    if _is_network_quoted(mail, network) or _signs_up(mail):
        return True
    inner = mail.forwarded
    folded = fold_all(mail.subject, mail.own_text, *((inner.subject, inner.own_text) if inner else ()))
    if fold(network.name) in folded or NETWORK_NAMED.search(ANOTHER_NETWORK.sub(" ", folded)):
        return True
    mentions = [one for one in find_meetings(folded, network, day) if one.exact and one.ids]
    if any(not one.is_day for one in mentions) or THE_REST.search(folded):
        return True
    return bool(mentions and MEETING_NAMED.search(folded))


def _fits_us(mail: Mail, verdict: Verdict, network: Network, day: date) -> bool:
    """A plain sign-up by an official, below no topic; one with an EAN for the bill; `sidder i kø` on the day of a meeting."""
    if verdict.intent is Intent.ACCEPT:
        return any(meeting.day == day for meeting in network.meetings) or _names_meeting_day(verdict, network, day)
    said = f"{mail.own_text}\n{mail.signature}"
    is_plain = verdict.likelihood >= PLAINLY and not _names_topic(mail.subject)
    return verdict.intent is Intent.SIGNUP and (
        bool(EAN_NUMBER.search(said)) or (is_plain and bool(find_organisations(said)))
    )


def _names_meeting_day(verdict: Verdict, network: Network, day: date) -> bool:
    """`I kan regne med mig på torsdag`, in the week of a meeting that is held on Thursday."""
    said = (find_meetings(one.clause.sentence_folded, network, day) for one in verdict.deciding)
    return any(one.ids and one.is_day for mentions in said for one in mentions)


def _names_topic(subject: str) -> bool:
    """`Sommerfest` above `sæt mig på` is what the wish is for; `Lolland vil gerne være med` is the wish again."""
    for one in sorted(find_organisations(subject), key=lambda one: -one.start):
        subject = subject[: one.start] + subject[one.end :]
    return not NO_TOPIC.fullmatch(fold(subject))


def _is_network_quoted(mail: Mail, network: Network) -> bool:
    """Tell whether a mail of the network stands below this one, or below the one that it forwards."""
    inner = mail.forwarded
    texts = (mail.quoted, *((inner.quoted, inner.own_text) if inner else ()))
    if inner is not None and inner.sender is not None and inner.sender.email in network.own_addresses:
        return True
    answered = " ".join(texts)
    return any(one in answered.casefold() for one in network.own_addresses) or fold(network.name) in fold(answered)


def _signs_up(mail: Mail) -> bool:
    """`Tilmelding` above what an official writes: a title or an employer."""
    said = f"{mail.subject}\n{mail.own_text}\n{mail.signature}"
    return bool(SIGN_UP.search(fold(mail.subject))) and (has_title(said) or bool(find_organisations(said)))


def greets_secretary(mail: Mail, network: Network) -> bool:
    """`Kære KL`, `Hej Signe`: the organiser, who signs its mails, or the name that the address book has for the mailbox."""
    named = [network.contact, *(one.name or "" for one in mail.to if one.email in network.own_addresses)]
    names = set(fold(" ".join(named)).split())
    greeting = GREETING.match(fold(mail.own_text))
    if greeting is None:
        return False
    if greeting["name"]:
        return greeting["name"] in {*names, fold(network.organiser)}
    return not names.isdisjoint(re.findall(r"\w+", greeting["words"]))


def _answers_others(mail: Mail, network: Network) -> bool:
    """Tell whether somebody of another house is quoted, and nothing of the network's."""
    if _is_network_quoted(mail, network):
        return False
    house = domain_of(mail.sender.email) if mail.sender else ""
    quoted = {domain_of(match["address"]) for match in QUOTED_WRITER.finditer(mail.quoted)}
    return bool(quoted - {house})


def _is_about_another_thing(mail: Mail, verdict: Verdict, network: Network) -> bool:
    wishes = [one.clause.sentence_folded for one in verdict.deciding]
    subject, whole = fold(mail.subject), fold_all(mail.subject, mail.own_text)
    sender = fold_all(mail.sender_name or "", mail.sender.email if mail.sender else "")
    is_answer = bool(mail.quoted or mail.forwarded is not None or PREFIX.match(mail.subject))
    if verdict.intent is Intent.SIGNUP and wishes and all(map(_names_another_network, wishes)):
        return True
    if fold(network.name) in whole and not any(map(CALLS_OTHERS.search, wishes)):
        # `Ekstern kursustilmelding` … `Aktivitet: Netværk om ledelse af digitalisering`
        return not is_answer and verdict.intent is Intent.SIGNUP and bool(OTHER_MATTER.search(whole))
    if greets_secretary(mail, network):
        subject, *wishes = (YOURS.sub(" ", one) for one in (subject, *wishes))
    if any(map(_is_for_another_thing, wishes)) or SOCIAL_NETWORK.search(f"{subject}\n{sender}"):
        return True
    if verdict.intent is Intent.ACCEPT and ANSWERED_NO.search(whole):
        return True
    if is_answer:
        return False
    is_other = verdict.intent is Intent.SIGNUP and bool(OTHER_THING.search(subject) or OTHER_MATTER.search(whole))
    return is_other or _is_for_another_thing(subject)


def _names_another_network(wish: str) -> bool:
    """`Tilmeld mig hellere netværket for it-arkitekter`, in answer to our mail; in English our own is called in many ways."""
    match = ANOTHER_NETWORK.search(wish)
    return match is not None and "network" not in match[0]


def _is_for_another_thing(sentence: str) -> bool:
    things = [match["thing"] for match in OBJECT.finditer(sentence)]
    return bool(CALLS_OTHERS.search(sentence) or ANOTHER_NETWORK.search(sentence)) or any(
        OTHER_THING.search(one) for one in things
    )
