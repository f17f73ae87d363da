"""Which meetings a sign-up asks for: () for all that remain.

What the wish names comes first, then its sentence, then what it points back at, then the subject. What the rest of the mail
says of meetings can only take some away: `Sæt mig på listen. Odense springer jeg over.`
"""

from __future__ import annotations

import re
from datetime import date

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.choice import LEANS, Ground, Scope, choose
from netpost.understand.context import own_subject
from netpost.understand.gather import Signals, split_own_words
from netpost.understand.mention import Mention, upcoming
from netpost.understand.reading import Network
from netpost.understand.reservations import is_partial
from netpost.understand.signals import ABOUT_NETWORK, Signal
from netpost.understand.stance import CHOOSES, is_busy, is_left_out, split_parts
from netpost.understand.text import fold, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings
from netpost.understand.wish import SIDE_CLAUSE, find_wish_parts, find_wishes, is_away

#: `møderne i efteråret, men kun dem`
ONLY_THOSE = pattern(r"\b(?:kun|only)\ (?:dem|det|den|de\ to|those)\b(?!\ \w)")
SINGLE = pattern(
    r"""
    \b(?:kun\ det\ ene|det\ ene\ møde|den\ ene\ (?:dag|gang|dato)|et\ enkelt|(?:kun|blot|bare)\ et
    |(?:alene|udelukkende|kun|blot)\ (?:\w+\ )?mødet|(?:kun|blot|bare|nøjes)\b.{0,20}\b(?:et|en|én|ét)\ af\ (?:møderne|gangene|dem|dagene)|(?:et|en|én|ét|one)\ (?:af|of)\ (?:de\ (?:to|tre)|møderne|gangene|them|the\ (?:two|three))|just\ the\ one
    |tilmeld\w*\ mig\ (?:hermed\ |gerne\ )?(?:den\b(?!\ \w)|(?:til\ )?det\ møde\b(?!\ (?:i|den|d))))\b
    """
)
#: A line of a form with a cross in its box; the others were left empty on purpose.
TICKED = re.compile(r"^\s*(?:\[\s*[xX✓✔]\s*\]|\(\s*[xX]\s*\)|[☑☒])\s*(.+)$", re.MULTILINE)
#: `hvert andet møde`
SOME_MEETINGS = pattern(
    r"\bhver(?:t)?\ (?:andet|anden|andre)\b|\b(?:nogle|et\ par|enkelte)\ (?:af\ )?(?:møder\w*|gange\w*|dem)\b"
)
THE_REST = pattern(r"\b(?:rest\w*|tilbage\w*|øvrige|alle|samtlige|forløb\w*)\b")
#: `så dér må I undvære mig`, `så det møde springer jeg over`: what the part before named
MEANS_THAT = pattern(r"\b(?:der|dér|det|den|dem|dengang)\b")
#: `i Aarhus og de andre steder`: all of them
AND_ELSEWHERE = pattern(
    r"\bog\ (?:de|alle)\ (?:andre|øvrige)\ (?:steder|byer|møder\w*|gange|datoer)\b|\bog\ (?:\w+\ )?(?:til\ )?(?:det|dem|hvad),?\ der\ (?:måtte\ |ellers\ )?(?:følge|følger|komme|kommer)\b"
)
POINTS_AT_TWO = pattern(r"\b(?:de\ to|begge|disse\ to)\ (?:møder|gange|dage|datoer)\b|\bbegge\ to\b")
#: `Aarhus og Vejle skræmmer mig ikke`
DETERS_NOT = pattern(
    r"\b(?:skræmmer|afskrækker|generer|bekymrer|ikke\ (?:for\ langt|langt\ væk|et\ problem)|intet\ problem)\b"
)
#: `jeg kunne ikke være med i København den 14.`
WAS_SO = pattern(r"\b(?:kunne|måtte|var|blev|nåede)\b(?!\ (?:\w+\ )?gerne)")
#: words of a wish that choose among the meetings in ways that are not read
CHOOSES_ELSE = pattern(
    r"""
    \buge\ \d|\b(?:det|den)\ eneste\b|\b(?:dog|bare|blot)\ ikke\ (?:til|i|med|på|den|det)\b|\bde\ øvrige\b[^.]*\bikke\b|\bpå\ de\ to\b
    |\b(?:der|som)\ ligger\ (?:derefter|herefter|bagefter|efter)\b|\bmidten\b|\bførst\ (?:fra|efter|til|på)\b
    """
)
#: … however many of them were read
ENDS_OF_ROW = pattern(r"\b(?:første|sidste)\ og\ (?:det\ |den\ )?(?:første|sidste)\b")
#: … and what says elsewhere that somebody comes later than the others
BEGINS_LATER = pattern(
    r"\b(?:ser|møder)\ (?:jeg\ |i\ )?(?:mig\ |jer\ )?først\ (?:i|til|fra)\b|\b(?:hopper|kommer|starter|begynder)\ (?:\w+\ ){0,2}?først\ (?:på|med|ind)\b|\b(?:begynder|starter)\ (?:\w+\ )?med\ (?:møde\w*|den|det)\b"
)
OTHER_ONES = pattern(
    r"""
    \bde\ (?:andre|øvrige)\ (?:to|tre|2|3|møder|gange|datoer)\b|\bde\ (?:to|tre|2|3)\ (?:andre|øvrige)\b
    |\bthe\ other\ (?:two|three|meetings)\b
    """
)
#: how many `de to andre` are
OTHERS = 2
UNCLEAR = "Det er ikke klart, hvilke møder tilmeldingen gælder."
UNCLEAR_SINGLE = "Mailen taler om et enkelt møde, men det er ikke klart hvilket."
ALL_OR_SOME = "Det er ikke klart, om tilmeldingen gælder alle møder eller kun nogle."
BOTH_WAYS = "Mailen melder til og siger samtidig fra til et møde."
HELD = "Mailen nævner et møde, der er holdt eller aflyst."


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
        choice = choose([form_meetings], ground)
        return _finish(choice.meetings, list(choice.review), [form_meetings], ground)
    wishes = find_wishes(verdict, found, ground)
    absent = {one.clause.folded for one in found.absent} - {one.clause.folded for one in wishes}
    parts = list(
        dict.fromkeys([*find_wish_parts(wishes, absent, ground), *_find_chosen(ground), *_find_meant(wishes, ground)])
    )
    says = " ".join(fold(one.words) for one in wishes)
    choice = choose(parts, ground, is_only=bool(ONLY_THOSE.search(says)))
    wanted = () if AND_ELSEWHERE.search(fold(" ".join(parts))) else choice.meetings
    declined, busy = _find_left_out(parts, absent, ground)
    review = [
        *choice.review,
        *_find_mismatches(parts, ground),
        *([UNCLEAR_SINGLE] if SOME_MEETINGS.search(says) else []),
    ]
    told = [one for one in sentences if not one.rstrip().endswith("?")]
    if len(wanted) != 1 and any(SINGLE.search(fold(one)) for one in (says, *told)):
        wanted = _find_the_one(declined | busy, ground)
        review += [] if wanted else [UNCLEAR_SINGLE]
    if not wanted and OTHER_ONES.search(says):
        away = declined | busy or _find_only_named(ground)
        wanted = tuple(one for one in ahead if one not in away) if away else ()
        return _finish(wanted, [*review, *([] if away else [UNCLEAR])], parts, ground)
    if not (wanted or declined or busy) and _speaks_of_some(wishes, ground):
        review.append(ALL_OR_SOME)
    if not (wanted or declined or _takes_all(parts, ground)) and _chooses_else(wishes, told):
        review.append(UNCLEAR)
    if _begins_elsewhere(wanted, told, ground) or ENDS_OF_ROW.search(says):
        review.append(UNCLEAR)
    left = _take_away(wanted, declined, busy, ahead)
    return _finish(left.meetings, [*review, *left.review], parts, ground)


def _takes_all(parts: list[str], ground: Ground) -> bool:
    return any(set(one.ids) >= set(ground.ahead) for part in parts for one in ground.find(part))


def _begins_elsewhere(wanted: tuple[str, ...], told: list[str], ground: Ground) -> bool:
    """`I ser mig først i Odense. Vejle kan du også skrive mig på`: tell whether somebody begins with a meeting that was not found."""
    begun = [one for one in told if BEGINS_LATER.search(fold(one))]
    return bool(wanted) and any(not set(one.ids) <= set(wanted) for text in begun for one in ground.find_exact(text))


def _chooses_else(wishes: tuple[Signal, ...], told: list[str]) -> bool:
    """`Sæt mig på i uge 37 og uge 4`, `hun begynder med mødet i Vejle`: some of the meetings, but not said in a way that is read."""
    if any(CHOOSES_ELSE.search(one.clause.sentence_folded) for one in wishes):
        return True
    return any(BEGINS_LATER.search(fold(one)) for one in told)


def _find_mismatches(parts: list[str], ground: Ground) -> list[str]:
    """`Mødet i Aarhus den 16. november`: a part that names one meeting's town and another one's day, and joins them by no `og`."""
    for part in parts:
        named = ground.find_exact(part)
        if len(named) == 2 and named[0].is_day != named[1].is_day and set(named[0].ids).isdisjoint(named[1].ids):
            between = fold(part)[named[0].end : named[1].start]
            if not re.search(r"\b(?:og|eller|samt|and)\b|,", between):
                return [UNCLEAR]
    return []


def _find_chosen(ground: Ground) -> list[str]:
    """Find the parts of sentences that choose: `så det bliver kun Odense`, beside a wish that does not say which."""
    told = [one for one in ground.sentences if not one.rstrip().endswith("?")]
    parts = [part for sentence in told for part in split_parts(sentence) if CHOOSES.search(fold(part))]
    return [part for part in parts if _names_wanted(part, ground)]


def _find_meant(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """Find what `de to møder` in a wish points back at: `i Aarhus og Odense vil jeg gerne være med, så skriv mig op til de to møder`."""
    pointing = {one.clause.sentence_text for one in wishes if POINTS_AT_TWO.search(one.clause.folded)}
    return [part for sentence in pointing for part in split_parts(sentence) if _names_wanted(part, ground)]


def _names_wanted(part: str, ground: Ground) -> bool:
    """Tell whether a part names a meeting, and not to do without it: `jeg kan ikke være med i Aarhus`."""
    return bool(ground.find_exact(part)) and not (is_left_out(part) or is_busy(part))


def _take_away(wanted: tuple[str, ...], declined: set[str], busy: set[str], ahead: tuple[str, ...]) -> Scope:
    """Take what the mail does without from what its wish names, or from all.

    Where it does without what it wishes for, or is merely busy on the day of one of all, a person must look.
    """
    away = declined | busy
    if wanted:
        review = (BOTH_WAYS,) if set(wanted) & away else ()
        return Scope(tuple(one for one in wanted if one not in away), review)
    left = tuple(one for one in ahead if one not in declined) if declined else ()
    return Scope(left, (BOTH_WAYS,) if busy or (declined and not left) else ())


def _finish(wanted: tuple[str, ...], review: list[str], parts: list[str], ground: Ground) -> Scope:
    if any(one not in ground.ahead for one in wanted):
        review.append(HELD)
    if wanted == ground.ahead and (len(wanted) > 1 or _names_the_rest(parts, ground)):
        wanted = ()
    return Scope(wanted, tuple(dict.fromkeys(review)))


def _names_the_rest(parts: list[str], ground: Ground) -> bool:
    """`Resten af forløbet` where one meeting is left: all that remain, not that one."""
    mentions = [one for part in parts for one in ground.find(part) if one.ids]
    return not any(one.exact for one in mentions) and any(THE_REST.search(one.words) for one in mentions)


def _find_left_out(wished: list[str], absent: set[str], ground: Ground) -> tuple[set[str], set[str]]:
    """Return the meetings that the mail plainly does without, and those on whose day somebody is busy."""
    declined: set[str] = set()
    busy: set[str] = set()
    for sentence in ground.sentences:
        if sentence.rstrip().endswith("?"):
            continue
        above: list[Mention] = []
        for part in split_parts(sentence):
            mentions = [one for one in ground.find(part) if one.exact or len(one.ids) == 1]
            named = mentions or (above if MEANS_THAT.search(fold(part)) else [])
            above = mentions or above
            folded = fold(part)
            if not named or part in wished or DETERS_NOT.search(folded) or is_partial(folded) or WAS_SO.search(folded):
                continue
            if _does_without(part):
                declined |= {one for mention in named for one in mention.ids}
            elif is_away(part, absent):
                busy |= {one for mention in mentions if mention.exact for one in mention.ids}
    return declined & set(ground.ahead), (busy - declined) & set(ground.ahead)


def _does_without(part: str) -> bool:
    """A negation alone is not enough: `vi er mange i Odense, der ikke kender jer`."""
    return is_left_out(part) and max(map(judge_acts(part).__getitem__, ("absent", "refuse", "off"))) >= LEANS


def _find_only_named(ground: Ground) -> set[str]:
    """`Aarhus er for tæt på budgettet, men de to andre`: one is named, and two are the others."""
    named = {one for text in ground.sentences for mention in ground.find(text) if mention.exact for one in mention.ids}
    named &= set(ground.ahead)
    return named if len(named) == 1 and len(ground.ahead) == OTHERS + 1 else set()


def _find_the_one(away: set[str], ground: Ground) -> tuple[str, ...]:
    """Return the only meeting to come that the mail names and does not leave out."""
    texts = (own_subject(ground.mail.subject), *ground.sentences)
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
