"""A sequence whose items are made when somebody asks for one: a run that asks for none does not pay for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

from netpost.members.bulk import pause_collection

Item = TypeVar("Item")


class LazySequence(Sequence[Item]):
    """What `make` makes, all at once and only once. Equal to a tuple of the same items."""

    def __init__(self, make: Callable[[], Iterable[Item]]) -> None:
        self.make = make

    @cached_property
    @pause_collection()
    def all(self) -> tuple[Item, ...]:
        """All items."""
        return tuple(self.make())

    def __len__(self) -> int:
        return len(self.all)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        return self.all[place]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.all)

    def __eq__(self, other: object) -> bool:
        return self.all == (other.all if isinstance(other, LazySequence) else other)

    def __hash__(self) -> int:
        return hash(self.all)
