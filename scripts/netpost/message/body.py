"""The tree of MIME parts → what is to be read: the text that a person sees, what is hidden, the calendar part, inner mails.

Where a mail comes as text and as HTML (multipart/alternative), the text is read, unless it is empty, a mere stub ("your
program cannot show HTML"), much shorter than what HTML shows, or has lost the rows of a table that HTML holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from netpost.message.charsets import decode_text
from netpost.message.html_style import has_hiding_style
from netpost.message.html_text import read_html, strip_tags
from netpost.message.mime import Part, parse_mime
from netpost.message.quote_starts import QUOTE_MARKS

MAX_TEXT_CHARACTERS = 200_000

STUB_PATTERN = re.compile(
    r"(?:html[- ]?(?:format|e-?mail|mail|visning|indhold|version|message|capable|viewer)|(?:supports?|understøtter|vise) html|"
    r"this is a (?:multi-?part|mime)|vises (?:mailen|e-mailen|nyhedsbrevet) ikke)",
    re.IGNORECASE,
)
UU_BLOCK = re.compile(
    r"^begin [0-7]{3,4} (?P<name>[^\n]{1,200})\n(?P<data>(?:[ -`]{1,62}\n)+?)[ `]?\n?end[ \t]*$", re.MULTILINE
)
PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----\n"
PGP_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
WORD_PATTERN = re.compile(r"\w{3,}")
LINK_START = re.compile(r"<(?:mailto|tel|callto|http|https):", re.IGNORECASE)
LINK_PATTERN = re.compile(
    r"(?<![^\s<>\[\]()])(?P<shown>[^\s<>\[\]()]{1,300})<(?:mailto|tel|callto|http|https):(?P<target>[^<>\s]*)>",
    re.IGNORECASE,
)

ENCRYPTED = "Mailen er krypteret, så dens indhold kan ikke læses."
ONLY_TNEF = "Mailens indhold ligger kun i winmail.dat (Outlooks eget format), som ikke kan læses."
ONLY_PICTURES = "Mailen viser kun billeder; der er ingen tekst at læse."
TOO_LONG = "Mailen er meget lang; kun begyndelsen er læst."
LOST_CHARACTERS = "Nogle tegn i mailen kunne ikke læses."
#: what a text part has for a picture or a link of the page: `[cid:image001.png@…]`, `https://…`
LINKED = re.compile(r"\[(?:cid:|https?:|image:)[^\]\n]*\]|<?(?:https?|mailto):[^>\s]*>?", re.IGNORECASE)
DISAGREE = "Mailens tekstdel og HTML-del siger ikke det samme."
SEVERAL_INNER = "Mailen har flere mails vedhæftet; kun den første er læst."


@dataclass
class _Unit:
    """The same words as text, as HTML or as both; None where that form is missing."""

    text: str | None = None
    html: str | None = None


@dataclass
class _Collected:
    units: list[_Unit] = field(default_factory=list)
    calendar: str | None = None
    attachments: list[str] = field(default_factory=list)
    inner: list[bytes] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Body:
    """What a mail holds. text: lines with a line feed between. inner: the bytes of the first attached mail, None where there is none."""

    text: str
    hidden: str
    calendar: str | None
    attachments: tuple[str, ...]
    inner: bytes | None
    defects: tuple[str, ...]


def read_body(root: Part) -> Body:
    """Read the parts of a mail. Never raises; what is lost is said in defects (Danish)."""
    found = _Collected()
    _collect(root, found, is_report=root.content_type == "multipart/report")
    texts: list[str] = []
    hidden: list[str] = []
    for unit in found.units:
        text, unseen = _choose_form(unit, found.defects if _is_from_person(root, found) else [])
        texts.append(_tidy(text, found))
        hidden.append(unseen)
    whole = "\n\n".join(text for text in texts if text.strip())
    if len(whole) > MAX_TEXT_CHARACTERS:
        whole = whole[:MAX_TEXT_CHARACTERS]
        found.defects.append(TOO_LONG)
    if "\ufffd" in whole:
        found.defects.append(LOST_CHARACTERS)
    if not whole.strip():
        _explain_emptiness(found)
    if len(found.inner) > 1:
        found.defects.append(SEVERAL_INNER)
    return Body(
        text=whole,
        hidden=" ".join(part for part in hidden if part),
        calendar=found.calendar,
        attachments=tuple(found.attachments),
        inner=found.inner[0] if found.inner else None,
        defects=tuple(dict.fromkeys(found.defects)),
    )


def _is_from_person(root: Part, found: _Collected) -> bool:
    """Tell whether a person wrote the words: the forms of reports and calendar answers differ as a rule."""
    return root.content_type != "multipart/report" and found.calendar is None


def _collect(part: Part, found: _Collected, is_report: bool) -> None:
    kind = part.content_type
    if kind == "multipart/alternative":
        _collect_alternative(part, found, is_report)
    elif kind == "multipart/encrypted":
        found.defects.append(ENCRYPTED)
    elif kind == "multipart/related" and part.children:
        _collect(part.children[0], found, is_report)
        for child in part.children[1:]:
            _note_attachment(child, found)
    elif part.children:
        for child in part.children:
            _collect(child, found, is_report)
    elif kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        _collect_smime(part, found, is_report)
    elif kind in {"message/rfc822", "message/global"} and not is_report:
        found.inner.append(part.data())
        _note_attachment(part, found)
    elif kind == "text/calendar" or (part.filename or "").lower().endswith(".ics"):
        found.calendar = found.calendar or decode_text(part.data(), part.charset or "utf-8")
    elif part.disposition == "attachment" or not _is_words(part, found):
        _note_attachment(part, found)


def _is_words(part: Part, found: _Collected) -> bool:
    """Take a part that is shown as text. False where it is none."""
    if part.filename and found.units and part.content_type != "text/html":
        return False
    if part.content_type in {"text/plain", "text/enriched", "text/richtext"}:
        text = _unflow(part, part.text()[: MAX_TEXT_CHARACTERS + 1])
        if part.content_type != "text/plain":
            text = re.sub(r"<[^<>]{1,60}>", "", text)
        found.units.append(_Unit(text=text))
        return True
    if part.content_type in {"text/html", "application/xhtml+xml"}:
        found.units.append(_Unit(html=part.text()))
        return True
    return False


def _collect_alternative(part: Part, found: _Collected, is_report: bool) -> None:
    """Read the forms of the same words as one unit; whatever else stands in a form is collected too."""
    unit = _Unit()
    for child in part.children:
        inside = _Collected()
        _collect(child, inside, is_report)
        texts = [each.text for each in inside.units if each.text is not None]
        pages = [each.html for each in inside.units if each.html is not None]
        if unit.text is None and texts:
            unit.text = "\n\n".join(texts)
        if pages:
            unit.html = "\n".join(pages)
        found.calendar = found.calendar or inside.calendar
        found.attachments += inside.attachments
        found.inner += inside.inner
        found.defects += inside.defects
    found.units.append(unit)


def _collect_smime(part: Part, found: _Collected, is_report: bool) -> None:
    from netpost.message.smime import read_signed_content

    content = read_signed_content(part.data())
    if content is None:
        found.defects.append(ENCRYPTED)
        return
    inner, defects = parse_mime(content)
    found.defects += defects
    if inner.content_type not in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
        _collect(inner, found, is_report)


def _note_attachment(part: Part, found: _Collected) -> None:
    if not part.content_type.startswith("multipart/"):
        found.attachments.append(part.filename or part.content_type)


def _explain_emptiness(found: _Collected) -> None:
    if any(name.lower() in {"winmail.dat", "application/ms-tnef"} for name in found.attachments):
        found.defects.append(ONLY_TNEF)
    elif any(unit.html and "<img" in unit.html.lower() for unit in found.units):
        found.defects.append(ONLY_PICTURES)


def _choose_form(unit: _Unit, defects: list[str]) -> tuple[str, str]:
    """Return the words to read and the words that are hidden."""
    text, html = unit.text or "", unit.html
    if html is None or not html.strip():
        return text, ""
    if not text.strip() or _is_stub(text):
        only_page = read_html(html)
        return only_page.text or text, only_page.hidden
    lowered = html.lower()
    is_suspect = has_hiding_style(html)
    page = read_html(html) if is_suspect or lowered.count("<td") + lowered.count("<th") >= 4 else None
    shown = page.text if page else strip_tags(html)
    own, seen = (set(WORD_PATTERN.findall(words.casefold())) for words in (text, shown))
    if page and page.has_data_table and not _has_rows(text, page.text):
        return page.text, page.hidden
    if len(seen - own) > 12 + len(own):
        page = page or read_html(html)
        return page.text, page.hidden
    if not own <= seen and _says_more(text, seen):
        defects.append(DISAGREE)
    return text, page.hidden if page else ""


def _says_more(text: str, seen: set[str]) -> bool:
    """Tell whether a line of the text part is missing from the page that the reader sees."""
    said = LINKED.sub(" ", text)
    lines = (set(WORD_PATTERN.findall(line.casefold())) for line in said.split("\n") if not line.startswith(">"))
    return any(len(words) >= 4 and len(words & seen) * 2 < len(words) for words in lines)


def _is_stub(text: str) -> bool:
    return len(text) < 400 and STUB_PATTERN.search(text) is not None


def _has_rows(text: str, page: str) -> bool:
    """Tell whether the text part keeps the rows of the page's tables on one line each."""
    rows = [row.split(" | ") for row in page.split("\n") if " | " in row]
    lines = text.split("\n")
    return all(any(all(cell in line for cell in row) for line in lines) for row in rows)


def _unflow(part: Part, text: str) -> str:
    """Undo format=flowed (RFC 3676): a line that ends in a blank goes on in the next of the same quote depth."""
    if part.parameter("format").lower() != "flowed":
        return text
    is_delsp = part.parameter("delsp").lower() == "yes"
    result: list[list[str]] = []
    open_depth = -1  # of the line that goes on
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        words = line[marks:].removeprefix(" ")
        is_flowed = words.endswith(" ") and words != "-- "
        words = words[:-1] if is_flowed and is_delsp else words
        if open_depth == marks and words != "-- ":
            result[-1].append(words)
        else:
            result.append(["> " * marks, words])
        open_depth = marks if is_flowed else -1
    return "\n".join(map("".join, result))


def _tidy(text: str, found: _Collected) -> str:
    """Bring a text to one form: no uuencoded files, no PGP frame, plain blanks, links without their doubles."""
    for block in UU_BLOCK.finditer(text) if "\nend" in text else ():
        found.attachments.append(block["name"].strip())
    text = UU_BLOCK.sub("", text) if "\nend" in text else text
    if "-----BEGIN PGP MESSAGE-----" in text:
        found.defects.append(ENCRYPTED)
        text = text[: text.index("-----BEGIN PGP MESSAGE-----")]
    if PGP_SIGNED in text:
        before, _, rest = text.partition(PGP_SIGNED)
        text = before + (rest.partition("\n\n")[2] or rest).partition(PGP_SIGNATURE)[0]
    text = re.sub(r"[\u200b-\u200d\u2060\ufeff\u00ad\u200e\u200f]", "", text).replace("\xa0", " ")
    if "\t" in text:
        text = "\n".join(map(_untab, text.split("\n")))
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    return LINK_PATTERN.sub(_simplify_link, text) if LINK_START.search(text) else text


def _untab(line: str) -> str:
    """Turn a row that was pasted from a spreadsheet into the form that a row of an HTML table has."""
    marks = QUOTE_MARKS.match(line)
    start = marks.end() if marks else 0
    cells = [cell.strip() for cell in line[start:].strip().split("\t")]
    return line[:start] + (" | " if len(cells) > 2 and "" not in cells[:2] else " ").join(cells)


def _simplify_link(match: re.Match[str]) -> str:
    """Keep an address that a link names only where the words do not show it."""
    shown, target = match["shown"], match["target"].partition("?")[0]
    if "@" in target and target.casefold() not in shown.casefold():
        return f"{shown} <{target}>"
    return shown
