"""The words of a wish → the meetings that they choose: `alle på nær den i november`, `fra Odense og frem`, `de to sidste`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.mention import Mention, join_ids, say_unknown
from netpost.understand.periods import MONTH
from netpost.understand.reading import Network
from netpost.understand.signals import is_negated
from netpost.understand.stance import AWAY_FOR, OPENING, find_exceptions
from netpost.understand.text import MOST_REMEMBERED, fold, pattern
from netpost.understand.when import find_meetings

ONLY = pattern(
    r"\b(?:kun|udelukkende|alene|nøjes|only|just(?=\ (?:the|one|for|to)\b)|kun\ det\ ene|(?:blot|bare)(?!\ (?:op|på\W*$|på\ listen|ind|mig|os|ham|hende|med\W*$)))\b(?!\ (?:\w+\ ){1,2}(?:min\.|minut\w*|km|kilomet\w*|time\w*)\b)"
)
FROM_ON = pattern(
    r"""
    \bpr\.?\s*$|\b(?:allerede|fra(?!\ (?:os|mig|vores|min|jer|kommunen)\b)(?:\ og\ med)?|med\ virkning\ fra|med\ start|start\w*|begynd\w*|første\ gang|komme\ i\ gang|from|starting
    |från(?:\ och\ med)?|fra\ mødet|frem\ til|og\ frem|og\ fremefter|som\ det\ første|først)\b[^.]{0,30}$
    """
)
FROM_ON_AFTER = pattern(
    r"""
    ^[^.]{0,15}\b(?:og\ frem\w*|og\ fremover|og\ de\ (?:næste|øvrige|følgende)|som\ (?:det\ )?første|og\ resten
    |and\ onwards|och\ framåt)\b
    """
)
#: `de to møder efter Aarhus`, `alt før Vejle`
BESIDE = pattern(
    r"\b(?:møde\w*|gang\w*|dage|datoer|to|dem|alt|med|deltage|meetings|two)\ (?:der\ \w+\ )?(?:(?P<after>efter|after)|før|inden|before)\ (?:mødet\ )?(?:i\ )?$"
)
#: `september til januar`, `14.9. - 25.1.`; `rækken frem til januar`
SPAN = re.compile(
    r"^[\s.]*(?:20\d\d)?\s*(?:-|–|til|to|through|frem til|til og med"
    r"|og (?:bliver|haenger|fortsaetter|koerer)(?: (?:siddende|haengende|paa|ved|med|om bord|ombord|helt|jeg))* (?:ind)?til)\s*(?:den\s*|i\s+)?$"
)
UNTIL = re.compile(r"\b(?:frem til(?: og med)?|til og med|through)\s+(?:moedet\s+)?(?:i\s+|den\s+)?$")
#: what a municipality does that is called by its town
DOES = "sender|vil|oensker|deltager|stiller|kommer|siger|melder|tilmelder|er med"
MEMBERSHIP = re.compile(r"\bnetvaerk(?!smoede)|\bmedlem|\bnetwork|\bmember")
#: `med i netværket fra november`, `i perioden september 2017-januar 2018`: the bare months that count beside the network
MONTH_CHOSEN = re.compile(
    rf"\b(?:fra(?: og med)?|from|foerst(?: til| i| fra)?)\s+{MONTH}\b|\b{MONTH}\s*(?:20\d\d)?\s*(?:-|–|til|to)\s*{MONTH}\b"
)
#: `fakturaen må gerne vente til januar`
BILL = pattern(r"\b(?:faktura\w*|regning\w*|betal\w*)\b")
#: `ikke november, der har vi budgetseminar`
EXCEPTED_MONTH = re.compile(
    rf"\W*(?:(?:men|dog|bare|blot)\s+)?(?:ikke|undtagen|undtaget|uden)\s+(?:i\s+|til\s+)?{MONTH}\b"
)
#: a verb that tells what is so
HAS_VERB = pattern(
    r"\b(?:har|er|var|havde|holder|skal|bliver|blev|ligger|har|have|has|is|was|am|har|är|hade|\w{3,}er\ (?:jeg|vi)|(?:jeg|vi)\ \w+)\b"
)
#: what makes a day that is no meeting's one that is wished for: `gerne med den 12. oktober`
CALLED_MEETING = re.compile(r"\bmoede\w*\b[^.]{0,25}$|\b(?:med|deltage|tilmeld\w*(?: mig)?|op|paa)(?: til)? $")
#: `møderne, især det i Vejle`: not only that one
EMPHASIS = pattern(
    r"\bnår\ (?:i|netværket|det(?:\ hele)?)\ (?:sejler|begynder|starter|åbner|skyder|lægger|går|sætter|løber)(?:\ (?:ud|af|i\ gang|op|fra|det|hele|af\ stablen))*\ (?:i|til)\ $|\bglæder\ (?:jeg\ |vi\ )?(?:mig|os)\ (?:\w+\ )?til\ (?:mødet\ )?(?:i\ )?$|\bat\ i\ (?:\w+\ )?(?:kommer|holder|lægger|mødes)\b[^.,]{0,25}$|\b(?:især|specielt|særligt|navnlig)\b[^.,]{0,20}$"
)
#: between two meetings of which only one is wanted
EITHER = re.compile(r"\s*(?:,|og\s?/)?\s*eller\s+(?:(?:til|i|den|d\.|mødet|moedet)\s*)*")
#: behind a meeting: `Aarhus: ja, Odense (nej)`
ANSWER = re.compile(r"\s*[:(=–-]?\s*(ja|nej|x)\b(?!\s+(?:til|tak)\b)")
SOME_OF = pattern(r"^\W*af\ $|\b(?:første|sidste|first|last|en|et|én|ét|to|1|2|one|two)\ (?:af|of)\ $")
#: a part may be about coming from here on
LEANS = 0.3


#: `denne gang bliver det mig`: who signs up means the whole row by it
THIS_TIME = "denne gang"


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
    seen: dict[str, list[Mention]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, text: str) -> list[Mention]:
        """Find the meetings that a part names; a town that only says who writes is none. What was found is kept in `seen`."""
        if text not in self.seen:
            words = _without_own_town(text, self.mail, self.network)
            found = find_meetings(words, self.network, self.day, bare_months=_may_choose_month(words))
            self.seen[text] = [one for one in found if one.words != THIS_TIME]
        return self.seen[text]

    def find_exact(self, text: str) -> list[Mention]:
        """Find the known meetings that a part names by day or place."""
        return [one for one in self.find(text) if one.exact and one.ids]


@lru_cache(maxsize=MOST_REMEMBERED)
def _may_choose_month(words: str) -> bool:
    """Tell whether a part speaks of coming or not, so that a bare month in it is a meeting's."""
    folded = fold(words)
    if not re.search(rf"\b{MONTH}\b", folded):
        return False
    if BILL.search(folded):
        return False
    if MONTH_CHOSEN.search(folded) or EXCEPTED_MONTH.match(folded):
        return True
    acts = judge_acts(OPENING.sub("", words))
    is_about_coming = max(map(acts.__getitem__, ("join", "yes", "absent"))) >= LEANS or not HAS_VERB.search(folded)
    is_about_coming = is_about_coming or AWAY_FOR.search(folded) is not None
    return is_about_coming and not MEMBERSHIP.search(folded)


def _without_own_town(words: str, mail: Mail, network: Network) -> str:
    """`Odense - tilmelding til netværket`, from Odense Kommune: who writes, not where the meeting is."""
    domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
    for meeting in network.meetings:
        town = fold(meeting.city)
        if town and domain.startswith(town):
            words = re.sub(rf"\b{re.escape(town)}(?= (?:{DOES})\b(?! (?:jeg|vi)\b))", " ", fold(words))
            words = re.sub(
                rf"(?<![,:] )(?P<before>\b[a-z]+ )?\b{re.escape(town)}\b(?P<after>\W*\w*)", _drop_town, words
            )
    return words


def _drop_town(match: re.Match[str]) -> str:
    """`Tilmelding fra Odense`, but neither `kun Odense` nor `Odense er jeg med på`."""
    before, after = (match["before"] or "").strip(), match["after"]
    goes_on = re.match(r" [a-z]|[.!]?$", after) is not None  # and no ` - tilmelding`
    is_chosen = before in BEFORE_MEETING if before else goes_on
    return match[0] if is_chosen else f"{match['before'] or ''} {after}"


#: what stands before a town that is chosen for its meeting
BEFORE_MEETING = frozenset(
    [
        "i",
        "til",
        "og",
        "samt",
        "eller",
        "kun",
        "bare",
        "blot",
        "ikke",
        "undtagen",
        "naer",
        "minus",
        "uden",
        "baade",
        "hverken",
        "mig",
        "os",
        "moedet",
        "men",
    ]
)


def choose(parts: list[str], ground: Ground, *, is_only: bool = False) -> Scope:
    """Return the meetings that the words of a wish name, with what is doubtful about them."""
    mentions: list[Mention] = []
    excepted: list[Mention] = []
    review: list[str] = []
    starts: list[Mention] = []
    for part in parts:
        found, folded = ground.find(part), fold(_without_own_town(part, ground.mail, ground.network))
        span = _find_span(found, folded, ground.ahead)
        if span:
            return Scope(() if span == ground.ahead else span)
        beside = _find_beside(found, folded, ground.ahead)
        if beside:
            return Scope(() if beside == ground.ahead else beside)
        taken = find_exceptions(part, found)
        excepted += taken
        mentions += [
            one
            for one in found
            if one not in taken and not (_is_whole_of_some(one, folded) or EMPHASIS.search(folded[: one.start]))
        ]
        review += [say_unknown(one, part) for one in found if _is_unknown(one, folded, ground.day)]
        starts += [one for one in found if one.ids and one not in taken and _is_start(one, folded)]
    is_only = is_only or any(ONLY.search(fold(part)) for part in parts)
    exact = [one for one in mentions if one.exact and one.ids]
    start = next(iter(sorted(starts, key=lambda one: not one.exact)), None)
    if (
        start is not None
        and len(join_ids(exact, ground.network.meetings)) <= 1
        and not (is_only and not _is_first(parts))
    ):
        onwards = tuple(one for one in ground.ahead if one >= start.ids[0])
        return Scope(() if onwards == ground.ahead else onwards, tuple(review[:1]))
    left_out = {one for mention in excepted for one in mention.ids}
    wanted = _join_wanted(mentions, parts, ground, is_only=is_only)
    if left_out:
        return Scope(tuple(one for one in wanted or ground.ahead if one not in left_out), tuple(review[:1]))
    return Scope(wanted, tuple(review[:1]))


def leaves_open(part: str, mentions: list[Mention]) -> bool:
    """`Aarhus eller Odense`: tell whether a part names two meetings and wants one of them."""
    folded = fold(part)
    pairs = pairwise(one for one in mentions if one.ids)
    return not is_negated(folded) and any(EITHER.fullmatch(folded[one.end : other.start]) for one, other in pairs)


def find_answers(text: str, mentions: list[Mention]) -> list[tuple[Mention, str]]:
    """`Aarhus: ja, Odense (nej)`: return the meetings that a list answers, with ja, nej or a cross; one alone is no list."""
    folded = fold(text)
    answers = [(one, answer[1]) for one in mentions if (answer := ANSWER.match(folded, one.end))]
    return answers if len(answers) > 1 else []


def _is_whole_of_some(mention: Mention, folded: str) -> bool:
    """`To af de tre møder, nemlig …`: the three are not what is chosen."""
    return not mention.exact and SOME_OF.search(folded[: mention.start]) is not None


def _is_first(parts: list[str]) -> bool:
    """`Bare først fra november`, `kun fra november`: a beginning all the same."""
    return any(re.search(r"\bfoerst\b|\b(?:kun|bare|blot) fra\b", fold(part)) for part in parts)


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
    is_more = bool(exact) or _adds_remark(parts, ground)
    if is_all and is_more and not is_only and len(ids) < len(ground.ahead):
        return ()
    return ids or join_ids([one for one in rows if not _is_everything(one, ground.ahead)], ground.network.meetings)


def _adds_remark(parts: list[str], ground: Ground) -> bool:
    """`All three dates suit me, and the first one is an easy trip`: tell whether a part takes all, and denies nothing."""
    return any(
        _is_everything(one, ground.ahead) and not is_negated(fold(part)) for part in parts for one in ground.find(part)
    )


def _find_span(mentions: list[Mention], folded: str, ahead: tuple[str, ...]) -> tuple[str, ...]:
    """Return the meetings from one to another that a part names, () where it names no span."""
    for one, other in pairwise(mentions):
        is_another = one.ids and other.ids and one.ids != other.ids  # `i Vejle til januar`
        if is_another and SPAN.search(folded[one.end : other.start]):
            return tuple(meeting for meeting in ahead if one.ids[0] <= meeting <= other.ids[-1])
    last = next((one for one in mentions if one.ids and UNTIL.search(folded[: one.start])), None)
    return tuple(meeting for meeting in ahead if last and meeting <= last.ids[-1])


def _find_beside(mentions: list[Mention], folded: str, ahead: tuple[str, ...]) -> tuple[str, ...]:
    """`De to møder efter Aarhus`: return the meetings on one side of another, () where a part names none so."""
    for mention in mentions:
        side = BESIDE.search(folded[: mention.start]) if mention.exact and mention.ids else None
        if side:
            return tuple(one for one in ahead if (one > mention.ids[-1] if side["after"] else one < mention.ids[0]))
    return ()


def _is_unknown(mention: Mention, folded: str, day: date) -> bool:
    return (
        mention.is_day
        and not mention.ids
        and (mention.day is None or mention.day >= day)
        and (mention.words.startswith("moede") or bool(CALLED_MEETING.search(folded[: mention.start])))
    )


def _is_start(mention: Mention, folded: str) -> bool:
    return bool(FROM_ON.search(folded[: mention.start]) or FROM_ON_AFTER.search(folded[mention.end :]))


def _is_everything(mention: Mention, ahead: tuple[str, ...]) -> bool:
    return len(ahead) > 1 and set(mention.ids) >= set(ahead)
