"""What the mail as a whole says to what its sentences came to: doubts that fall, wishes that were missed, acts that are held.

The sentences say what is wished, for whom, and when (intent.py); the mail as a whole (outcome.py) says what a secretary would
do with it. Only where the two agree is anything done.
"""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.understand.gather import Signals
from netpost.understand.outcome import Opinion
from netpost.understand.reading import CHANGING, Intent
from netpost.understand.signals import Signal
from netpost.understand.update import find_kinds
from netpost.understand.verdict import ALIKE, REASONS, Verdict

#: from when on the whole mail outweighs doubts about a wish, or another wish; below what it holds an act back
SURELY, HARDLY = 0.96, 0.15
#: from when on a mail in which no wish was found is let be, and below what not, however calm its sentences are
IDLY, RESTLESS = 0.97, 0.5
#: the acts in which a wish may stand
ACTS_OF = {
    Intent.SIGNUP: ("join", "yes"), Intent.CANCEL: ("leave", "off", "left"), Intent.DECLINE: ("absent", "off", "refuse"),
    Intent.ACCEPT: ("yes", "join"), Intent.UPDATE: ("update", "detail"),
}  # fmt: skip
#: doubts that stand however the mail looks: it says two things at once, what does not hold, or that somebody comes in another's place
STANDS = re.compile(
    r"\b(?:både|samtidig|afløser|en del af dagen|hvornår|også at ville|i sit job|ikke gælder|udsætter)\b"
)
CLEAR = "Læst som helhed er mailen en klar besked."
UNCLEAR = "Læst som helhed er mailen ikke en klar besked; den kan være ment anderledes."
#: as people are told
NAMES = {
    "signup": "tilmelding", "cancel": "afmelding", "decline": "afbud", "accept": "ja til et møde", "update": "rettelse",
    "review": "noget for et menneske", "nothing": "intet at gøre",
}  # fmt: skip


def weigh_again(verdict: Verdict, opinion: Opinion, found: Signals) -> Verdict:
    """Return what the sentences came to, in the light of the whole mail. found: what the sentences do."""
    if is_sure(opinion, verdict.intent):
        falls = verdict.review and not any(map(STANDS.search, verdict.review))
        return replace(verdict, review=(), reasons=(*verdict.reasons, CLEAR)) if falls else verdict
    is_found = verdict.intent in CHANGING and not verdict.review
    sure = None if is_found else next((one for one in ACTS_OF if is_sure(opinion, one)), None)
    deciding = _find_deciding(sure, found) if sure else ()
    if sure and deciding:
        kinds = frozenset(one.kind for one in deciding) if sure is Intent.UPDATE else frozenset()
        return Verdict(sure, deciding, (), (REASONS[sure], CLEAR), kinds, verdict.has_question)
    if verdict.intent in CHANGING and opinion.likelihood(verdict.intent) < HARDLY:
        return replace(verdict, review=(*verdict.review, UNCLEAR))
    return verdict


def is_sure(opinion: Opinion, intent: Intent) -> bool:
    """Tell whether a secretary would surely carry out such a wish; never of an intent that changes nothing."""
    return intent in CHANGING and opinion.likelihood(intent) >= SURELY


def _find_deciding(intent: Intent, found: Signals) -> tuple[Signal, ...]:
    """Return the sentences in which a wish most plainly stands, or may stand."""
    said = [one for act in ACTS_OF[intent] for one in found.find_all(act)]
    most = max((one.likelihood for one in said), default=0.0)
    plainest = [replace(one, intent=intent) for one in said if one.likelihood >= most - ALIKE]
    if intent is not Intent.UPDATE:
        return tuple(plainest)
    return tuple(replace(one, kind=kind) for one in plainest for kind in find_kinds(one.clause.sentence_folded))


def needs_nobody(verdict: Verdict, opinion: Opinion, *, is_open: bool) -> bool:
    """Tell whether a mail in which no wish was found may be let be: a thank-you, a greeting, a word about other things.

    is_open: it asks something or names a meeting to come, so that only sentences that need nobody may say so.
    """
    if verdict.is_calm:
        return may_rest(opinion)
    return not is_open and opinion.likelihood("nothing") >= IDLY


def may_rest(opinion: Opinion) -> bool:
    """Tell whether the mail as a whole does not speak against letting it be."""
    return opinion.likelihood("nothing") >= RESTLESS


def describe_opinion(opinion: Opinion) -> str:
    """Say in Danish what the mail as a whole comes to: `tilmelding 98 %, noget for et menneske 1 %`."""
    shares = sorted(zip(opinion.likelihoods, NAMES.values(), strict=True), reverse=True)
    return ", ".join(f"{name} {100 * share:.0f} %" for share, name in shares[:2])
