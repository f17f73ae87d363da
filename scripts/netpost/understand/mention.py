"""A place in a text that points at meetings, and what all that look for them share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netpost.meetings import Meeting
from netpost.understand.text import find_as_written


@dataclass(frozen=True)
class Mention:
    """A place in a folded text that points at meetings.

    ids: () where it is none of them. exact: it names them, as a date or a city does. day: its date. is_season: `efterårets møder`.
    """

    ids: tuple[str, ...]
    start: int
    end: int
    words: str
    exact: bool = False
    is_day: bool = False
    day: date | None = None
    is_season: bool = False


def upcoming(meetings: tuple[Meeting, ...], today: date) -> tuple[Meeting, ...]:
    """Return the meetings that are still to come, today's included, by date."""
    return tuple(
        sorted((one for one in meetings if one.day >= today and not one.is_cancelled), key=lambda one: one.day)
    )


def say_unknown(mention: Mention, text: str) -> str:
    """Say in Danish that what a text mentions is no known meeting, in the writer's words."""
    return f"Der er ikke noget kendt møde »{find_as_written(text, mention.words)}«."


def join_ids(mentions: list[Mention], meetings: tuple[Meeting, ...]) -> tuple[str, ...]:
    """Return the ids of all mentions, by date."""
    wanted = {one for mention in mentions for one in mention.ids}
    return tuple(one.id for one in sorted(meetings, key=lambda meeting: meeting.day) if one.id in wanted)


def has_any(folded: str, words: tuple[str, ...]) -> bool:
    """Look whether it is worth while to search a text by a regex, each match of which holds one of the words."""
    return any(map(folded.__contains__, words))
