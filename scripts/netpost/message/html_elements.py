"""What HTML elements mean in a mail: which stand on lines of their own, which hold somebody else's words.

Seen in the HTML of Outlook, Outlook on the web, Gmail, Apple Mail, Thunderbird, Yahoo, Zimbra, Proton and Tutanota.
"""

from __future__ import annotations

from collections.abc import Mapping

from netpost.message.html_style import Declarations

SKIPPED = frozenset({"head", "style", "script", "title", "template", "noframes", "object", "svg", "select", "map"})
BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header "
    "hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
SPACED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "table", "blockquote", "pre", "hr"})
QUOTE_STARTS = frozenset({"divrplyfwdmsg", "appendonsend", "olk_src_body_section", "reply-intro"})
QUOTE_CLASSES = frozenset({"moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "zmail_extra", "tutanota_quote"})


def is_quote(tag: str, attributes: Mapping[str, str], declared: Declarations) -> bool:
    """Tell whether an element holds somebody else's words. Gmail's indent is a blockquote too, but without a line."""
    classes = attributes.get("class", "").lower()
    if tag == "blockquote":
        is_indent = declared.get("border", "").startswith("none") and "quote" not in classes
        return attributes.get("type", "").lower() == "cite" or not is_indent
    return not QUOTE_CLASSES.isdisjoint(classes.split())


def is_spaced(tag: str, attributes: Mapping[str, str], declared: Declarations) -> bool:
    """Tell whether an empty line stands around an element; Outlook's paragraphs have no margin."""
    if tag not in SPACED:
        return False
    margin = declared.get("margin", declared.get("margin-top", ""))
    has_none = margin.startswith("0") or attributes.get("class", "").startswith("Mso")
    return not (tag == "p" and has_none)
