"""What a mail answers: the network's invitation, news of one meeting, or a request for an EAN.

Read off subject and quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from netpost.message import Mail
from netpost.understand.mention import join_ids, upcoming
from netpost.understand.reading import Network
from netpost.understand.signals import THIS_NETWORK, is_foreign
from netpost.understand.text import fold, pattern
from netpost.understand.when import find_meetings

PREFIX = re.compile(
    r"^\s*(?:(?:re|sv|svar|vs|fw|fwd|aw|antw|vedr|vb|ang|wg)\s*(?:\[\d+\])?\s*[.:]+\s*)+", re.IGNORECASE
)
REPLY_PREFIX = re.compile(r"^\s*(?:re|sv|svar|aw|vedr)\s*(?:\[\d+\])?\s*[.:]", re.IGNORECASE)
FORWARD_PREFIX = re.compile(r"^\s*(?:vs|fw|fwd|vb|wg|videresendt)\s*:", re.IGNORECASE)
#: a subject that is answered, behind words of one's own
ANSWERED_SUBJECT = re.compile(r"\W+\b(?:sv|re|vs|fw|fwd|svar)\s?:.*$", re.IGNORECASE | re.DOTALL)
INVITES = pattern(
    r"""
    \b(?:invit\w*|indby\w*|tilmeld\w*|anmäl\w*|påmeld\w*|(?:sidste\ )?frist(?:en)?\b|(?:sidste\ )?(?:udkald|chance)|vil\ du\ være\ med|er\ du\ med|vær\ med
    |kom(?:me)?\ med|åbner\ vi|(?:ledige|frie|få|enkelte|seks|fem|fire|tre|to|flere)\ (?:ledige\ )?(?:pladser|stole)|plads(?:er)?\ (?:i|tilbage|til)|bliv\ (?:medlem|en\ del)
    |nyt\ netværk|netværket\ for|join|sign\ up|places?\ left|husket\ netværk\w*|5\.?900|\+\ ?moms|koster|prisen\ er|deltagergebyr\w*|lyst\ til\ at\ (?:deltage|være))\b
    """
)
INFORMS = pattern(
    r"""
    \b(?:program\w*|praktisk\w*|påmind\w*(?!:?\ netværk(?:et)?\ (?:om|for)\b)|dagsorden\w*|indkald\w*|vi\ mødes|mødes\ vi|vi\ ses|referat\w*|bekræft\w*|velkommen\ (?:i\ netværket|på\ torsdag)
    |du\ er\ (?:nu\ )?tilmeldt|(?:melde?|besked\ om|meld)\ (?:venligst\ )?afbud|afbud|opsamling\w*|slides|frokost|parkering\w*|kl\.?\ \d|morgenkaffe|deltagerliste\w*)\b
    """
)
#: a subject above what only members get
CONFIRMS = pattern(
    r"\b(?:bekræft\w*|kvittering\w*|(?:er|står)\ (?:nu\ )?tilmeldt|velkommen\ i\ netværket|confirm\w*|receipt)\b"
)
#: `Invitation: Netværksmøde i Vejle den 25. januar`
INVITES_TO_MEETING = pattern(r"^\W*(?:invit\w*|indby\w*|indkald\w*)\b[^.]{0,20}møde")
#: so many cues in the subject count as one in the quoted text
SUBJECT_WEIGHT = 3
ASKS_EAN = pattern(
    r"""
    \b(?:mangler|manglende|savner|oplys|sende?|(?:rigtige|korrekte)|(?:har|kender)\ (?:vi\ )?ikke)\b[^.]{0,40}\bean\b|\bean\b[^.]{0,40}\b(?:mangler|savnes)\b
    """
)
#: a subject that asks for what a bill wants, above a mail that asks for the EAN
ABOUT_BILL = pattern(r"\b(?:faktur\w*|regning\w*|opkrævning\w*|betaling\w*|\w*oplysninger)\b")
#: a subject; below an invitation it would say only how one signs up
EAN_FOR_BILL = pattern(
    r"\bean\b[^.]{0,30}\b(?:faktur\w*|regning\w*|opkrævning\w*|betaling\w*)|\b(?:faktur\w*|regning\w*)[^.]{0,30}\bean\b"
)


@dataclass(frozen=True)
class Context:
    """kind: "invitation", "meeting", "ean" or "none". meetings: the one meeting that the answered mail is about."""

    kind: str
    meetings: tuple[str, ...]
    subject: str
    is_reply: bool


def read_context(mail: Mail, network: Network, day: date) -> Context:  # noqa: PLR0911 - one return a case reads best
    """Read what a mail answers."""
    subject = PREFIX.sub("", mail.subject)
    sent_on = (
        FORWARD_PREFIX.match(mail.subject) is not None and mail.forwarded is None
    )  # nothing came with it: an answer
    is_reply = bool(REPLY_PREFIX.match(mail.subject)) or sent_on or bool(mail.quoted.strip())
    inner = mail.forwarded
    if inner is not None and _is_from_network(inner, network):  # the network's own mail, sent back as a forward
        is_reply = True
        mail = replace(mail, quoted=inner.own_text)
    folded, quoted = fold(subject), fold(mail.quoted[:2500]) if is_reply else ""
    if not is_reply:
        return Context("none", (), subject, False)
    meetings = join_ids([one for one in find_meetings(subject, network, day) if one.exact], network.meetings)
    asks_below = ASKS_EAN.search(quoted) or (ABOUT_BILL.search(folded) and re.search(r"\bean\b", quoted))
    if CONFIRMS.search(folded):
        return Context("meeting", meetings if len(meetings) == 1 else (), subject, True)
    if ASKS_EAN.search(folded) or EAN_FOR_BILL.search(folded) or (asks_below and not INVITES.search(folded)):
        return Context("ean", (), subject, True)
    invites, informs = _count(INVITES, folded, quoted), _count(INFORMS, folded, quoted)
    informs += SUBJECT_WEIGHT if len(meetings) == 1 else 0
    if invites and is_foreign(folded) and not THIS_NETWORK.search(f"{folded} {quoted}"):
        return Context("none", (), subject, True)
    is_of_one = len(meetings) == 1 and INVITES_TO_MEETING.search(folded)
    if invites and invites >= informs and not is_of_one:
        return Context("invitation", (), subject, True)
    if informs or meetings:
        return Context(
            "meeting", meetings[:1] if len(meetings) == 1 else _quoted_meeting(mail, network, day), subject, True
        )
    return Context("none", (), subject, True)


def own_subject(subject: str) -> str:
    """Return what the writer put into a subject: `Afbud til Odense (SV: Bekræftelse)` is an answer with words of its own above."""
    if REPLY_PREFIX.match(subject) or FORWARD_PREFIX.match(subject):
        return ""
    return cut_answered(subject)


def cut_answered(subject: str) -> str:
    """Cut off the subject that is answered behind other words: `Jeg vil også! (SV: Bekræftelse: Ole Finn)`."""
    return ANSWERED_SUBJECT.sub("", subject)


def _count(cues: re.Pattern[str], subject: str, quoted: str) -> int:
    """Count the different cues of a kind; those in the subject weigh more."""
    return SUBJECT_WEIGHT * len(set(cues.findall(subject))) + len(set(cues.findall(quoted)))


def _is_from_network(mail: Mail, network: Network) -> bool:
    """Tell whether a forwarded mail is the network's: by its address, or where the forward gives none, by its words."""
    if mail.sender is not None:
        return mail.sender.email in network.own_addresses
    return fold(network.name) in fold(mail.own_text) and bool(INVITES.search(fold(mail.own_text)))


def _quoted_meeting(mail: Mail, network: Network, day: date) -> tuple[str, ...]:
    """Return the only meeting to come that the quoted mail names."""
    ids = join_ids([one for one in find_meetings(mail.quoted[:2500], network, day) if one.exact], network.meetings)
    coming = [one.id for one in upcoming(network.meetings, day) if one.id in ids]
    return (coming[0],) if len(coming) == 1 else ()
