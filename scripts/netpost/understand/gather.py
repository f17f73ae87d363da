"""The clauses of a mail → the signals of all intents, seen in the light of what the mail answers.

`Jeg deltager` joins when it answers an invitation and promises to come when it answers a programme.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from netpost.understand.accept import find_accept
from netpost.understand.cancel import find_cancel, find_left, find_stays
from netpost.understand.context import Context
from netpost.understand.decline import find_decline
from netpost.understand.question import find_question
from netpost.understand.reading import Intent, Network
from netpost.understand.signals import THIS_NETWORK, Signal
from netpost.understand.signup import find_signup
from netpost.understand.text import Clause, fold, split_clauses
from netpost.understand.update import find_update
from netpost.understand.when import find_meetings

GREETING = re.compile(
    r"^\s*(?:hej(?:sa)?|kære|goddag|god\s?morgen|godmorgen|hi|hello|dear|hallo|hei|til)\b[^\n.!?,]{0,60}(?:[,.!\n]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signals:
    """The signals of one mail by intent."""

    signup: list[Signal] = field(default_factory=list)
    weak_signup: list[Signal] = field(default_factory=list)
    cancel: list[Signal] = field(default_factory=list)
    weak_cancel: list[Signal] = field(default_factory=list)
    denied: list[Signal] = field(default_factory=list)
    stays: list[Signal] = field(default_factory=list)
    left: list[Signal] = field(default_factory=list)
    decline: list[Signal] = field(default_factory=list)
    accept: list[Signal] = field(default_factory=list)
    weak_accept: list[Signal] = field(default_factory=list)
    update: list[Signal] = field(default_factory=list)
    question: list[Signal] = field(default_factory=list)

    def has_changing(self) -> bool:
        """Tell whether any clause asks for a change."""
        return bool(self.signup or self.cancel or self.weak_cancel or self.decline or self.accept or self.update)


def collect_signals(clauses: list[Clause], network: Network, day: date) -> Signals:
    """Run every intent's file over the clauses."""
    cancel = find_cancel(clauses)
    decline = find_decline(clauses)
    leaving, absent = [], list(decline)
    for one in (signal for signal in cancel if signal.kind != "denied"):
        if _means_one_meeting(one.clause, network, day):
            absent.append(replace(one, intent=Intent.DECLINE))
        else:
            leaving.append(one)
    left_out = {id(one.clause) for one in leaving}
    absent = [one for one in absent if id(one.clause) not in left_out]
    signup = [
        one for one in find_signup(clauses) if id(one.clause) not in left_out | {id(two.clause) for two in absent}
    ]
    accept = [
        one for one in find_accept(clauses) if id(one.clause) not in {id(two.clause) for two in absent} | left_out
    ]
    return Signals(
        signup=[one for one in signup if one.is_strong],
        weak_signup=[one for one in signup if not one.is_strong],
        cancel=[one for one in leaving if one.is_strong],
        weak_cancel=[one for one in leaving if not one.is_strong],
        denied=[one for one in cancel if one.kind == "denied"],
        stays=find_stays(clauses),
        left=find_left(clauses),
        decline=absent,
        accept=[one for one in accept if one.is_strong],
        weak_accept=[one for one in accept if not one.is_strong],
        update=find_update(clauses),
        question=find_question(clauses),
    )


def _means_one_meeting(clause: Clause, network: Network, day: date) -> bool:
    """`Afmelde mig mødet i Odense`, `melde fra på torsdag` is an absence; `afmelde mig netværket` is not."""
    text = clause.folded.replace("netvaerksmoede", "moede")
    if re.search(r"\b(?:netvaerk\w*|medlemskab\w*|helt|permanent|network|medlem)\b", text):
        return False
    mentions = find_meetings(clause.folded, network, day) or find_meetings(clause.sentence_folded, network, day)
    return any(one.exact or "naeste" in one.words or "moede" in one.words for one in mentions) and not re.search(
        r"\b(?:alle|resten|samtlige)\b", text
    )


def split_own_words(text: str, network: Network) -> list[Clause]:
    """Cut the writer's words into clauses, without the greeting; the network's own name counts as `netværket`."""
    return name_network(split_clauses(GREETING.sub("", text, count=1)), network)


def name_network(clauses: list[Clause], network: Network) -> list[Clause]:
    """Let the network's name stand as `netværket` in the folded words.

    Else it would be taken for another network's.
    """
    name = " ".join(fold(network.name).split())
    return [
        replace(
            one,
            folded=one.folded.replace(name, "netvaerket"),
            sentence_folded=one.sentence_folded.replace(name, "netvaerket"),
        )
        for one in clauses
    ]


def apply_context(found: Signals, context: Context, text: str) -> Signals:
    """`Jeg deltager` joins when it answers an invitation and promises to come when it answers a programme."""
    if context.kind == "meeting":
        off = [one for one in found.weak_cancel if re.search(r"\bmeld(?:e|er)?\b.*\bfra\b", one.clause.folded)]
        found = replace(
            found,
            weak_cancel=[one for one in found.weak_cancel if one not in off],
            decline=[*found.decline, *(replace(one, intent=Intent.DECLINE) for one in off)],
        )
    elif (
        found.weak_cancel
        and not found.decline
        and re.search(r"\bnetvaerk(?!smoede)", fold(f"{text} {context.subject}"))
        and not re.search(r"\btilmelding\b", fold("" if context.is_reply else context.subject))
    ):
        found = replace(found, cancel=[*found.cancel, *found.weak_cancel], weak_cancel=[])
    signup, weak, accept = list(found.signup), list(found.weak_signup), list(found.accept)
    if context.kind == "invitation":
        signup += weak
        return replace(found, signup=signup, weak_signup=[], accept=[], weak_accept=found.weak_accept)
    joining = [one for one in weak if _names_network(one.clause) or (one.kind == "promise" and _is_about_network(text))]
    if context.kind == "meeting":
        plain = [
            one
            for one in signup
            if not re.search(
                r"\b(?:tilmeld\w*|indmeld\w*|optag\w*|medlem\w*|netvaerk(?!smoede)\w*|meld\w*)\b",
                one.clause.sentence_folded,
            )
        ]
        signup = [one for one in signup if one not in plain]
        accept += [replace(one, intent=Intent.ACCEPT) for one in plain]
        return replace(
            found,
            signup=signup,
            weak_signup=[],
            accept=accept
            + (
                [one for one in found.weak_accept if one.kind != "farewell"]
                if not (
                    accept
                    or signup
                    or found.decline
                    or found.cancel
                    or found.weak_cancel
                    or found.update
                    or found.question
                )
                else []
            ),
        )
    signup += [one for one in joining if one not in signup]
    ids = {id(one.clause) for one in signup}
    return replace(found, signup=signup, accept=[one for one in accept if id(one.clause) not in ids])


def _names_network(clause: Clause) -> bool:
    sentence = clause.sentence_folded.replace("netvaerksmoede", "moede")
    return bool(THIS_NETWORK.search(sentence)) and not re.search(r"\bmoede(?:t)?\b", clause.folded)


def _is_about_network(text: str) -> bool:
    """The mail names the network and no single meeting."""
    folded = fold(text).replace("netvaerksmoede", "moede")
    return bool(THIS_NETWORK.search(folded)) and not re.search(r"\bmoede|\bden \d|\bpaa \w+dag\b|\d/\d", folded)
