"""config.example.env, made from the table of settings, so that neither can say what the other does not."""

from __future__ import annotations

from textwrap import fill

from netpost.settings import TABLE

WIDTH = 100
INTRODUCTION = (
    "The settings of one network. Lines that begin with # are ignored. A value stands as it is, without quotes; only one "
    "that holds a # or quotes, or begins or ends with a blank, goes into single quotes. Paths are relative to this file. "
    "Flags are yes or no. Run check_setup.py after each change: it names every fault. The file holds passwords: keep it "
    "readable by nobody but the user that runs Netpost (chmod 600)."
)


def example_text() -> str:
    """Return the text of config.example.env: every setting, its meaning and its default, in groups."""
    lines = fill(INTRODUCTION, WIDTH, initial_indent="# ", subsequent_indent="# ").splitlines()
    for row in TABLE:
        if row.heading:
            lines += ["", "", f"# ---- {row.heading} ----"]
        sentence = row.sentence + (" Must be given." if row.default is None else "")
        lines += ["", fill(sentence, WIDTH, initial_indent="# ", subsequent_indent="# ")]
        lines.append(f"{row.name.upper()}={row.default or ''}")
    return "\n".join(lines) + "\n"
