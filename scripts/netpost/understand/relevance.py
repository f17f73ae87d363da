"""Whether a wish can be meant for this network at all.

People also sign up for courses, mailing lists, teams and lunches. A mail that neither names the network nor answers it, or
whose wish is for a thing of another kind, is for staff.
"""

from __future__ import annotations

import re
from datetime import date

from netpost.message import Mail
from netpost.understand.machine import is_list_mail
from netpost.understand.reading import Intent, Network
from netpost.understand.text import fold, fold_all, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

NETWORK_NAMED = pattern(
    r"""
    \b(?:netv|netværk(?!sinvitation)\w*|\w+netværk(?:et|ets|s)?|nettverk\w*|nätverk\w*|network|digitali[sz]\w*|forløbet|kl)\b
    """
)
#: `dit netværk på LinkedIn`, `et andet netværk`
ANOTHER_NETWORK = pattern(
    r"\b(?:dit|mit|sit|din|deres|andet|andre|your|my)\ (?:netværk|network)\w*|\blinkedin\w*|\bfacebook\w*"
)
MEETING_NAMED = pattern(r"\b(?:netværks)?møde(?:t|r|rne)?\b|\bmeetings?\b")
THE_REST = pattern(
    r"\b(?:de|til|alle)\ (?:\w+\ )?møder\w*,?\ der\ er\ tilbage\b|\b(?:resten|resterende)\ (?:af\ )?(?:møde\w*|forløb\w*)"
)
SIGN_UP = re.compile(r"\btilmelding")
GREETING = re.compile(r"\s*(?:hej|kaere|goddag|hi|dear|hello)\s+(?P<name>\w+)")
#: what one joins or leaves, right behind the word for it
OBJECT = pattern(
    r"""
    \b(?:tilmeld\w*|afmeld\w*|framelde?\w*|meld\w*(?:\ \w+){0,3}?\ (?:til|fra|ind|ud|af)|deltage\w*|være\ med|komme\ med|optages|indtræde\w*
        |sign\w*(?:\ \w+){0,2}\ up|signing\ up|join\w*|register\w*|add|remove|be\ part|tilføj\w*|fjern\w*|slet\w*|stryg\w*|ta\ bort|anmäla?|komme\w*|aflyse\w*|nå\w*|til\ møde|tid)
    (?:\ (?:mig|os|dig|jer|me|us|him|her|gerne|venligst|hermed|please|også|also|et\ hold|en|to))*
    \ (?:(?:til|till|i|på|for|to|in|on|från|fra|from|of|as)\ )?(?P<thing>(?:\w[\w-]*(?:\ |\b)){1,5})
    """
)
OTHER_THING = pattern(
    r"""
    \b(?:\w*mailing\w*|sändlist\w*|nyhedsbrev\w*|newsletter\w*|class(?:es)?|team|crew|hands|\w*grupp\w*|group|\w{2,}hold(?:et)?|stafet\w*|\w+-?stafet\w*
        |(?!forløb)\w+løb(?:et)?|linkedin|meetup\w*|pressemøde\w*|cykler\w*|yoga\w*|fitness\w*|bestyrelse\w*|udvalg\w*|forening\w*|fagforening\w*|a-kasse\w*
        |kursus\w*|kurset|kurser\w*|konferenc\w*|webinar\w*|seminar\w*|workshop\w*|leverandør\w*|tandlæge\w*|læge\w*|frisør\w*|hos\ jer|i\ gruppen)\b
    """
)
#: applications for a post, press releases, what was billed, trouble with a computer's network
OTHER_MATTER = pattern(
    r"""
    \b(?:(?:søger|ansøger)\ (?:\w+\ ){0,2}(?:stilling\w*|job\w*)|jobsamtale\w*|mit\ cv|vedhæftede\ cv|pressemeddelelse\w*|ovennævnte\ faktura\w*|jeres\ faktura\w*|min\ pc|pc'en|wi-?fi|trådløs\w*|router\w*|vpn)\b
    """
)
#: what somebody else is asked to do
CALLS_OTHERS = pattern(
    r"""
    \b(?:please\ consider|consider\ (?:joining|signing)|(?:i'd|would)\ like\ you\ to|i\ would\ like\ you|anmäl\ dig|meld\ dig|tilmeld\ (?:dig|jer)
        |der\ ønsker\ at\ deltage|har\ anmodet\ om|has\ (?:asked|requested)\ to\ join|accept[eé]?r?:)
    """
)

#: who is away, or corrects something, is a member or else nobody; these may come from anybody
NEEDS_NAME = frozenset({Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT})
NOT_NAMED = (
    "Mailen nævner ikke netværket og svarer ikke på en mail fra det; det er ikke klart, om den gælder netværket."
)
ANOTHER = "Mailen kan gælde noget andet end netværket."


def find_irrelevance(mail: Mail, verdict: Verdict, network: Network, day: date) -> list[str]:
    """List, as Danish sentences, why a wish may not be meant for this network."""
    found = [NOT_NAMED] if verdict.intent in NEEDS_NAME and not _is_about_network(mail, network, day) else []
    wishes = [one.clause.sentence_folded for one in verdict.deciding]
    if (
        verdict.intent is Intent.SIGNUP
        and not mail.quoted
        and OTHER_MATTER.search(fold_all(mail.subject, mail.own_text))
    ):
        found.append(ANOTHER)
    if is_list_mail(mail) or (verdict.intent is not Intent.UPDATE and any(map(_is_for_another_thing, wishes))):
        found.append(ANOTHER)
    return found


def _is_about_network(mail: Mail, network: Network, day: date) -> bool:
    inner = mail.forwarded
    texts = [
        mail.subject,
        mail.own_text,
        mail.quoted,
        *((inner.subject, inner.own_text, inner.quoted) if inner else ()),
    ]
    answered = f"{mail.quoted} {inner.quoted if inner else ''}".casefold()
    if any(address in answered for address in network.own_addresses):
        return True
    if SIGN_UP.search(fold(mail.subject)) or _greets_secretary(mail, network):
        return True
    folded = fold_all(*texts)
    if NETWORK_NAMED.search(ANOTHER_NETWORK.sub(" ", folded)):
        return True
    mentions = [one for one in find_meetings(folded, network, day) if one.exact and one.ids]
    if any(not one.is_day for one in mentions) or THE_REST.search(folded):
        return True
    return bool(mentions and MEETING_NAMED.search(folded))


def _greets_secretary(mail: Mail, network: Network) -> bool:
    """`Kære Signe` from somebody who has Signe Toft's name in the address book."""
    names = {fold(word) for one in mail.to if one.email in network.own_addresses for word in (one.name or "").split()}
    greeting = GREETING.match(fold(mail.own_text))
    return greeting is not None and greeting["name"] in names


def _is_for_another_thing(sentence: str) -> bool:
    things = [match["thing"] for match in OBJECT.finditer(sentence)]
    return bool(CALLS_OTHERS.search(sentence)) or any(OTHER_THING.search(one) for one in things)
