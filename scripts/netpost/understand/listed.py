"""Whom a text lists: its forms, else its table, else its lines → an Entry for each person."""

from __future__ import annotations

import re

from netpost.understand.entry import Entry
from netpost.understand.form import read_forms
from netpost.understand.labels import mark_labels
from netpost.understand.list_lines import read_lines
from netpost.understand.name import find_names
from netpost.understand.table import read_table

HAS_ROWS = re.compile(r"[·•|]")
#: between the details of a row, and where a row of the whole list begins
ROW_BREAK = re.compile(r"\s+[·•|]\s")
OF_LIST = re.compile(r"[ ](?=(?:EAN|GLN|[Ff]aktura)\b[^\n]{0,20}\b(?:os|begge|alle)\b)")


def find_entries(text: str) -> list[Entry]:
    """Find the people whom a text lists: by a form, else by a table, else line by line."""
    text = _part_rows(mark_labels(text))
    return read_forms(text) or read_table(text) or read_lines(text)


def _part_rows(text: str) -> str:
    """`… Ole Finn · jurist · olfi@… Eva Lund · it-chef · evlu@…`: a line for each row; every character keeps its place."""
    starts = [one.start for one in find_names(text) if ROW_BREAK.match(text, one.end)] if HAS_ROWS.search(text) else []
    if len(starts) < 2:
        return text
    ends = [one.start() for one in OF_LIST.finditer(text, starts[0])]
    for place in [*(start - 1 for start in starts if start), *ends]:
        text = f"{text[:place]}\n{text[place + 1 :]}" if text[place] == " " else text
    return text
