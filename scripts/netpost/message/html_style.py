"""Which HTML elements no reader sees: display:none, size 0, the colour of the background and the like.

In: an element's attributes and what it inherits. Out: the style that counts for its text. Only what mail programs obey is
read: inline styles, the old attributes, and plain selectors (tag, .class, #id, tag.class) of style elements; @media rules
are left out, as they hold for some screens only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

Declarations = dict[str, str]
StyleSheet = dict[str, Declarations]

MAX_SHEET_CHARACTERS = 200_000
COMMENT_PATTERN = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
SIMPLE_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?(?:[.#][\w-]+)?\Z", re.IGNORECASE)
LENGTH_PATTERN = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|cm|mm|in|ex|vh|vw|)")
PIXELS = {"px": 1.0, "pt": 1.33, "em": 16.0, "rem": 16.0, "%": 0.16, "cm": 37.8, "mm": 3.78, "in": 96.0, "": 1.0}
INVISIBLE_BELOW = 3.0  # pixels: preheaders are set in 1 or 2
COLOURS = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "black": (0, 0, 0),
    "window": (255, 255, 255),
    "windowtext": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "navy": (0, 0, 128),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0),
}

#: each begins with a word, so that it is quickly found to be missing
HIDING_HINTS = tuple(
    map(
        re.compile,
        (
            r"display\s*:\s*none",
            r"visibility\s*:\s*hidden",
            r"font-size\s*:\s*[012](?:\.\d+)?(?:px|pt|em)?\s*[;\"'!}]",
            r"mso-hide",
            r"max-height\s*:\s*0",
            r"opacity\s*:\s*0(?![.\d]*[1-9])",
            r"overflow\s*:\s*hidden",
            r"text-indent\s*:\s*-\d{3}",
            r"left\s*:\s*-\d{3}",
            r"top\s*:\s*-\d{3}",
            r"color(?<![-\w]color)\s*[:=]\s*[\"']?\s*(?:#f[0-9a-f]f|#f[0-9a-f]{5}|white|rgb\(\s*25\d)",
        ),
    )
)
HIDING_WORDS = (
    "none",
    "hidden",
    "size:",
    "size :",
    "hide",
    "max-h",
    "opacity",
    "indent",
    "left",
    "top:",
    "top :",
    "#f",
    "white",
    "rgb(",
)

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Style:
    """What a text inherits. is_gone: not shown, and no child can undo it; is_invisible and size can be undone."""

    is_gone: bool = False
    is_invisible: bool = False
    size: float = 16.0
    colour: Colour | None = None
    background: Colour = (255, 255, 255)

    @property
    def is_hidden(self) -> bool:
        """Tell whether a reader would not see text of this style."""
        if self.is_gone or self.is_invisible or self.size < INVISIBLE_BELOW:
            return True
        return self.colour is not None and all(
            abs(one - other) < 16 for one, other in zip(self.colour, self.background, strict=True)
        )


def has_hiding_style(html: str) -> bool:
    """Tell whether a part may hold words that no reader sees, so that it is worth reading whole."""
    lowered = html.lower()
    return any(word in lowered for word in HIDING_WORDS) and any(hint.search(lowered) for hint in HIDING_HINTS)


def read_style_sheet(text: str) -> StyleSheet:
    """Return the declarations of each plain selector, lower case."""
    sheet: StyleSheet = {}
    for selectors, body in _read_rules(COMMENT_PATTERN.sub(" ", text[:MAX_SHEET_CHARACTERS])):
        for selector in selectors.split(","):
            if SIMPLE_SELECTOR.match(name := selector.strip().lower()) and name:
                sheet.setdefault(name, {}).update(read_declarations(body))
    return sheet


def _read_rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and body of each rule that stands for itself, not inside @media or another @ rule."""
    depth = start = 0
    prelude = ""
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                prelude = text[start : brace.start()].rpartition(";")[2].strip()
                start = brace.end()
        elif depth:
            depth -= 1
            if depth == 0:
                if not prelude.startswith("@"):
                    yield prelude, text[start : brace.start()]
                start = brace.end()


def read_declarations(text: str) -> Declarations:
    """Return the properties of a style attribute, names and values lower case."""
    pairs = (part.partition(":") for part in text[:5000].lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


def find_declarations(tag: str, attributes: Mapping[str, str], sheet: StyleSheet) -> Declarations:
    """Return what holds for an element: its style sheets' rules, then its own style attribute."""
    own = attributes.get("style")
    if not sheet:
        return read_declarations(own) if own else {}
    found = dict(sheet.get(tag, {}))
    for name in attributes.get("class", "").lower().split():
        found.update(sheet.get(f".{name}", {}))
        found.update(sheet.get(f"{tag}.{name}", {}))
    if "id" in attributes:
        found.update(sheet.get(f"#{attributes['id'].lower()}", {}))
    return {**found, **read_declarations(own)} if own else found


def inherit_style(parent: Style, attributes: Mapping[str, str], declared: Declarations) -> Style:
    """Return the style of an element from its parent's."""
    if not declared and not (attributes.keys() & {"color", "bgcolor", "hidden", "size"}):
        return parent
    background = _read_colour(
        declared.get("background-color") or declared.get("background") or attributes.get("bgcolor")
    )
    colour = _read_colour(declared.get("color") or attributes.get("color"))
    style = replace(
        parent,
        is_gone=parent.is_gone or "hidden" in attributes or _is_gone(declared),
        size=_read_size(declared.get("font-size"), parent.size),
        colour=colour or parent.colour,
        background=background or parent.background,
    )
    visibility = declared.get("visibility")
    return replace(style, is_invisible=visibility in {"hidden", "collapse"}) if visibility else style


def _is_gone(declared: Declarations) -> bool:
    if declared.get("display") == "none" or declared.get("mso-hide") == "all":
        return True
    if declared.get("opacity") in {"0", "0.0", "0%", ".0"}:
        return True
    if _is_zero(declared.get("max-height")) or _is_zero(declared.get("max-width")):
        return True
    if declared.get("overflow") == "hidden" and (_is_zero(declared.get("height")) or _is_zero(declared.get("width"))):
        return True
    return any(_is_far_off(declared.get(name)) for name in ("text-indent", "left", "top", "margin-left"))


def _is_zero(value: str | None) -> bool:
    match = LENGTH_PATTERN.match(value or "")
    return match is not None and float(match[1]) == 0


def _is_far_off(value: str | None) -> bool:
    match = LENGTH_PATTERN.match(value or "")
    return match is not None and float(match[1]) <= -500


def _read_size(value: str | None, inherited: float) -> float:
    match = LENGTH_PATTERN.match(value or "")
    if not match:
        return inherited if not value else 16.0
    if match[2] in {"em", "%", "ex"}:
        share = float(match[1]) / (100 if match[2] == "%" else 1)
        return inherited * share
    return float(match[1]) * PIXELS.get(match[2], 16.0)


def _read_colour(value: str | None) -> Colour | None:
    """Return red, green, blue; None where the value names no colour that is known here."""
    if not value:
        return None
    value = value.strip().lower()
    if match := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := re.search(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})", value):
        return int(match[1]), int(match[2]), int(match[3])
    return next((COLOURS[word] for word in re.findall(r"[a-z]+", value) if word in COLOURS), None)
