"""The words after a script's name → options. Pure.

Not argparse: cron starts a script every five minutes, and argparse alone takes a tenth of the time that the whole of an
idle run may take beyond a bare look at the inbox. Abbreviations are not understood on purpose: none of them is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netpost.errors import SettingsError

#: Name, what follows it ("" for nothing) and meaning of one option.
Option = tuple[str, str, str]

COMMON_OPTIONS: tuple[Option, ...] = (
    ("--config", "FILE", "the settings file; without it config.env in the working directory"),
    ("--now", "ISO-TIME", "rehearse that it is this time; implies --dry-run unless both servers are on this machine"),
    ("--dry-run", "", "write and send nothing, print what would happen"),
    ("--verbose", "", "or -v: print what is done, and tell a fault every time"),
    ("--help", "", "or -h: print this"),
)
SHORT_NAMES = {"-v": "--verbose", "-h": "--help"}


class Arguments:
    """What was given. options: name → value ("" for an option that takes none). files: the words without a dash."""

    def __init__(self, options: Mapping[str, str], files: tuple[str, ...] = ()) -> None:
        self.options, self.files = options, files

    def has(self, name: str) -> bool:
        """Tell whether an option was given."""
        return name in self.options

    def value(self, name: str) -> str | None:
        """Return what was given to an option, None where it was not."""
        return self.options.get(name)


def parse_arguments(words: Sequence[str], options: Sequence[Option] = (), files: str = "") -> Arguments:
    """Sort the words into options and files. files: what those are called in help, "" where the script takes none.

    Raises SettingsError for a word that the script does not know and for a missing value.
    """
    takes = {name: follows for name, follows, _ in (*options, *COMMON_OPTIONS)}
    given: dict[str, str] = {}
    loose: list[str] = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        name = SHORT_NAMES.get(name, name)
        if not word.startswith("-") and files:
            loose.append(word)
        elif name not in takes:
            raise SettingsError(f"{word} is not known here.", remedy="Run the script with --help to see what is.")
        elif equals and not takes[name]:
            raise SettingsError(f"{name} takes no value.", remedy=f"Write {name} alone.")
        else:
            given[name] = _value_of(name, takes[name], value if equals else next(rest, "")) if takes[name] else ""
    return Arguments(given, tuple(loose))


def _value_of(name: str, follows: str, value: str) -> str:
    if not value or value.startswith("-"):
        raise SettingsError(f"{name} lacks its {follows}.", remedy=f"Write {name} {follows}.")
    return value


def help_text(script: str, description: str, options: Sequence[Option] = (), files: str = "") -> str:
    """Return what --help prints. description: the script's own docstring."""
    rows = [(f"{name} {follows}".strip(), meaning) for name, follows, meaning in (*options, *COMMON_OPTIONS)]
    width = max(len(name) for name, _ in rows)
    usage = " ".join(("usage:", script, "[OPTIONS]", files)).rstrip()
    lines = [usage, "", description.strip(), "", "options:", *(f"  {name:{width}}  {text}" for name, text in rows)]
    return "\n".join(lines) + "\n"
