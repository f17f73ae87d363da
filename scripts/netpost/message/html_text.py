"""HTML → the text that a reader sees, and the text that is hidden from him.

In: a decoded HTML part. Out: lines as they stand on the screen; a table's row is one line (html_table.py); quoted blocks
begin with "> " as in plain text; a link to an address is kept as "Lene <lsko@holstebro.example>".
lxml is imported only when a mail has to be read from HTML. Walked by events, not by recursion: depth is no danger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netpost.message.html_elements import BLOCKS, QUOTE_STARTS, SKIPPED, is_quote, is_spaced
from netpost.message.html_style import Style, StyleSheet, find_declarations, inherit_style, read_style_sheet
from netpost.message.html_table import Table

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_HTML_CHARACTERS = 1_000_000
QUOTE_BELOW = "-----Original Message-----"  # what mail programs themselves write above a quoted mail

BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
TAG = re.compile(r"<[^<>]*>")
UNSEEN_START = re.compile(r"<(head|style|script|title)\b|<!--")


@dataclass(frozen=True)
class HtmlText:
    """text: what is seen. hidden: what is not. has_data_table: outside quotes it holds a table of rows and columns."""

    text: str
    hidden: str = ""
    has_data_table: bool = False


def read_html(html: str) -> HtmlText:
    """Read one HTML part. Never raises; beyond a million characters it is cut."""
    root = _parse(html[:MAX_HTML_CHARACTERS])
    if root is None:
        return HtmlText(strip_tags(html))
    return _Walker().walk(root)


def strip_tags(html: str) -> str:
    """Return all words of a part, hidden ones too, without reading its structure: cheap, for comparing."""
    from html import unescape

    return unescape(TAG.sub(" ", " ".join(_leave_out_unseen(html[:MAX_HTML_CHARACTERS])))).replace("\xa0", " ")


def _leave_out_unseen(html: str) -> Iterator[str]:
    """Yield what stands outside comments, style sheets and the like; one that is never closed reaches to the end."""
    lowered = html.lower()
    place = 0
    while start := UNSEEN_START.search(lowered, place):
        yield html[place : start.start()]
        end = "-->" if start[1] is None else f"</{start[1]}"
        place = lowered.find(end, start.end())
        if place < 0:
            return
        place += len(end) if start[1] is None else 0
    yield html[place:]


def _parse(html: str) -> _Element | None:
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


@dataclass
class _Writer:
    """Lines of one cell, or of the whole. depth: how many quotes the next line stands in."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0

    def end_line(self) -> None:
        """Close the line that is being written; one that holds only a hard space is an empty line that is meant."""
        text = "".join(self.current)
        self.current = []
        line = BLANKS.sub(" ", text).strip()
        if line:
            self._append(line)
        elif "\xa0" in text:
            self.add_blank()

    def break_line(self) -> None:
        """Write a line break; where nothing stands before it on the line, it is an empty line."""
        is_empty = not "".join(self.current).strip()
        self.end_line()
        if is_empty:
            self.add_blank()

    def add_blank(self) -> None:
        """Add an empty line unless there is one."""
        if self.lines and self.lines[-1].strip("> "):
            self._append("")

    def add_lines(self, lines: list[str]) -> None:
        """Add finished lines, "" being an empty one."""
        for line in lines:
            if line:
                self._append(line)
            else:
                self.add_blank()

    def _append(self, line: str) -> None:
        self.lines.append(("> " * self.depth + line).rstrip())


@dataclass
class _Open:
    """An element that has begun: how its text looks, and whether it is shown as it stands or begins a quote."""

    tag: str
    style: Style
    is_skipped: bool = False
    is_pre: bool = False
    is_quote: bool = False
    is_spaced: bool = False
    link: str = ""
    link_start: int = 0  # in the line that is being written


class _Walker:
    """Goes through the elements in order and writes what is seen."""

    def __init__(self) -> None:
        self.writers = [_Writer()]
        self.tables: list[Table] = []
        self.open = [_Open("", Style())]
        self.hidden: list[str] = []
        self.sheet: StyleSheet = {}
        self.has_data_table = False

    def walk(self, root: _Element) -> HtmlText:
        """Read a whole document."""
        from lxml import etree

        self.sheet = read_style_sheet(" ".join(element.text or "" for element in root.iter("style")))
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self.writers[0].end_line()
        hidden = re.sub(r"\s+", " ", " ".join(self.hidden)).strip(" \xa0\u200b\u200c\u034f\u00ad")
        return HtmlText("\n".join(_strip_lines(self.writers[0].lines)), hidden, self.has_data_table)

    def _start(self, element: _Element) -> None:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        parent = self.open[-1]
        attributes = {name.lower(): value for name, value in element.attrib.items()} if len(element.attrib) else {}
        declared = find_declarations(tag, attributes, self.sheet)
        opened = _Open(
            tag,
            inherit_style(parent.style, attributes, declared),
            is_skipped=parent.is_skipped or tag in SKIPPED,
            is_pre=parent.is_pre or tag == "pre" or declared.get("white-space", "").startswith("pre"),
            is_quote=is_quote(tag, attributes, declared),
            is_spaced=is_spaced(tag, attributes, declared),
            link=attributes.get("href", "") if tag == "a" else "",
            link_start=len(self.writers[-1].current),
        )
        self.open.append(opened)
        if not opened.is_skipped:
            self._begin(opened, attributes)
            self._write(element.text, opened)

    def _begin(self, opened: _Open, attributes: Mapping[str, str]) -> None:
        writer = self.writers[-1]
        if opened.tag in BLOCKS or opened.is_quote:
            writer.end_line()
        if opened.is_spaced:
            writer.add_blank()
        if opened.is_quote:
            writer.depth += 1
        if attributes.get("id", "").lower().removeprefix("x_") in QUOTE_STARTS:
            writer.end_line()
            writer.add_lines(["", QUOTE_BELOW])
        if opened.tag == "br":
            writer.break_line()
        elif opened.tag == "li":
            writer.current.append("- ")
        elif opened.tag == "table":
            self.tables.append(Table())
            self.writers.append(_Writer())  # swallows what stands between the cells
        elif opened.tag == "tr" and self.tables:
            self.tables[-1].add_row()
        elif opened.tag in {"td", "th"} and self.tables:
            self.writers.append(_Writer())

    def _end(self, element: _Element) -> None:
        opened = self.open.pop()
        if not opened.is_skipped:
            self._finish(opened, element)
        if element.tail and not self.open[-1].is_skipped:
            self._write(element.tail, self.open[-1])

    def _finish(self, opened: _Open, element: _Element) -> None:
        writer = self.writers[-1]
        if opened.link.lower().startswith("mailto:") and not opened.style.is_hidden:
            address = opened.link[7:].partition("?")[0].strip()
            shown = "".join(writer.current[opened.link_start :])
            if address and address.casefold() not in shown.casefold():
                writer.current.append(f" <{address}>")
        if opened.tag in BLOCKS or opened.is_quote:
            writer.end_line()
        if opened.is_quote:
            writer.depth -= 1
        if opened.tag == "table":
            self._finish_table(self.tables.pop())
        elif opened.tag in {"td", "th"} and self.tables:
            self._finish_cell(element)
        if opened.is_spaced:
            self.writers[-1].add_blank()

    def _finish_cell(self, element: _Element) -> None:
        lines = self.writers.pop().lines
        rowspan = element.get("rowspan", "")
        self.tables[-1].add_cell(_strip_lines(lines), int(rowspan) if rowspan.isdecimal() and len(rowspan) < 4 else 1)

    def _finish_table(self, table: Table) -> None:
        between = self.writers.pop()
        between.end_line()
        writer = self.writers[-1]
        writer.add_lines(between.lines)
        writer.add_lines(table.render())
        if self.tables:
            self.tables[-1].is_layout = True
        elif writer.depth == 0:
            self.has_data_table = self.has_data_table or table.is_data

    def _write(self, text: str | None, within: _Open) -> None:
        if not text:
            return
        if within.style.is_hidden:
            self.hidden.append(text)
            return
        writer = self.writers[-1]
        if not within.is_pre:
            writer.current.append(text)
            return
        for place, line in enumerate(text.split("\n")):
            if place:
                writer.break_line()
            writer.current.append(line)


def _strip_lines(lines: list[str]) -> list[str]:
    start = next((place for place, line in enumerate(lines) if line.strip("> ")), len(lines))
    end = next((len(lines) - place for place, line in enumerate(reversed(lines)) if line.strip("> ")), 0)
    return lines[start:end]
