"""The writer's words → the message and the signature; the sentences that machines add are taken out.

A signature begins at the closing ("Med venlig hilsen", "Vh", "/Morten", "-- ") or, without one, at the block of short lines that
bears the sender's name. What the writer adds below it ("PS ...", a whole sentence about himself) counts as the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from netpost.message.disclaimers import remove_machine_text

CLOSING_WORDS = r"""
    (?:(?:på\ forhånd\ |tusind\ |mange\ )?(?:tak|tack|takk)(?:\ på\ forhånd|\ på\ förhand)?(?:\ og|\ och|,)\ )?
    (?:
      (?:(?:med|de|hav|ha)\ )*
      (?:(?:aller)?(?:venlig(?:e|st|ste)?|vennlige?|vänliga?|bedste|beste|bästa|mange|många|kærlige?|gode|glade|varme|kollegiale?|
        god|solrige?|sommer|efterårs?|jule|fredags)[ -]*(?:(?:og|o\.?|\&)\ \w+\ )?)*
      (?:hils?e?n(?:er)?|hilsner|hälsning(?:ar|en)?|hilsning(?:er)?)
    | m\.?[ ]?v\.?[ ]?h\.? | v\.?h\.? | b\.?h\.? | d\.?b\.?h\.? | k\.?h\.? | m\.?h\.? | hils\.?
    | (?:with\ )?(?:best|kind|warm|kindest|warmest)\ (?:regards|wishes) | regards | yours\ (?:sincerely|faithfully|truly)
    | many\ thanks | sincerely | cheers | best | rgds\.? | br
    | (?:mit\ )?(?:freundlichen|besten|herzlichen)\ grüßen? | viele\ grüße
    | p\.?\ ?[bdfku]\.?\ ?v\.? | på\ [\wæøå]+s\ vegne | efter\ bemyndigelse
    | knus | kram | alt\ (?:godt|det\ bedste) | de\ bedste\ ønsker | ærbødigst | vänligen
    )
"""
CLOSING_LINE = re.compile(rf"\s*(?:{CLOSING_WORDS})(?P<rest>(?:[\s,.!:;/–-].*)?)\Z", re.VERBOSE | re.IGNORECASE)
#: alone on its line; with a name behind it, it may begin a sentence
ON_BEHALF = re.compile(r"\s*på vegne af:?\s*", re.IGNORECASE)
CLOSING_IN_LINE = re.compile(
    r"(?<=[.!?:)])\s+(?P<closing>(?:med venlig hilsen|venlig hilsen|(?:de )?bedste hilsner|mange hilsner|hilsen|mvh|vh|m\.v\.h|"
    r"kh|kind regards|best regards)\b(?P<rest>.{0,100})|/{1,2} ?(?-i:[A-ZÆØÅ])\w+(?: (?-i:[A-ZÆØÅ])[\w.-]*){0,3}(?:,[^.?]{0,60})?\s*)\Z",
    re.IGNORECASE,
)
SENTENCE_BEFORE = re.compile(r"(?<=[.!?)…])\s+(?=[^\W\d_])|(?<=[:;]-[)D]|.[:;][)D])\s+")
#: a sentence goes on or begins
GOES_ON = re.compile(r"[?!]|[^\W\d_]{4,}\.\s+[A-ZÆØÅ]")
MOST_IN_LINE = 120
DELIMITER_LINE = re.compile(r"\s*(?:--|—|_{2,}|-{5,}|={5,}|\*{5,})\s*\Z")
SLASH_NAME = re.compile(r"\s*(?:/{1,2}|[-–~](?!\s?\S+[ ,].*,))\s?[A-ZÆØÅÄÖ][\w.-]*(?: [A-ZÆØÅÄÖ][\w.-]*){0,3}\s*\Z")
DASHED = re.compile(r"\s*[-–]\s?[^\W\d_]")
NAME_LINE = re.compile(r"[A-ZÆØÅÄÖÉ][\w'’.-]*(?: (?:[A-ZÆØÅÄÖÉ][\w'’.-]*|de|af|von|van|la|el|den)){1,4}\Z")
CONTACT_LINE = re.compile(
    r"@|www\.|\d\d ?\d\d ?\d\d ?\d\d|\+\d{2}|\b(?:tlf|tel|mobil|direkte|telefon|kommune|region)\b"
    r"|(?:chef|leder|konsulent|direktør|koordinator|sekretær|styrelsen|forvaltning|afdeling|center)\b",
    re.IGNORECASE,
)
#: what ends a name at the beginning of a line
NAME_END = re.compile(r"[,(|/·•]| [-–] ")
EMPTY_LINES = re.compile(r"\n{3,}")
EMAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.\w+")
PROSE_WORD = re.compile(
    r"\b(?:jeg|mig|vi|os|vil|kan|skal|må|gerne|har|er|blev|bliver|håber|deltage\w*|tilmeld\w*|afmeld\w*|kommer|ønsker|venligst"
    r"|jag|och|we|would|please|will|can|am|is|are)\b",
    re.IGNORECASE,
)
GOOD_WISH = re.compile(
    r"\A(?:(?:og|samt|med ønske[rt]? om|och|&) )?(?:en )?(?:rigtig |fortsat )?(?:god|glædelig|dejlig|trevlig)\w* \w+(?: til (?:alle|jer|dig))?",
    re.IGNORECASE,
)
OWN_PROSE = re.compile(
    r"\b(?:jeg|mig|min|mit|mine|jag|mitt|vores chef)\b|\b(?i:til|af|fra)meld\w*\b(?! (?:dig|jer|nyheds))|\b(?:I|my|me)\b(?! ?:)"
)
#: a signature is no longer than this
MOST_LINES = 20
#: … below dashes that are not the standard's
MOST_BELOW_DASHES = 15
OWN_PROSE_START = re.compile(r"\s*(?:p\.? ?s\.?|n\.?b\.?)(?:\W|\Z)", re.IGNORECASE)
FORM_FIELD = re.compile(r"[^\W\d_][^\n:?]{0,38}: \S[^\n]*")
WORDS_IN_NAMES = "og och and fra från from på vegne af de von van den i kh mvh alle til"
SMALL_WORDS = frozenset(WORDS_IN_NAMES.split())
FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "y", "é": "e", "-": " ", ".": " "})


def split_blocks(blocks: Sequence[str], sender: str, filled: str = "") -> tuple[str, str]:
    """Part message and signature in each stretch of own words: an answer between quotes may stand below a signature.

    A name alone is a signature only in the first and the last stretch; in between it may be an answer.
    """
    messages: list[str] = []
    signatures: list[str] = []
    for place, block in enumerate(blocks):
        is_between = 0 < place < len(blocks) - 1
        message, signature = split_signature(remove_machine_text(block), None if is_between else sender)
        messages.append(message)
        signatures.append(signature)
    return _join_messages([*messages, filled]), "\n\n".join(filter(None, signatures))


def _join_messages(messages: Sequence[str]) -> str:
    """Put stretches together with an empty line between, but the fields of one form right below each other."""
    text = last = ""
    for message in filter(None, messages):
        is_form = FORM_FIELD.fullmatch(last) and FORM_FIELD.fullmatch(message)
        text += f"\n{message}" if is_form else f"\n\n{message}"
        last = message
    return text.strip()


def split_signature(text: str, sender: str | None = "") -> tuple[str, str]:
    """Split own words into message and signature; nothing is lost between the two.

    sender: the display name of From, "" where there is none; with None a name without a closing is no signature.
    """
    lines = text.split("\n")
    start = _find_signature(lines, sender)
    if start is None:
        return text.strip(), ""
    place, column = start
    message = [*lines[:place], lines[place][:column]]
    signature, added = _take_out_prose([lines[place][column:], *lines[place + 1 :]])
    return _join([*message, "", *added]), _join(signature)


def _join(lines: Sequence[str]) -> str:
    return EMPTY_LINES.sub("\n\n", "\n".join(map(str.rstrip, lines))).strip()


def _find_signature(lines: Sequence[str], sender: str | None) -> tuple[int, int] | None:
    """Return line and column at which the signature begins."""
    names = _fold(sender or "").split()
    for place, line in enumerate(lines):
        is_signed = SLASH_NAME.match(line) and not _is_entry(lines, place)
        if is_signed or _is_closing(line, names) or _is_delimiter(lines, place):
            return place, 0
        match = CLOSING_IN_LINE.search(line)
        if match and _is_name_like(match["rest"] or "", names) and not any(map(_is_prose, lines[place + 1 :])):
            return place, match.start("closing")
        if names and (column := _find_name_in_line(lines, place, names)) is not None:
            return place, column
    return None if sender is None else _find_name_block(lines, sender, names)


def _is_entry(lines: Sequence[str], place: int) -> bool:
    """`- Aarhus` below `tilmeld mig:` or beside `- Odense`: an entry of a list, and nobody's name."""
    above = next((line for line in reversed(lines[:place]) if line.strip()), "")
    below = next((line for line in lines[place + 1 :] if line.strip()), "")
    return bool(DASHED.match(lines[place])) and (above.rstrip().endswith(":") or any(map(DASHED.match, (above, below))))


def _find_name_in_line(lines: Sequence[str], place: int, names: Sequence[str]) -> int | None:
    """`… så jeg er med. Jens, skolechef i Struer`: find where the sender's name and what follows it end the text."""
    ends = list(SENTENCE_BEFORE.finditer(lines[place]))
    rest = list(islice(_find_lines_below(lines, place), 2)) if ends else []
    if len(rest) > 1:
        return None
    for match in ends:
        tail = " ".join([lines[place][match.end() :].strip(), *rest])
        if (
            len(tail) <= MOST_IN_LINE
            and _is_name_of(tail.rstrip("."), names)
            and not PROSE_WORD.search(tail)
            and not GOES_ON.search(tail)
        ):
            return match.end()
    return None


def _find_lines_below(lines: Sequence[str], place: int) -> Iterator[str]:
    """Yield the lines below a place that say something: mostly the first few are asked for, and a mail may have any number."""
    return (lines[at] for at in range(place + 1, len(lines)) if lines[at].strip())


def _is_closing(line: str, names: Sequence[str]) -> bool:
    if ON_BEHALF.fullmatch(line):
        return True
    match = CLOSING_LINE.match(line) if len(line) < 160 else None
    return match is not None and _is_name_like(match["rest"], names)


def _is_name_like(rest: str, names: Sequence[str]) -> bool:
    """Tell whether what follows a closing on its line can be a name with title, and is no sentence."""
    rest = GOOD_WISH.sub("", rest.strip(" ,.!:;/–-\t"))
    name = re.split(r"[,(/|]", rest, maxsplit=1)[0]
    if len(rest) > 100 or "?" in rest or PROSE_WORD.search(name):
        return False
    return all(
        word[:1].isupper() or word[:1].isdigit() or word in SMALL_WORDS or _fold(word) in names for word in name.split()
    )


def _is_delimiter(lines: Sequence[str], place: int) -> bool:
    """Tell whether a line of dashes has nothing but a signature below it."""
    if not DELIMITER_LINE.match(lines[place]):
        return False
    below = list(islice(_find_lines_below(lines, place), MOST_BELOW_DASHES))
    is_standard = lines[place].rstrip() == "--"
    return bool(below) and (is_standard or (len(below) < MOST_BELOW_DASHES and not any(map(_is_prose, below))))


def _is_prose(line: str) -> bool:
    words = line.split()
    return len(words) >= 5 and PROSE_WORD.search(line) is not None


def _find_name_block(lines: Sequence[str], sender: str, names: Sequence[str]) -> tuple[int, int] | None:
    """Find the block of short lines at the end that begins with the sender's name."""
    for place, line in enumerate(lines):
        if names and _is_name_of(line, names) and _is_block(lines, place) and not _is_listed(lines, place, names):
            return place, 0
    is_person = len(names) >= 2 and not re.search(
        r"kommune|region|sekretariat|postkasse|forvaltning", sender, re.IGNORECASE
    )
    last = max((place + 1 for place, line in enumerate(lines) if not line.strip()), default=0)
    block = lines[last:]
    if is_person or len(block) < 2 or not last or not NAME_LINE.match(block[0].strip()):
        return None
    has_contact = any(CONTACT_LINE.search(line) for line in block[1:])
    return (last, 0) if has_contact and _is_block(lines, last) else None


def _is_listed(lines: Sequence[str], place: int, names: Sequence[str]) -> bool:
    """`Mette Holm (mig)` below `Ole Finn (olfi@…)`, with the signature further down: the writer in a list of people."""
    above = lines[place - 1] if place else ""
    is_entry = bool(EMAIL.search(above) or EMAIL.search(lines[place]) or MARKED_SELF.search(lines[place]))
    return is_entry and any(_is_name_of(line, names) for line in lines[place + 1 :])


#: behind the writer's name in a list
MARKED_SELF = re.compile(r"\((?:mig(?: selv)?|undertegnede|me)\)", re.IGNORECASE)


def _is_name_of(line: str, names: Sequence[str]) -> bool:
    """Tell whether a line is the sender's name, whole or first name alone, perhaps with a title after a comma."""
    head = NAME_END.split(line.strip().lstrip("/-–* "), maxsplit=1)[0]
    words = _fold(head).split()
    return (
        bool(words)
        and "@" not in head
        and words[0] == names[0]
        and (len(words) == 1 or set(words) <= set(names) or all(any(w.startswith(n) for w in words) for n in names))
    )


def _is_block(lines: Sequence[str], place: int) -> bool:
    above = next((line for line in reversed(lines[:place]) if line.strip()), "")
    below = list(islice((line for line in islice(lines, place, None) if line.strip()), MOST_LINES + 1))
    if len(below) > MOST_LINES:  # asked first: a long list would be searched again from each of its lines
        return False
    if len(set(EMAIL.findall("\n".join(below).casefold()))) > 1 or sum(map(_is_person_line, below)) > 1:
        return False  # a list of people
    return not above.rstrip().endswith(":") and not any(map(_is_prose, below))


def _is_person_line(line: str) -> bool:
    name, separator, _ = re.sub(r"^\s*(?:[-*•·]|\d+[.)])\s*", "", line).partition(",")
    return bool(separator) and NAME_LINE.match(name.strip()) is not None and not CONTACT_LINE.search(name)


def _fold(text: str) -> str:
    return text.casefold().translate(FOLDED)


def _take_out_prose(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the signature's lines from the sentences that the writer put below it."""
    signature: list[str] = []
    added: list[str] = []
    is_added = False
    for place, line in enumerate(lines):
        if not line.strip():
            is_added = False
        elif OWN_PROSE_START.match(line) or (place and len(line.split()) >= 4 and OWN_PROSE.search(line)):
            is_added = True
        (added if is_added else signature).append(line)
        if not line.strip() and added:
            added.append("")
    return signature, added


def order_name(name: str) -> str:
    """Turn a display name such as "Holm, Mette (DIG)" or "Hanne Bisgaard/SD/Haderslev" into "Mette Holm"."""
    name = re.sub(r"\s*[(\[/|].*", "", name)
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else last.strip()
