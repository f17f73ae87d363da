"""Markdown → the text and the HTML of a mail, and the escaping that keeps strangers' text from acting as Markdown.

The staff's Markdown is CommonMark (spec 0.31) with tables, without code, pictures, raw HTML and underlined headings:
none of them belongs in a mail, and each is a way to be surprised. A line break in the file is a line break in the mail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

SWITCHED_OFF = ("code", "fence", "backticks", "image", "lheading", "reference")
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
ACTIVE_CHARACTER = re.compile(r"[\\`*_{}\[\]()<>#+\-!|~&]")
LEADING_NUMBER = re.compile(r"^(\d{1,9})(?=\.)")
MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
# "14. september" at the start of a line or list item would be read as item 14 of a numbered list.
LEADING_DATE = re.compile(
    rf"^((?:[ \t]*[-*+>][ \t]+)*[ \t]*\d{{1,2}})\.(?=[ \t]+(?:{MONTHS})\b)", re.IGNORECASE | re.MULTILINE
)
RULE = "-" * 24


class Markdown(str):
    """Markdown that the staff wrote: it goes into a mail unescaped. Anything made from it is a plain string again."""

    __slots__ = ()


def clean_line(text: str) -> str:
    """Make one visible line of any text: control and format characters out, every run of blanks one space."""
    visible = "".join(" " if letter.isspace() else letter for letter in text if letter.isspace() or _is_shown(letter))
    return " ".join(visible.split())


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def escape_markdown(text: str) -> str:
    """Write text so that Markdown shows it letter by letter, on one line."""
    escaped = ACTIVE_CHARACTER.sub(r"\\\g<0>", clean_line(text))
    return LEADING_NUMBER.sub(r"\1\\", escaped)


def render_html(markdown: str) -> str:
    """Turn Markdown into HTML paragraphs, lists, headings and tables."""
    html: str = _parser().render(_protect_dates(markdown))
    return html


def render_text(markdown: str) -> str:
    """Turn Markdown into plain text: lists with `- `, links as `text (address)`, headings on a line of their own."""
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(_protect_dates(markdown)))
    return _join_blocks(tree.children) + "\n"


def _protect_dates(markdown: str) -> str:
    return LEADING_DATE.sub(r"\1\\.", markdown)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(list(SWITCHED_OFF))
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    return parser


def _is_safe_link(url: str) -> bool:
    return SAFE_LINK.match(url) is not None


def _join_blocks(nodes: list[SyntaxTreeNode], separator: str = "\n\n") -> str:
    return separator.join(text for node in nodes if (text := _write_block(node)))


def _write_block(node: SyntaxTreeNode) -> str:
    return _BLOCK_WRITERS.get(node.type, _write_inline)(node)


def _write_list(node: SyntaxTreeNode) -> str:
    is_tight = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    items = []
    for offset, item in enumerate(node.children):
        mark = "- " if number is None else f"{number + offset}. "
        body = _join_blocks(item.children, "\n" if is_tight else "\n\n")
        items.append(mark + _indent(body, len(mark)))
    return ("\n" if is_tight else "\n\n").join(items)


def _write_quote(node: SyntaxTreeNode) -> str:
    return "  " + _indent(_join_blocks(node.children), 2)


def _indent(text: str, width: int) -> str:
    return re.sub(r"\n(?!\n)", "\n" + " " * width, text)


def _write_table(node: SyntaxTreeNode) -> str:
    rows = (row for part in node.children for row in part.children)
    lines = ("  ".join(_write_inline(cell) for cell in row.children).strip() for row in rows)
    return "\n".join(line for line in lines if line)


def _write_inline(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return "\n"
    if not node.children:
        return node.content if node.type == "text" else ""
    text = "".join(_write_inline(child) for child in node.children)
    return _write_link(text, str(node.attrs["href"])) if node.type == "link" else text


def _write_link(text: str, url: str) -> str:
    address = url.removeprefix("mailto:")
    return text if text in {address, url} or url.startswith("tel:") else f"{text} ({address})"


_BLOCK_WRITERS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "bullet_list": _write_list,
    "ordered_list": _write_list,
    "blockquote": _write_quote,
    "table": _write_table,
    "hr": lambda _: RULE,
}
