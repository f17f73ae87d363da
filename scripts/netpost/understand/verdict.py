"""What the signals of a mail come to: the intent, the clauses that it rests on, and what speaks against acting."""

from __future__ import annotations

from dataclasses import dataclass

from netpost.understand.reading import Intent
from netpost.understand.signals import Signal

#: how a mail was understood that wants a change
REASONS = {
    Intent.SIGNUP: "Mailen beder om en plads i netværket.",
    Intent.CANCEL: "Mailen siger, at nogen forlader netværket.",
    Intent.DECLINE: "Mailen siger, at nogen ikke kommer til et møde.",
    Intent.ACCEPT: "Mailen siger, at nogen kommer til et møde.",
    Intent.UPDATE: "Mailen giver eller retter oplysninger om et medlem.",
}
#: wishes that are as plain as each other
ALIKE = 0.02


@dataclass(frozen=True)
class Verdict:
    """What the signals come to. deciding: the signals that it rests on. kinds: of an update. is_calm: nothing needs anybody. is_refusal: no thanks to an invitation."""

    intent: Intent
    deciding: tuple[Signal, ...] = ()
    review: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    has_question: bool = False
    is_calm: bool = False
    is_refusal: bool = False

    @property
    def likelihood(self) -> float:
        """How likely the plainest of the deciding signals is; 0 where there is none."""
        return max((one.likelihood for one in self.deciding), default=0.0)

    @property
    def sentences(self) -> set[str]:
        """The folded sentences of the deciding signals."""
        return {one.clause.sentence_folded for one in self.deciding}

    @property
    def plainest(self) -> set[tuple[str, int]]:
        """Where the plainest wishes stand; `Til Aarhus kører jeg med en anden` beside `Tilmeld mig` is not one."""
        return {one.clause.place for one in self.deciding if one.likelihood >= self.likelihood - ALIKE}
