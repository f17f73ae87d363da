"""The word lists and weights of understand/data; the lists are read once. The first line of a list is its provenance and is left out."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list in understand/data, without provenance, remarks and blanks."""
    text = resources.files("netpost.understand").joinpath("data", name).read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("# "))


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table in understand/data: header → text."""
    return tuple(csv.DictReader(read_lines(name)))


def read_arrays(name: str) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a NumPy archive (.npz) in understand/data by name; not remembered, as they are large."""
    import numpy as np

    with resources.files("netpost.understand").joinpath("data", name).open("rb") as file, np.load(file) as stored:
        return {name: stored[name] for name in stored.files}
