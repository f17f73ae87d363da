#!/usr/bin/env python3
"""Play a network from June to September 2017 on mail servers of its own, with the same scripts as in production.

Makes a directory (default: demo/ in the checkout) with check_setup.py, lets the mails of examples/inbox arrive, runs
run_once.py at the days of the story and shows after each what came in, how it was understood, members.csv, what went
out and what waits for staff. The files stay there to be looked at.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from textwrap import wrap

from netpost.demo.answers import decline_in_calendar
from netpost.demo.screen import WIDTH, count_kinds, draw_explanation, draw_step, draw_table
from netpost.demo.stage import ScriptError, Stage
from netpost.demo.story import STORY
from netpost.demo.watching import Watcher
from netpost.errors import EX_OK, EX_SOFTWARE, NetpostError

CHECKOUT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Play the story; return 0 where every script ended well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--directory", type=Path, default=CHECKOUT / "demo", help="where the demo's files go")
    parser.add_argument("--pause", action="store_true", help="wait for Enter after each screen")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    started = time.monotonic()
    try:
        with Stage(arguments.directory.absolute()) as stage:
            watcher = play_story(stage, is_pausing=arguments.pause)
            show(close_story(stage, watcher, time.monotonic() - started))
    except ScriptError as fault:
        print(f"\nThe demo stops: a script did not end well.\n{fault}", file=sys.stderr)
        return EX_SOFTWARE
    except NetpostError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        return 130
    return EX_OK


def play_story(stage: Stage, *, is_pausing: bool) -> Watcher:
    """Play all steps, one screen each. Raises ScriptError."""
    watcher = Watcher(stage)
    for number, step in enumerate(STORY, 1):
        for name in step.mails:
            stage.deliver(name)
        for address in step.declining:
            decline_in_calendar(stage, address, step.now - timedelta(hours=1))
        if step.staff is not None:
            step.staff(stage)
        lines = stage.run("run_once.py", now=step.now)
        show(draw_step(step, f"{number}/{len(STORY)}", watcher.look(lines)))
        wait_for_reader(is_pausing)
        if step.explained:
            file = f"examples/inbox/{step.explained}"
            show(draw_explanation(file, stage.run("explain_mail.py", file)))
            wait_for_reader(is_pausing)
    return watcher


def close_story(stage: Stage, watcher: Watcher, seconds: float) -> list[str]:
    """Sum up: the whole table, what was sent, and where everything lies."""
    twice = len(stage.sent) - len({(mail.recipient, mail.key) for mail in stage.sent})
    counts = f"{len(stage.sent)} mails went out: {count_kinds(stage.sent)}. {twice} of them twice."
    return [
        "",
        f"== The end, after {seconds:.0f} seconds ".ljust(WIDTH, "="),
        *draw_table(watcher.members.values()),
        *wrap(counts, WIDTH, subsequent_indent="  "),
        f"Look at:  {stage.office}/members.csv, meetings.csv and templates/ (what staff see)",
        f"          {stage.directory}/sent/ (each mail that went out; the reports to staff are among them)",
        f"          {stage.directory}/runs.log (what the scripts wrote), state/ (the journal)",
    ]


def wait_for_reader(is_pausing: bool) -> None:
    """Wait for Enter, if that was asked for and somebody sits there."""
    if is_pausing and sys.stdin.isatty():
        input("-- Enter --")


def show(lines: Iterable[str]) -> None:
    """Print a screen."""
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
