"""Files that staff share, on a real disk: what is read, exchanged, locked and recovered."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netpost import exchange
from netpost.errors import DiskError, NetpostError, SettingsError, StaffFileError
from netpost.files import (
    exchange_file,
    find_newer_spreadsheet,
    find_stop,
    modified_at,
    read_file,
    recover_file,
    run_lock,
    wait_for_spreadsheet,
    write_new_file,
)


@pytest.fixture
def members(tmp_path: Path) -> Path:
    path = tmp_path / "members.csv"
    path.write_bytes(b"old")
    return path


@pytest.fixture(params=["exchange", "aside"])
def file_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways: renameat2, and a file system that refuses it as NFS does."""
    if request.param == "aside":
        monkeypatch.setattr(exchange, "_rename", lambda *_: False)
    return str(request.param)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond 4 KiB, so that writing fails in the middle; pytest's own output must not fall under it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("file_system")
def test_exchange_returns_what_came_out_and_keeps_mode_and_group(members: Path) -> None:
    members.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(members, 1234, 2345)
    before = members.stat()
    kept: list[bytes] = []
    assert exchange_file(members, b"new", kept.append) == b"old"
    after = members.stat()
    assert members.read_bytes() == b"new"
    assert kept == [b"old"]
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert names_in(members.parent) == ["members.csv"]


@pytest.mark.usefixtures("file_system")
def test_exchange_makes_a_file_that_was_not_there(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    assert exchange_file(path, b"new") is None
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o664
    assert names_in(tmp_path) == ["members.csv"]


def test_exchange_follows_a_link(members: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere.csv"
    link.symlink_to(members)
    assert exchange_file(link, b"new") == b"old"
    assert link.is_symlink()
    assert members.read_bytes() == b"new"


def test_a_full_disk_loses_nothing(members: Path) -> None:
    with full_disk(), pytest.raises(DiskError) as caught:
        exchange_file(members, b"x" * 100_000)
    assert caught.value.exit_code == 75
    assert str(caught.value).startswith(f"{members} cannot be written. File too large.")
    assert members.read_bytes() == b"old"
    assert names_in(members.parent) == ["members.csv"]


def test_a_new_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(DiskError):
        write_new_file(tmp_path / "a.eml", b"x" * 100_000)
    assert names_in(tmp_path) == []


def test_a_new_file_replaces_none(tmp_path: Path) -> None:
    write_new_file(tmp_path / "a.eml", b"one", 0o600)
    assert stat.S_IMODE((tmp_path / "a.eml").stat().st_mode) == 0o600
    with pytest.raises(DiskError):
        write_new_file(tmp_path / "a.eml", b"two")
    assert (tmp_path / "a.eml").read_bytes() == b"one"


@pytest.mark.usefixtures("file_system")
def test_a_crash_before_the_old_bytes_are_kept_loses_nothing(members: Path) -> None:
    def crash(data: bytes) -> None:
        raise RuntimeError(data)

    with pytest.raises(RuntimeError):
        exchange_file(members, b"new", crash)
    with pytest.raises(DiskError, match="crash left bytes beside it"):
        exchange_file(members, b"newer")
    kept: list[bytes] = []
    recover_file(members, kept.append)
    assert kept == [b"old"]
    assert members.read_bytes() == b"new"
    assert names_in(members.parent) == ["members.csv"]


def test_what_was_half_written_is_dropped(members: Path) -> None:
    (members.parent / ".members.csv.netpost-writing").write_bytes(b"ha")
    kept: list[bytes] = []
    recover_file(members, kept.append)
    assert kept == []
    assert names_in(members.parent) == ["members.csv"]


@pytest.mark.parametrize(
    ("make", "error", "sentence"),
    [
        (lambda path: None, StaffFileError, "filen findes ikke."),
        (Path.mkdir, StaffFileError, "det er en mappe, ikke en fil."),
        (lambda path: path.symlink_to(path), DiskError, "Too many levels of symbolic links."),
    ],
    ids=["missing", "folder", "other"],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, make: object, error: type[NetpostError], sentence: str) -> None:
    path = tmp_path / "members.csv"
    assert callable(make)
    make(path)
    with pytest.raises(error) as caught:
        read_file(path)
    assert sentence in str(caught.value)
    assert str(path) in caught.value.what


def test_modified_at_is_the_time_of_the_last_save(members: Path) -> None:
    os.utime(members, (1504166400, 1504166400))
    assert modified_at(members) == datetime(2017, 8, 31, 8, tzinfo=UTC)
    assert modified_at(members.with_name("none.csv")) is None


def test_waiting_for_a_spreadsheet_is_bounded(members: Path) -> None:
    assert wait_for_spreadsheet(members, 0)
    (members.parent / ".~lock.members.csv#").write_text(",STAFF,PC,23.11.2026 16:23;")
    assert not wait_for_spreadsheet(members, 0.3)


def test_one_run_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, netpost.files as f\nwith f.run_lock(pathlib.Path(sys.argv[1])) as is_mine: print(is_mine)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(exchange.__file__).parents[1])}
    with run_lock(tmp_path) as is_mine:
        assert is_mine
        assert subprocess.check_output(command, env=environment, text=True) == "False\n"
    assert subprocess.check_output(command, env=environment, text=True) == "True\n"


def test_no_state_folder_is_a_matter_of_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such state folder"), run_lock(tmp_path / "state"):
        pass


@pytest.mark.parametrize(
    ("name", "is_stop"),
    [
        ("STOP", True),
        ("STOP.txt", True),
        ("stop.docx", True),
        ("Stop.txt.txt", True),
        ("STOPPET.txt", False),
        ("ikke STOP.txt", False),
        ("~$STOP.docx", False),
        (".~lock.STOP.odt#", False),
    ],
)
def test_stop(tmp_path: Path, name: str, is_stop: bool) -> None:
    (tmp_path / name).touch()
    assert find_stop(tmp_path) == (tmp_path / name if is_stop else None)


def test_not_being_able_to_look_for_stop_is_no_go(tmp_path: Path) -> None:
    with pytest.raises(DiskError):
        find_stop(tmp_path / "kontor")


@pytest.mark.parametrize(
    ("name", "seconds", "is_found"),
    [
        ("members.ods", 10, True),
        ("Members.XLSX", 10, True),
        ("members.ods", -10, False),
        ("~$members.xlsx", 10, False),
        ("members.csv.bak", 10, False),
        ("meetings.ods", 10, False),
    ],
)
def test_a_spreadsheet_beside_that_is_newer(members: Path, name: str, seconds: int, is_found: bool) -> None:
    other = members.with_name(name)
    other.touch()
    saved = members.stat().st_mtime
    os.utime(other, (saved + seconds, saved + seconds))
    assert find_newer_spreadsheet(members) == (other if is_found else None)
