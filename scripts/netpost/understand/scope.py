"""Which meetings a wish covers, and why a person must look where that is not certain.

A sign-up covers all that remain () unless it asks for some; an absence or a promise covers those it names, else the
one that the answered mail is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from netpost.message import Mail
from netpost.understand.context import Context
from netpost.understand.contradiction import find_contradictions
from netpost.understand.gather import FAREWELL, Signals
from netpost.understand.reading import Intent, Network
from netpost.understand.signals import ABOUT_NETWORK, is_negated
from netpost.understand.text import CLAUSE_END, fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.when import Mention, find_meetings, join_ids, upcoming

FROM_ON = pattern(
    r"""
    \bpr\.?\s*$|\b(?:allerede|fra(?!\ (?:os|mig|vores|min|jer|kommunen)\b)(?:\ og\ med)?|med\ virkning\ fra|med\ start|start\w*|begynd\w*|første\ gang|from|starting
    |fra\ mødet|frem\ til|og\ frem|og\ fremefter|som\ det\ første)\b[^.]{0,30}$
    """
)
FROM_ON_AFTER = pattern(
    r"""
    ^[^.]{0,15}\b(?:og\ frem\w*|og\ fremover|og\ de\ (?:næste|øvrige|følgende)|som\ (?:det\ )?første|og\ resten
    |and\ onwards)\b
    """
)
ONLY = pattern(r"\b(?:kun|blot|udelukkende|alene|bare|nøjes|only|just|kun\ det\ ene)\b")
SINGLE = pattern(
    r"\b(?:kun\ det\ ene|det\ ene\ møde|et\ enkelt|(?:kun|blot|bare)\ et|(?:alene|udelukkende|kun|blot)\ (?:\w+\ )?mødet)\b"
)
EXCEPT = pattern(
    r"""
    \b(?:undtagen|undtaget|bortset\ fra|på\ nær|minus|men\ ikke|ikke\ (?:til|i|med)|except|springer|kan\ ikke
    |kommer\ ikke)\b
    """
)
#: A line of a form with a cross in its box; the others were left empty on purpose.
TICKED = re.compile(r"^\s*(?:\[\s*[xX✓✔]\s*\]|\(\s*[xX]\s*\)|[☑☒])\s*(.+)$", re.MULTILINE)
THE_REST = pattern(r"\b(?:rest\w*|tilbage\w*|øvrige|alle|samtlige|forløb\w*)\b")
#: `jeg kommer ikke før Vejle`: away until then
NOT_UNTIL = pattern(r"\bikke\ (?:\w+\ ){0,2}(?:før|førend|inden)\b|\bførst\ (?:\w+\ ){0,3}(?:igen|til|i)\b")
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Scope:
    """meetings: ids by date. review: Danish sentences."""

    meetings: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


def find_scope(
    mail: Mail, verdict: Verdict, found: Signals, context: Context, network: Network, day: date, form_meetings: str = ""
) -> Scope:
    """Find the meetings that a verdict covers."""
    if verdict.intent is Intent.SIGNUP:
        return _signup_scope(mail, verdict, found, network, day, form_meetings)
    if verdict.intent in {Intent.DECLINE, Intent.ACCEPT}:
        scope = _meeting_scope(mail, verdict, found, context, network, day)
        wrong = find_contradictions(verdict.deciding, network, day)
        return Scope(scope.meetings, tuple(dict.fromkeys([*scope.review, *wrong])))
    return Scope()


def _signup_scope(
    mail: Mail, verdict: Verdict, found: Signals, network: Network, day: date, form_meetings: str
) -> Scope:
    ahead = [one.id for one in upcoming(network.meetings, day)]
    if not ahead:
        return Scope((), ("Der er ingen kommende møder at melde til.",))
    text = " ".join(mail.own_text.split())
    form_meetings = " ".join(TICKED.findall(mail.own_text)) or form_meetings
    sentences = _wishes(verdict, text, mail, network, day)
    only = [one for one in split_sentences(text) if ONLY.search(fold(one)) and find_meetings(one, network, day)]
    words = " ".join([*sentences, *(one for one in only if one not in sentences)])
    wanted, review = _wanted(form_meetings or _without_own_town(words, mail, network), network, day)
    absent = _ids_of(found, network, day)
    if AND_ELSEWHERE.search(fold(words)):
        wanted = ()
    says_others = not wanted and any(OTHER_ONES.search(one.clause.sentence_folded) for one in verdict.deciding)
    if says_others and absent:
        return Scope(tuple(one for one in ahead if one not in absent))
    if says_others:
        review.append("Det er ikke klart, hvilke møder tilmeldingen gælder.")
    if SINGLE.search(" ".join(one.clause.sentence_folded for one in verdict.deciding)) and len(wanted) != 1:
        review.append("Mailen taler om et enkelt møde, men det er ikke klart hvilket.")
    if not wanted and not form_meetings and _speaks_of_some(text, verdict, found, network, day):
        review.append("Det er ikke klart, om tilmeldingen gælder alle møder eller kun nogle.")
    if absent:
        if not wanted or set(wanted) & absent:
            review.append("Mailen melder til og siger samtidig fra til et møde.")
        wanted = tuple(one for one in wanted if one not in absent)
    past = [one for one in wanted if one not in ahead]
    if past:
        review.append("Mailen nævner et møde, der er holdt eller aflyst.")
    if wanted == tuple(ahead) and (len(ahead) > 1 or _names_the_rest(words, network, day)):
        wanted = ()
    return Scope(wanted, tuple(review))


#: what a municipality does that is called by its town
DOES = "sender|vil|oensker|deltager|stiller|kommer|siger|melder|tilmelder|er med"


def _without_own_town(words: str, mail: Mail, network: Network) -> str:
    """`Odense - tilmelding til netværket`, from Odense Kommune: who writes, not where the meeting is."""
    domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
    for meeting in network.meetings:
        town = fold(meeting.city)
        if town and domain.startswith(town):
            words = re.sub(rf"\b{re.escape(town)}(?= (?:{DOES})\b)", " ", fold(words))
            words = re.sub(rf"(?<!\bi )(?<!\bog )(?<!, )\b{re.escape(town)}\b", " ", fold(words))
    return words


#: A clause that tells why or in spite of what, and so names no wish.
SIDE_CLAUSE = pattern(
    r"^\W*(?:men\ )?(?:selv\ om|selvom|fordi|da|for|når|hvis|jeg\ hører|idet|eftersom|although|because|since)\b"
)
POINTS_BACK = pattern(
    r"""
    ^\W*(?:og\ |men\ )?(?:der|det|den|dem|dertil|dette|her|begge|that|those)\b|\b(?:tilmeld\w*|med|til|deltage
    |med\ i|komme\ til)\ (?:det|den|dem)\b(?!\ \w)|\b(?:det\ møde|det\ ene|begge\ (?:dage|gange)|dertil)\b
    """
)


#: `… de to andre møder. Altså Aarhus og Vejle.`
SPELLS_OUT = re.compile(r"\W*(?:altså|dvs\.?|det vil sige|nemlig|namely|that is)\b", re.IGNORECASE)
#: `i Aarhus og de andre steder`: all of them
AND_ELSEWHERE = pattern(r"\bog\ (?:de|alle)\ (?:andre|øvrige)\ (?:steder|byer|møder\w*|gange|datoer)\b")
OTHER_ONES = pattern(
    r"\bde\ (?:andre|øvrige)\ (?:to|tre|2|3|møder|gange|datoer)\b|\bde\ (?:to|tre|2|3)\ (?:andre|øvrige)\b|\bthe\ other\ (?:two|three|meetings)\b"
)


def _wishes(verdict: Verdict, text: str, mail: Mail, network: Network, day: date) -> list[str]:
    """Return the words that can name the meetings wanted.

    They are the clause, its sentence, what it points back at, the subject.
    """
    clauses = [one.clause.folded for one in verdict.deciding]
    for steps in (clauses, [_main_part(one.clause.sentence_text) for one in verdict.deciding]):
        if any(mention.ids for words in steps for mention in find_meetings(words, network, day)):
            return list(dict.fromkeys(steps))
    sentences = split_sentences(text)
    back = [
        sentences[place - 1]
        for place, sentence in enumerate(sentences)
        if place
        and any(fold(one.words) == fold(sentence) and POINTS_BACK.search(one.clause.folded) for one in verdict.deciding)
    ]
    subject = context_subject(mail)
    if not back and not any(map(ABOUT_NETWORK.search, clauses)) and re.search(r"\bmoede|\d", fold(subject)):
        back = [subject]
    after = [
        sentences[place + 1]
        for place, sentence in enumerate(sentences[:-1])
        if any(fold(one.words) == fold(sentence) for one in verdict.deciding) and SPELLS_OUT.match(sentences[place + 1])
    ]
    return [*dict.fromkeys(clauses), *after, *back]


def _speaks_of_some(text: str, verdict: Verdict, found: Signals, network: Network, day: date) -> bool:
    """The wish names neither network nor meetings, and another sentence speaks of some of the meetings."""
    deciding = {one.clause.sentence_folded for one in verdict.deciding}
    if any(
        ABOUT_NETWORK.search(one) or re.search(r"\balle\b", one) or find_meetings(one, network, day) for one in deciding
    ):
        return False
    declined = {one.clause.sentence_folded for one in found.absent}
    ahead = {one.id for one in upcoming(network.meetings, day)}
    for sentence in split_sentences(text):
        folded = fold(sentence)
        if folded in deciding or folded in declined or sentence.endswith("?") or SIDE_CLAUSE.search(folded):
            continue
        if not re.search(r"\bmoede|\bkun\b|\bden \d", folded):
            continue
        ids = {one for mention in find_meetings(sentence, network, day) if mention.exact for one in mention.ids}
        if ids & ahead and ids < ahead:
            return True
    return False


def _main_part(sentence: str) -> str:
    return " , ".join(
        part
        for part in CLAUSE_END.split(fold(sentence))
        if part and not SIDE_CLAUSE.search(part) and not is_negated(part)
    )


def _wanted(text: str, network: Network, day: date) -> tuple[tuple[str, ...], list[str]]:
    """Return the meetings that sign-up sentences name: () for all, with what is doubtful about them."""
    folded, review = fold(text), []
    mentions = find_meetings(text, network, day)
    exact = [one for one in mentions if one.exact and one.ids]
    unknown = [
        one
        for one in mentions
        if one.is_day
        and not one.ids
        and (one.day is None or one.day >= day)
        and (one.words.startswith("moede") or re.search(r"\bmoede\w*\b[^.]{0,25}$", folded[: one.start]))
    ]
    if unknown:
        review.append(f"Der er ikke noget kendt møde »{unknown[0].words}«.")
    ahead = [one.id for one in upcoming(network.meetings, day)]
    start = next(
        (
            one
            for one in [*exact, *mentions]
            if one.ids and (FROM_ON.search(folded[: one.start]) or FROM_ON_AFTER.search(folded[one.end :]))
        ),
        None,
    )
    if start is not None and len(join_ids(exact, network.meetings)) <= 1 and not ONLY.search(folded):
        later = tuple(one for one in ahead if one >= start.ids[0])
        return (() if later == tuple(ahead) else later), review
    chosen = exact or [one for one in mentions if one.ids and not _is_everything(one, ahead)]
    if EXCEPT.search(folded) and exact:
        left_out = join_ids(
            [one for one in exact if EXCEPT.search(folded[max(0, one.start - 40) : one.start])], network.meetings
        )
        if left_out:
            kept = tuple(one for one in join_ids(exact, network.meetings) if one not in left_out)
            if not kept and not re.search(r"\b(?:undtagen|undtaget|bortset fra|paa naer|minus|except)\b", folded):
                review.append("Mailen melder til og siger samtidig fra til et møde.")
            return kept or tuple(one for one in ahead if one not in left_out), review
    everything = any(_is_everything(one, ahead) for one in mentions)
    if everything and chosen and not ONLY.search(folded) and len(join_ids(chosen, network.meetings)) < len(ahead):
        return (), review
    ids = join_ids(chosen, network.meetings)
    return ids, review


def _names_the_rest(words: str, network: Network, day: date) -> bool:
    """`Resten af forløbet` where one meeting is left: all that remain, not that one."""
    mentions = [one for one in find_meetings(words, network, day) if one.ids]
    return not any(one.exact for one in mentions) and any(THE_REST.search(one.words) for one in mentions)


def _is_everything(mention: Mention, ahead: list[str]) -> bool:
    return len(ahead) > 1 and set(mention.ids) >= set(ahead)


def _ids_of(found: Signals, network: Network, day: date) -> set[str]:
    return {
        one
        for signal in found.absent
        for mention in find_meetings(signal.clause.folded, network, day)
        if mention.exact
        for one in mention.ids
    }


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
        [context_subject(mail)],
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


def context_subject(mail: Mail) -> str:
    """Return the subject where it is the writer's own."""
    return "" if re.match(r"^\s*(?:re|sv|svar|vs|fw|fwd|aw|vedr)\s*[.:]", mail.subject, re.IGNORECASE) else mail.subject


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
