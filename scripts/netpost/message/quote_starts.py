"""Where in a mail the words of others begin: the lines that mail programs put above a quoted or forwarded mail.

Outlook and Lotus Notes: a header block (Fra/Sendt/Til/Emne), perhaps below "-----Oprindelig meddelelse-----" or a line of
underscores. Gmail, Apple Mail, Thunderbird, webmail: "Den ... skrev ...:". GroupWise: ">>> name date >>>". In Danish, Swedish,
Norwegian, English and German.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HeaderBlock = tuple[dict[str, str], int]  # the fields from, date, to, cc, subject, and the line after the block

QUOTED_LINE = re.compile(r"\s{0,3}>")
QUOTE_MARKS = re.compile(r"\A(?:\s{0,3}>)+ ?")
GROUPWISE_HEADER = re.compile(r"\s*>>> ?.{3,200}\d\d.{0,20}>>>\s*\Z")

SEPARATOR = re.compile(
    r"""
    [\s*]*-{2,}[ ]*(?:
      (?:oprindelig\w*|original\w*|opprinnelig\w*|ursprung\w*|ursprüng\w*)
      [ ](?:meddelelse|besked|mail|e-mail|message|appointment|aftale|melding|meddelande|nachricht)[ ]*-{0,}
    | [^-].{1,160}[ ](?:skrev|wrote)[ ]*-{2,}     # telephones, Zoho: "---- Signe Toft skrev ----"
    )[\s*]*\Z
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
    "from": "fra|from|från|von|frá|de|van|avsändare|afsender|lähettäjä",
    "date": "sendt|sent|dato|date|datum|skickat|gesendet|tid|envoyé|verzonden|lähetetty|dagfesting",
    "to": "til|to|till|an|à|aan|vastaanottaja",
    "cc": "cc|kopi|kopia|bcc",
    "subject": "emne|subject|ämne|betreff|evni|objet|onderwerp|aihe",
    "other": "besvar|svar til|reply-to|prioritet|priority|importance|vigtighed|vedhæftede filer|vedhæftet fil|attachments|bilag",
}
LABEL_KINDS = {word: kind for kind, words in LABELS.items() for word in words.split("|")}
LABEL_LINE = re.compile(
    rf"[\s*>]*(?P<label>{'|'.join(sorted(map(re.escape, LABEL_KINDS), key=len, reverse=True))})\s*:[*]*\s?(?P<value>.*)",
    re.IGNORECASE,
)
MAX_BLOCK_LINES = 25

ATTRIBUTION = re.compile(
    r"""
    (?=.*\d).*(?<!\bjeg\ )(?<!\bvi\ )(?<!\bI\ )\b(?:skrev|skriver|wrote|writes|schrieb)\b(?!\ (?:jeg|vi)\b).*:\s*\Z
    | \s*\d{4}-\d\d-\d\d\ .*<[^<>\s]+@[^<>\s]+>\s*:\s*\Z     # Gmail: date, name, address, no verb
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOTES_TIME = re.compile(r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}[:.]\d\d")
ATTRIBUTION_TAIL = re.compile(r"\s*(?:skrev|wrote|schrieb)\b", re.IGNORECASE)
MAX_ATTRIBUTION_CHARACTERS = 400
CERTAIN_ATTRIBUTION = re.compile(r"<[^<>\s]+@[^<>\s]+>|\d{4}.{0,20}\d{1,2}[.:]\d\d")


def find_cut(lines: Sequence[str], sender: str) -> int:
    """Return the first line from which on everything is repeated; the number of lines where there is none.

    sender: the writer's display name: a letter may begin with his own "Fra:" line.
    """
    for place, line in enumerate(lines):
        if line and not line.isspace() and _is_cut(lines, place, sender):
            return place
    return len(lines)


def _is_cut(lines: Sequence[str], place: int, sender: str) -> bool:
    line = lines[place]
    if GROUPWISE_HEADER.match(line):
        return not is_followed_by_marks(lines, place + 1)
    if QUOTED_LINE.match(line):
        return False
    return (
        _is_separator(lines, place)
        or _is_lasting_attribution(lines, place)
        or _is_notes_header(lines, place)
        or _is_header_block(lines, place, sender)
    )


def _is_separator(lines: Sequence[str], place: int) -> bool:
    """A separator whose mail bears marks only covers the marked lines; a forward's covers everything."""
    line = lines[place]
    if UNDERSCORES.match(line):
        return read_header_block(lines, place + 1) is not None
    if FORWARD_MARK.match(line):
        return True
    if not SEPARATOR.match(line):
        return False
    block = read_header_block(lines, place + 1)
    return not is_followed_by_marks(lines, block[1] if block else place + 1)


def _is_lasting_attribution(lines: Sequence[str], place: int) -> bool:
    """Tell whether "Den ... skrev ...:" ends here and its mail bears no marks, so that all below is quoted."""
    start = find_attribution(lines, place)
    if start is None or is_followed_by_marks(lines, place + 1):
        return False
    return CERTAIN_ATTRIBUTION.search(" ".join(lines[start : place + 1])) is not None


def _is_notes_header(lines: Sequence[str], place: int) -> bool:
    """Tell whether Lotus Notes' old header begins: name, then the time, "Til" and "Emne", each on a line of its own."""
    if place + 1 >= len(lines) or not NOTES_TIME.match(lines[place + 1]):
        return False
    below = [line.strip().casefold() for line in lines[place + 2 : place + 16] if line.strip()]
    return below[:1] in (["til"], ["to"], ["till"]) and not {"emne", "subject", "cc"}.isdisjoint(below)


def _is_header_block(lines: Sequence[str], place: int, sender: str) -> bool:
    block = find_header_block(lines, place)
    if block is None or is_followed_by_marks(lines, block[1]):
        return False
    is_letter = not any(above.strip() for above in lines[:place])
    return not (is_letter and sender and sender.casefold() in block[0].get("from", "").casefold())


def is_followed_by_marks(lines: Sequence[str], start: int) -> bool:
    """Tell whether the next line that is not empty begins with ">"."""
    following = next((line for line in lines[start:] if line.strip()), "")
    return QUOTED_LINE.match(following) is not None and not GROUPWISE_HEADER.match(following)


def find_attribution(lines: Sequence[str], end: int) -> int | None:
    """Return where the line "Den ... skrev ...:" begins that ends here; it may be wrapped to four lines."""
    if not lines[end].rstrip().endswith(":"):
        return None
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


def find_header_block(lines: Sequence[str], place: int) -> HeaderBlock | None:
    """Read the header block that begins on this line; None where none begins here."""
    if not _is_label(lines[place]) or (place and _is_label(lines[place - 1])):
        return None
    return read_header_block(lines, place)


def _is_label(line: str) -> bool:
    return ":" in line[:40] and LABEL_LINE.match(line) is not None


def read_header_block(lines: Sequence[str], start: int) -> HeaderBlock | None:
    """Read the lines Fra/Sendt/Til/Emne of a quoted mail, marks before them or not; None where there are none."""
    fields: dict[str, str] = {}
    kind = ""
    last = start
    for place in range(start, min(len(lines), start + MAX_BLOCK_LINES)):
        line = lines[place]
        match = LABEL_LINE.match(line) if ":" in line[:40] else None
        if match:
            kind = LABEL_KINDS[match["label"].casefold()]
            if kind in fields and kind in {"from", "subject"}:
                break
            fields.setdefault(kind, QUOTE_MARKS.sub("", match["value"]).strip(" \t*"))
            last = place + 1
        elif not _goes_on(line, kind, place - last, "from" in fields):
            break
    is_whole = "from" in fields and len(fields.keys() & {"date", "to", "subject"}) >= 2
    return (fields, last) if is_whole else None


def _goes_on(line: str, kind: str, gap: int, has_begun: bool) -> bool:
    """Tell whether a header block may go on below a line without label: an empty one, or a long field's next line."""
    if not QUOTE_MARKS.sub("", line).strip():
        return gap < 2 and (has_begun or not kind)
    return kind in {"to", "cc", "subject", "other"} and gap < 4
