"""members.csv: reading what people and spreadsheet programs leave there, merging it with the script's own changes.

Bytes in, values and bytes out; files.py does the reading and writing on disk.
"""

from netpost.members.member import COLUMNS, MEETING_WORDS, STATUS_WORDS, Member, Table

__all__ = ["COLUMNS", "MEETING_WORDS", "STATUS_WORDS", "Member", "Table"]
