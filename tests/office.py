"""A real LibreOffice for the tests, and an office worker who edits a CSV file in it.

soffice runs headless with a profile of its own, locale da-DK. It is moved by office_hand.py, a process under the
system's Python: python3-uno cannot be installed into a virtual environment.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from netpost.loopback import HOST, find_free_port

#: What the import dialog hands to the filter: separators, quote, character set, first line, columns, language, quoted
#: cells as text, special numbers, save as shown, save formulas, strip blanks, sheet, evaluate formulas.
FIRST_USE = "9/59/44,34,76,1,,0,false,false,true,false,false,0,false"
SEMICOLON = "59,34,76,1,,1030,false,false,true,false,false,0,false"
WINDOWS_1252 = "59,34,1,1,,1030,false,false,true,false,false,0,false"
SPECIAL_NUMBERS = "59,34,76,1,,1030,false,true,true,false,false,0,false"
QUOTED_AS_TEXT = "59,34,76,1,,1030,true,false,true,false,false,0,false"

SYSTEM_PYTHON = "/usr/bin/python3"
HAND = Path(__file__).with_name("office_hand.py")
ANSWER_SECONDS = 40.0
STOP_SECONDS = 10.0
#: Danish, and the answer "CSV" given once and for all to the question in which format to save.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>da-DK</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Save/Document">
<prop oor:name="WarnAlienFormat" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """LibreOffice failed, died or said nothing in time."""


@lru_cache
def find_missing() -> str:
    """Return what is missing for these tests, "" where all is there."""
    if not shutil.which("soffice"):
        return "needs LibreOffice Calc (soffice)"
    try:
        is_there = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    except OSError:
        is_there = False
    return "" if is_there else f"needs python3-uno, for {SYSTEM_PYTHON}"


def lock_of(path: Path) -> Path:
    """Return the file that LibreOffice keeps beside a document from opening to closing it."""
    return path.with_name(f".~lock.{path.name}#")


@dataclass
class Office:
    """LibreOffice with at most one document open. Started when first needed, and anew after a crash."""

    directory: Path
    _soffice: subprocess.Popen[bytes] | None = None
    _hand: subprocess.Popen[str] | None = None

    def call(self, command: str, *arguments: Any) -> Any:
        """Have the hand carry out a command; returns its outcome. Raises OfficeError."""
        hand = self._hand or self._start()
        assert hand.stdin is not None
        assert hand.stdout is not None
        hand.stdin.write(json.dumps([command, *arguments]) + "\n")
        hand.stdin.flush()
        # one line each way, so nothing waits in the buffer of stdout
        if not select.select([hand.stdout], [], [], ANSWER_SECONDS)[0]:
            self.crash()
            raise OfficeError(f"{command}: no answer in {ANSWER_SECONDS:.0f} seconds")
        line = hand.stdout.readline()
        if not line:
            self.crash()
            raise OfficeError(f"{command}: LibreOffice or its hand is dead, see {self.directory}/soffice.log")
        answer = json.loads(line)
        if "failed" in answer:
            raise OfficeError(f"{command}: {answer['failed']}")
        return answer["done"]

    def open(self, path: Path, options: str) -> Document:
        """Open a CSV file as with these choices in the import dialog."""
        self.call("open", str(path), options)
        return Document(self, path)

    def crash(self) -> None:
        """Kill LibreOffice as a power cut does (SIGKILL), with whatever is open."""
        for process in (self._soffice, self._hand):
            if process is not None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(STOP_SECONDS)
        if self._hand is not None:
            for pipe in (self._hand.stdin, self._hand.stdout):
                assert pipe is not None
                pipe.close()
        self._soffice = self._hand = None

    def _start(self) -> subprocess.Popen[str]:
        """Start LibreOffice and the hand, which waits until it listens; returns the hand."""
        profile = self.directory / "profile"
        if not profile.exists():
            (profile / "user").mkdir(parents=True)
            (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
        port = find_free_port()
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.directory), "LC_ALL": "C.UTF-8"}
        command = ["soffice", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"-env:UserInstallation={profile.as_uri()}", f"--accept=socket,host={HOST},port={port};urp"]
        with (self.directory / "soffice.log").open("ab") as log:
            self._soffice = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
            self._hand = subprocess.Popen(
                [SYSTEM_PYTHON, str(HAND), str(port)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                encoding="utf-8",
                start_new_session=True,
            )
        return self._hand


@dataclass
class Document:
    """A members file open in LibreOffice: rows by the name that stands in them, columns by their header."""

    office: Office
    path: Path

    def read(self) -> list[list[str]]:
        """Return what the screen shows, headers first."""
        return [list(row) for row in self.office.call("read")]

    def type(self, name: str, **cells: str) -> None:
        """Type into cells of the row with a name."""
        self._fill(self._row(name), cells)

    def append(self, **cells: str) -> None:
        """Type a new row below the last."""
        self._fill(len(self.read()), cells)

    def insert_before(self, name: str, **cells: str) -> None:
        """Insert a row above the one with a name, and type into it."""
        row = self._row(name)
        self.office.call("insert_row", row)
        self._fill(row, cells)

    def delete(self, name: str) -> None:
        """Delete the row with a name."""
        self.office.call("delete_row", self._row(name))

    def add_column(self, header: str, **cells: str) -> None:
        """Type a header right of the last, and cells below it; cells: by the first word of the row's name."""
        rows = self.read()
        place = len(rows[0])
        self.office.call("enter", 0, place, header)
        for row, shown in enumerate(rows[1:], 1):
            if text := cells.get(shown[rows[0].index("navn")].split()[0]):
                self.office.call("enter", row, place, text)

    def sort(self, header: str, *, is_ascending: bool = True, alone: bool = False) -> None:
        """Sort by a column: the whole table, or alone the cells of that column."""
        place = self.read()[0].index(header)
        self.office.call("sort_alone" if alone else "sort", place, is_ascending)

    def undo(self) -> None:
        """Take the last thing back."""
        self.office.call("undo")

    def save(self, *, over_newer: bool = False) -> bytes:
        """Save over whatever lies there now; returns the bytes of the file.

        over_newer: somebody else saved meanwhile; LibreOffice must ask then, and only then, and is told to go on.
        """
        questions = self.office.call("save")
        if questions != over_newer:
            raise OfficeError(f"save: {questions} questions")
        return self.path.read_bytes()

    def save_as_ods(self) -> Path:
        """Save as a workbook beside the file, which is what is open from then on."""
        workbook = self.path.with_suffix(".ods")
        self.office.call("save_as_ods", str(workbook))
        return workbook

    def close(self) -> None:
        """Close without saving."""
        self.office.call("close")

    def _row(self, name: str) -> int:
        header, *rows = self.read()
        place = header.index("navn")
        (row,) = (number for number, shown in enumerate(rows, 1) if shown[place] == name)
        return row

    def _fill(self, row: int, cells: dict[str, str]) -> None:
        header = self.read()[0]
        for column, text in cells.items():
            self.office.call("enter", row, header.index(column), text)
