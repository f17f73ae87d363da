"""members.csv: reading what people and spreadsheet programs leave there, merging it with the script's own changes.

Bytes in, values and bytes out; files.py does the reading and writing on disk.
"""

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
