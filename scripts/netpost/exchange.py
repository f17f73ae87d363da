"""Putting new bytes in the place of a file that staff may save in the same moment (I/O).

Source: renameat2(2) with RENAME_EXCHANGE; fsync(2). The names are those of files.py, which hands them on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from netpost.errors import DiskError

#: Kernel and glibc constants of renameat2(2).
AT_FDCWD = -100
RENAME_NOREPLACE = 1
RENAME_EXCHANGE = 2
#: A new staff file where there was none to take the mode from.
NEW_FILE_MODE = 0o664


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
        raise explain_disk(path, "cannot be written", error) from error
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
        raise explain_disk(path, "cannot be cleared up after a crash", error) from error


def explain_disk(path: Path, what: str, error: OSError) -> DiskError:
    """Make the error that says what a person can do about a disk. what: what failed, after the name of the path."""
    import errno

    remedy = {
        errno.ENOSPC: "Make room on the disk; nothing is lost, the next run tries again.",
        errno.EDQUOT: "Raise the quota or make room; nothing is lost, the next run tries again.",
        errno.EACCES: "Give the user that runs Netpost the right to write in that folder.",
        errno.EPERM: "Give the user that runs Netpost the right to write in that folder.",
        errno.EROFS: "The disk is mounted read-only: have it checked.",
    }.get(error.errno or 0, "Nothing is lost, the next run tries again.")
    return DiskError(f"{path} {what}.", f"{os.strerror(error.errno)}." if error.errno else f"{error}.", remedy)


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
