"""Clauses that ask something that a human must answer. Requests that belong to another intent are not asked here."""

from __future__ import annotations

from netpost.understand.reading import Intent
from netpost.understand.signals import Signal
from netpost.understand.text import Clause, pattern

ASKS = pattern(
    r"""
    ^(?:og\ |men\ |så\ |ps:?\ |hej\ )?(?:hvor|hvad|hvem|hvornår|hvordan|hvilke[nt]?|hvorfor|hvorvidt|kan\ (?:man
    |i|du|jeg|vi)|må\ (?:man|jeg|vi)|er\ (?:der|det)|har\ (?:i|du)|skal\ (?:man|jeg|vi)|får\ (?:man|vi|jeg)
    |findes\ der|mon|what|when|where|how|who|which|can|could|is\ there|do\ you|does|are)\b
    |\b(?:spørgsmål|vil\ (?:gerne\ |meget\ gerne\ )?(?:vide|høre|spørge)|ville\ høre|høre,?\ (?:om|hvad|hvor
    |hvornår)|i\ tvivl\ om|kan\ (?:i|du)\ (?:oplyse|fortælle|sende|svare|sige|hjælpe|forklare|bekræfte|give
    |maile|be)|vil\ (?:i|du)\ (?:sende|oplyse|fortælle|give|svare|ringe|bekræfte|kontakte|undersøge|tjekke
    |forklare)|send(?:e)?\ (?:mig\ |os\ )?(?:venligst\ )?(?:programmet|slides|en\ kopi|fakturaen|materiale\w*
    |mere\ info\w*|yderligere)
      |savner|efterlyser|mangler\ (?:at\ få|stadig\ (?:at|slides|referat|faktura|svar)|svar|link\w*|slides
      |program\w*|referat\w*|materiale\w*)|ring\ (?:til\ )?mig|ringe\ til\ mig|kontakt\ mig|nærmere\ (?:info\w*
      |oplysninger)|mere\ (?:info\w*|at\ vide)|yderligere\ (?:info\w*|oplysninger)|could\ you|can\ you
      |please\ (?:send|let|tell|call|advise)|i\ would\ like\ to\ know|wonder)\b
    """
)
#: Questions that want no answer.
SOCIAL = pattern(
    r"""
    \b(?:hvordan\ går\ det|hvor\ (?:er\ det|var\ det|bliver\ det)\ (?:\w+\ )?(?:dejligt|skønt|godt|fint|rart
    |flot|hyggeligt|hurtigt)|går\ det\ godt|håber\ (?:du|i)|ikke\ sandt|vel\ ikke|er\ det\ ikke\ (?:skønt
    |dejligt)|sikke|how\ are\ you)\b
    """
)


def find_question(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that want an answer. Strong: they end in a question mark or ask outright."""
    signals = []
    for clause in clauses:
        if SOCIAL.search(clause.folded):
            continue
        if clause.is_question or ASKS.search(clause.folded):
            signals.append(
                Signal(Intent.QUESTION, clause, is_strong=clause.is_question or bool(ASKS.search(clause.folded)))
            )
    return signals
