"""What becomes of a wish, now that it is known how likely a secretary would carry it out: doubts that fall, wishes that were missed, acts that are held.

The sentences say what is wished, for whom, and when (intent.py); how likely that is to be right, or something else, is learned (stacking.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from netpost.understand.acts import is_known_word, judge_acts
from netpost.understand.choice import Scope
from netpost.understand.gather import Signals
from netpost.understand.outcome import Opinion
from netpost.understand.reading import CHANGING, Intent, Person
from netpost.understand.scope import OPEN
from netpost.understand.signals import Signal
from netpost.understand.signup_scope import BOTH_WAYS
from netpost.understand.update import find_kinds
from netpost.understand.verdict import ALIKE, REASONS, Verdict

#: from when on a wish is carried out that the sentences plainly say, one that they doubt or did not say, and one of which they say two things at once
LIKELY, SURELY, CERTAINLY = 0.6, 0.78, 0.95
#: from when on a mail is let be that is mere talk by its sentences, and any other
CALMLY, IDLY = 0.5, 0.93
#: below what for whom it was found to be, and at which meetings a sign-up; at which any other wish, or one of a mail that names each meeting to come
HARDLY_FOR, HARDLY_AT, HARDLY_AT_ALL = 0.05, 0.3, 0.02
#: how sure it must be of each meeting to come, where the sentences leave open which are meant
MEANT = 0.94
#: the wishes that are for meetings
OF_MEETINGS = (Intent.SIGNUP, Intent.DECLINE, Intent.ACCEPT)
#: from when on a wish outweighs that it may be meant for something else, or for another
PLAINLY = 0.85
#: how plainly it must be the writer's own, and nobody else's; and a wish, where words of other things stand in a mail that is no answer
WRITERS, OURS = 0.98, 0.98
#: the acts in which a wish may stand
ACTS_OF = {
    Intent.SIGNUP: ("join", "yes"), Intent.CANCEL: ("leave", "off", "left"), Intent.DECLINE: ("absent", "off", "refuse"),
    Intent.ACCEPT: ("yes", "join"), Intent.UPDATE: ("update", "detail"),
}  # fmt: skip
#: how that is said: that somebody comes in another's place, that a wish is taken back, stands beside another one
TWO_THINGS = re.compile(
    r"\b(?:afløser|både|samtidig|en del af dagen|i sit job|ikke gælder|tager noget tilbage|to måder|hvornår)\b|\bville noget andet:"
)
#: what is left of a broken mail may hold none, and the network says something of `!!! --b`, too: what comes nearest to a wish has words
A_WORD = re.compile(r"[^\W\d_]{2,}")
CLEAR = "Læst som helhed er mailen en klar besked."
UNCLEAR_PEOPLE = "Læst som helhed er det ikke klart, hvem mailen gælder."
UNCLEAR_MEETINGS = "Læst som helhed er det ikke klart, hvilke møder mailen gælder."
UNCLEAR = "Læst som helhed er mailen ikke en klar besked; den kan være ment anderledes."
#: as people are told
NAMES = {
    "signup": "tilmelding", "cancel": "afmelding", "decline": "afbud", "accept": "ja til et møde", "update": "rettelse",
    "review": "noget for et menneske", "nothing": "intet at gøre",
}  # fmt: skip


def weigh_again(verdict: Verdict, opinion: Opinion, found: Signals) -> Verdict:
    """Return what the sentences came to, in the light of how likely each outcome is. found: what the sentences do."""
    if verdict.intent in CHANGING and not verdict.review and opinion.likelihood(verdict.intent) >= LIKELY:
        return verdict
    sure = next((one for one in ACTS_OF if opinion.likelihood(one) >= SURELY), None)
    carried_out = _carry_out(sure, verdict, opinion, found) if sure else None
    if carried_out is not None:
        return carried_out
    if verdict.intent not in CHANGING:
        return verdict
    if opinion.likelihood("nothing") >= IDLY:
        return Verdict(Intent.OTHER, has_question=verdict.has_question)
    return replace(verdict, review=verdict.review or (UNCLEAR,))


def _carry_out(sure: Intent, verdict: Verdict, opinion: Opinion, found: Signals) -> Verdict | None:
    """Let doubts fall about a wish that is likely enough, and find its sentences where another one, or none, was found; None where no sentence may bear it."""
    is_certain = opinion.likelihood(sure) >= CERTAINLY
    stands = () if is_certain else tuple(filter(TWO_THINGS.search, verdict.review))
    if sure is verdict.intent:
        falls = stands != verdict.review
        return replace(verdict, review=stands, reasons=(*verdict.reasons, CLEAR)) if falls else verdict
    deciding = _find_deciding(sure, found)
    if not deciding:
        return None
    kinds = frozenset(one.kind for one in deciding) if sure is Intent.UPDATE else frozenset()
    return Verdict(sure, deciding, stands, (REASONS[sure], CLEAR), kinds, verdict.has_question)


def is_ours(opinion: Opinion, intent: Intent, *, is_reply: bool) -> bool:
    """Tell whether a mail is so plainly such a wish that words of other things do not speak against it."""
    return opinion.likelihood(intent) >= (PLAINLY if is_reply else OURS)


def is_plainly(opinion: Opinion, intent: Intent) -> bool:
    """Tell whether a mail is so plainly such a wish that what it leaves unnamed does not speak against it."""
    return opinion.likelihood(intent) >= PLAINLY


def _find_deciding(intent: Intent, found: Signals) -> tuple[Signal, ...]:
    """Return the sentences in which a wish most plainly stands, or may stand; where none may, those that come nearest to it."""
    acts = ACTS_OF[intent]
    said = [one for act in acts for one in found.find_all(act)] or [
        Signal(intent, one, max(map(judge_acts(one.part).__getitem__, acts)), acts[0])
        for one in found.clauses
        if any(map(is_known_word, A_WORD.findall(one.part)))
    ]
    most = max((one.likelihood for one in said), default=0.0)
    plainest = [replace(one, intent=intent) for one in said if one.likelihood >= most - ALIKE]
    if intent is not Intent.UPDATE:
        return tuple(plainest)
    return tuple(replace(one, kind=kind) for one in plainest for kind in find_kinds(one.clause.sentence_folded))


def doubt_people(intent: Intent, opinion: Opinion, people: Iterable[Person]) -> Iterator[str]:
    """Say that the mail as a whole hardly fits for whom the wish was found to be."""
    if intent is Intent.ACCEPT:  # is the writer's, or goes to staff
        return
    is_writer = [one.is_writer for one in people]
    for_whom = (
        opinion.facet("writer", is_found=any(is_writer)), opinion.facet("others", is_found=not all(is_writer))
    )  # fmt: skip
    if min(for_whom) < HARDLY_FOR:
        yield UNCLEAR_PEOPLE


def settle_scope(
    scope: Scope, intent: Intent, opinion: Opinion, ahead: tuple[str, ...], *, is_of_one: bool, is_each_named: bool
) -> Scope:
    """Return which meetings a wish covers, in the light of the whole mail. ahead: ids of those to come, by date. is_of_one: the wish is for one person.

    Where the words nearest to the wish leave it open, the mail may say it plainly; where it hardly fits what they say, a person must look.
    """
    if intent not in OF_MEETINGS or not ahead or not set(scope.meetings).issubset(ahead):
        return scope
    likelihoods = {one: opinion.means_meeting(place) for place, one in enumerate(ahead)}
    if scope.review:
        meant = tuple(one for one, likelihood in likelihoods.items() if likelihood >= MEANT)
        is_sure = bool(meant) and all(max(one, 1 - one) >= MEANT for one in likelihoods.values())
        may_fall = OPEN | {BOTH_WAYS} if is_of_one else OPEN
        falls = is_sure and may_fall.issuperset(scope.review)
        return Scope(() if intent is Intent.SIGNUP and meant == ahead else meant) if falls else scope
    found = scope.meetings or ahead
    fits = min(likelihood if one in found else 1 - likelihood for one, likelihood in likelihoods.items())
    is_hardly = fits < (HARDLY_AT if intent is Intent.SIGNUP and not is_each_named else HARDLY_AT_ALL)
    return replace(scope, review=(UNCLEAR_MEETINGS,)) if is_hardly else scope


def is_surely_writers(opinion: Opinion, intent: Intent) -> bool:
    """Tell whether a wish is surely the writer's own, and nobody else's: what only looks like another's is none then."""
    return (
        is_plainly(opinion, intent)
        and opinion.facet("writer", is_found=True) >= WRITERS
        and opinion.facet("others", is_found=False) >= WRITERS
    )


def needs_nobody(verdict: Verdict, opinion: Opinion) -> bool:
    """Tell whether a mail in which no wish was found may be let be: a thank-you, a greeting, a refusal, a word about other things."""
    return opinion.likelihood("nothing") >= (CALMLY if verdict.is_calm else IDLY)


def describe_opinion(opinion: Opinion) -> str:
    """Say in Danish what the mail as a whole comes to: `tilmelding 98 %, noget for et menneske 1 %`."""
    shares = sorted(zip(opinion.likelihoods, NAMES.values(), strict=True), reverse=True)
    return ", ".join(f"{name} {100 * share:.0f} %" for share, name in shares[:2])
