"""Which meetings a sign-up asks for: () for all that remain.

What the wish names comes first, then its sentence, then what it points back at, then the subject. What the rest of the mail
says of meetings can only take some away: `Sæt mig på listen. Odense springer jeg over.`
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.gather import Signals, split_own_words
from netpost.understand.mention import Mention, join_ids, upcoming
from netpost.understand.periods import MONTH
from netpost.understand.reading import Network
from netpost.understand.signals import ABOUT_NETWORK, Signal
from netpost.understand.stance import find_exceptions, is_busy, is_left_out, split_parts
from netpost.understand.text import fold, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings

FROM_ON = pattern(
    r"""
    \bpr\.?\s*$|\b(?:allerede|fra(?:\ og\ med)?|med\ virkning\ fra|med\ start|start\w*|begynd\w*|første\ gang|from|starting
    |fra\ mødet|frem\ til|og\ frem|og\ fremefter|som\ det\ første|først)\b[^.]{0,30}$
    """
)
FROM_ON_AFTER = pattern(
    r"""
    ^[^.]{0,15}\b(?:og\ frem\w*|og\ fremover|og\ de\ (?:næste|øvrige|følgende)|som\ (?:det\ )?første|og\ resten
    |and\ onwards)\b
    """
)
ONLY = pattern(r"\b(?:kun|blot|udelukkende|alene|bare|nøjes|only|just|kun\ det\ ene)\b")
#: `møderne i efteråret, men kun dem`
ONLY_THOSE = pattern(r"\b(?:kun|only)\ (?:dem|det|den|de\ to|those)\b(?!\ \w)")
SINGLE = pattern(
    r"""
    \b(?:kun\ det\ ene|det\ ene\ møde|den\ ene\ (?:dag|gang|dato)|et\ enkelt|(?:kun|blot|bare)\ et
    |(?:alene|udelukkende|kun|blot)\ (?:\w+\ )?mødet|just\ the\ one)\b
    """
)
#: A line of a form with a cross in its box; the others were left empty on purpose.
TICKED = re.compile(r"^\s*(?:\[\s*[xX✓✔]\s*\]|\(\s*[xX]\s*\)|[☑☒])\s*(.+)$", re.MULTILINE)
THE_REST = pattern(r"\b(?:rest\w*|tilbage\w*|øvrige|alle|samtlige|forløb\w*)\b")
#: A clause that tells why or in spite of what, and so names no wish.
SIDE_CLAUSE = pattern(
    r"^\W*(?:men\ )?(?:selv\ om|selvom|fordi|da|for|når|hvis|jeg\ hører|idet|eftersom|although|because|since)\b"
)
POINTS_BACK = pattern(
    r"""
    ^\W*(?:og\ |men\ )?(?:der|det|den|dem|dertil|dette|her|begge|that|those)\b|\b(?:tilmeld\w*|med|til|deltage
    |med\ i|komme\ til|på|i)\ (?:det|den|dem|de(?:m)?\ (?:to|2))\b(?!\ \w)|\b(?:det\ møde|den\ dag|det\ ene|begge\ (?:dage|gange)|dertil
    |(?:tager|snupper|napper|vil)\ (?:jeg|vi)\ (?:gerne\ )?(?:den|det|dem))\b
    """
)
#: `så dér må I undvære mig`, `så det møde springer jeg over`: what the part before named
MEANS_THAT = pattern(r"\b(?:der|dér|det|den|dem|dengang)\b")
#: `… de to andre møder. Altså Aarhus og Vejle.`
SPELLS_OUT = re.compile(r"\W*(?:altså|dvs\.?|det vil sige|nemlig|namely|that is)\b", re.IGNORECASE)
#: `i Aarhus og de andre steder`: all of them
AND_ELSEWHERE = pattern(r"\bog\ (?:de|alle)\ (?:andre|øvrige)\ (?:steder|byer|møder\w*|gange|datoer)\b")
OTHER_ONES = pattern(
    r"""
    \bde\ (?:andre|øvrige)\ (?:to|tre|2|3|møder|gange|datoer)\b|\bde\ (?:to|tre|2|3)\ (?:andre|øvrige)\b
    |\bthe\ other\ (?:two|three|meetings)\b
    """
)
#: what a municipality does that is called by its town
DOES = "sender|vil|oensker|deltager|stiller|kommer|siger|melder|tilmelder|er med"
MEMBERSHIP = re.compile(r"\bnetvaerk(?!smoede)|\bmedlem")
#: `med i netværket fra november`, `i perioden september 2017-januar 2018`: the bare months that count beside the network
MONTH_CHOSEN = re.compile(
    rf"\b(?:fra(?: og med)?|from|foerst(?: til| i| fra)?)\s+{MONTH}\b|\b{MONTH}\s*(?:20\d\d)?\s*(?:-|–|til|to)\s*{MONTH}\b"
)
#: `september til januar`, `14.9. - 25.1.`; `rækken frem til januar`
SPAN = re.compile(r"^[\s.]*(?:20\d\d)?\s*(?:-|–|til|to|through|frem til|til og med)\s*(?:den\s*)?$")
UNTIL = re.compile(r"\b(?:frem til(?: og med)?|til og med|through)\s+(?:moedet\s+)?(?:i\s+|den\s+)?$")
#: a verb that tells what is so
HAS_VERB = pattern(
    r"\b(?:har|er|var|havde|holder|skal|bliver|blev|ligger|har|have|has|is|was|am|har|är|hade|\w{3,}er\ (?:jeg|vi)|(?:jeg|vi)\ \w+)\b"
)
#: an act may be meant from here on; a negation leaves a meeting out only where that is at least so likely an absence
MAYBE, LEANS = 0.3, 0.3

UNCLEAR = "Det er ikke klart, hvilke møder tilmeldingen gælder."
UNCLEAR_SINGLE = "Mailen taler om et enkelt møde, men det er ikke klart hvilket."
ALL_OR_SOME = "Det er ikke klart, om tilmeldingen gælder alle møder eller kun nogle."
BOTH_WAYS = "Mailen melder til og siger samtidig fra til et møde."
HELD = "Mailen nævner et møde, der er holdt eller aflyst."


@dataclass(frozen=True)
class Scope:
    """meetings: ids by date. review: Danish sentences."""

    meetings: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What a choice is read from. sentences: the writer's, without greeting. ahead: ids of the meetings to come, by date."""

    mail: Mail
    network: Network
    day: date
    sentences: tuple[str, ...]
    ahead: tuple[str, ...]

    def find(self, text: str) -> list[Mention]:
        """Find the meetings that a part names; a town that only says who writes is none."""
        words = _without_own_town(text, self.mail, self.network)
        is_choice = not MEMBERSHIP.search(fold(words)) or bool(MONTH_CHOSEN.search(fold(words)))
        return find_meetings(words, self.network, self.day, bare_months=is_choice)


@dataclass(frozen=True)
class Choice:
    """wanted: ids, () for all. left_out: taken from all in the same breath. review: Danish sentences."""

    wanted: tuple[str, ...] = ()
    review: tuple[str, ...] = ()


def find_signup_scope(
    mail: Mail, verdict: Verdict, found: Signals, network: Network, day: date, form_meetings: str
) -> Scope:
    """Find the meetings that a sign-up asks for."""
    ahead = tuple(one.id for one in upcoming(network.meetings, day))
    if not ahead:
        return Scope((), ("Der er ingen kommende møder at melde til.",))
    sentences = tuple(dict.fromkeys(one.sentence_text for one in split_own_words(mail.own_text, network)))
    ground = Ground(mail, network, day, sentences, ahead)
    form_meetings = " ".join(TICKED.findall(mail.own_text)) or form_meetings
    if form_meetings:
        choice = _choose([form_meetings], ground)
        return _finish(choice.wanted, list(choice.review), [form_meetings], ground)
    wishes = _find_wishes(verdict, found, ground)
    absent = {one.clause.folded for one in found.absent} - {one.clause.folded for one in wishes}
    parts = _find_wish_parts(wishes, absent, ground)
    says = " ".join(fold(one.words) for one in wishes)
    choice = _choose(parts, ground, is_only=bool(ONLY_THOSE.search(says)))
    wanted, review = choice.wanted, list(choice.review)
    declined, busy = _find_left_out(parts, absent, ground)
    if AND_ELSEWHERE.search(fold(" ".join(parts))):
        wanted = ()
    if SINGLE.search(says) and len(wanted) != 1:
        wanted = _find_the_one(declined | busy, ground)
        review += [] if wanted else [UNCLEAR_SINGLE]
    away = declined | busy
    if not wanted and OTHER_ONES.search(says):
        review += [] if away else [UNCLEAR]
        return _finish(tuple(one for one in ahead if one not in away) if away else (), review, parts, ground)
    if not (wanted or away) and _speaks_of_some(wishes, ground):
        review.append(ALL_OR_SOME)
    if set(wanted) & away or (busy and not wanted):
        review.append(BOTH_WAYS)
    if wanted:
        wanted = tuple(one for one in wanted if one not in away)
    elif declined and set(ahead) - declined:
        wanted = tuple(one for one in ahead if one not in declined)
    return _finish(wanted, review, parts, ground)


def _finish(wanted: tuple[str, ...], review: list[str], parts: list[str], ground: Ground) -> Scope:
    if any(one not in ground.ahead for one in wanted):
        review.append(HELD)
    if wanted == ground.ahead and (len(wanted) > 1 or _names_the_rest(parts, ground)):
        wanted = ()
    return Scope(wanted, tuple(dict.fromkeys(review)))


def _without_own_town(words: str, mail: Mail, network: Network) -> str:
    """`Odense - tilmelding til netværket`, from Odense Kommune: who writes, not where the meeting is."""
    domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
    for meeting in network.meetings:
        town = fold(meeting.city)
        if town and domain.startswith(town):
            words = re.sub(rf"\b{re.escape(town)}(?= (?:{DOES})\b)", " ", fold(words))
            words = re.sub(rf"(?<!\bi )(?<!\bog )(?<!, )\b{re.escape(town)}\b", " ", fold(words))
    return words


def _find_wishes(verdict: Verdict, found: Signals, ground: Ground) -> tuple[Signal, ...]:
    """Return the signals that wish for meetings.

    `Aarhus kan jeg godt glemme` may have been taken for a yes; then a fainter wish is meant, if there is one.
    """
    kept = tuple(one for one in verdict.deciding if not (is_left_out(one.clause.part) and ground.find(one.clause.part)))
    faint = (one for one in found.faint if one.kind in {"join", "yes"} and one.likelihood >= MAYBE)
    return kept or tuple(one for one in faint if ground.find(one.clause.part)) or verdict.deciding


def _find_wish_parts(wishes: tuple[Signal, ...], absent: set[str], ground: Ground) -> list[str]:
    """Return the words that can name the meetings wanted.

    They are the clause, its sentence, what it points back at, the subject; and what `kun` is said of.
    """
    clauses = [
        part for one in wishes for part in split_parts(one.clause.sentence_text) if _overlap(part, one.clause.part)
    ]
    main = [part for one in wishes for part in split_parts(one.clause.sentence_text) if _is_main(part, absent)]
    only = [
        part
        for sentence in ground.sentences
        if ONLY.search(fold(sentence))
        for part in split_parts(sentence)
        if ONLY.search(fold(part)) and ground.find(part) and _is_main(part, absent)
    ]
    after = _find_spelled_out(wishes, ground)
    if not any(POINTS_BACK.search(fold(part)) for part in clauses):
        main = [part for part in main if part in clauses or _wishes_itself(part)]
    for words in (clauses, main):
        if any(mention.ids for part in words for mention in ground.find(part)):
            return list(dict.fromkeys([*words, *after, *only]))
    back = [] if after else _find_pointed_at(wishes, ground)
    return list(dict.fromkeys([*clauses, *after, *back, *only]))


def _overlap(part: str, clause: str) -> bool:
    """A part may be less than a clause, or more: `i perioden september - januar` is one part."""
    one, other = fold(part).strip(), fold(clause).strip()
    return one in other or other in one


def _is_main(part: str, absent: set[str]) -> bool:
    return not (SIDE_CLAUSE.search(fold(part)) or is_left_out(part) or _is_away(part, absent))


def _wishes_itself(part: str) -> bool:
    """`Aarhus og Vejle, gerne`, `den 16. kommer jeg`, but not `den 14. har vi byrådsmøde`: a part without verb goes with the wish."""
    acts = judge_acts(part)
    return max(acts["join"], acts["yes"]) >= LEANS or not HAS_VERB.search(fold(part))


def _is_away(part: str, absent: set[str]) -> bool:
    folded = fold(part)
    return is_busy(part) or any(folded in clause for clause in absent)


def _find_spelled_out(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    said = {fold(one.clause.sentence_text) for one in wishes}
    return [
        ground.sentences[place + 1]
        for place, sentence in enumerate(ground.sentences[:-1])
        if fold(sentence) in said and SPELLS_OUT.match(ground.sentences[place + 1])
    ]


def _find_pointed_at(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """Return the parts of the nearest sentence above that name a meeting, where a wish points back; else the subject."""
    pointing = {fold(one.clause.sentence_text) for one in wishes if POINTS_BACK.search(fold(one.clause.part))}
    for place, sentence in enumerate(ground.sentences):
        if fold(sentence) not in pointing:
            continue
        for above in reversed(ground.sentences[:place]):
            named = [
                part
                for part in split_parts(above)
                if _is_main(part, set()) and any(one.ids for one in ground.find(part))
            ]
            if named:
                return named[-1:]
    subject = own_subject(ground.mail)
    about_network = any(ABOUT_NETWORK.search(one.clause.folded) for one in wishes)
    return [subject] if not about_network and re.search(r"\bmoede|\d", fold(subject)) else []


def own_subject(mail: Mail) -> str:
    """Return the subject where it is the writer's own."""
    return "" if re.match(r"^\s*(?:re|sv|svar|vs|fw|fwd|aw|vedr)\s*[.:]", mail.subject, re.IGNORECASE) else mail.subject


def _choose(parts: list[str], ground: Ground, *, is_only: bool = False) -> Choice:
    """Return the meetings that the words of a wish name, with what is doubtful about them."""
    mentions: list[Mention] = []
    excepted: list[Mention] = []
    review: list[str] = []
    starts: list[Mention] = []
    for part in parts:
        found, folded = ground.find(part), fold(_without_own_town(part, ground.mail, ground.network))
        span = _find_span(found, folded, ground.ahead)
        if span:
            return Choice(() if span == ground.ahead else span)
        taken = find_exceptions(part, found)
        excepted += taken
        mentions += [one for one in found if one not in taken]
        review += [
            f"Der er ikke noget kendt møde »{one.words}«." for one in found if _is_unknown(one, folded, ground.day)
        ]
        starts += [one for one in found if one.ids and one not in taken and _is_start(one, folded)]
    is_only = is_only or any(ONLY.search(fold(part)) for part in parts)
    exact = [one for one in mentions if one.exact and one.ids]
    start = next(iter(sorted(starts, key=lambda one: not one.exact)), None)
    if (
        start is not None
        and len(join_ids(exact, ground.network.meetings)) <= 1
        and not (is_only and not _is_first(parts))
    ):
        return Choice(tuple(one for one in ground.ahead if one >= start.ids[0]), tuple(review[:1]))
    left_out = {one for mention in excepted for one in mention.ids}
    wanted = _join_wanted(mentions, parts, ground, is_only=is_only)
    if left_out:
        return Choice(tuple(one for one in wanted or ground.ahead if one not in left_out), tuple(review[:1]))
    return Choice(wanted, tuple(review[:1]))


def _is_first(parts: list[str]) -> bool:
    """`Bare først fra november`: a beginning all the same."""
    return any(re.search(r"\bfoerst\b", fold(part)) for part in parts)


def _join_wanted(mentions: list[Mention], parts: list[str], ground: Ground, *, is_only: bool) -> tuple[str, ...]:
    """Join what is named: what is said exactly, rather than `alle møder` beside it, unless that is meant besides."""
    exact = [one for one in mentions if one.exact and one.ids]
    if any(MEMBERSHIP.search(fold(part)) for part in parts) or len(exact) < len([one for one in mentions if one.ids]):
        exact = [
            one for one in exact if set(one.ids) & set(ground.ahead)
        ]  # `din dag i Aarhus var god, tilmeld mig resten`
    seasons = [one for one in mentions if one.is_season]
    rows = [one for one in mentions if one.ids and not one.exact and not one.is_season]
    ids = join_ids(exact, ground.network.meetings)
    in_season = {one for mention in seasons for one in mention.ids}
    if seasons and not set(ids) & in_season:
        return join_ids([*exact, *seasons], ground.network.meetings) if exact or is_only else ()
    is_all = any(_is_everything(one, ground.ahead) for one in rows)
    if is_all and exact and not is_only and len(ids) < len(ground.ahead):
        return ()
    return ids or join_ids([one for one in rows if not _is_everything(one, ground.ahead)], ground.network.meetings)


def _find_span(mentions: list[Mention], folded: str, ahead: tuple[str, ...]) -> tuple[str, ...]:
    """Return the meetings from one to another that a part names, () where it names no span."""
    for one, other in pairwise(mentions):
        if one.ids and other.ids and SPAN.search(folded[one.end : other.start]):
            return tuple(meeting for meeting in ahead if one.ids[0] <= meeting <= other.ids[-1])
    last = next((one for one in mentions if one.ids and UNTIL.search(folded[: one.start])), None)
    return tuple(meeting for meeting in ahead if last and meeting <= last.ids[-1])


def _is_unknown(mention: Mention, folded: str, day: date) -> bool:
    return (
        mention.is_day
        and not mention.ids
        and (mention.day is None or mention.day >= day)
        and (mention.words.startswith("moede") or bool(re.search(r"\bmoede\w*\b[^.]{0,25}$", folded[: mention.start])))
    )


def _is_start(mention: Mention, folded: str) -> bool:
    return bool(FROM_ON.search(folded[: mention.start]) or FROM_ON_AFTER.search(folded[mention.end :]))


def _names_the_rest(parts: list[str], ground: Ground) -> bool:
    """`Resten af forløbet` where one meeting is left: all that remain, not that one."""
    mentions = [one for part in parts for one in ground.find(part) if one.ids]
    return not any(one.exact for one in mentions) and any(THE_REST.search(one.words) for one in mentions)


def _is_everything(mention: Mention, ahead: tuple[str, ...]) -> bool:
    return len(ahead) > 1 and set(mention.ids) >= set(ahead)


def _find_left_out(wished: list[str], absent: set[str], ground: Ground) -> tuple[set[str], set[str]]:
    """Return the meetings that the mail plainly does without, and those on whose day somebody is busy."""
    declined: set[str] = set()
    busy: set[str] = set()
    for sentence in ground.sentences:
        if sentence.rstrip().endswith("?"):
            continue
        above: list[Mention] = []
        for part in split_parts(sentence):
            mentions = [one for one in ground.find(part) if one.exact]
            if part not in wished and _does_without(part):
                named = mentions or (above if MEANS_THAT.search(fold(part)) else [])
                declined |= {one for mention in named for one in mention.ids}
            elif part not in wished and _is_away(part, absent):
                busy |= {one for mention in mentions for one in mention.ids}
            above = mentions or above
    return declined & set(ground.ahead), (busy - declined) & set(ground.ahead)


def _does_without(part: str) -> bool:
    """A negation alone is not enough: `vi er mange i Odense, der ikke kender jer`."""
    return is_left_out(part) and max(map(judge_acts(part).__getitem__, ("absent", "refuse", "off"))) >= LEANS


def _find_the_one(away: set[str], ground: Ground) -> tuple[str, ...]:
    """Return the only meeting to come that the mail names and does not leave out."""
    texts = (own_subject(ground.mail), *ground.sentences)
    named = {one for text in texts for mention in ground.find(text) if mention.exact for one in mention.ids}
    left = (named & set(ground.ahead)) - away
    return tuple(left) if len(left) == 1 else ()


def _speaks_of_some(wishes: tuple[Signal, ...], ground: Ground) -> bool:
    """The wish names neither network nor meetings, and another sentence speaks of some of the meetings."""
    said = {one.clause.sentence_folded for one in wishes}
    if any(ABOUT_NETWORK.search(one) or re.search(r"\balle\b", one) or ground.find(one) for one in said):
        return False
    for sentence in ground.sentences:
        folded = fold(sentence)
        if folded in said or sentence.endswith("?") or SIDE_CLAUSE.search(folded):
            continue
        if not re.search(r"\bmoede|\bkun\b|\bden \d", folded):
            continue
        exact = [one for one in find_meetings(sentence, ground.network, ground.day) if one.exact]
        ids = {one for mention in exact for one in mention.ids}
        if ids & set(ground.ahead) and ids < set(ground.ahead):
            return True
    return False
