"""Reading, waiting for and exchanging the files that staff share (I/O).

Bytes in and bytes out; what they mean is members/ and meetings.py. What spreadsheet programs do to such files, and why
a file is exchanged rather than written over, stands in docs/architecture.md. Errors about a staff file speak Danish.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from netpost.errors import DiskError, SettingsError, StaffFileError

#: Kernel and glibc constants of renameat2(2).
AT_FDCWD = -100
RENAME_NOREPLACE = 1
RENAME_EXCHANGE = 2
#: A new staff file where there was none to take the mode from.
NEW_FILE_MODE = 0o664
TEMPLATE_ENDINGS = (".md", ".html")
SPREADSHEET_ENDINGS = (".ods", ".xlsx", ".xls")


def read_file(path: Path) -> bytes:
    """Read a whole file of the staff's. Raises StaffFileError where a person must mend it, DiskError for the rest."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StaffFileError(
            f"{path}: filen findes ikke.",
            "Den er slettet, flyttet eller har fået et andet navn.",
            "Læg den tilbage, eller giv den sit navn igen.",
        ) from error
    except PermissionError as error:
        raise StaffFileError(
            f"{path}: filen må ikke læses.",
            "Netpost har ikke ret til den, eller et andet program holder den låst.",
            "Luk den i regnearket, eller bed IT om at give Netpost adgang.",
        ) from error
    except IsADirectoryError as error:
        raise StaffFileError(f"{path}: det er en mappe, ikke en fil.", "", "Læg filen der i stedet.") from error
    except OSError as error:
        raise _disk_error(path, "cannot be read", error) from error


def read_templates(folder: Path) -> dict[str, str]:
    """Read a folder of templates: name, such as `paamindelse.md` or `meetings/2017-09-14-program.md`, → text.

    A file that an editor saved in the encoding of Windows is read as such. Raises as read_file does.
    """
    if not folder.is_dir():
        read_file(folder)
        raise StaffFileError(f"{folder}: det er en fil, ikke en mappe.", "", "Læg mappen templates tilbage.")
    paths = [*_list_folder(folder), *(_list_folder(folder / "meetings") if (folder / "meetings").is_dir() else ())]
    texts = {}
    for path in paths:
        if path.suffix in TEMPLATE_ENDINGS:
            data = read_file(path)
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("cp1252", "replace")
            texts[path.relative_to(folder).as_posix()] = text
    return texts


def modified_at(path: Path) -> datetime | None:
    """Tell when a file was last saved (aware, UTC), for SETTLE_MINUTES. None where there is no such file."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _disk_error(path, "cannot be looked at", error) from error


def exchange_file(path: Path, data: bytes, keep: Callable[[bytes], object] | None = None) -> bytes | None:
    """Put data in the place of a file and return the bytes that came out, None if there was no file before.

    The new bytes are safe on disk before they take the place, in one step (renameat2), so that a save by a person in
    the same moment comes out here and is not lost. keep: called with those bytes before their last copy is removed.
    Mode and group stay, the owner where the system permits it. Raises DiskError; the old file is then still in place.

    The window: where the file system cannot exchange (some network shares), the old file is linked aside and the new
    one renamed over it. A save that falls between these two calls, some microseconds, is lost.
    """
    path = path.resolve()
    if _ready(path).exists() or _aside(path).exists():
        raise DiskError(f"{path} cannot be written.", "A crash left bytes beside it.", "The next run recovers them.")
    try:
        came_out = _take_place(_write_beside(path, data), path)
        displaced = came_out.read_bytes() if came_out else None
        if came_out and displaced is not None:
            if keep is not None:
                keep(displaced)
            came_out.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        raise _disk_error(path, "cannot be written", error) from error
    return displaced


def recover_file(path: Path, keep: Callable[[bytes], object]) -> None:
    """Clear away what a crash in exchange_file left beside a file; call it at start-up, before anything else.

    keep is called with the bytes of a complete leftover before it is removed: those that were to be written if the
    exchange had not happened, or those that came out, perhaps a person's last save. A half-written one is dropped.
    """
    path = path.resolve()
    try:
        _writing(path).unlink(missing_ok=True)
        for leftover in (_ready(path), _aside(path)):
            if leftover.exists():
                keep(leftover.read_bytes())
                leftover.unlink()
    except OSError as error:
        raise _disk_error(path, "cannot be cleared up after a crash", error) from error


def write_new_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file that must not be there yet. Raises DiskError; a half-written file does not stay."""
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink()
                raise
    except OSError as error:
        raise _disk_error(path, "cannot be written", error) from error


def wait_for_spreadsheet(path: Path, seconds: float) -> bool:
    """Wait until LibreOffice has closed a file, at most so many seconds; tell whether it is closed.

    A crash of LibreOffice leaves its lock file behind for good, therefore the caller writes also after False.
    """
    from time import monotonic, sleep

    lock = path.with_name(f".~lock.{path.name}#")
    end = monotonic() + seconds
    while lock.exists():
        if monotonic() >= end:
            return False
        sleep(0.2)
    return True


@contextmanager
def run_lock(state_folder: Path) -> Iterator[bool]:
    """Hold the one lock of a network while the block runs; gives False where another run holds it.

    The lock ends with the process, however it ends. Raises SettingsError where there is no state folder.
    """
    import fcntl

    try:
        lock = os.open(state_folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SettingsError(
            f"{state_folder}: there is no such state folder.",
            "Either STATE_FOLDER is wrong or the network is not set up yet.",
            "Mend it, or make a network's directory with check_setup.py --new DIR.",
        ) from error
    except OSError as error:
        raise _disk_error(state_folder, "cannot be locked", error) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError as error:
            raise _disk_error(state_folder, "cannot be locked", error) from error
        yield True
    finally:
        os.close(lock)


def find_stop(office_folder: Path) -> Path | None:
    """Find a file named STOP, with any ending and in any case. Not being able to look is an error, never a go."""
    return next((path for path in _list_folder(office_folder) if path.name.split(".")[0].casefold() == "stop"), None)


def find_newer_spreadsheet(path: Path) -> Path | None:
    """Find a spreadsheet that bears a CSV file's name and was saved after it: somebody may be working in that one."""
    saved = modified_at(path)
    for other in _list_folder(path.parent):
        if other.stem.casefold() == path.stem.casefold() and other.suffix.casefold() in SPREADSHEET_ENDINGS:
            theirs = modified_at(other)
            if saved is None or (theirs is not None and theirs > saved):
                return other
    return None


def _list_folder(folder: Path) -> list[Path]:
    """List a folder by name, without hidden files, locks and the owner files `~$*` of Excel."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError as error:
        raise _disk_error(folder, "cannot be listed", error) from error


# The three names beside a file: while the new bytes are being written, when they are complete (and, after an exchange,
# the old bytes), and the old bytes where the file system cannot exchange. All begin with a dot: shares hide them.
def _writing(path: Path) -> Path:
    return path.with_name(f".{path.name}.netpost-writing")


def _ready(path: Path) -> Path:
    return path.with_name(f".{path.name}.netpost-ready")


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.netpost-aside")


def _write_beside(path: Path, data: bytes) -> Path:
    writing = _writing(path)
    try:
        with writing.open("wb") as file:
            _take_mode(path, file.fileno())
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return writing.rename(_ready(path))
    except OSError:
        writing.unlink(missing_ok=True)
        raise


def _take_mode(path: Path, file: int) -> None:
    try:
        old = path.stat()
    except FileNotFoundError:
        os.fchmod(file, NEW_FILE_MODE)
        return
    # The group first and alone: giving the owner away needs root, giving the group does not.
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
        with suppress(PermissionError):
            os.fchown(file, owner, group)
    os.fchmod(file, old.st_mode & 0o7777)


def _take_place(ready: Path, path: Path) -> Path | None:
    """Bring the complete new file into place; return where the old one now lies, None if there was none."""
    try:
        if path.exists():
            return ready if _rename(ready, path, RENAME_EXCHANGE) else _replace_aside(ready, path)
        # Fails where a person makes the file in this very moment; the next run then reads theirs.
        if not _rename(ready, path, RENAME_NOREPLACE):
            ready.rename(path)
    except OSError:
        ready.unlink()
        _aside(path).unlink(missing_ok=True)
        raise
    return None


def _rename(source: Path, target: Path, how: int) -> bool:
    """Rename by renameat2; False where the C library, the kernel or the file system cannot."""
    import ctypes
    import errno

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(source), AT_FDCWD, os.fsencode(target), ctypes.c_uint(how)) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(target))


def _replace_aside(ready: Path, path: Path) -> Path:
    aside = _aside(path)
    try:
        os.link(path, aside)
    except OSError:
        # No hard links here (FAT, some shares): a copy does the same, with a longer window.
        aside.write_bytes(path.read_bytes())
    ready.replace(path)
    return aside


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _disk_error(path: Path, what: str, error: OSError) -> DiskError:
    import errno

    remedy = {
        errno.ENOSPC: "Make room on the disk; nothing is lost, the next run tries again.",
        errno.EDQUOT: "Raise the quota or make room; nothing is lost, the next run tries again.",
        errno.EACCES: "Give the user that runs Netpost the right to write in that folder.",
        errno.EPERM: "Give the user that runs Netpost the right to write in that folder.",
        errno.EROFS: "The disk is mounted read-only: have it checked.",
    }.get(error.errno or 0, "Nothing is lost, the next run tries again.")
    return DiskError(f"{path} {what}.", f"{os.strerror(error.errno)}." if error.errno else f"{error}.", remedy)
