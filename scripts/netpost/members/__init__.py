"""members.csv: reading what people and spreadsheet programs leave there, merging it with the script's own changes.

Bytes in, values and bytes out; files.py does the reading and writing on disk. A name is loaded when first asked for:
a run that finds nothing to do needs none of the tools, and cron starts one every five minutes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netpost.members.member import COLUMNS, MEETING_WORDS, STATUS_WORDS, Member, Table
    from netpost.members.merging import merge_members
    from netpost.members.nearest import choose_base
    from netpost.members.reading import next_id, read_table
    from netpost.members.result import Conflict, Merge, Repair
    from netpost.members.values import find_ean, find_email, find_iso_date, find_phone, format_ean, format_phone
    from netpost.members.words import nearest_word
    from netpost.members.writing import write_table

__all__ = [
    "COLUMNS",
    "MEETING_WORDS",
    "STATUS_WORDS",
    "Conflict",
    "Member",
    "Merge",
    "Repair",
    "Table",
    "choose_base",
    "find_ean",
    "find_email",
    "find_iso_date",
    "find_phone",
    "format_ean",
    "format_phone",
    "merge_members",
    "nearest_word",
    "next_id",
    "read_table",
    "write_table",
]

HOMES = {
    "member": ("COLUMNS", "MEETING_WORDS", "STATUS_WORDS", "Member", "Table"),
    "merging": ("merge_members",),
    "nearest": ("choose_base",),
    "reading": ("next_id", "read_table"),
    "result": ("Conflict", "Merge", "Repair"),
    "values": ("find_ean", "find_email", "find_iso_date", "find_phone", "format_ean", "format_phone"),
    "words": ("nearest_word",),
    "writing": ("write_table",),
}


def __getattr__(name: str) -> Any:
    """Load one of the package's names (PEP 562)."""
    for module, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"netpost.members.{module}"), name)
    raise AttributeError(f"module netpost.members has no attribute {name}")
