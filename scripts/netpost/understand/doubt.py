"""What makes a clear wish unclear: hesitation, conditions, open questions, somebody else in one's place.

The findings are Danish sentences for staff.
"""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.understand.reading import Intent
from netpost.understand.reservations import find_reservations
from netpost.understand.signals import THIS_NETWORK, Signal, is_conditional, is_doubtful, is_foreign
from netpost.understand.text import pattern
from netpost.understand.verdict import Verdict

SUBSTITUTE = pattern(
    r"""
    \b(?:i\ stedet\ for\ (?:mig|ham|hende|os|undertegnede|min)|i\ (?:mit|hans|hendes|vores)\ sted
    |erstatning\ for|som\ erstatning|afløser\w*|afløse\w*|stedfortræder\w*|suppleant\w*
    |overtager?\ (?:\w+\ ){0,3}plads\w*|overtage\ (?:\w+\ ){0,3}plads\w*|overtage\ efter|overtager\ efter
      |(?:sender|kommer|deltager|møder|tager)\b[^@]{0,60}\bi\ stedet|(?:plads\w*
      |tilmelding\w*)\ (?:\w+\ ){0,3}(?:videre|overdrag\w*|overgår|gives\ til|over\ til|til\ min
      |på\ en\ kollega)|(?:give|giver|overdrage\w*|overlade\w*|bytte\w*|overføre\w*)\ (?:\w+\ ){0,3}(?:plads\w*
      |tilmelding\w*)|(?:sender|sende)\ (?:jeg\ |vi\ )?(?:en\ (?:kollega|anden|medarbejder)|min\ \w+
      |\w+\ \w+\ i)|glæde\ af\ min|på\ min\ plads|efterfølger\w*\b.{0,40}\b(?:overtager|deltager|vil|skal|kommer
      |indtræder|tilmeld\w*)
      |(?:udskift\w*|erstat\w*|skift\w*)\b[^@]{0,40}\b(?:deltager\w*|med|navn|person)|(?:instead\ of\ me
      |in\ my\ place|replace\ me|my\ replacement|on\ my\ behalf|substitute)
      |min\ kollega\b[^@]{0,50}\b(?:deltager|kommer|møder)\b|stepper\ ind|træder\ ind|hopper\ ind\ for
      |må\ (?:\w+\ )?(?:komme|deltage)\ i\ stedet)\b
    """
)


NOT_SUBSTITUTE = pattern(
    r"""
    \b(?:ikke\ (?:fundet|udpeget|ansat|på\ plads|afklaret)|afløser\ (?:det|den|mødet|tidligere|vores\ gamle)
    |jeg\ er\ (?:vikar|afløser|ny))\b
    """
)


HARD_IF = pattern(
    r"""
    \b(?:kun,?\ hvis|kun,?\ såfremt|forudsat|under\ forudsætning|på\ betingelse|betinget\ af|medmindre
    |med\ mindre|i\ så\ fald|ellers\ (?:må|vil|skal|springer|er)|only\ if|provided|unless|if\ so
    |med\ forbehold)\b
    """
)


#: Said anywhere, these leave the matter open.
OPEN_MATTER = pattern(
    r"""
    \b(?:overvejer\ (?:stadig|fortsat|lige|endnu)|skal\ (?:jeg\ |vi\ )?(?:dog\ |lige\ |først\ |bare\ )*(?:vende
    |afklare|have\ (?:det\ )?(?:godkendt|afklaret)|spørge|høre\ (?:min|med)|tale\ med|snakke\ med|tjekke)|(?:jeg
    |vi)\ vender\ (?:lige\ )?tilbage|vender\ tilbage\ med|afventer|ikke\ (?:helt\ |endeligt\ )?(?:sikker
    |afklaret|besluttet|godkendt)|med\ forbehold|mangler\ (?:\w+\ ){0,2}(?:godkendelse|accept)|foreløbig\w*
    |endelig\ (?:godkendelse|besked|svar)\ (?:følger|kommer)|not\ (?:yet\ )?(?:sure|decided|confirmed))\b
    """
)


#: Questions whose answer may decide whether the wish stands.
ELIGIBILITY = pattern(
    r"""
    \b(?:pris\w*|koster|betale\w*|rabat|plads\w*|muligt\ at\ (?:deltage|være|komme|nøjes)|(?:må|kan
    |skal)\ (?:man|jeg|vi)\ (?:\w+\ ){0,3}?(?:være|deltage|nå|nøjes|komme\ med|dele)|krav|målgruppe\w*|kun\ for
    |nøjes|halv|for\ sent|okay|ok\b|i\ orden|velkom\w*|betingelse\w*|forudsæt\w*|online|virtuelt|bindende|cost
    |price|eligible)\b
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
        if id(one.clause) in asking:
            rest = GOES_ON_TO_ASK.search(text)
            text = rest[0] if rest else ""
        if ELIGIBILITY.search(text) and not PRACTICAL.search(text):
            return True
    return False


def add_doubts(verdict: Verdict, text: str) -> Verdict:
    """Add what makes a clear wish unclear: doubt, conditions, somebody else in one's place."""
    if verdict.intent not in {Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.ACCEPT, Intent.UPDATE}:
        return verdict
    review = list(verdict.review)
    clean = [
        one
        for one in verdict.deciding
        if not is_doubtful(
            one.clause.sentence_folded
            if one.intent in {Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT}
            else one.clause.folded
        )
        and not is_conditional(_condition_scope(one))
    ]
    if verdict.deciding and not clean:
        if any(is_conditional(_condition_scope(one)) for one in verdict.deciding):
            review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
        else:
            review.append("Mailen tøver: det er ikke en klar besked.")
    elif OPEN_MATTER.search(text) and verdict.intent in {Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT}:
        review.append("Mailen tøver: det er ikke en klar besked.")
    elif HARD_IF.search(text) and verdict.intent is not Intent.UPDATE:
        review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
    wish = " ".join(dict.fromkeys(one.clause.sentence_folded for one in verdict.deciding))
    review += find_reservations(verdict.intent, text, wish)
    if _has_substitute(text) and verdict.intent is not Intent.UPDATE:
        review.append("Mailen handler om en afløser eller om at give en plads videre.")
    if (
        verdict.intent is Intent.SIGNUP
        and any(is_foreign(one.clause.sentence_folded) for one in clean)
        and not THIS_NETWORK.search(text)
    ):
        review.append("Tilmeldingen kan gælde noget andet end netværket.")
    return replace(verdict, review=tuple(dict.fromkeys(review)), deciding=tuple(clean or verdict.deciding))


def _condition_scope(signal: Signal) -> str:
    """A condition counts within the sentence; for an update or an absence only within the clause."""
    return signal.clause.folded if signal.intent is Intent.UPDATE else signal.clause.sentence_folded


def _has_substitute(text: str) -> bool:
    for match in SUBSTITUTE.finditer(text):
        around = text[max(0, match.start() - 60) : match.end() + 50]
        near = text[max(0, match.start() - 25) : match.end() + 25]
        if (
            not NOT_SUBSTITUTE.search(around)
            and "@" not in near
            and not re.search(r"\b(?:mail|adresse|nummer|ean|mobil)\b", near)
        ):
            return True
    return False
