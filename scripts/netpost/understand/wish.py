"""Which words of a sign-up can name the meetings wanted: the clause, its sentence, what it points back at, the subject."""

from __future__ import annotations

import re
from itertools import takewhile

from netpost.understand.acts import judge_acts
from netpost.understand.choice import BILL, HAS_VERB, LEANS, ONLY, Ground
from netpost.understand.context import own_subject
from netpost.understand.gather import Signals
from netpost.understand.name import find_names
from netpost.understand.reservations import is_partial
from netpost.understand.signals import ABOUT_NETWORK, Signal
from netpost.understand.stance import find_exceptions, is_busy, is_left_out, split_parts
from netpost.understand.text import fold, pattern
from netpost.understand.verdict import Verdict

#: A clause that tells why or in spite of what, and so names no wish.
SIDE_CLAUSE = pattern(
    r"^\W*(?:men\ )?(?:selv\ om|selvom|fordi|da|for|når|hvis|jeg\ hører|idet|eftersom|although|because|since)\b(?!\ jeg\ (?:måtte|kunne|må|kan)\b)"
    r"|^\W*så\ (?:jeg|vi|han|hun|de)\ (?:\w+\ )?kan\ nå\b"
)
POINTS_BACK = pattern(
    r"""
    ^\W*så\ der\ (?:vil|kan|kommer|deltager|skal|er)\ (?:jeg|vi)\b|^\W*(?:og\ |men\ )?(?:der|det|den|dem|dertil|dette|her|begge|that|those)\b|\b(?:plads|med|mig|os)\ (?:på\ |op\ )?der\W*$|\b(?:tilmeld\w*|med|til|deltage
    |med\ i|komme\ til|på|i)\ (?:det|den|dem|de(?:m)?\ (?:to|2))\b(?!,?\ \w)|\b(?:det\ møde|den\ dag|det\ ene|begge\ (?:dage|gange)|dertil
    |(?:tager|snupper|napper|vil)\ (?:jeg|vi)\ (?:gerne\ )?(?:den|det|dem))\b
    """
)
#: `så kan jeg finde nogen at køre sammen med til Aarhus`: how one gets there, or what one can say there
TRAVEL = pattern(
    r"\b(?:kør(?:e|er|sel)|samkør\w*|følges|tog(?:et)?|bus(?:sen)?|bil(?:en)?|færge\w*|hotel\w*|overnat\w*|parker\w*|oplæg\w*|\w*billet\w*)\b|\b(?:tager|medbringer|bager)\ (?:jeg\ )?(?:\w+\ )?(?:kage\w*|boller|brød)\b"
)
#: `Kan jeg hoppe på fra Odense? Så skriv mig op`: a wish that carries on the one before
FOLLOWS = re.compile(r"\W*saa\b")
#: `… de to andre møder. Altså Aarhus og Vejle.`
SPELLS_OUT = re.compile(r"\W*(?:altså|dvs\.?|det vil sige|nemlig|namely|that is)\b", re.IGNORECASE)
HAS_WORD = re.compile(r"[^\W\d_]")
BARE = re.compile(r"(?:\W|\b(?:og|samt|i|den|d|moedet|moederne|tak|gerne)\b)*")
LIST_ENTRY = re.compile(r"\s*[-*•·–]\s")
IF = pattern(r"\W*(?:hvis|såfremt|if|om)\b")
#: an act may be meant from here on
MAYBE = 0.3


def find_wishes(verdict: Verdict, found: Signals, ground: Ground) -> tuple[Signal, ...]:
    """Return the signals that wish for meetings.

    `Aarhus kan jeg godt glemme` may have been taken for a yes; then a fainter wish is meant, if there is one.
    """
    kept = tuple(one for one in verdict.deciding if not (is_left_out(one.clause.part) and ground.find(one.clause.part)))
    kept = tuple(one for one in kept if not (TRAVEL.search(one.clause.folded) or is_partial(one.clause.folded))) or kept
    faint = (one for one in found.faint if one.kind in {"join", "yes"} and one.likelihood >= MAYBE)
    return kept or tuple(one for one in faint if ground.find(one.clause.part)) or verdict.deciding


def find_wish_parts(wishes: tuple[Signal, ...], absent: set[str], ground: Ground) -> list[str]:
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
    for words in ([part for part in clauses if not _gives_up(part, ground)], main):
        if any(mention.ids for part in words for mention in ground.find(part)):
            return list(dict.fromkeys([*words, *after, *only]))
    beside = [] if after else _find_beside_if(wishes, ground)
    back = [] if after or beside else _find_pointed_at(wishes, ground)
    return list(dict.fromkeys([*clauses, *after, *beside, *back, *only]))


def _find_beside_if(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """`Jeg ville blive glad, hvis jeg måtte sidde med i Vejle`, `det er helst i Vejle, hvis I vil have mig`: the other half names the meeting."""
    found = []
    for sentence in dict.fromkeys(one.clause.sentence_text for one in wishes):
        parts = split_parts(sentence)
        if any(IF.match(fold(part)) for part in parts):
            found += [part for part in parts if ground.find_exact(part) and not _gives_up(part, ground)]
    return found


def _gives_up(part: str, ground: Ground) -> bool:
    """`Aarhus og Vejle, men spring Odense over, når du skriver mig på`: a part that names a meeting to do without it, or is busy then."""
    named = ground.find_exact(part)
    return bool(named) and (is_left_out(part) or is_busy(part)) and not find_exceptions(part, named)


def _overlap(part: str, clause: str) -> bool:
    """A part may be less than a clause, or more: `i perioden september - januar` is one part."""
    one, other = fold(part).strip(), fold(clause).strip()
    return one in other or other in one


def _is_main(part: str, absent: set[str]) -> bool:
    folded = fold(part)
    return not (SIDE_CLAUSE.search(folded) or BILL.search(folded) or is_left_out(part) or is_away(part, absent))


def _wishes_itself(part: str) -> bool:
    """`Aarhus og Vejle, gerne`, `den 16. kommer jeg`, but not `den 14. har vi byrådsmøde`: a part without verb goes with the wish."""
    acts = judge_acts(part)
    return max(acts["join"], acts["yes"]) >= LEANS or not HAS_VERB.search(fold(part))


def is_away(part: str, absent: set[str]) -> bool:
    """Tell whether a part tells of an absence, by itself or as part of a clause that does (absent: folded)."""
    folded = fold(part)
    return is_busy(part) or any(folded in clause for clause in absent)


def _find_spelled_out(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """`Altså Aarhus og Vejle`, or a list below `tilmeld mig følgende møder:`."""
    said = {fold(one.clause.sentence_text) for one in wishes}
    found: list[str] = []
    for place, sentence in enumerate(ground.sentences[:-1]):
        below = [one for one in ground.sentences[place + 1 :] if HAS_WORD.search(one)]  # no number of a list
        if fold(sentence) not in said or not below:
            continue
        if SPELLS_OUT.match(below[0]):
            found.append(below[0])
        elif sentence.endswith(":") or LIST_ENTRY.match(below[0]) or _is_bare(below[0], ground):
            found += takewhile(lambda one: _lists_meetings(one, ground), below)
    return found


def _is_bare(sentence: str, ground: Ground) -> bool:
    """`Aarhus og Odense.`: tell whether a sentence holds nothing but meetings."""
    rest, named = fold(sentence), ground.find(sentence)
    for one in reversed(named):
        rest = rest[: one.start] + rest[one.end :]
    return all(one.ids for one in named) and BARE.fullmatch(rest) is not None


def _lists_meetings(sentence: str, ground: Ground) -> bool:
    return bool(ground.find_exact(sentence)) and not (find_names(sentence) or _gives_up(sentence, ground))


def _find_pointed_at(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """Return the parts of the nearest sentence above that name a meeting, where a wish points back; else the subject."""
    pointing = {fold(one.clause.sentence_text) for one in wishes if POINTS_BACK.search(fold(one.clause.part))}
    following = {fold(one.clause.sentence_text) for one in wishes if FOLLOWS.match(fold(one.clause.part))}
    for place, sentence in enumerate(ground.sentences):
        if fold(sentence) in following - pointing and place:
            above = ground.sentences[place - 1]
            asked = [part for part in split_parts(above) if above.endswith("?") or _wishes_itself(part)]
            return [part for part in asked if ground.find(part)]
        if fold(sentence) not in pointing:
            continue
        for earlier in reversed(ground.sentences[:place]):
            named = [
                part
                for part in split_parts(earlier)
                if _is_main(part, set()) and any(one.ids for one in ground.find(part))
            ]
            if named:
                return named[-1:]
    subject = own_subject(ground.mail.subject)
    about_network = any(ABOUT_NETWORK.search(one.clause.folded) for one in wishes)
    return [subject] if not about_network and re.search(r"\bmoede|\d", fold(subject)) else []
