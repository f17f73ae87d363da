"""What a mail says beside its wish: doubts that are overcome, doubts about something else, about later, about others.

`Måske er jeg sent ude, men tilmeld mig gerne`, `om min titel følger med, ved jeg ikke` leave the wish as plain as it is.
"""

from __future__ import annotations

import re

from netpost.understand.acts import ACTS, judge_acts
from netpost.understand.reading import Intent
from netpost.understand.signals import Signal
from netpost.understand.text import Clause, cut_clauses, pattern

#: what follows `men` must be so plain a wish by itself to overcome what stands before
PLAINLY = 0.8
#: where a sentence turns: `…, men tilmeld mig`, `…, og nu er jeg klar: sæt mig på`
CONTRAST = re.compile(r"^(?:og\s+)?(?:men|but|dog|nu)\b", re.IGNORECASE)
GOES_ON = re.compile(r"^og\s+(?:jeg|vi|han|hun|de|det|regner|håber|glæder)\b", re.IGNORECASE)
CONDITION = re.compile(r"^(?:hvis|såfremt|saafremt|if)\b", re.IGNORECASE)
#: `jeg var i tvivl`, `vi har overvejet det længe`
OVERCOME = pattern(
    r"\bændrer\ (?:\w+\ )?(?:ikke|intet)\ (?:\w+\ )?(?:på|ved)\b|\b(?:var|havde|har)\ (?:\w+\ ){0,3}(?:i\ tvivl|tøvet|overvejet|afventet|ventet|tænkt)\b|\b(?:afventede|tøvede|overvejede|ventede)\b"
)
#: `jeg håber, jeg stadig kan nå at komme med` from somebody who is late
POLITE_HOPE = pattern(
    r"\bhåber,?\ (?:at\ )?(?:jeg|vi|det|der)\ (?:\w+\ ){0,2}?(?:kan\ nå|når|er\ plads|er\ en\ plads|er\ muligt|kan\ lade\ sig\ gøre|ikke\ er\ for\ sent|er\ i\ orden)\b"
)
#: what may be open while the wish is not
SIDE_MATTER = pattern(
    r"""
    \b(?:titel\w*|stillingsbetegnelse\w*|ean\w*|faktura\w*|regning\w*|rekvisition\w*|konto\w*|frokost\w*|spise\w*|maden|toget?|bilen|hotel\w*|parker\w*
        |kollega\w*\b[^.]*\b(?:også|overvejer|selv)
        |om\ (?:\w+\ ){0,2}\w*(?:chef|leder|direktør|konsulent|medarbejder)(?:en)?\ også\b|afløser\w*|efterfølger\w*|visitkort\w*|\w*skilt\w*|nummer\w*|adresse\w*|slides|materiale\w*)\b
    """
)
#: … unless the wish hangs on it: `det afhænger af, om min kollega kan passe kontoret`
HANGS_ON = pattern(
    r"\b(?:afhæng\w*|forudsat|forudsætning\w*|betinget|kommer\ an\ på|godkend\w*|bevilg\w*|først\ (?:skal|når|have)|skal\ først)\b"
)
#: … and where it is the writer's own coming that is open
OWN_COMING = pattern(
    r"\b(?:om|hvorvidt|hvornår)\ (?:jeg|vi)\b(?!\ (?:\w+\ ){0,3}(?:frokost\w*|spise\w*|maden|titel\w*))"
)
#: what comes after, and what others will do: `hvem der får min plads, ved jeg ikke endnu`, `vi ses igen, hvis I fortsætter`
LATER = pattern(
    r"""
    \b(?:afløser\w*|efterfølger\w*|min\ plads|nogen|hvem|vedkommende|kollega\w*|(?:næste|ny|nye)\ (?:gang|runde|sæson|omgang)|en\ anden\ gang
        |igen|ses|bagefter|(?:i\ det\ nye|næste)\ år|(?:hvis|når)\ (?:netværket|i|der|det)\ (?:\w+\ )?(?:fortsætter|kører|laver|starter|bliver))\b
    """
)
#: what touches neither an absence, a yes nor a farewell is what comes later; a sign-up it may well touch
UNTOUCHED_BY_LATER = frozenset({Intent.ACCEPT, Intent.DECLINE, Intent.CANCEL})


def keep_to_wish(signal: Signal) -> str:
    """Return a sentence as written without what its wish overcomes (`…, men`) and what it goes on to say of other things."""
    clause, act = signal.clause, "update" if signal.intent is Intent.UPDATE else signal.kind
    parts = cut_clauses(clause.sentence_text)
    if clause.part not in parts:
        return clause.sentence_text
    wish = parts.index(clause.part)
    is_plain = act in ACTS and judge_acts(clause.part)[act] >= PLAINLY
    start = max((place for place in range(wish + 1) if is_plain and CONTRAST.match(parts[place])), default=0)
    kept = parts[start : wish + 1]
    goes_on = False
    for part in parts[wish + 1 :]:
        goes_on = bool(GOES_ON.match(part)) or (goes_on and bool(CONDITION.match(part)))
        if not goes_on:
            kept.append(part)
    return ", ".join(kept)


def is_turned(clauses: list[Clause], clause: Clause) -> bool:
    """Tell whether a sentence turns before one of its clauses: what it tells of before is over then."""
    return any(CONTRAST.match(one.part) for one in clauses[: clauses.index(clause) + 1])


def is_side_remark(folded: str, intent: Intent) -> bool:
    """Tell whether a sentence that hesitates is about something that leaves the mail's wish as it is."""
    if HANGS_ON.search(folded):
        return False
    if OVERCOME.search(folded) or (intent is Intent.SIGNUP and POLITE_HOPE.search(folded)):
        return True
    is_own = bool(OWN_COMING.search(folded))
    if intent in UNTOUCHED_BY_LATER and LATER.search(folded):
        return intent is Intent.ACCEPT or not is_own
    return not is_own and bool(SIDE_MATTER.search(folded))
