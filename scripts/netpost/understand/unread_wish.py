"""Sentences that may be a wish which no act covers: `jeg må desværre melde fra` in words not known, beside a yes that is.

What was read may then be the lesser half of what the mail wants, so a person must look.
"""

from __future__ import annotations

from datetime import date

from netpost.understand.acts import ACTS
from netpost.understand.gather import MAY_SAY, Signals, names_meeting
from netpost.understand.reading import CHANGING, Intent, Network
from netpost.understand.signals import ABOUT_NETWORK
from netpost.understand.text import Clause, pattern
from netpost.understand.verdict import Verdict

LEAVING_WORDS = r"forlad\w*|ud\ af\ (?:\w+\ )?netværk\w*|\w*afmeld\w*|framel\w*|udmeld\w*|opsig\w*|udtræd\w*|melde?r?\ (?:\w+\ ){0,3}(?:fra|ud)|slettes?|fjernes?|stryges?|udgår"
ABSENCE_WORDS = r"afbud|forhindre[dt]|(?:deltager|kommer|kan)\ ikke"
JOINING_WORDS = r"tilmeld(?:e[rs]?|es)?|melde?r?\ (?:\w+\ ){0,3}(?:til|ind)|indmeld\w*"
#: words of another wish than the verdict's
OTHER_WORDS = {
    Intent.SIGNUP: pattern(rf"\b(?:{LEAVING_WORDS}|{ABSENCE_WORDS})\b"),
    Intent.ACCEPT: pattern(rf"\b(?:{LEAVING_WORDS}|{ABSENCE_WORDS})\b"),
    Intent.DECLINE: pattern(rf"\b(?:{LEAVING_WORDS})\b[^.]*\bnetværk(?!smøde)|\b(?:{JOINING_WORDS})\b"),
    Intent.CANCEL: pattern(rf"\b(?:{JOINING_WORDS})\b"),
    Intent.UPDATE: pattern(rf"\b(?:{LEAVING_WORDS}|{ABSENCE_WORDS}|{JOINING_WORDS})\b"),
}
#: … and acts of one; `i Odense er jeg med igen` is often said beside an afbud
OTHER_ACTS = {
    Intent.SIGNUP: {"leave", "off", "absent"},
    Intent.ACCEPT: {"leave", "off", "absent"},
    Intent.DECLINE: {"leave", "join"},
    Intent.CANCEL: {"join", "yes"},
    Intent.UPDATE: {"join", "leave", "off", "absent"},
}
#: `var desværre forhindret i Aarhus`
WAS_SO = pattern(r"\b(?:var|blev|havde)\b")
#: `stryg bare det afbud igen`
TAKES_BACK = pattern(r"\b(?:stryg|slet|glem|annuller\w*|fjern|træk\w*)\ (?:\w+\ ){0,3}afbud\w*")
ECHO = pattern(r"\W*(?:og\ |men\ )?det\ (?:gør|vil|ønsker|bliver)\ (?:jeg|vi|det)\b")
SURELY = 0.95
SAYS_MORE = "Mailen ser ud til også at ville noget andet: »{words}«"


def find_unread_wishes(verdict: Verdict, found: Signals, network: Network, day: date) -> list[str]:
    """List, as Danish sentences, what a mail may want besides its verdict.

    Such a sentence may need somebody, does nothing known, and has words of another wish, or names the network or a meeting and may
    do such an act.
    """
    if verdict.intent not in CHANGING or _is_sure_signup(verdict):
        return []
    known = {one.clause.place for act in ACTS for one in getattr(found, act)}
    known |= {one.clause.place for one in verdict.deciding}
    unread = [one for one in found.loud if one.place not in known]
    echoed = [one for one in found.clauses if _is_echoed(one, verdict)]
    wanted = [*echoed, *(one for one in unread if _wants_else(one, verdict, found, network, day))]
    return [SAYS_MORE.format(words=one.sentence_text) for one in wanted]


def _wants_else(sentence: Clause, verdict: Verdict, found: Signals, network: Network, day: date) -> bool:
    folded = sentence.sentence_folded
    if WAS_SO.search(folded) or TAKES_BACK.search(folded):
        return False
    if OTHER_WORDS[verdict.intent].search(folded):
        return True
    return _may_do(sentence, OTHER_ACTS[verdict.intent], found) and _is_about_us(sentence, network, day)


def _is_echoed(sentence: Clause, verdict: Verdict) -> bool:
    """`Jeg skrev, at jeg måske ville forlade netværket. Det gør jeg hermed`: tell whether a wish repeats what that says of another one."""
    echoes = {one.clause.place for one in verdict.deciding if ECHO.match(one.clause.sentence_folded)}
    is_next = (sentence.where, sentence.sentence + 1) in echoes
    return is_next and OTHER_WORDS[verdict.intent].search(sentence.sentence_folded) is not None


def _is_sure_signup(verdict: Verdict) -> bool:
    """Whoever plainly signs up has no other wish yet: what else is said of leaving is about other things."""
    return verdict.intent is Intent.SIGNUP and verdict.likelihood >= SURELY


def _may_do(sentence: Clause, acts: set[str], found: Signals) -> bool:
    faint = (one for one in found.faint if one.clause.place == sentence.place)
    return any(one.kind in acts and one.likelihood >= MAY_SAY for one in faint)


def _is_about_us(sentence: Clause, network: Network, day: date) -> bool:
    return bool(ABOUT_NETWORK.search(sentence.sentence_folded)) or names_meeting(sentence, network, day)
