"""Which meetings a wish covers, and why a person must look where that is not certain.

A sign-up covers all that remain () unless it asks for some; an absence or a promise covers those it names, else the
one that the answered mail is about.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from netpost.message import Mail
from netpost.understand.context import Context
from netpost.understand.contradiction import find_contradictions
from netpost.understand.gather import FAREWELL, Signals
from netpost.understand.mention import Mention, join_ids, upcoming
from netpost.understand.reading import Intent, Network
from netpost.understand.signup_scope import Scope, find_signup_scope, own_subject
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

#: `jeg kommer ikke før Vejle`: away until then
NOT_UNTIL = pattern(r"\bikke\ (?:\w+\ ){0,2}(?:før|førend|inden)\b|\bførst\ (?:\w+\ ){0,3}(?:igen|til|i)\b")
SOON = timedelta(days=7)


def find_scope(
    mail: Mail, verdict: Verdict, found: Signals, context: Context, network: Network, day: date, form_meetings: str = ""
) -> Scope:
    """Find the meetings that a verdict covers."""
    if verdict.intent is Intent.SIGNUP:
        return find_signup_scope(mail, verdict, found, network, day, form_meetings)
    if verdict.intent in {Intent.DECLINE, Intent.ACCEPT}:
        scope = _meeting_scope(mail, verdict, found, context, network, day)
        wrong = find_contradictions(verdict.deciding, network, day)
        return Scope(scope.meetings, tuple(dict.fromkeys([*scope.review, *wrong])))
    return Scope()


def _meeting_scope(
    mail: Mail, verdict: Verdict, found: Signals, context: Context, network: Network, day: date
) -> Scope:
    mentions = _mentions(verdict, found, mail, network, day)
    ids = join_ids(mentions, network.meetings)
    review = []
    unknown = [one for one in mentions if one.is_day and not one.ids]
    if not ids:
        if unknown and context.kind != "meeting":
            return Scope((), (f"Der er ikke noget kendt møde »{unknown[0].words}«.",))
        ids = _fallback(mail, context, network, day)
    elif any(
        re.search(
            r"\b(?:moede\w*|afbud(?:\s\w+)?)\s(?:\w+\s){0,3}$",
            fold(" ".join(one.words for one in verdict.deciding)).split(unknown_one.words)[0],
        )
        for unknown_one in unknown
    ):
        review.append(f"Der er ikke noget kendt møde »{unknown[0].words}«.")
    if not ids:
        return Scope((), ("Det er ikke klart, hvilket møde mailen handler om.",))
    if verdict.intent is Intent.DECLINE and any(
        NOT_UNTIL.search(one.clause.sentence_folded) for one in verdict.deciding
    ):
        review.append("Det er ikke klart, hvilke møder afbuddet gælder.")
    coming = {one.id for one in upcoming(network.meetings, day)}
    if any(one not in coming for one in ids):
        review.append("Mailen nævner et møde, der er holdt eller aflyst.")
    return Scope(ids, tuple(review))


def _mentions(verdict: Verdict, found: Signals, mail: Mail, network: Network, day: date) -> list[Mention]:
    """Look in the deciding clauses, their sentences, and the rest of the mail that speaks of nothing else."""
    others = found.yes if verdict.intent is Intent.DECLINE else found.absent
    other_clauses = {one.clause.folded for one in others}
    steps = (
        [one.clause.folded for one in verdict.deciding],
        [one.clause.sentence_text for one in verdict.deciding],
        [
            one
            for one in split_sentences(mail.own_text)
            if fold(one) not in other_clauses
            and not FAREWELL.search(fold(one))
            and not _is_about_others(fold(one), other_clauses)
        ],
        [own_subject(mail)],
    )
    unknown: list[Mention] = []
    for texts in steps:
        mentions = [
            mention
            for text in dict.fromkeys(texts)
            for mention in find_meetings(text, network, day)
            if not _is_reason(text, mention)
        ]
        if any(one.ids for one in mentions):
            # beside a city or a date, `alle dagene` says something else
            return (
                [one for one in mentions if one.exact or not one.ids]
                if any(one.exact and one.ids for one in mentions)
                else mentions
            )
        unknown += mentions
    return unknown


def _is_about_others(folded: str, clauses: set[str]) -> bool:
    return any(clause in folded for clause in clauses)


def _is_reason(text: str, mention: Mention) -> bool:
    """`… fra den 10. til den 20.`: a span of days says why, not which meeting."""
    folded = fold(text)
    return not mention.ids and bool(
        re.search(
            r"\b(?:fra|til|siden|inden|indtil|foer|efter|uge|senest|frist\w*|pr\.?|foedt|tilbage)\s(?:\w+\s){0,2}$",
            folded[: mention.start],
        )
    )


def _fallback(mail: Mail, context: Context, network: Network, day: date) -> tuple[str, ...]:
    """Take the meeting that the answered mail is about, or the one a few days off when the mail says `mødet`."""
    if context.meetings:
        return context.meetings
    coming = upcoming(network.meetings, day)
    if coming and coming[0].day == day:
        return (coming[0].id,)
    says_so = bool(re.search(r"\b(?:moedet|sidste moede)\b", fold(f"{mail.own_text} {mail.subject}")))
    if context.kind == "meeting" and len(coming) == 1:
        return (coming[0].id,)
    if says_so and coming and (len(coming) == 1 or coming[0].day - day <= SOON):
        return (coming[0].id,)
    return ()
