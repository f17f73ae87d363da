"""What all scripts have in common: options, settings, clock, log and the one place where an error gets its exit code (I/O).

cron mails whatever a script writes: a run that goes well writes nothing, unless -v was given or a person watches.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netpost.arguments import Arguments, Option, help_text, parse_arguments
from netpost.errors import EX_OK, EX_SOFTWARE, NetpostError, SettingsError
from netpost.faults import ToldFaults
from netpost.settings import SECRET_NAMES, Settings, is_readable_by_others, read_settings
from netpost.zone import COPENHAGEN

if TYPE_CHECKING:
    from netpost.jobs import Outcome, Run

DEFAULT_CONFIG = "config.env"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
#: Bytes; a larger log becomes netpost.log.1 before the next run writes.
LOG_SIZE_LIMIT = 5_000_000
#: Objects made before garbage is looked for: loading modules makes none, and looking costs an idle run a twentieth.
COLLECT_AFTER = 100_000
DRY_RUN_NOTICE = "Dry run: nothing is written, changed or sent."

# NumPy reads it when it is loaded: arrays as small as a mail's cost several times as much on several threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

log = logging.getLogger("netpost")
# Without a log file (a dry run) nothing but the sentence itself goes to stderr.
log.addHandler(logging.NullHandler())

Job = Callable[["Run", Arguments], "Outcome"]
IsQuestion = Callable[[Arguments], bool]


def run_script(
    job: Job,
    description: str | None,
    options: Sequence[Option] = (),
    is_question: IsQuestion = lambda _: False,
) -> int:
    """Run a script's job with its settings and clock; return the exit code (sysexits.h).

    job: gets the Run and the options, returns what it did. The rest: see run_command.
    """
    return run_command(lambda command: command.do_job(job), description, options, is_question)


def run_command(
    work: Callable[[Command], int],
    description: str | None,
    options: Sequence[Option] = (),
    is_question: IsQuestion = lambda _: False,
    files: str = "",
) -> int:
    """Run work that may have no settings yet; every error becomes a sentence on stderr and an exit code.

    description: the script's docstring. is_question: whether a person asked for something and is to get an answer, as
    opposed to cron, which is to stay silent. files: what the words without a dash are called, "" where none are taken.
    """
    gc.set_threshold(COLLECT_AFTER)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    script = Path(sys.argv[0]).stem
    try:
        arguments = parse_arguments(sys.argv[1:], options, files)
    except SettingsError as error:
        sys.stderr.write(f"{script}: {error}\n")
        return error.exit_code
    if arguments.has("--help"):
        sys.stdout.write(help_text(f"{script}.py", description or "", options, files))
        return EX_OK
    command = Command(script, arguments, is_asked=is_question(arguments))
    try:
        return work(command)
    except NetpostError as error:
        command.tell_fault(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 a bug: the one place that takes them all
        command.tell_bug(error)
        return EX_SOFTWARE


class Command:
    """One start of a script: its options and, once they are read, its settings. is_asked: a person waits for words."""

    def __init__(self, script: str, arguments: Arguments, *, is_asked: bool) -> None:
        self.script, self.arguments, self.is_asked = script, arguments, is_asked
        self.settings: Settings | None = None
        self.log_file: Path | None = None

    @property
    def config_file(self) -> Path:
        """The settings file that was named, or the one in the working directory."""
        return Path(self.arguments.value("--config") or DEFAULT_CONFIG)

    @property
    def is_verbose(self) -> bool:
        """Tell whether -v was given."""
        return self.arguments.has("--verbose")

    @property
    def is_dry_run(self) -> bool:
        """Tell whether nothing may be written. A rehearsal acts only where no other machine can be reached."""
        is_rehearsal = self.arguments.has("--now")
        return self.arguments.has("--dry-run") or (
            is_rehearsal and not (self.settings is not None and self.settings.is_rehearsal_safe)
        )

    def now(self) -> datetime:
        """Return the time, or the one that is rehearsed (aware; without a zone it is Copenhagen's)."""
        return read_time(self.arguments.value("--now"))

    def do_job(self, job: Job) -> int:
        """Read the settings, open the log, run a job and tell what it did; the first fault decides the exit code."""
        from netpost.jobs import Run

        self.settings = read_settings(self.config_file)
        run = Run(self.settings, self.now(), self.is_dry_run, self.is_verbose, self.arguments.has("--now"))
        if not self.is_dry_run:
            self.log_file = open_log(self.settings)
        self.warn_of_permissions()
        outcome = job(run, self.arguments)
        self.show(outcome, outcome.dry_notice)
        if outcome.faults:
            self.tell_fault("\n".join(str(fault) for fault in outcome.faults))
            return outcome.faults[0].exit_code
        if not self.is_dry_run:
            self.told().forget()
        return EX_OK

    def show(self, lines: Sequence[str], dry_notice: str | None = None) -> None:
        """Print what was done, where somebody wants to see it. dry_notice: see Outcome."""
        notice = DRY_RUN_NOTICE if dry_notice is None else dry_notice
        if self.is_dry_run and notice:
            lines = (notice, *lines)
        if self.is_asked or self.is_dry_run or self.is_verbose or sys.stdout.isatty():
            sys.stdout.writelines(line + "\n" for line in lines)

    def warn_of_permissions(self) -> None:
        """Warn of a settings file that others can read; told like a fault, but no reason to stop."""
        if is_readable_by_others(self.config_file):
            self._tell(
                f"{self.config_file} holds passwords and can be read by other users of this machine: run chmod 600 on it.",
                self.told("permissions"),
            )

    def tell_fault(self, sentence: str) -> None:
        """Tell a fault that a person can mend: a sentence on stderr and in the log."""
        sentence = self.mask(sentence)
        log.error("%s: %s", self.script, sentence)
        self._tell(sentence, self.told())

    def tell_bug(self, error: Exception) -> None:
        """Tell a fault of Netpost itself: the traceback to the log, or to stderr where there is none."""
        import traceback

        details = self.mask("".join(traceback.format_exception(error)))
        log.critical("%s: %s", self.script, details)
        where = f"the details are in {self.log_file}" if self.log_file else f"the details:\n{details.rstrip()}"
        self._tell(f"Netpost has a fault of its own ({type(error).__name__}); {where}", self.told())

    def told(self, name: str = "") -> ToldFaults:
        """Return what was told before; settings that cannot be read have their state folder at the usual place."""
        folder = self.settings.path(self.settings.state_folder) if self.settings else self.config_file.parent / "state"
        return ToldFaults(folder, name or self.script)

    def mask(self, text: str) -> str:
        """Take the passwords out of a text; a foreign library may have put one in."""
        secrets = [getattr(self.settings, name.casefold()) for name in SECRET_NAMES] if self.settings else []
        for secret in secrets:
            text = text.replace(secret, "***") if secret else text
        return text

    def _tell(self, sentence: str, told: ToldFaults) -> None:
        is_watched = self.is_asked or self.is_verbose or self.is_dry_run or sys.stderr.isatty()
        if is_watched or told.is_new(sentence, datetime.now(COPENHAGEN)):
            sys.stderr.write(f"{self.script}: {sentence}\n")


def read_time(text: str | None) -> datetime:
    """Read a time in ISO form, None for the present one (aware). Raises SettingsError."""
    if text is None:
        return datetime.now(COPENHAGEN)
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(f"{text} is not a time.", f"{error}.", "Write it like 2017-08-31T08:00.") from error
    return time.astimezone(COPENHAGEN) if time.tzinfo else time.replace(tzinfo=COPENHAGEN)


def open_log(settings: Settings) -> Path | None:
    """Send the log of all modules to the log file; None where the settings name none. Raises SettingsError."""
    if not settings.log_file:
        return None
    file = settings.path(settings.log_file)
    try:
        if file.exists() and file.stat().st_size > LOG_SIZE_LIMIT:
            file.replace(file.with_name(file.name + ".1"))
        # Names and addresses stand in it: nobody but the user that runs Netpost needs to read it.
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        handler = logging.FileHandler(file, encoding="utf-8")
    except FileNotFoundError:
        # a state folder that is gone has a sentence of its own, which says what to do
        return None
    except OSError as error:
        raise SettingsError(
            f"{file}: the log cannot be written.", f"{error.strerror}.", "Mend LOG_FILE or the rights of its folder."
        ) from error
    handler.setFormatter(logging.Formatter(LOG_FORMAT))
    log.handlers[:] = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False
    return file
