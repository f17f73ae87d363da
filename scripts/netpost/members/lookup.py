"""Which members a word of the staff may mean: an id, an address or a name. Pure.

In: what is known of each id, names and addresses of all times. Out: the ids that fit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from netpost.members.reading import find_id
from netpost.members.texts import clean_cell
from netpost.members.values import find_email

Known = Mapping[str, Collection[str]]


def find_members(who: str, known: Known) -> list[str]:
    """Return the ids that fit, in order: the one id; else whoever has or had the address or name; else part of a name."""
    if find_id(who):
        return [member for member in known if member == find_id(who)]
    if address := find_email(who):
        return sorted(member for member, texts in known.items() if address in map(find_email, texts))
    words = _words(who)
    names = {member: [_words(text) for text in texts if "@" not in text] for member, texts in known.items()}
    whole = sorted(member for member, all_names in names.items() if words and words in all_names)
    return whole or sorted(
        member for member, all_names in names.items() if words and any(set(words) <= set(name) for name in all_names)
    )


def _words(text: str) -> list[str]:
    return clean_cell(text).casefold().split()
