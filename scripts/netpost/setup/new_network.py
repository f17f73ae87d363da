"""Making the directory of a new network: settings, state and the office folder with its starting copies (I/O)."""

from __future__ import annotations

import shutil
from pathlib import Path

from netpost.errors import DiskError, SettingsError
from netpost.setup.settings_example import example_text

#: Where the starting copies lie: the folder above scripts/.
COPIES = Path(__file__).resolve().parents[3]
OFFICE_FILES = ("members.csv", "meetings.csv")


def make_network(directory: Path) -> list[str]:
    """Make the directory of a network; return what to do next, as English lines.

    config.env and state/ are for the user that runs Netpost alone, kontor/ is for staff. Raises SettingsError where a
    network, or anything of that name, is there already; DiskError where the directory cannot be written.
    """
    config, state, office = (directory / name for name in ("config.env", "state", "kontor"))
    if present := [path for path in (config, state, office) if path.exists()]:
        raise SettingsError(
            f"{directory}: there is a network already ({', '.join(path.name for path in present)}).",
            "A new one would take the place of its members.",
            "Name another directory.",
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
        state.mkdir(mode=0o700)
        office.mkdir()
        for name in OFFICE_FILES:
            shutil.copyfile(COPIES / name, office / name)
        shutil.copytree(COPIES / "templates", office / "templates", copy_function=shutil.copyfile)
        # Last: a directory without settings is no network, so that a run that broke off can be repeated by hand.
        config.touch(mode=0o600)
        config.write_text(example_text(), "utf-8")
    except OSError as error:
        raise DiskError(
            f"{directory} cannot be made.", f"{error}.", "Remove what was begun there, then try again."
        ) from error
    return [
        f"{directory} is made. What comes next:",
        f"1. Fill in {config}.",
        f"2. Put the meetings into {office / 'meetings.csv'} and look over {office / 'templates'}.",
        f"3. Share {office} with the staff; nothing else.",
        f"4. Run check_setup.py --config {config} until it says that all is ready, then once with --begin.",
    ]
