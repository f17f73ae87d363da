"""Clauses that say that a member comes to a meeting.

Strong: `jeg kommer`, `jeg deltager`; weak: `vi ses`, `glæder mig`.
"""

from __future__ import annotations

from netpost.understand.reading import Intent
from netpost.understand.signals import Signal, is_foreign, is_negated, search_first
from netpost.understand.text import Clause, pattern

STRONG = (
    pattern(
        r"\b(?:jeg|vi)\ kan\ (?:godt\ |sagtens\ )?(?:deltage|komme|være\ med)(?=\s*(?:$|[.!,]|på\ \w+dag|den\ \d))"
    ),
    pattern(
        r"""
        \b(?:jeg|vi|undertegnede|han|hun|begge)\s(?:\w+\s){0,2}?(?:kommer|deltager|møder|dukker\ op|stiller\ op
        |er\ der|er\ med|er\ på\ plads|troppe[r]?\ op)\b(?!\s+(?:til\ at|fra|for\ at|med\ en|på\ (?:barsel
        |ferie)|fra\b|ind\ på|i\ tanke|tilbage|i\ tvivl|pr\b|som|både|også\ fra))
        """
    ),
    pattern(r"^(?:\w+\ ){0,2}?(?:kommer|deltager|er\ der)\b"),
    pattern(
        r"""
        (?:\b(?:kommer|deltager|er\ med|dukker\ op|møder)|\b(?:kan|vil|skal)\ (?:nok\ |godt\ |gerne[ ]
        |sagtens\ ){0,2}(?:komme|deltage|være\ med))\s(?:\w+\s){0,3}?(?:gerne|selvfølgelig|naturligvis|alligevel
        |som\ planlagt|helt\ sikkert|også|på\ (?:torsdag|dagen|mødet)|den\ \d|d\.\ ?\d|i\ (?:aarhus|odense|vejle
        |morgen)|til\ (?:mødet|møderne|næste))\b
        """
    ),
    pattern(r"\b(?:bekræfter?|bekræfte)\b(?:\s\w+){0,4}?\s(?:deltagelse|deltager|kommer|komme|fremmøde|møde|plads)\b"),
    pattern(r"\b(?:regn|regne)\s(?:\w+\s){0,2}?med\s(?:mig|os)\b|\bkan\ (?:i\ )?regne\ med\b"),
    pattern(r"\b(?:siger|takker)\s(?:\w+\s)?ja\b"),
    pattern(
        r"""
        \b(?:i(?:'ll|\ will|'m|\ am)|we(?:'ll|\ will))\s(?:\w+\s)?(?:be\ there|attend\w*|com\w+|join\w*
        |participat\w*)\b|\bcount\ me\ in\b|\b(?:confirm|confirming)\b.{0,30}\b(?:attend\w*|participat\w*
        |coming)\b|\bsee\ you\ (?:there|on)\b
        """
    ),
    pattern(
        r"""
        \bglæder\ (?:mig|os)\ (?:\w+\ ){0,2}?til\ at\ (?:deltage|komme|være\ med)\b|\b(?:jeg|vi)\ er\ (?:på|med
        |klar)(?=\s*(?:$|[.!]))
        """
    ),
    pattern(
        r"""
        \bskal\ nok\ (?:komme|deltage|være\ der|dukke\ op)\b|\bkan\ (?:godt|sagtens|alligevel
        |gerne)\ (?:alligevel\ )?(?:komme|deltage|være\ med|nå)\b|\b(?:har\ )?(?:sat\ )?(?:kryds
        |mødet)\ (?:er\ sat\ )?i\ (?:min\ )?kalender
        """
    ),
)
WEAK = (
    pattern(
        r"""
        \b(?:vi\ ses|ses\ (?:i|på|den|d|til)|på\ gensyn|glæder\ (?:mig|os)|ser\ frem|looking\ forward
        |see\ you)\b
        """
    ),
    pattern(
        r"""
        ^\W*(?:ja\ tak|ja|ja\ da|jep|jeps|jo|yes|selvfølgelig|naturligvis|helt\ sikkert|gerne|meget\ gerne|check
        |noteret)(?=\W*$|[\s,!.])
        """
    ),
    pattern(r"\b(?:er\ på|er\ klar|den\ er\ god|kan\ godt|har\ noteret|det\ passer)\b"),
)
NOT_ACCEPT = pattern(
    r"""
    \b(?:hvis|når\ jeg\ kommer|hvad\ kommer|hvem\ kommer|hvem\ deltager|hvor\ mange|kommer\ (?:forsent|for\ sent
    |senere|først|lidt\ senere|til\ at|på\ plads|der|det|an\ på|fra|videre|retur|med\ (?:materiale|et\ oplæg
    |kage|en\ kollega))|deltager(?:e|liste|ne|betaling|gebyr)\w*|kommer\ i\ (?:tanke|tvivl)|kommer\ ind\ på
    |kommer\ tilbage)\b
    """
)


def find_accept(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that promise to come to a meeting."""
    signals = []
    for clause in clauses:
        text = clause.folded
        if (
            clause.is_question
            or is_negated(text)
            or is_foreign(text)
            or NOT_ACCEPT.search(text.replace("jeg kommer lidt senere", "jeg kommer"))
        ):
            continue
        if search_first(STRONG, text):
            signals.append(Signal(Intent.ACCEPT, clause))
        elif search_first(WEAK, text):
            signals.append(
                Signal(Intent.ACCEPT, clause, is_strong=False, kind="farewell" if WEAK[0].search(text) else "")
            )
    return signals
