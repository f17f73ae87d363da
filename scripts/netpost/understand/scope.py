"""Which meetings a wish covers, and why a person must look where that is not certain.

A sign-up covers all that remain () unless it asks for some; an absence or a promise covers those it names, else the
one that the answered mail is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.choice import Scope, find_answers, leaves_open
from netpost.understand.context import Context, own_subject
from netpost.understand.contradiction import find_contradictions
from netpost.understand.gather import FAREWELL, Signals
from netpost.understand.mention import Mention, join_ids, say_unknown, upcoming
from netpost.understand.reading import Intent, Network
from netpost.understand.signals import Signal
from netpost.understand.signup_scope import (
    ALL_OR_SOME,
    ENDS_OF_ROW,
    HELD,
    UNCLEAR,
    UNCLEAR_SINGLE,
    find_signup_scope,
)
from netpost.understand.stance import find_exceptions, is_alibi, is_left_out, split_parts
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

#: `jeg kommer ikke før Vejle`: away until then
NOT_UNTIL = pattern(r"\bikke\ (?:\w+\ ){0,2}(?:før|førend|inden)\b|\bførst\ (?:\w+\ ){0,3}(?:igen|til|i)\b")
#: `jeg kommer først igen i Vejle`
NOT_BEFORE = pattern(r"\bførst\ (?:\w+\ )?igen\b")
#: `jeg kan kun være med i Aarhus`
ONLY_THERE = pattern(r"\b(?:kun|udelukkende)\ (?:\w+\ ){0,2}?(?:være\ med|med|deltage|komme|nå)\b")
#: what stands in the calendar all the same
KEPT = pattern(
    r"""
    \b(?:står\ (?:\w+\ ){0,2}(?:fast|ved|i\ (?:\w+\ )?(?:kalender\w*|bog\w*|planen))|holder\ (?:\w+\ ){0,2}fast|glæder\ (?:mig|os)
    |ser\ (?:mig|os)|(?:håber|glæder)\ [^.]{0,20}\b(?:at\ )?(?:se|møde|komme|nå)|ses|regner\ (?:\w+\ )?med|til\ gengæld|see\ you|forward\ to)\b
    """
)
SPELLS_OUT = re.compile(
    r"\W*(?:altså|dvs\.?|det vil sige|nemlig|det (?:gælder|drejer sig om|er altså)|that is|namely)\b", re.IGNORECASE
)
#: `afbud til den 23.`: that day is what is missed
MISSED = pattern(r"\b(?:afbud|melde\w*\ (?:fra|pas|ja|nej)|komme[r]?|deltage[r]?)\ til\ (?:\w+\ ){0,2}$")
#: a yes that names no meeting: `Jeg kommer.`
ALONE = pattern(
    r"\W*(?:(?:men|så|og)\ )?(?:jeg|vi)\ (?:kommer|deltager|er\ (?:der|med))(?:\ (?:alligevel|selvfølgelig|naturligvis|gerne))?\W*"
)
#: `hverken i denne uge eller til januar`
NEITHER = pattern(r"\bhverken\b.*\beller\b|\bbåde\b.*\bog\b")
ONE_OF = pattern(r"\b(?:et|ét|en|én)\ af\ (?:de\ (?:to|tre)|møderne|gangene|dem|dagene)\b")
#: `det er ikke på torsdag, jeg er forhindret`, `den 14. kan jeg ikke, ikke den 16.`
NOT_THE_OTHER = pattern(
    r"\bdet\ er\ ikke\b[^.]*,\ (?:jeg|vi|der|at)\b|,\ (?:og\ |men\ )?(?:ikke\ (?:den|på|i|til)|kun)\b"
)
SAME_DAY = pattern(r"\bsamme\ (?:dag|tid\w*|formiddag|eftermiddag)\b|\bthe\ same\ day\b")
#: `jeg kan ikke komme, heller ikke i Vejle`: not only to the meeting that is named
ALSO = pattern(r"\b(?:heller|hverken|også)\b")
WHICH_ONE = "Det er ikke klart, hvilket møde mailen handler om."
#: doubts about which meetings are meant, not that it says two things of them or names one that is none
OPEN = frozenset({WHICH_ONE, UNCLEAR, UNCLEAR_SINGLE, ALL_OR_SOME})
EITHER = "Mailen siger ja til det ene eller det andet møde; det er ikke klart hvilket."
YES_AND_NO = "Mailen siger ja til ét møde og melder afbud til et andet."
#: from here on a part may do an act
MAYBE = 0.3
#: how likely a yes must be to stand against an absence; one to the very meeting that is declined need be less plain
PLAINLY, LIKELY = 0.9, 0.6
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
    ground = Ground(mail, verdict, found, context, network, day)
    mentions, review = _find_named(ground)
    ids = join_ids(mentions, network.meetings)
    unknown = [one for one in mentions if one.is_day and not one.ids]
    if not ids:
        called = unknown if context.kind != "meeting" else [one for one in unknown if _is_called_meeting(one, verdict)]
        if called:
            return Scope((), (say_unknown(called[0], mail.own_text),))
        ids = _fallback(mail, context, network, day)
    elif any(_is_called_meeting(one, verdict) for one in unknown):
        review.append(say_unknown(unknown[0], mail.own_text))
    if not ids:
        return Scope((), (WHICH_ONE,))
    said = verdict.sentences
    if len(ids) > 1 and any(map(ONE_OF.search, said)):
        review.append(UNCLEAR_SINGLE)
    if len(ids) > 1 and any(map(NOT_THE_OTHER.search, said)):
        review.append("Mailen siger både, hvilket møde den gælder, og hvilket den ikke gælder.")
    if any(map(ENDS_OF_ROW.search, said)) and not any(one.exact for one in mentions):
        review.append(WHICH_ONE)
    if len(ids) > 1 and any(find_answers(one, ground.find(one)) for one in said):
        review.append(YES_AND_NO)
    review += _doubt_absence(ids, ground) if verdict.intent is Intent.DECLINE else _doubt_promise(ids, ground)
    coming = {one.id for one in upcoming(network.meetings, day)}
    if any(one not in coming for one in ids) or _is_about_held(ground, coming):
        review.append(HELD)
    return Scope(ids, tuple(review))


@dataclass(frozen=True)
class Ground:
    """What the meetings of an absence or a promise are read from."""

    mail: Mail
    verdict: Verdict
    found: Signals
    context: Context
    network: Network
    day: date

    def find(self, part: str) -> list[Mention]:
        """Find the meetings that a part names; where somebody is instead, and how long, is none."""
        mentions = find_meetings(part, self.network, self.day, bare_months=True)
        return [one for one in mentions if not (_is_reason(part, one) or is_alibi(part, one))]

    def is_owned(self, part: str) -> bool:
        """Tell whether a part says the opposite: `Odense står fast` in a mail that stays away from another meeting."""
        acts = judge_acts(part)
        comes, stays_away = max(acts["yes"], acts["join"], acts["stay"]), acts["absent"]
        if FAREWELL.search(fold(part)) or KEPT.search(fold(part)):
            return self.verdict.intent is Intent.DECLINE
        if self.verdict.intent is Intent.DECLINE and ONLY_THERE.search(fold(part)):
            return True
        if self.verdict.intent is Intent.DECLINE:
            return comes >= MAYBE and comes > stays_away and not is_left_out(part)
        return (stays_away >= MAYBE and stays_away > comes) or is_left_out(part)


def _doubt_absence(ids: tuple[str, ...], ground: Ground) -> list[str]:
    """Say why an absence may be from other meetings, or none."""
    verdict, found, said = ground.verdict, ground.found, ground.verdict.sentences
    is_of_another = bool(set(ground.context.meetings) - set(ids))
    review = []
    if any(map(NOT_UNTIL.search, said)) or (is_of_another and any(map(ALSO.search, said))):
        review.append("Det er ikke klart, hvilke møder afbuddet gælder.")
    if is_of_another and found.yes:
        review.append(YES_AND_NO)
    if _says_both(verdict, found) or _comes_to(ids, found, ground):
        review.append("Mailen kan læses både som et ja og som et afbud.")
    return review


def _doubt_promise(ids: tuple[str, ...], ground: Ground) -> list[str]:
    """Say why a yes may be to another meeting, or mean an absence from the others."""
    said, answered = ground.verdict.sentences, set(ground.context.meetings)
    others = {one.id for one in upcoming(ground.network.meetings, ground.day)} - set(ids)
    review = []
    if answered and answered.isdisjoint(ids):
        review.append("Mailen svarer på en mail om et andet møde end det, den siger ja til.")
    if any(map(SAME_DAY.search, said)):
        review.append("Mailen nævner noget andet samme dag; det er ikke klart, om nogen kommer.")
    if others and any(ONLY_THERE.search(one) or NOT_BEFORE.search(one) for one in said):
        review.append(YES_AND_NO)
    if any(find_exceptions(one, ground.find(one)) for one in said):
        review.append(YES_AND_NO)
    if any(leaves_open(one.clause.part, ground.find(one.clause.part)) for one in ground.verdict.deciding):
        review.append(EITHER)
    return review


def _says_both(verdict: Verdict, found: Signals) -> bool:
    """Tell whether the very clause that stays away sounds still more like a yes."""
    yes = {one.clause: one.likelihood for one in found.yes}
    return any(
        one.clause in yes and (yes[one.clause] >= one.likelihood or _rather_comes(one)) for one in verdict.deciding
    )


def _rather_comes(absence: Signal) -> bool:
    """`Jeg måtte melde fra til Aarhus, men på torsdag er jeg der`: the clause by itself is a plain yes."""
    acts = judge_acts(absence.clause.part)
    return acts["yes"] >= PLAINLY and acts["yes"] > max(acts["absent"], acts["off"])


def _comes_to(declined: tuple[str, ...], found: Signals, ground: Ground) -> bool:
    """`Min mand mener, jeg skal melde afbud. Jeg kommer på torsdag`: tell whether a plain yes names a meeting that is declined."""
    away = {one.clause.part for one in ground.verdict.deciding}
    plain = [
        one
        for one in found.yes
        if one.likelihood >= LIKELY and one.clause.part not in away and not _is_given_up(one, ground.verdict)
    ]
    sure = {one.clause.sentence_folded for one in plain if one.likelihood >= PLAINLY} - ground.verdict.sentences
    named = {one for yes in plain for mention in ground.find(yes.clause.part) if mention.exact for one in mention.ids}
    return any(map(ALONE.fullmatch, sure)) or not named.isdisjoint(declined)


#: what somebody would have done
WISHED = pattern(r"\b(?:vil|ville|havde)\b[^.]*\b(?:gerne|glædet|håbet|sat|regnet)\b")
TURNS = pattern(r"\W*men\b")


def _is_given_up(yes: Signal, verdict: Verdict) -> bool:
    """`Jeg vil rigtig gerne på torsdag, men det kan jeg ikke`."""
    turned = any(one.clause.place == yes.clause.place and TURNS.match(one.clause.folded) for one in verdict.deciding)
    return turned and WISHED.search(yes.clause.folded) is not None


def _is_about_held(ground: Ground, coming: set[str]) -> bool:
    """`Jeg kunne ikke komme til Aarhus`, in answer to news of Odense: the words that decide name a meeting that is over alone."""
    for one in ground.verdict.deciding:
        named = {meeting for mention in ground.find(one.clause.part) if mention.exact for meeting in mention.ids}
        if named and not named & coming:
            return True
    return False


def _is_called_meeting(unknown: Mention, verdict: Verdict) -> bool:
    """Tell whether a date that is no meeting's is said to be one: `afbud til mødet den 15. november`."""
    before = fold(" ".join(one.words for one in verdict.deciding)).split(unknown.words)[0]
    return unknown.words.startswith("moede") or bool(
        re.search(r"\b(?:moede\w*|afbud(?:\s\w+)?)\s(?:\w+\s){0,3}$", before)
    )


def _find_named(ground: Ground) -> tuple[list[Mention], list[str]]:
    """Return the meetings that the nearest words name, with what is doubtful about them.

    Nearest are the deciding clauses, then their sentences, then what spells them out, then the mail that is answered, and only
    then the rest: what no other act of the mail owns.
    """
    deciding = ground.verdict.deciding
    unknown: list[Mention] = []
    clauses = [part for one in deciding for part in split_parts(one.clause.part)]
    sentences = [
        part for one in deciding for part in split_parts(one.clause.sentence_text) if not ground.is_owned(part)
    ]
    spelled_out = [one for one in split_sentences(ground.mail.own_text) if SPELLS_OUT.match(one)]
    for parts in (clauses, sentences, spelled_out):
        mentions = _drop_held([one for part in dict.fromkeys(parts) for one in ground.find(part)], ground)
        if any(one.ids for one in mentions):
            is_paired = any(map(NEITHER.search, ground.verdict.sentences))
            kept = mentions if is_paired else _prefer_exact(mentions)
            return kept, [] if spelled_out else _compare_with_answered(mentions, ground)
        unknown += mentions
    if ground.context.meetings:
        return unknown, []
    for parts in (_find_elsewhere(ground), [own_subject(ground.mail.subject)]):
        mentions = _drop_held([one for part in parts for one in ground.find(part)], ground)
        if any(one.ids for one in mentions):
            return _prefer_exact(mentions), []
        unknown += mentions
    return unknown, []


def _find_elsewhere(ground: Ground) -> list[str]:
    parts = [part for sentence in split_sentences(ground.mail.own_text) for part in split_parts(sentence)]
    return [part for part in parts if not ground.is_owned(part)]


def _prefer_exact(mentions: list[Mention]) -> list[Mention]:
    """Beside a city or a date, `alle dagene` says something else."""
    is_exact = any(one.exact and one.ids for one in mentions)
    return [one for one in mentions if one.exact or not one.ids] if is_exact else mentions


def _drop_held(mentions: list[Mention], ground: Ground) -> list[Mention]:
    """`Jeg kommer. Var desværre forhindret i Aarhus`: nobody can come to a meeting that is over, where another may be meant."""
    coming = {one.id for one in upcoming(ground.network.meetings, ground.day)}
    named = {one for mention in mentions for one in mention.ids}
    if not (named & coming or (set(ground.context.meetings) & coming and ground.context.kind == "meeting")):
        return mentions
    return [one for one in mentions if not one.ids or set(one.ids) & coming]


def _compare_with_answered(mentions: list[Mention], ground: Ground) -> list[str]:
    """`Jeg kan ikke komme. Vejle kan jeg heller ikke`, in answer to news of Odense: one or two."""
    named = {one for mention in mentions for one in mention.ids}
    if not ground.context.meetings or named & set(ground.context.meetings):
        return []
    silent = [one for one in ground.verdict.deciding if not ground.find(one.clause.sentence_text)]
    return [WHICH_ONE] if silent else []


def _is_reason(text: str, mention: Mention) -> bool:
    """`… fra den 10. til den 20.`: a span of days says why, not which meeting."""
    before = fold(text)[: mention.start]
    return not (mention.ids or MISSED.search(before)) and bool(
        re.search(
            r"\b(?:fra|til|siden|inden|indtil|foer|efter|uge|senest|frist\w*|pr\.?|foedt|tilbage|barsel|orlov|ferie)\s(?:\w+\s){0,2}$",
            before,
        )
    )


def _fallback(mail: Mail, context: Context, network: Network, day: date) -> tuple[str, ...]:
    """Take the meeting that the answered mail is about, or the one a few days off when the mail says `mødet`."""
    if context.meetings:
        return context.meetings
    coming = upcoming(network.meetings, day)
    if coming and coming[0].day == day:
        return (coming[0].id,)
    told = fold(f"{mail.own_text} {mail.subject}")
    says_so = bool(re.search(r"\bmoedet\b", told)) or ("sidste moede" in told and len(coming) == 1)
    if context.kind == "meeting" and len(coming) == 1:
        return (coming[0].id,)
    if says_so and coming and (len(coming) == 1 or coming[0].day - day <= SOON):
        return (coming[0].id,)
    return ()
