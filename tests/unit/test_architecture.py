"""What docs/architecture.md promises of the imports: read from the source, and from a real idle run."""

import ast
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT, Network

PACKAGE = ROOT / "scripts" / "netpost"
#: files and folders that may touch the world outside; all others only compute
WORLDLY = (
    "inbox.py", "outbox.py", "tls.py", "loopback.py", "files.py", "exchange.py", "settings.py", "command.py", "faults.py",
    "setup/", "understand/wordlists.py", "journal/", "jobs/", "demo/",
)  # fmt: skip
WORLDLY_MODULES = frozenset(
    [
        "asyncio",
        "ctypes",
        "fcntl",
        "fileinput",
        "ftplib",
        "getpass",
        "glob",
        "http",
        "imapclient",
        "imaplib",
        "io",
        "mailbox",
        "multiprocessing",
        "poplib",
        "random",
        "requests",
        "schedule",
        "secrets",
        "selectors",
        "shutil",
        "signal",
        "smtplib",
        "socket",
        "socketserver",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "uuid",
        "dotenv",
        "msal",
        "os",
    ]
)
#: what may be taken from such a module all the same
HARMLESS = frozenset({"os.path", "datetime.time", "urllib.parse", "io.BytesIO", "io.StringIO"})
WORLDLY_CALLS = frozenset(
    [
        "open",
        "input",
        "print",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "mkdir",
        "unlink",
        "rmdir",
        "touch",
        "rename",
        "symlink_to",
        "hardlink_to",
        "chmod",
        "stat",
        "lstat",
        "exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "iterdir",
        "glob",
        "rglob",
        "resolve",
        "expanduser",
        "cwd",
        "home",
        "now",
        "today",
        "utcnow",
        "fromtimestamp",
        "getenv",
        "token_hex",
        "token_bytes",
        "uuid4",
        "urandom",
        "sleep",
        "monotonic",
        "perf_counter",
        "localtime",
    ]
)
#: too dear for a run that finds nothing to do, each for the file format or text that it knows
HEAVY = frozenset(
    [
        "pandas",
        "numpy",
        "jinja2",
        "markupsafe",
        "icalendar",
        "phonenumbers",
        "babel",
        "holidays",
        "lxml",
        "flufl",
        "css_inline",
        "markdown_it",
        "nh3",
        "stdnum",
        "smtplib",
        "msal",
        "requests",
        "tqdm",
        "schedule",
        "aiosmtpd",
        "pymap",
    ]
)


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def is_worldly(path: Path) -> bool:
    return any(name_of(path) == name or (name.endswith("/") and name_of(path).startswith(name)) for name in WORLDLY)


@cache
def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def is_typing_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Go through all that can run."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not is_typing_only(child):
            yield from walk(child)


def imports(tree: ast.AST) -> Iterator[str]:
    """Name all that is imported: "os", "datetime.time"."""
    for node in walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST) -> Iterator[str]:
    for node in walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def reach_outside(tree: ast.AST) -> set[str]:
    """Name what a source imports or calls that reaches files, network, clock, environment or chance."""
    taken = {name for name in imports(tree) if name not in HARMLESS and not name.startswith("urllib.parse.")}
    return {name for name in taken if name.partition(".")[0] in WORLDLY_MODULES} | (set(calls(tree)) & WORLDLY_CALLS)


@pytest.mark.parametrize("path", [path for path in sources() if not is_worldly(path)], ids=name_of)
def test_what_only_computes_touches_nothing(path: Path) -> None:
    assert reach_outside(read(path)) == set()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("import socket", {"socket"}, id="import"),
        pytest.param("def f():\n    from os import replace", {"os.replace"}, id="import-inside"),
        pytest.param("import http.client", {"http.client"}, id="submodule"),
        pytest.param("open('x')", {"open"}, id="open"),
        pytest.param("Path('x').read_text()", {"read_text"}, id="path"),
        pytest.param("datetime.now(UTC)", {"now"}, id="clock"),
        pytest.param("date.today()", {"today"}, id="day"),
        pytest.param("from datetime import time\nfrom urllib.parse import quote\n'x'.replace('a', 'b')", set(), id="harmless"),
        pytest.param("if TYPE_CHECKING:\n    import socket", set(), id="typing-only"),
    ],
)  # fmt: skip
def test_the_reader_of_imports_sees(source: str, found: set[str]) -> None:
    assert reach_outside(ast.parse(source)) == found


@pytest.mark.parametrize("name", WORLDLY)
def test_each_exception_exists(name: str) -> None:
    assert (PACKAGE / name).exists()


@pytest.mark.parametrize(
    ("module", "files"),
    [
        pytest.param("imapclient", {"inbox.py"}, id="imapclient"),
        pytest.param("smtplib", {"outbox.py"}, id="smtplib"),
        pytest.param("sqlite3", {"journal/database.py"}, id="sqlite3"),
    ],
)
def test_one_file_alone_knows_a_library(module: str, files: set[str]) -> None:
    users = {
        name_of(path)
        for path in sources()
        if not name_of(path).startswith("demo/") and module in {name.partition(".")[0] for name in imports(read(path))}
    }
    assert users == files


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_only_the_jobs_know_all_steps(path: Path) -> None:
    """jobs/ wires the steps; no step knows the jobs, nor those that touch the world unless it is one of them."""
    name = name_of(path)
    if name.startswith(("jobs/", "demo/")) or name == "command.py":
        return
    assert not [found for found in imports(read(path)) if found.startswith("netpost.jobs")]


def test_no_file_bears_the_name_of_a_module_that_is_imported() -> None:
    names = {path.stem for path in PACKAGE.parent.glob("*.py")} | {"netpost"}
    taken = {name.partition(".")[0] for path in sources() for name in imports(read(path))} - {"netpost"}
    assert names & (taken | set(sys.stdlib_module_names)) == set()


@pytest.mark.parametrize("has_act_folder", [False, True])
def test_a_run_with_nothing_to_do_loads_nothing_dear(network: Network, has_act_folder: bool) -> None:
    assert network.run("check_setup.py", "--begin").returncode == 0
    if has_act_folder:
        with network.imap.connect() as inbox:
            inbox.create_folder("Netpost udfør")
        with sqlite3.connect(network.directory / "state" / "journal.sqlite") as journal:
            journal.execute("INSERT INTO meta VALUES ('act_folder', 'Netpost udfør')")
        journal.close()
    assert network.run("run_once.py").returncode == 0
    idle = subprocess.run(
        [sys.executable, "-X", "importtime", str(ROOT / "scripts" / "run_once.py"), "--config", str(network.config)],
        env={"PATH": os.environ["PATH"], "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = {line.rpartition("|")[2].strip() for line in idle.stderr.splitlines()}
    assert {"netpost.inbox", "netpost.journal", "netpost.jobs"} <= loaded
    assert not {"netpost.jobs.handle", "netpost.jobs.orders", "netpost.decide"} & loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
