"""All signals of a mail → one intent, or the reasons why a person must decide.

Where two readings are possible neither is chosen. The order of the branches is that of the cases in
tests/unit/understand/test_intent.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from netpost.understand.chatter import is_refusal
from netpost.understand.context import Context
from netpost.understand.doubt import add_doubts, depends_on_question
from netpost.understand.gather import Signals, apply_context, collect_signals, name_network, split_own_words
from netpost.understand.reading import Intent, Network
from netpost.understand.reservations import is_about_something_else
from netpost.understand.signals import THIS_NETWORK, Signal
from netpost.understand.text import Clause, fold, split_clauses
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

BARE_THANKS = re.compile(r"(?:\W|\b(?:og|samt|kun|gerne|ja|til|i|den|tak|please|moedet|moederne)\b)*\btak\b\W*")


def weigh(
    text: str, subject: str, context: Context, network: Network, day: date, *, has_form: bool, has_details: bool
) -> Verdict:
    """Weigh what a mail says. text: own words without lists of people; subject: "" where it is not the writer's own."""
    clauses = split_own_words(text, network)
    found = apply_context(collect_signals(clauses, network, day), context, text)
    if not (found.has_changing() or found.weak_signup) or (has_form and not found.has_changing()):
        titled = _weigh_subject(found, subject, text, network, day, has_form=has_form, has_details=has_details)
        if titled is not None:
            return titled
    names_us = context.kind == "invitation" or bool(THIS_NETWORK.search(fold(text + " " + context.subject)))
    if has_form and not found.has_changing() and context.kind != "ean" and names_us:
        reasons = ("Mailen er et udfyldt skema.",)
        return Verdict(Intent.SIGNUP, tuple(found.weak_signup), reasons=reasons, has_question=bool(found.question))
    if context.kind == "invitation" and not found.has_changing():
        found = replace(found, signup=[one for one in map(_read_bare_meetings(network, day), clauses) if one])
    verdict = _choose(_drop_other_meetings(found, network, day), context, fold(text))
    return add_doubts(verdict, fold(text))


def _read_bare_meetings(network: Network, day: date) -> Callable[[Clause], Signal | None]:
    """`Aarhus og Vejle, tak` answers an invitation: meetings, thanks and nothing else."""

    def read(clause: Clause) -> Signal | None:
        rest = clause.folded
        mentions = find_meetings(rest, network, day)
        for one in reversed(mentions):
            rest = rest[: one.start] + " " + rest[one.end :]
        is_bare = bool(mentions) and all(one.ids for one in mentions) and bool(BARE_THANKS.fullmatch(rest))
        return Signal(Intent.SIGNUP, clause) if is_bare and not clause.is_question else None

    return read


def _drop_other_meetings(found: Signals, network: Network, day: date) -> Signals:
    """`Jeg kommer ikke i Odense, men deltager i Vejle`: a yes to other meetings does not contradict an absence."""
    absent = _exact_ids(found.decline, network, day)
    if not absent:
        return found
    kept = [
        one
        for one in found.accept
        if not re.search(r"\b(?:oevrige|andre|resterende|resten)\b", one.clause.folded)
        and (not (ids := _exact_ids([one], network, day)) or ids & absent)
    ]
    return replace(found, accept=kept)


def _exact_ids(signals: list[Signal], network: Network, day: date) -> set[str]:
    return {
        one
        for signal in signals
        for mention in find_meetings(signal.clause.folded, network, day)
        if mention.exact
        for one in mention.ids
    }


def _weigh_subject(
    found: Signals, subject: str, text: str, network: Network, day: date, *, has_form: bool, has_details: bool
) -> Verdict | None:
    """Let the subject decide where the text has no wish of its own."""
    if not subject.strip() or is_about_something_else(fold(text)):
        return None
    clauses = name_network(split_clauses(subject, "emnet"), network)
    titled = collect_signals(clauses, network, day)
    words = len(re.findall(r"[^\W\d_]+", text))
    chosen = next(
        (
            (intent, signals)
            for intent, signals in (
                (Intent.CANCEL, titled.cancel),
                (
                    Intent.SIGNUP,
                    titled.signup
                    or ([one for one in titled.weak_signup if THIS_NETWORK.search(one.clause.folded) or has_form]),
                ),
                (Intent.DECLINE, titled.decline),
            )
            if signals
        ),
        None,
    )
    if chosen is None:
        bare = re.fullmatch(r"\W*(?:tilmelding(?:er)?|anmaelan|paamelding|deltagelse)\W*", fold(subject))
        if bare and (has_form or has_details):
            return Verdict(
                Intent.SIGNUP,
                (Signal(Intent.SIGNUP, clauses[0]),),
                reasons=("Emnet siger »tilmelding«, og teksten giver oplysninger om en person.",),
            )
        return None
    intent, signals = chosen
    if any(one.is_question for one in clauses) or (found.question and not has_form):
        return None
    review = () if words < 40 or has_form or has_details else ("Ønsket står kun i emnet; teksten siger det ikke.",)
    return Verdict(intent, tuple(signals), review, (f"Emnet siger det: »{subject.strip()}«.",))


def _choose(found: Signals, context: Context, text: str) -> Verdict:  # noqa: PLR0911 - one return a case reads best
    asks = bool(found.question)
    kinds = frozenset(one.kind for one in found.update)
    if found.cancel and not found.signup:
        return _cancel(found, asks)
    if found.cancel and found.signup:
        return Verdict(
            Intent.CANCEL,
            (*found.cancel, *found.signup),
            ("Mailen taler både om at melde til og om at melde fra.",),
            has_question=asks,
        )
    if found.signup:
        return _signup(found, context, asks)
    if found.decline and not (context.kind == "invitation" and is_refusal(text)):
        return _decline(found, kinds, asks)
    if found.weak_cancel:
        return Verdict(
            Intent.CANCEL,
            tuple(found.weak_cancel),
            ("Det er ikke klart, om mailen melder fra til ét møde eller ud af netværket.",),
            has_question=asks,
        )
    if found.left and not (found.stays or kinds & {"job", "email"}):
        return Verdict(
            Intent.CANCEL,
            tuple(found.left),
            ("Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket.",),
            has_question=asks,
        )
    serious = kinds - {"ean"} or (kinds and (context.kind in {"ean", "none", "meeting"}))
    if found.accept and not serious:
        return _accept(found, asks)
    if serious:
        return _update(found, kinds, asks)
    if found.weak_signup and context.is_reply and not asks:
        return Verdict(
            Intent.OTHER, (), ("Mailen siger ja til noget, men det er ikke klart, til hvad.",), is_understood=False
        )
    if asks:
        return Verdict(
            Intent.QUESTION,
            tuple(found.question),
            ("Mailen spørger om noget, som et menneske må svare på.",),
            has_question=True,
        )
    return Verdict(Intent.OTHER, is_understood=False)


def _cancel(found: Signals, asks: bool) -> Verdict:
    review = []
    if found.stays or found.denied:
        review.append("Mailen siger både, at nogen forlader netværket, og at nogen bliver.")
    if found.accept and not re.search(r"\b(?:sidste|indtil)\b", found.accept[0].clause.sentence_folded):
        review.append("Mailen melder ud af netværket og siger samtidig, at nogen kommer til et møde.")
    return Verdict(
        Intent.CANCEL,
        tuple(found.cancel),
        tuple(review),
        ("Mailen siger, at nogen forlader netværket.",),
        has_question=asks,
    )


def _signup(found: Signals, context: Context, asks: bool) -> Verdict:
    review = []
    if found.weak_cancel:
        review.append("Mailen taler både om at melde til og om at melde fra.")
    if depends_on_question(found.question, [id(one.clause) for one in found.signup]):
        review.append("Tilmeldingen kan afhænge af et spørgsmål, som mailen stiller.")
    if context.kind == "meeting" and not any(
        re.search(r"\bnetvaerk(?!smoede)", one.clause.sentence_folded) for one in found.signup
    ):
        review.append(
            "Mailen svarer på en mail om et møde; det er ikke klart, om det er en ny tilmelding eller et ja til mødet."
        )
    return Verdict(
        Intent.SIGNUP, tuple(found.signup), tuple(review), ("Mailen beder om en plads i netværket.",), has_question=asks
    )


def _decline(found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    deciding = {one.clause.sentence for one in found.decline}
    if found.weak_cancel:
        review.append("Det er ikke klart, om mailen melder fra til ét møde eller ud af netværket.")
    if [one for one in found.accept if one.clause.sentence not in deciding] or [
        one for one in found.accept if re.search(r"\bmen\b", one.clause.sentence_folded)
    ]:
        review.append("Mailen siger både, at nogen kommer, og at nogen ikke kommer.")
    if kinds - {"ean", "job"} and not kinds <= {"title"}:
        review.append("Mailen melder afbud og retter samtidig oplysninger.")
    if found.left:
        review.append("Mailen melder afbud, men siger også, at nogen stopper i sit job.")
    return Verdict(
        Intent.DECLINE,
        tuple(found.decline),
        tuple(review),
        ("Mailen siger, at nogen ikke kommer til et møde.",),
        has_question=asks,
    )


def _accept(found: Signals, asks: bool) -> Verdict:
    return Verdict(
        Intent.ACCEPT, tuple(found.accept), (), ("Mailen siger, at nogen kommer til et møde.",), has_question=asks
    )


def _update(found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    if "job" in kinds and not found.stays:
        review.append("Mailen fortæller om et nyt job, men ikke, om pladsen i netværket følger med.")
    if found.accept:
        review.append("Mailen retter oplysninger og siger samtidig ja til et møde.")
    if found.left and not found.stays:
        review.append("Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket.")
    return Verdict(
        Intent.UPDATE,
        tuple(found.update),
        tuple(review),
        ("Mailen giver eller retter oplysninger om et medlem.",),
        kinds,
        asks,
    )
