"""The kinds of values in config.env: each takes the text that stands there and gives the value, or raises Fault."""

from __future__ import annotations

from collections.abc import Callable

#: Signs that no mail address of ours holds; the rest is for the server to judge.
SIGNS_OUTSIDE_ADDRESSES = frozenset(' \t<>,;:"()[]')


class Fault(Exception):
    """A value that cannot be used: why, and an example of what is right."""

    def __init__(self, why: str, example: str) -> None:
        self.why, self.example = why, example
        super().__init__(why)


def parse_text(value: str) -> str:
    """Take the value as it stands."""
    return value


def parse_host(value: str) -> str:
    """Take a host name or address without scheme, path or port."""
    if not value.replace("-", "").replace(".", "").replace(":", "").replace("_", "").isalnum():
        raise Fault("is not a host name", "imap.example.dk")
    return value


def parse_email(value: str) -> str:
    """Take one mail address, in lower case."""
    local, at, domain = value.rpartition("@")
    has_domain = "." in domain.strip(".") and domain == domain.strip(".")
    if not (local and at and has_domain) or "@" in local or not SIGNS_OUTSIDE_ADDRESSES.isdisjoint(value):
        raise Fault("is not a mail address", "netvaerk@kl.example")
    return value.casefold()


def parse_emails(value: str) -> tuple[str, ...]:
    """Take mail addresses with commas between, in lower case."""
    return tuple(parse_email(part) for part in parse_words(value))


def parse_words(value: str) -> tuple[str, ...]:
    """Take texts with commas between."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def parse_flag(value: str) -> bool:
    """Take yes or no."""
    if value.casefold() not in {"yes", "no", "ja", "nej"}:
        raise Fault("is neither yes nor no", "no")
    return value.casefold() in {"yes", "ja"}


def parse_number(low: int, high: int) -> Callable[[str], int]:
    """Make a reader of whole numbers between two bounds, both included."""

    def parse(value: str) -> int:
        if not _is_number(value, 9) or not low <= int(value) <= high:
            raise Fault(f"is not a whole number from {low} to {high}", str(max(low, min(high, 20))))
        return int(value)

    return parse


def parse_days(value: str) -> tuple[int, ...]:
    """Take whole numbers of days with commas between, largest first; empty for none."""
    if not all(_is_number(part, 3) for part in parse_words(value)):
        raise Fault("is not a list of days", "14,2")
    return tuple(sorted({int(part) for part in parse_words(value)}, reverse=True))


def parse_choice(*words: str) -> Callable[[str], str]:
    """Make a reader of one word out of a few."""

    def parse(value: str) -> str:
        if value.casefold() not in words:
            raise Fault("is none of " + ", ".join(words), words[0])
        return value.casefold()

    return parse


def parse_amount(value: str) -> int:
    """Take an amount in whole kroner, with or without Danish thousands marks."""
    digits = value.replace(".", "")
    if not _is_number(digits, 7):
        raise Fault("is not an amount in whole kroner", "5900")
    return int(digits)


def _is_number(text: str, most_digits: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= most_digits
