"""What makes a clear wish unclear: hesitation, conditions, open questions, somebody else in one's place.

The findings are Danish sentences for staff.
"""

from __future__ import annotations

from dataclasses import replace

from netpost.understand.acts import judge_acts
from netpost.understand.gather import Signals
from netpost.understand.reading import CHANGING, Intent
from netpost.understand.reservations import find_reservations
from netpost.understand.side_remarks import is_side_remark, keep_to_wish
from netpost.understand.signals import Signal, hangs_on, is_conditional, is_doubtful, is_request
from netpost.understand.text import Clause, fold, pattern
from netpost.understand.verdict import Verdict

#: how likely it must be that a sentence hesitates: the one that the wish stands in, and another
NEAR, FAR = 0.35, 0.7
#: … and how likely for words of caution to be taken for it
HINT = 0.1
#: wishes that are as plain as each other
ALIKE = 0.02
#: Questions whose answer may decide whether the wish stands.
ELIGIBILITY = pattern(
    r"""
    \b(?:pris\w*|koster|betale\w*|rabat|dele\w*|nøjes|krav|målgruppe\w*|kun\ for|halv|betingelse\w*|forudsæt\w*|online|virtuelt
    |bindende|giver\ det\ mening|forbeholdt|for\ at\ (?:kunne\ |måtte\ )?(?:være\ med|deltage|komme\ med)|cost|price|eligible)\b
    """
)


PRACTICAL = pattern(
    r"""
    \b(?:park\w*|hotel\w*|overnat\w*|tog\w*|frokost\w*|mad\w*|transport\w*|billet\w*|færge\w*|bus|kørsel\w*
    |slides|program\w*|elevator|kørestol\w*|vegetar\w*)\b
    """
)


#: Where a sentence that asks for a place goes on to ask about it.
GOES_ON_TO_ASK = pattern(r"\b(?:høre|spørge|vide|spørgsmål)\b.*$")


def depends_on_question(questions: list[Signal], asking: list[int]) -> bool:
    """Tell whether the answer to a question may decide a sign-up. asking: ids of the clauses that ask for the place."""
    for one in questions:
        text = one.clause.folded
        if not (one.clause.is_question or GOES_ON_TO_ASK.search(text)):
            continue
        if id(one.clause) in asking:
            rest = GOES_ON_TO_ASK.search(text)
            text = rest[0] if rest else ""
        if ELIGIBILITY.search(text) and not PRACTICAL.search(text):
            return True
    return False


#: `jeg vil være med, hvor skriver jeg under?`: said first, asked then
DECLARED = pattern(
    r"^\W*(?:\w+\ ){0,3}(?:jeg|vi)\ (?:vil|ønsker|skal|deltager|tilmelder)\b[^?]*,\ (?:så\ )?(?:hvor|hvad|hvordan|hvornår|hvem)\b"
)
LEAVES_CHOICE = pattern(r"\b(?:eller\ (?:skal|må|kan|bør)|or\ (?:should|shall|do|can|may))\b")
WANTS_TO_KNOW = pattern(
    r"\b(?<!mig\ til\ at\ )(?<!os\ til\ at\ )(?:høre|vide|spørge|spørger)\b[^.]{0,15}\b(?:om|hvor|hvad|hvornår|hvordan)\b|\bwonder\w*\ (?:if|whether)\b"
)
#: `det afhænger af, om min kollega kan passe kontoret`, wherever it stands
DEPENDS = pattern(r"\b(?:det|alt)\ (?:\w+\ )?(?:afhænger|kommer\ (?:\w+\ )?an\ på|står\ og\ falder)\b")
#: `der kommer ingen i mit sted`
NOBODY_INSTEAD = pattern(
    r"\b(?:ingen|ikke\ nogen|nobody|no\ one)\b.{0,30}\b(?:i\ mit\ sted|i\ stedet|efter\ mig|afløser\w*|instead|replac\w*)\b"
)
IN_ONES_PLACE = pattern(r"\b(?:erstatning|afløser|stedfortræder|suppleant)\ for\b|\bin\ place\ of\b")


def add_doubts(verdict: Verdict, found: Signals, text: str) -> Verdict:
    """Add what makes a clear wish unclear: doubt, conditions, somebody else in one's place."""
    if verdict.intent not in CHANGING:
        return verdict
    review = list(verdict.review)
    if verdict.deciding and all(map(_only_enquires, verdict.deciding)):
        review.append("Mailen spørger, om eller hvordan det kan lade sig gøre; det er ikke en klar besked.")
    wishes = {one.clause.sentence_folded for one in verdict.deciding}
    kept = {fold(keep_to_wish(one)) for one in verdict.deciding}
    if (
        verdict.intent is not Intent.UPDATE
        and wishes
        and (all(map(is_conditional, kept)) or all(map(hangs_on, wishes)))
    ):
        review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
    if _hesitates(found, verdict) or (kept and all(map(is_doubtful, kept))):
        review.append("Mailen tøver: det er ikke en klar besked.")
    if _reads_both_ways(verdict):
        review.append("Mailen kan læses på to måder.")
    stands_in = verdict.intent is Intent.SIGNUP and any(map(IN_ONES_PLACE.search, wishes))
    if stands_in or (verdict.intent is not Intent.UPDATE and _casts_doubt("substitute", found, verdict)):
        review.append("Mailen handler om en afløser eller om at give en plads videre.")
    is_hinted = any(_casts_doubt(act, found, verdict, HINT, HINT) for act in ("unsure", "foreign"))
    review += find_reservations(verdict.intent, _leave_out_past(text, found), " ".join(kept), is_hinted=is_hinted)
    return replace(verdict, review=tuple(dict.fromkeys(review)))


def _leave_out_past(text: str, found: Signals) -> str:
    """Leave out what plainly tells of before: `i juni meldte jeg fra til jeres temadag` holds no wish back."""
    left = " ".join(text.split())
    for one in found.past:
        if one.likelihood >= FAR:
            left = left.replace(one.clause.sentence_folded, " ")
    return left


#: what a sentence would say that says the opposite of the wish, and how likely that must be
OPPOSITES = {
    Intent.SIGNUP: ("absent", "leave", "off", "refuse"),
    Intent.ACCEPT: ("absent", "leave", "off"),
    Intent.DECLINE: ("yes", "join"),
    Intent.CANCEL: ("join", "stay"),
}
PERHAPS = 0.3
#: … unless the wish is as plain as this
SURELY = 0.95


def _reads_both_ways(verdict: Verdict) -> bool:
    """Tell whether the only sentence of the wish may as well say the opposite: `den 14. er en torsdag`."""
    sentences = {one.clause.sentence_text for one in verdict.deciding}
    if len(sentences) != 1 or len({one.clause.part for one in verdict.deciding}) > 1:
        return False
    acts = judge_acts(sentences.pop())
    wish = max((one.likelihood for one in verdict.deciding), default=0.0)
    return any(acts[act] >= PERHAPS and wish < SURELY for act in OPPOSITES.get(verdict.intent, ()))


def _only_enquires(signal: Signal) -> bool:
    """`Kan sådan en som mig også være med?` asks; `vil du skrive mig på?` is a wish."""
    sentence = signal.clause.sentence_folded
    if DECLARED.search(sentence):
        return False
    if signal.clause.is_question and LEAVES_CHOICE.search(sentence):
        return True
    return (signal.clause.is_question or bool(WANTS_TO_KNOW.search(sentence))) and not is_request(sentence)


def _hesitates(found: Signals, verdict: Verdict) -> bool:
    """Tell whether the wish hesitates where it stands, or another sentence plainly does that is no side remark."""
    plainest = _find_plainest(verdict)
    near = {one.clause.sentence_text: keep_to_wish(one) for one in verdict.deciding if _place(one) in plainest}
    if any(judge_acts(wish)["unsure"] >= NEAR for wish in near.values()) or any(map(_depends, found.clauses)):
        return True
    return any(
        one.likelihood >= FAR and not is_side_remark(one.clause.sentence_folded, verdict.intent)
        for one in _find_signals("unsure", found)
        if _place(one) not in plainest
    )


def _depends(clause: Clause) -> bool:
    return bool(DEPENDS.search(clause.sentence_folded))


def _casts_doubt(act: str, found: Signals, verdict: Verdict, near: float = NEAR, far: float = FAR) -> bool:
    """Tell whether the sentence of the wish, or plainly another one, speaks of somebody in one's place, for one."""
    plainest = _find_plainest(verdict)
    return any(one.likelihood >= (near if _place(one) in plainest else far) for one in _find_signals(act, found))


def _find_plainest(verdict: Verdict) -> set[tuple[str, int]]:
    """Return where the plainest wishes stand; `Til Aarhus kører jeg med en anden` beside `Tilmeld mig` is not one."""
    limit = max((one.likelihood for one in verdict.deciding), default=0.0) - ALIKE
    return {_place(one) for one in verdict.deciding if one.likelihood >= limit}


def _find_signals(act: str, found: Signals) -> list[Signal]:
    signals: list[Signal] = [*getattr(found, act), *(one for one in found.faint if one.kind == act)]
    return [one for one in signals if act != "substitute" or not NOBODY_INSTEAD.search(one.clause.sentence_folded)]


def _place(signal: Signal) -> tuple[str, int]:
    return signal.clause.where, signal.clause.sentence
