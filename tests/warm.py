"""Scripts as processes of their own that need not load Python and the package anew, which takes longer than most of what they do.

Each is a fork of a server (multiprocessing's) that has loaded preload.py. What is tested of the start itself runs scripts as
cron does (`run_script` in conftest.py).
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping
from multiprocessing import forkserver
from pathlib import Path
from tempfile import TemporaryDirectory

TESTS = Path(__file__).parent
SCRIPTS = TESTS.parent / "scripts"


def start_server(environment: Mapping[str, str]) -> None:
    """Start the server from which scripts are forked; it ends with this process."""
    multiprocessing.set_forkserver_preload(["preload"])
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment, PYTHONPATH=f"{SCRIPTS}{os.pathsep}{TESTS}")
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)


def run_warm(script: Path, *arguments: str, directory: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a script in a directory; raises TimeoutExpired."""
    with TemporaryDirectory(prefix="netpost-warm-") as written:
        files = [Path(written, name) for name in ("stdout", "stderr")]
        command = [str(script), *arguments]
        process = multiprocessing.get_context("forkserver").Process(target=_become, args=(command, directory, files))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(command, seconds)
        stdout, stderr = (file.read_text("utf-8") for file in files)
        return subprocess.CompletedProcess(command, process.exitcode, stdout, stderr)


def _become(command: list[str], directory: Path, files: list[Path]) -> None:
    """Run a script as if Python had been started with it."""
    for descriptor, file in zip((1, 2), files, strict=True):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdout, sys.stderr = (open(one, "w", encoding="utf-8", closefd=False) for one in (1, 2))  # noqa: SIM115
    sys.argv = command
    os.chdir(directory)
    time.tzset()
    runpy.run_path(command[0], run_name="__main__")
