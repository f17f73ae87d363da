"""For whom a wish is, as the mail as a whole says it: for its writer, for each of those whom it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from netpost.understand.outcome import UNDECIDED, Opinion
from netpost.understand.reading import Intent

#: names → for each how likely a wish is for that person, 0 to 1
Ask = Callable[[Iterable[str]], dict[str, float]]
#: from when on it outweighs the words around a name
SURELY = 0.95
#: how far from undecided it must be whether a wish is for the writer, before others are counted in
CLEARLY = 0.3
#: how likely it must be the writer's before others are left out whom the words around their names do not
WRITERS = 0.8
#: from when on it is unclear whether somebody is only mentioned whom the words leave out
PERHAPS = 0.9
#: below what it is unclear whether the writer comes as well as others
UNLIKELY = 0.1


@dataclass(frozen=True)
class Whom:
    """What a mail as a whole says of whom its wish is for; of a yes to a meeting nothing, which is the writer's or goes to staff.

    ask: judges the mail anew for each name.
    """

    intent: Intent
    opinion: Opinion
    ask: Ask

    def is_writer(self, *, otherwise: bool) -> bool:
        """Tell whether a wish is for the writer, too: as the mail as a whole says where it is sure of it, else as it was found."""
        return otherwise or self._is_surely("writer", is_found=True)

    @property
    def is_surely_others(self) -> bool:
        """Whether a wish is surely not for the writer."""
        return self._is_surely("writer", is_found=False)

    @property
    def is_hardly_writers(self) -> bool:
        """Whether a wish that was found to be for the writer, too, is so little likely for him that a person must look."""
        return self.intent is not Intent.ACCEPT and self._writer < UNLIKELY

    def settle(self, roles: dict[str, str]) -> dict[str, str]:
        """Return whether each of those named is meant ("target", "mentioned", "unclear"): as the mail as a whole says where it is sure, else as found."""
        if self.intent is Intent.ACCEPT:
            return roles
        if self._is_surely("others", is_found=False):
            return dict.fromkeys(roles, "mentioned")
        likelihoods = self.ask(roles)
        is_for_others = len(roles) == 1 and self._is_surely("others", is_found=True)
        if is_for_others and "mentioned" not in roles.values() and max(likelihoods.values()) > UNDECIDED:
            return dict.fromkeys(roles, "target")
        return {name: self._settle(role, likelihoods[name]) for name, role in roles.items()}

    @property
    def _writer(self) -> float:
        return self.opinion.facet("writer", is_found=True)

    def _is_surely(self, facet: str, *, is_found: bool) -> bool:
        return self.intent is not Intent.ACCEPT and self.opinion.facet(facet, is_found=is_found) >= SURELY

    def _settle(self, role: str, likelihood: float) -> str:
        """Whom the words around a name leave out comes in only where it is clear whether the wish is for the writer, too."""
        if likelihood >= SURELY and abs(self._writer - UNDECIDED) >= CLEARLY:
            return "target"
        if likelihood <= 1 - SURELY and (role == "mentioned" or self._writer >= WRITERS):
            return "mentioned"
        is_contrary = likelihood >= PERHAPS if role == "mentioned" else likelihood <= 1 - PERHAPS
        return "unclear" if is_contrary else role
