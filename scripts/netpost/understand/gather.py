"""The sentences of a mail → what they do, act by act; intent.py sees it in the light of what the mail answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from netpost.understand.acts import ACTS, judge_acts
from netpost.understand.calm import gives_thanks, gives_up_place, is_seen_by_staff, tells_of_done
from netpost.understand.mention import upcoming
from netpost.understand.no_wish import is_no_wish
from netpost.understand.reading import Intent, Network
from netpost.understand.side_remarks import is_turned
from netpost.understand.signals import Signal
from netpost.understand.text import Clause, fold, pattern, split_clauses
from netpost.understand.update import find_kinds
from netpost.understand.when import find_meetings

#: a few words of address and nothing that says anything: `hej signe vil du skrive mig på, jeg når …` is a wish
GREETING = re.compile(
    r"^\s*(?:hej(?:sa)?|kære|goddag|god\s?morgen|godmorgen|hi|hello|dear|hallo|hei|til)\b"
    r"(?:[ \t]+(?!(?:jeg|vi|vil|kan|må|skal|har|er|mig|os|du|I|hermed|tilmeld\w*|afmeld\w*|skriv|sæt|tak|i|we|please)\b)[^\s.!?,]+){0,6}"
    r"\s*(?:[,.!\n]|$)",
    re.IGNORECASE,
)
#: … and one that the sentence goes on behind: `hej signe jeg vil gerne …`
GREETED_ON = re.compile(
    r"^\s*(?:hej(?:sa)?|kære|goddag)\s+[a-zæøå]+\s+(?=(?:jeg|vi|vil|kan|må|hermed|tilmeld)\b)", re.IGNORECASE
)
#: … and what only announces the words: `Kort besked herfra: …`
LEAD_IN = re.compile(
    r"^\s*(?:(?:bare|lige|blot|kun|her)\s+)*(?:en\s+)?(?:kort|lille|hurtig)\s+(?:besked|bemærkning|note|hilsen|melding|orientering)(?:\s+(?:herfra|fra\s+\w+|til\s+\w+))?\s*:\s*",
    re.IGNORECASE | re.MULTILINE,
)
#: `"Jeg tilmelder mig debatten", siger Holger Krag.`: what somebody else is quoted to say
QUOTED_SPEECH = re.compile(
    r"^\W*[\"“”»].*[\"“”«],?\s+(?:siger|sagde|udtaler|skriver|skrev|fortaeller|lyder|says|said)\b|^[^\"“”»]{0,40}:\s*[\"“”»]"
)
#: `Er der flere pladser? I så fald vil jeg gerne med` is as polite as `… Så vil jeg gerne med`
IN_THAT_CASE = re.compile(
    r"(?P<asked>\b(?:er\s+der|er\s+det|har\s+[iI]|kan\s+(?:man|jeg|vi))\s+(?:[\w-]+\s+){0,6}?(?:plads\w*|stole?|muligt|nå|med|tilmelde\w*)\b[^?!]{0,60}\?\s+)I\s+så\s+fald\b",
    re.IGNORECASE,
)
#: … but not `vi ses i Vejle i stedet`
FAREWELL = re.compile(
    r"^(?!.*\b(?:i stedet|foerst|ikke)\b)(?:\W*(?:saa )?(?:vi )?ses\b|.*\bpaa gensyn\b|\W*see you\b)", re.DOTALL
)
#: what a sentence says for sure, and what it may say: the likelihood of an act
SAYS, MAY_SAY, PLAINLY = 0.5, 0.1, 0.9
STRONG = 0.8
INTENT_OF = {
    "join": Intent.SIGNUP, "yes": Intent.ACCEPT, "leave": Intent.CANCEL, "off": Intent.CANCEL, "absent": Intent.DECLINE,
    "refuse": Intent.DECLINE, "update": Intent.UPDATE, "ask": Intent.QUESTION,
}  # fmt: skip
CHANGING_ACTS = ("join", "yes", "leave", "off", "absent", "update")
#: what is often said beside another wish: `tilmeld mig, men i Aarhus kan jeg ikke`
MIXED_ACTS = ("absent", "yes", "stay")
#: what a whole sentence does rather than a part of it, and how much a part counts for it
WHOLE_ACTS = ("unsure", "substitute")
PART = 0.6
#: what a sentence does that needs nobody, and how unlikely all else must be
CALM_ACTS = ("chat", "past", "foreign", "others", "refuse", "detail")
find_calm: Callable[[Mapping[str, float]], tuple[float, ...]] = itemgetter(*CALM_ACTS)
find_other: Callable[[Mapping[str, float]], tuple[float, ...]] = itemgetter(
    *(act for act in ACTS if act not in CALM_ACTS)
)
UNLIKELY = 0.2
#: `hvor i Odense er det egentlig`, `kan jeg melde mig ud igen`
ASKS_WITHOUT_MARK = pattern(
    r"\W*(?:(?:og|men)\ )?(?:hvor(?=\ (?:i|på|kan|skal|er\ det|mange)\b)|hvornår|hvordan(?=\ (?:kan|skal|er|gør|kommer)\b)|(?:må|kan|skal|bør|behøver)\ (?:man|jeg|vi))\ (?![^.]*,\ så\b)"
)
#: how plainly each sentence of a calm mail must need nobody, in an answer and else: `min søn er blevet syg` sounds a little like talk
PLAINLY_CALM, RATHER_CALM = 0.75, 0.65
#: a sentence that says nothing known needs so many plainly calm ones beside it; what answers the network may hold none
BLANKS = 2
#: a number alone, behind a colon, says nothing by itself
HAS_WORD = re.compile(r"[^\W\d_]{2}")
#: so many texts are remembered: the parts of one mail are read for several questions
MOST_TEXTS = 16


@dataclass(frozen=True)
class Signals:
    """What the sentences of one mail do, by act.

    faint: what they may do, too; kind names the act. loud: the sentences that may need somebody. blank: those that say nothing known.
    clauses: what was judged.
    """

    join: list[Signal] = field(default_factory=list)
    yes: list[Signal] = field(default_factory=list)
    leave: list[Signal] = field(default_factory=list)
    off: list[Signal] = field(default_factory=list)
    absent: list[Signal] = field(default_factory=list)
    refuse: list[Signal] = field(default_factory=list)
    update: list[Signal] = field(default_factory=list)
    detail: list[Signal] = field(default_factory=list)
    ask: list[Signal] = field(default_factory=list)
    unsure: list[Signal] = field(default_factory=list)
    substitute: list[Signal] = field(default_factory=list)
    stay: list[Signal] = field(default_factory=list)
    left: list[Signal] = field(default_factory=list)
    past: list[Signal] = field(default_factory=list)
    foreign: list[Signal] = field(default_factory=list)
    others: list[Signal] = field(default_factory=list)
    chat: list[Signal] = field(default_factory=list)
    faint: list[Signal] = field(default_factory=list)
    loud: list[Clause] = field(default_factory=list)
    blank: list[Clause] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)

    def find_all(self, act: str) -> list[Signal]:
        """Return what does an act, or may do it."""
        return [*getattr(self, act), *(one for one in self.faint if one.kind == act)]

    def is_calm(self, *, is_answer: bool) -> bool:
        """Tell whether nothing in the mail needs anybody: no loud sentence, and few that say nothing known.

        is_answer: it answers the network. `Nu er pengene fundet` is no talk then: only what gives thanks, refuses, or is
        about something else is calm.
        """
        calm = [one for act in CALM_ACTS for one in getattr(self, act)]
        if not calm or self.loud or len(self.blank) > (0 if is_answer else len(calm) // BLANKS):
            return False
        plainest = {one.clause.place: one.likelihood for one in sorted(calm, key=lambda one: one.likelihood)}
        if min(plainest.values()) < (PLAINLY_CALM if is_answer else RATHER_CALM):
            return False
        if not is_answer and any(gives_up_place(one.clause.sentence_folded) for one in self.refuse):
            return False
        grounds = [
            *(one for one in (*self.chat, *self.past) if gives_thanks(one.clause.sentence_folded)),
            *(one for one in self.past if tells_of_done(one.clause.sentence_folded)),
            *(one for one in (*self.refuse, *self.foreign, *self.others) if one.likelihood >= STRONG),
        ]
        return bool(grounds) or not is_answer

    def has_changing(self) -> bool:
        """Tell whether any sentence asks for a change."""
        return any(getattr(self, act) for act in CHANGING_ACTS)


@lru_cache(maxsize=MOST_TEXTS)
def read_signals(text: str, network: Network, day: date) -> Signals:
    """Judge the writer's own words, cut as split_own_words cuts them."""
    return collect_signals(split_own_words(text, network), network, day)


def collect_signals(clauses: list[Clause], network: Network, day: date) -> Signals:
    """Judge each sentence; what it does is shown by the clause that says it most plainly."""
    found = Signals(clauses=clauses)
    for _, group in groupby(clauses, key=lambda one: one.place):
        _add_sentence(found, list(group), network, day)
    return _drop_held(_drop_farewells(_tell_absence_from_leaving(found, network, day)), network, day)


def _add_sentence(found: Signals, parts: list[Clause], network: Network, day: date) -> None:
    """A long sentence hides a short wish: each act counts as much as in the part that says it most plainly."""
    whole = judge_acts(parts[0].sentence_text)
    is_quoted = bool(QUOTED_SPEECH.search(parts[0].sentence_folded))
    is_told = 1.0 if is_quoted else _how_told(whole)
    judged: list[tuple[Mapping[str, float], Clause]] = (
        [(judge_acts(one.part), one) for one in parts if HAS_WORD.search(one.part)] if len(parts) > 1 else []
    )
    for act in _find_possible(whole, judged):
        in_part, clause = _find_plainest(act, judged) if judged else (0.0, parts[0])
        likelihood = max(whole[act], in_part * (PART if act in WHOLE_ACTS else 1))
        if likelihood < MAY_SAY:
            continue
        told = _how_told(judge_acts(clause.part)) if is_turned(parts, clause) and not is_quoted else is_told
        if act in CHANGING_ACTS and told >= max(SAYS, likelihood):  # done before, or by others, or elsewhere
            continue
        if is_no_wish(act, likelihood, whole, clause):
            continue
        is_hidden = act == "leave" or _is_hidden(act, whole)
        is_said = not is_hidden or (act in MIXED_ACTS and in_part >= STRONG)
        if likelihood >= SAYS and (whole[act] >= MAY_SAY or is_said):
            getattr(found, act).extend(_make_signals(act, clause, likelihood))
        else:
            found.faint.append(Signal(INTENT_OF.get(act, Intent.OTHER), clause, likelihood, act))
    if _may_need_somebody(whole, judged, parts[0], network, day, is_told=is_told >= STRONG):
        found.loud.append(parts[0])
    elif not _is_known(whole):
        found.blank.append(parts[0])


def _how_told(acts: Mapping[str, float]) -> float:
    return max(acts["past"], acts["foreign"], acts["others"])


def _may_need_somebody(
    whole: Mapping[str, float],
    judged: list[tuple[Mapping[str, float], Clause]],
    sentence: Clause,
    network: Network,
    day: date,
    *,
    is_told: bool,
) -> bool:
    wanted = max([_wants(whole), *(PART * _wants(acts) for acts, _ in judged)])
    if wanted >= UNLIKELY or sentence.is_question or ASKS_WITHOUT_MARK.match(sentence.sentence_folded):
        return True
    if is_seen_by_staff(sentence.sentence_folded, is_told=is_told, is_refusal=whole["refuse"] >= STRONG):
        return True
    return not _is_known(whole) and names_meeting(sentence, network, day)


def _is_known(whole: Mapping[str, float]) -> bool:
    """Tell whether a sentence plainly does something that needs nobody."""
    return max(find_calm(whole)) >= SAYS


def names_meeting(clause: Clause, network: Network, day: date) -> bool:
    """Tell whether a clause's sentence names a meeting by day or place."""
    return any(one.exact for one in find_meetings(clause.sentence_folded, network, day))


def _find_possible(whole: Mapping[str, float], judged: list[tuple[Mapping[str, float], Clause]]) -> list[str]:
    """Return the acts that the sentence or a part of it may do: few of them all."""
    possible = {act for acts in (whole, *(one for one, _ in judged)) for act in ACTS if acts[act] >= MAY_SAY}
    return [act for act in ACTS if act in possible]


def _find_plainest(act: str, judged: list[tuple[Mapping[str, float], Clause]]) -> tuple[float, Clause]:
    acts, clause = max(judged, key=lambda pair: pair[0][act])
    return acts[act], clause


def _is_hidden(act: str, whole: Mapping[str, float]) -> bool:
    """Tell whether the whole sentence plainly asks for another change."""
    return any(whole[other] >= PLAINLY for other in CHANGING_ACTS if other != act)


def _make_signals(act: str, clause: Clause, likelihood: float) -> Iterable[Signal]:
    kinds = find_kinds(clause.sentence_folded) if act == "update" else [act]
    return [Signal(INTENT_OF.get(act, Intent.OTHER), clause, likelihood, kind) for kind in kinds]


def _wants(acts: Mapping[str, float]) -> float:
    """Return how likely something is wanted."""
    return max(find_other(acts))


def _drop_farewells(found: Signals) -> Signals:
    """`Vi ses i Vejle!` below other words takes leave; alone or above them it is the message."""
    farewells = [
        one for one in (*(one.clause for one in found.yes), *found.loud) if FAREWELL.search(one.sentence_folded)
    ]
    if not farewells:
        return found
    said = {one.clause.place for act in ACTS for one in getattr(found, act)}
    first = min(said, key=lambda place: place[1], default=None)

    def is_farewell(clause: Clause) -> bool:
        return clause in farewells and clause.place != first

    yes = [one for one in found.yes if not is_farewell(one.clause)]
    return replace(found, yes=yes, loud=[one for one in found.loud if not is_farewell(one)])


def _drop_held(found: Signals, network: Network, day: date) -> Signals:
    """`Ja, jeg kommer. Var desværre forhindret i Aarhus`: beside another wish, a meeting that is over asks for nothing."""
    over = [one for one in found.absent if _names_only_held(one.clause, network, day)]
    rest = replace(found, absent=[one for one in found.absent if one not in over])
    return rest if over and rest.has_changing() else found


def _names_only_held(clause: Clause, network: Network, day: date) -> bool:
    named = {one for mention in find_meetings(clause.folded, network, day) if mention.exact for one in mention.ids}
    return bool(named) and not named & {one.id for one in upcoming(network.meetings, day)}


def _tell_absence_from_leaving(found: Signals, network: Network, day: date) -> Signals:
    """`Afmelde mig mødet i Odense`, `stryge ham fra listen til den dag` is an absence; `afmelde mig netværket` is not."""
    away = [one for one in found.off if _means_one_meeting(one.clause, network, day)]
    given_back = [one for one in found.leave if _gives_back_seat(one.clause, network, day)]
    missed = {one.clause.place: one.likelihood for one in found.absent}
    rather_missed = [
        one
        for one in found.leave
        if missed.get(one.clause.place, 0) > one.likelihood and not FOR_GOOD.search(one.clause.sentence_folded)
    ]
    if not (away or rather_missed or given_back):
        return found
    return replace(
        found,
        leave=[one for one in found.leave if one not in (*rather_missed, *given_back)],
        off=[one for one in found.off if one not in away],
        absent=[*found.absent, *(replace(one, intent=Intent.DECLINE) for one in (*away, *given_back))],
    )


FOR_GOOD = pattern(
    r"\b(?:(?:netværk|nettverk|nätverk)(?!smøde)\w*|medlemskab\w*|helt|permanent|network|medlem|farvel|også|heller)\b"
)


#: what stands before the meeting that a place is for
SEAT_AT = pattern(
    r"\b(?:plads|stol|tilmelding|deltagelse)\w*\ (?:til|i|på|ved|for|fra)\ (?:(?:netværks)?(?:møde|dag|gang)\w*\ )?(?:(?:i|på|den|d\.)\ )?$"
)


def _gives_back_seat(clause: Clause, network: Network, day: date) -> bool:
    """`I kan slette min plads til Vejle`, but not `… min plads i netværket` or `… efter Vejle`."""
    mentions = find_meetings(clause.folded, network, day)
    return not FOR_GOOD.search(clause.folded) and any(
        one.exact and SEAT_AT.search(clause.folded[: one.start]) for one in mentions
    )


def _means_one_meeting(clause: Clause, network: Network, day: date) -> bool:
    text = clause.folded.replace("netvaerksmoede", "moede")
    if FOR_GOOD.search(text):
        return False
    mentions = find_meetings(clause.folded, network, day) or find_meetings(clause.sentence_folded, network, day)
    return any(one.exact or "naeste" in one.words or "moede" in one.words for one in mentions) and not re.search(
        r"\b(?:alle|resten|samtlige)\b", text
    )


def split_own_words(text: str, network: Network) -> list[Clause]:
    """Cut the writer's words into clauses, without the greeting; the network's own name counts as `netværket`."""
    for opening in (GREETING, GREETED_ON, LEAD_IN):
        text = opening.sub("", text, count=1)
    text = IN_THAT_CASE.sub(r"\g<asked>Så", text)
    return name_network(split_clauses(text), network)


def name_network(clauses: list[Clause], network: Network) -> list[Clause]:
    """Let the network's name stand as `netværket` in the folded words, what people call it as `netværk` in those to judge.

    Else it would be taken for another network's: `jeres netværk for digitaliseringsledere`.
    """
    name = " ".join(fold(network.name).split())
    subject = _find_subject(network.name)
    return [
        replace(
            one,
            folded=one.folded.replace(name, "netvaerket"),
            sentence_folded=one.sentence_folded.replace(name, "netvaerket"),
            part=subject.sub(r"\1", one.part),
            sentence_text=subject.sub(r"\1", one.sentence_text),
        )
        if "netv" in one.sentence_folded
        else one
        for one in clauses
    ]


@cache
def _find_subject(name: str) -> re.Pattern[str]:
    """Return what finds the network's subject behind the word for it, however it is put: the name's last word says it."""
    words = [re.escape(word[:6]) for word in re.findall(r"\w{6,}", name) if "netv" not in word.lower()]
    subject = rf"[\w-]*{words[-1] if words else '(?!)'}[\w-]*"
    return re.compile(rf"\b(\w*netværk\w*)\s+(?:for|om|af|med)\s+(?:[\w-]+\s+){{0,4}}?{subject}", re.IGNORECASE)
