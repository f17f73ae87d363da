"""The text of a mail → the writer's own words, what is quoted, and the mail that is forwarded inside.

Read: ">" before each line, the lines above a quote in Danish, Swedish, Norwegian, English and German ("Den ... skrev ...:"), the
header block of Outlook and Lotus Notes (Fra/Sendt/Til/Emne), GroupWise's ">>> name date >>>", separators such as
"-----Oprindelig meddelelse-----". Answers at the top, at the bottom and between quoted lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

QUOTED_LINE = re.compile(r"\s{0,3}>")
QUOTE_MARKS = re.compile(r"\A(?:\s{0,3}>)+ ?")
GROUPWISE_HEADER = re.compile(r"\s*>>> ?.{3,200}\d\d.{0,20}>>>\s*\Z")

SEPARATOR = re.compile(
    r"""
    [\s*]*-{2,}[ ]*
    (?:oprindelig\w*|original\w*|opprinnelig\w*|ursprung\w*|ursprüng\w*)
    [ ](?:meddelelse|besked|mail|e-mail|message|appointment|aftale|melding|meddelande|nachricht)[ ]*-{0,}[\s*]*\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
FORWARD_MARK = re.compile(
    r"""
    [\s*>]*(?:
      -{2,}[ ]*(?:videresendt|forwarded|vidarebefordra[td]e?|weitergeleitete?)\b.{0,120}-{2,}[\s*]*
    | -{2,}[ ]*(?:videresendt|forwarded)[ ](?:af|by)\b.{0,160}
    | (?:begin\ forwarded\ message|start\ på\ videresendt\ (?:besked|meddelelse|mail)|videresendt\ (?:besked|meddelelse|melding)
        |vidarebefordrat\ (?:brev|mejl|meddelande)|anfang\ der\ weitergeleiteten\ nachricht)\s*:\s*
    )\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
UNDERSCORES = re.compile(r"\s*_{10,}\s*\Z")

LABELS = {
    "from": "fra from från von avsändare afsender",
    "date": "sendt sent dato date datum skickat gesendt tid",
    "to": "til to till an",
    "cc": "cc kopi kopia bcc",
    "subject": "emne subject ämne betreff",
    "other": "besvar|svar til|reply-to|prioritet|priority|importance|vigtighed|vedhæftede filer|vedhæftet fil|attachments|bilag",
}
LABEL_KINDS = {
    word: kind for kind, words in LABELS.items() for word in (words.split("|") if "|" in words else words.split())
}
LABEL_LINE = re.compile(
    rf"[\s*>]*(?P<label>{'|'.join(sorted(map(re.escape, LABEL_KINDS), key=len, reverse=True))})\s*:[*]*\s?(?P<value>.*)",
    re.IGNORECASE,
)
MAX_BLOCK_LINES = 25

ATTRIBUTION = re.compile(
    r"(?=.*\d).*\b(?:skrev|skriver|wrote|writes|schrieb)\b(?! jeg\b).*:\s*\Z|\s*\d{4}-\d\d-\d\d .*<[^<>\s]+@[^<>\s]+>\s*:\s*\Z",
    re.IGNORECASE,
)
ATTRIBUTION_TAIL = re.compile(r"\s*(?:skrev|wrote|schrieb)\b", re.IGNORECASE)
MAX_ATTRIBUTION_CHARACTERS = 400
CERTAIN_ATTRIBUTION = re.compile(r"<[^<>\s]+@[^<>\s]+>|\d{4}.{0,20}\d{1,2}[.:]\d\d")

SHORT_LABEL = re.compile(r"[^\W\d_].{0,38}:\s*\Z")
FILLED_HINT = re.compile(
    r"\budfyldt\b|\budfyldte\b|\b(?:svar|svaret|svarene|besvaret|oplysninger\w*) (?:står |er |ses |skrevet )?"
    r"(?:nedenfor|herunder|nedenunder|med rødt|i teksten|i mailen|inde i)|\bfilled (?:in|out)\b|\bifyllt\b|\butfylt\b",
    re.IGNORECASE,
)
FORM_LABEL = re.compile(
    r"(?:fulde )?navn|name|namn|stilling|titel|title|tittel|funktion|kommune|organisation|arbejdsplads|arbejdssted|"
    r"(?:mobil|telefon|tlf|tel|phone|mobile)\w*\.?(?:[ -]?(?:nr|nummer)\.?)?|e-?mail(?:adresse)?|mail(?:adresse)?|"
    r"ean(?:[ -]?(?:nr|nummer|lokationsnummer)\.?)?|afdeling|adresse",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Forward:
    """A forwarded mail that stands in the text. fields: from, date, to, cc, subject as written. text: its body."""

    fields: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Split:
    """own: the writer's words with signature. quoted: what is repeated. forward: the inner mail of a forward."""

    own: str
    quoted: str
    forward: Forward | None = None


def split_quotes(text: str, is_forward: bool = False, sender: str = "") -> Split:
    """Split a body into own words, quoted words and a forwarded mail.

    is_forward: the subject says so (VS:, FW: ...). sender: the writer's display name, to know a letter's own "Fra:" line.
    A quoted label or question right above an answer stays with it: "Navn: Jørgen", or "> Kommer du?" on a line of its own.
    """
    lines = text.split("\n")
    cut = _find_cut(lines, sender)
    head, tail = lines[:cut], lines[cut:]
    marks = _mark_quoted_lines(head)
    forward = None
    if is_forward or any(FORWARD_MARK.match(line) for line in tail[:2]):
        forward = _read_forward(tail if tail else [line for line, mark in zip(head, marks, strict=True) if mark])
    own = _keep_own(head, marks)
    quoted = [line for line, is_quoted in zip(head, marks, strict=True) if is_quoted]
    if FILLED_HINT.search(own):
        own = "\n".join([own, *_find_filled_fields([*quoted, *tail])])
    if forward is not None:
        return Split(own, strip_marks(quoted) if tail else "", forward)
    return Split(own, strip_marks(quoted + tail))


def strip_marks(lines: Sequence[str]) -> str:
    """Take the quote marks from lines and put them together."""
    return "\n".join(QUOTE_MARKS.sub("", line, count=1) for line in lines).strip()


def _find_cut(lines: Sequence[str], sender: str) -> int:
    """Return the first line from which on everything is repeated; the number of lines where there is none."""
    for place, line in enumerate(lines):
        if _is_cut(lines, place, line, sender):
            return place
    return len(lines)


def _is_cut(lines: Sequence[str], place: int, line: str, sender: str) -> bool:
    if not line or line.isspace():
        return False
    if GROUPWISE_HEADER.match(line):
        return not _is_followed_by_marks(lines, place + 1)
    if QUOTED_LINE.match(line):
        return False
    if SEPARATOR.match(line) or FORWARD_MARK.match(line):
        block = read_header_block(lines, place + 1)
        return (
            not _is_followed_by_marks(lines, block[1] if block else place + 1) or FORWARD_MARK.match(line) is not None
        )
    if UNDERSCORES.match(line):
        return read_header_block(lines, place + 1) is not None
    if line.rstrip().endswith(":") and (start := _find_attribution(lines, place)) is not None:
        whole = " ".join(lines[start : place + 1])
        return CERTAIN_ATTRIBUTION.search(whole) is not None and not _is_followed_by_marks(lines, place + 1)
    if line.strip() in {"Til", "To", "Till"}:
        return _is_notes_header(lines, place)
    block = read_header_block(lines, place) if ":" in line[:24] else None
    if block is None or _is_followed_by_marks(lines, block[1]):
        return False
    is_letter = not any(above.strip() for above in lines[:place])
    return not (is_letter and sender and sender.casefold() in block[0].get("from", "").casefold())


def _is_followed_by_marks(lines: Sequence[str], start: int) -> bool:
    following = next((line for line in lines[start:] if line.strip()), "")
    return QUOTED_LINE.match(following) is not None and not GROUPWISE_HEADER.match(following)


def _find_attribution(lines: Sequence[str], end: int) -> int | None:
    """Return where the line "Den ... skrev ...:" begins that ends here; it may be wrapped to four lines."""
    for start in range(end, max(-1, end - 4), -1):
        if not lines[start].strip() or QUOTED_LINE.match(lines[start]):
            return None
        whole = " ".join(lines[start : end + 1])
        if len(whole) > MAX_ATTRIBUTION_CHARACTERS:
            return None
        if ATTRIBUTION.match(whole):
            is_tail = ATTRIBUTION_TAIL.match(lines[start]) and start and lines[start - 1].strip()
            return start - 1 if is_tail else start
    return None


def _is_notes_header(lines: Sequence[str], place: int) -> bool:
    """Tell whether "Til" stands alone in Lotus Notes' old layout: name and time above it, "cc" or "Emne" below."""
    above = " ".join(lines[max(0, place - 4) : place])
    below = {line.strip().casefold() for line in lines[place + 1 : place + 10]}
    return re.search(r"\d{4}.{0,6}\d\d[:.]\d\d", above) is not None and bool(below & {"cc", "emne", "subject"})


def read_header_block(lines: Sequence[str], start: int) -> tuple[dict[str, str], int] | None:
    """Read the lines Fra/Sendt/Til/Emne of a quoted mail, marks before them or not.

    Returns the fields (from, date, to, cc, subject) and the number of the line after the block; None where there is none.
    """
    fields: dict[str, str] = {}
    place = start
    last = start
    kind = ""
    while place < len(lines) and place - start < MAX_BLOCK_LINES:
        line = lines[place]
        match = LABEL_LINE.match(line) if ":" in line[:40] else None
        if match:
            kind = LABEL_KINDS[match["label"].casefold()]
            if kind in fields and kind in {"from", "subject"}:
                break
            fields.setdefault(kind, QUOTE_MARKS.sub("", match["value"]).strip(" \t*"))
            last = place + 1
        elif not QUOTE_MARKS.sub("", line, count=1).strip():
            if place - last >= 2:
                break
        elif not kind:
            return None
        elif place > last + 3 or kind == "from":
            break
        place += 1
    is_whole = "from" in fields and len(fields.keys() & {"date", "to", "subject"}) >= 2
    return (fields, last) if is_whole else None


def _mark_quoted_lines(lines: Sequence[str]) -> list[bool]:
    """Tell for each line whether it is quoted, or the line above a quote that says who wrote it."""
    marks = [QUOTED_LINE.match(line) is not None for line in lines]
    for place, line in enumerate(lines):
        if marks[place] or not line.rstrip().endswith(":"):
            continue
        start = _find_attribution(lines, place)
        if start is not None and _is_followed_by_marks(lines, place + 1):
            marks[start : place + 1] = [True] * (place + 1 - start)
    for place, line in enumerate(lines):
        if not marks[place] and (SEPARATOR.match(line) or ":" in line[:24]):
            block = read_header_block(lines, place + bool(SEPARATOR.match(line)))
            if block and _is_followed_by_marks(lines, block[1]):
                marks[place : block[1]] = [True] * (block[1] - place)
    return marks


def _keep_own(lines: Sequence[str], marks: Sequence[bool]) -> str:
    """Put the own lines together, a quoted label or question with its answer."""
    own: list[str] = []
    above = ""  # the quoted line that stands right above
    for line, is_quoted in zip(lines, marks, strict=True):
        if is_quoted:
            words = QUOTE_MARKS.sub("", line, count=1).strip()
            if above and own and own[-1]:
                own.append("")
            above = words or above
            continue
        if line.strip() and above:
            own += _join_answer(above, line)
            above = ""
        else:
            own.append(line)
    return "\n".join(own)


def _join_answer(above: str, line: str) -> list[str]:
    if SHORT_LABEL.match(above) and not line.strip().casefold().startswith(above.casefold().rstrip(": ")):
        return [f"{above} {line.strip()}"]
    if above.endswith("?"):
        return ["", f"> {above}", line]
    return ["", line]


def _find_filled_fields(lines: Sequence[str]) -> list[str]:
    """Return the form fields that somebody has filled in inside the quote: a run of labels that begins with the name."""
    found: list[str] = []
    for line in lines:
        label, colon, value = QUOTE_MARKS.sub("", line, count=1).partition(":")
        is_label = bool(colon) and FORM_LABEL.fullmatch(label.strip(" *-")) is not None
        if is_label and (found or re.search(r"na(?:vn|me|mn)", label, re.IGNORECASE)):
            found += [f"{label.strip(' *-')}: {value.strip()}"] if value.strip() else []
        elif found and line.strip("> \t"):
            break
    return found if len(found) >= 2 else []


def _read_forward(lines: Sequence[str]) -> Forward | None:
    """Read the forwarded mail from the lines that begin with its mark or header block."""
    for place in range(min(len(lines), 12)):
        block = read_header_block(lines, place) if ":" in lines[place][:40] else None
        if block:
            body = list(lines[block[1] :])
            filled = [line for line in body if line.strip()]
            if filled and all(QUOTED_LINE.match(line) for line in filled):
                body = [re.sub(r"\s{0,3}> ?", "", line, count=1) for line in body]
            return Forward(block[0], "\n".join(body).strip("\n"))
    return None
