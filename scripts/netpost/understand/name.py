"""A person's name as the person would write it in a list of members: given name first, no title, no department.

Display names come as `Holm, Mette (DIGI)`, `METTE HOLM`, `Mette Holm/SD/Haderslev` or `"Mette Holm (Egedal Kommune)"`.
Names in prose are known by their given name or surname (word lists); a list never proves that something is no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from netpost.understand.acts import is_known_word
from netpost.understand.text import MOST_REMEMBERED, fold_letters
from netpost.understand.title import is_title_word
from netpost.understand.wordlists import read_lines

CAPITAL = "A-ZÆØÅÄÖÉÜ"
#: a full stop shortens an initial, a word without vowels, or one that it mostly shortens; behind any other it ends a sentence: `… Ole Bak. Hans …`
CONSONANT = r"[^\W\d_aeiouyæøåAEIOUYÆØÅ]"
SHORTENED = rf"(?:(?<=\b\w)|(?<=\b{CONSONANT}{{2}})|(?<=\b{CONSONANT}{{3}})|(?<=\b(?:Joh|Aug|Nic|Ras|Edv))|(?<=\b(?:Alex|Alfr|Vald|Vilh|Ludv)))\."
REST_OF_TOKEN = rf"[\w'’]*(?:[-‐‑][{CAPITAL}]?[\w'’]+)*(?:{SHORTENED})?"
TOKEN = rf"(?:[{CAPITAL}]{REST_OF_TOKEN})"
PARTICLE = r"(?:von|van|de|der|den|af|la|el|al|da|du|bin|zu)"
NAME = re.compile(
    rf"[{CAPITAL}](?<![\w@.-].){REST_OF_TOKEN}(?:[ \u00a0](?:{PARTICLE}[ \u00a0])?{TOKEN}){{1,5}}(?![\w@]|[-‐‑](?:,|/|[ \u00a0\n](?:og|samt|eller)\b))"
)
#: the last word of an address; `Poul Dybro`, `Anne Nyvang` are people
STREET = re.compile(
    r"(?:vej|gade|allé|alle|plads|stræde|boulevard|vænget|parken)\b|\b(?:torv|vang|have|kaj|bro)\b", re.IGNORECASE
)
#: … and of a house: `Hertug Hans Skolen`, `Sankt Jørgens Kirke`
HOUSE = re.compile(
    r"(?:skolen?|børnehaven?|plejehjem(?:met)?|plejecent(?:er|ret)|ældrecent(?:er|ret)|gymnasium|kirken?|bibliotek(?:et)?|hospital(?:et)?"
    r"|museum|museet|centret|centeret|huset|hjemmet|værket|brandvæsen|arkiv(?:et)?|seminariet|kollegiet|klinikken)$",
    re.IGNORECASE,
)
#: what a place is called by that may be a surname, too: `Valby Bakke`, `Højby Skov`
PLACE = re.compile(
    r"[\w-]+(?:by|rup|strup|lev|løse|sted|inge|torp|trup|borg|havn|købing|ø|sø|å|ned|næs|lund|bæk) "
    r"(?:Bakke|Banke|Strand|Skov|Mark|Eng|Mose|Dal|Vang|Høj|Fjord|Sund|Odde|Næs|Sø|Å|Holm|Bro|Kær|Overdrev|Ås)"
)
SURNAME_ENDING = re.compile(
    r"(?:(?<!vae)sen|gaard|gård|balle|lund|bjerg|berg|holm|dal|dahl|strup|rup|skov|toft|kjær|bæk|høj|mark|by|sson|sdóttir|strøm|vad)$"
)
#: the ends of titles that many a family has got its name from: `Ole Ladefoged`
OLD_OFFICES = ("foged", "mester", "rider", "skriver", "smed", "mand")
#: the ends of what departments are called
ROLE_ENDS = ("sekretariatet", "sekretariat", "afdelingen", "forvaltningen", "centeret", "centret", "styrelsen")
#: what parts the words of a name
BETWEEN_WORDS = re.compile(r"[\s.\-‐‑]+")
BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
SEPARATED_TAIL = re.compile(
    r"\s+[-–|•·]\s+.*$|\s*[|•·].*$|\s+(?:via|c/o|hos|from|fra|v/|på vegne af)\s+.*$", re.IGNORECASE
)


#: `Eva og Ole Finn`, `Løn & HR`: between two who share a mailbox
NOT_ONE = frozenset({"og", "and", "&", "+"})


@dataclass(frozen=True)
class NameFound:
    """A name in a text and where it stands."""

    name: str
    start: int
    end: int

    def overlaps(self, other: NameFound) -> bool:
        """Tell whether both share a word of their text."""
        return self.start < other.end and other.start < self.end


@cache
def given_names() -> frozenset[str]:
    """Return the known given names, folded."""
    return frozenset(fold_letters(name) for name in read_lines("given_names.txt"))


@cache
def surnames() -> frozenset[str]:
    """Return the known surnames, folded."""
    return frozenset(fold_letters(name) for name in read_lines("surnames.txt"))


@cache
def _role_words() -> frozenset[str]:
    return frozenset(fold_letters(word) for word in read_lines("role_words.txt"))


@cache
def _other_words() -> frozenset[str]:
    return frozenset(fold_letters(word) for word in read_lines("not_name_words.txt"))


#: `Hr. Ole Finn`; `HR Vejen` is an office
FORM_OF_ADDRESS = re.compile(r"^(?:[Hh]r\.|Hr|[Ff]ru|[Ff]r\.|[Ff]rk\.?)\s+(?=\S+\s+\S)")


@lru_cache(maxsize=MOST_REMEMBERED)
def clean_display_name(display: str | None) -> str | None:
    """Return the person's name in a display name; None where it names no person (a role, an address, an organisation)."""
    if not display:
        return None
    text = FORM_OF_ADDRESS.sub("", BRACKETS.sub(" ", display).strip(" \"'"))
    text = text.split("/")[0]
    text = SEPARATED_TAIL.sub("", text).strip(" \"',;")
    if "@" in text or re.search(r"\d", text):
        return None
    surname, comma, given = text.partition(",")
    if comma and given.strip():
        text = _reorder(surname.strip(), given.strip())
    words = text.split()
    if not words or any(map(_is_role_word, words)) or len(words) > 6 or not NOT_ONE.isdisjoint(map(str.lower, words)):
        return None
    return " ".join(_mend_capitals(word) for word in words)


def _is_role_word(word: str) -> bool:
    """`Sekretariatet`, and what is made with such a word: `Direktionssekretariatet`."""
    folded = fold_letters(word.strip(".,"))
    return folded in _role_words() or folded.endswith(ROLE_ENDS)


def _reorder(surname: str, given: str) -> str:
    """Turn `Holm, Mette` round; `Mette Holm, teamleder` stays, as what follows is no given name."""
    if len(surname.split()) > 1 and not is_given_name(given.split(maxsplit=1)[0]):
        return surname
    return f"{given} {surname}" if not any(fold_letters(w) in _role_words() for w in given.split()) else surname


def _mend_capitals(word: str) -> str:
    if len(word) < 3 or not (word.isupper() or word.islower()) or word.lower() in PARTICLE:
        return (
            word.capitalize()
            if word.islower() and len(word) > 1 and word not in {"von", "van", "de", "der", "af"}
            else word
        )
    return "-".join(part.capitalize() for part in word.split("-"))


CAPITAL_WORD = re.compile(r"\b[A-ZÆØÅ][a-zæøå]+")


def find_given_names(text: str) -> list[str]:
    """Find the words of a text that are written like a given name and are one."""
    return list(filter(is_given_name, CAPITAL_WORD.findall(text)))


def is_given_name(word: str) -> bool:
    """Tell whether a word is a known given name."""
    folded = fold_letters(word.strip(".,"))
    return folded in given_names() or ("-" in folded and folded.split("-")[0] in given_names())


def is_house(word: str) -> bool:
    """Tell whether a capitalised word is what schools, churches or libraries are called by: `Skolen`, `Kirke`."""
    return word[:1].isupper() and HOUSE.search(word) is not None


def is_surname(word: str) -> bool:
    """Tell whether a word is a known surname or ends like one."""
    folded = fold_letters(word.strip(".,"))
    last = folded.split("-")[-1]
    return folded in surnames() or last in surnames() or bool(len(last) > 4 and SURNAME_ENDING.search(last))


@lru_cache(maxsize=MOST_REMEMBERED)
def find_names(text: str) -> tuple[NameFound, ...]:
    """Find the full names (given name and surname) in a text."""
    found = []
    for match in NAME.finditer(text):
        trimmed = _trim(match[0], is_label=text.startswith(":", match.end())) or _trim_by_address(
            match[0], text, match.end()
        )
        if trimmed is not None:
            start = match.start() + match[0].index(trimmed)
            written = trimmed.rstrip("'’")  # `Anja Brohus' plads`
            found.append(NameFound(" ".join(written.split()).rstrip("."), start, start + len(written)))
    return tuple(found)


def _trim(text: str, *, is_label: bool) -> str | None:
    """Cut words that are no name off both ends; None where no full name is left. is_label: a colon follows."""
    words = text.split()
    while words and (
        fold_letters(words[0].strip(".")) in _other_words() or _is_title_before(words) or _is_deed_before(words)
    ):
        words = words[1:]
    for place, word in enumerate(words):
        is_last_name = (
            not is_label and place == len(words) - 1 and is_given_name(words[0]) and fold_letters(word) in surnames()
        )
        if place and _is_no_name(word) and not is_last_name:  # `Ebbe Stilling`
            words = words[:place]
            break
    if len(words) < 2 or words[-1].lower() in PARTICLE:
        return None
    if any(len(word) > 3 and word.isupper() for word in words[:1]) and not is_given_name(words[0]):
        return None
    is_place = HOUSE.search(words[-1]) or STREET.search(words[-1])
    if is_given_name(words[0]) and not (is_place and not is_surname(words[-1])):
        return text[text.index(words[0]) :][: _length(words)]
    if (
        _is_listed_surname(words[-1])
        and not (len(words) == 2 and PLACE.fullmatch(" ".join(words)))
        and len(words) <= 4
        and not any(fold_letters(word) in _role_words() for word in words)
    ):
        return text[text.index(words[0]) :][: _length(words)]
    return None


def is_no_name_word(word: str) -> bool:
    """Tell whether a capitalised word is what offices, houses or titles are called by: `Kommune`, `Børn`, `Skolen`."""
    return fold_letters(word) in _other_words() or _is_role_word(word) or is_house(word) or is_title_word(word)


#: a line below a name
TOWN_HALL = re.compile(r"\s\S+\s+kommune\b.*", re.IGNORECASE | re.DOTALL)


def cut_at_title(name: str) -> str:
    """`Ole Finn Digitaliseringschef` → `Ole Finn`, `Digitaliseringschef` → nothing: a new title, too, is told by `jeg hedder nu …`."""
    words = takewhile(lambda word: is_surname(word) or not _is_no_name(word), TOWN_HALL.sub("", name).split())
    return " ".join(words).rstrip(".")


def _is_no_name(word: str) -> bool:
    return _is_title(word) or fold_letters(word.strip(".")) in _other_words()


#: right behind a name, within brackets mostly: `Cemil Aydin (it-chef, cema@…)`
ADDRESS_BEHIND = re.compile(r"\s*[(<,]\s*(?:[^@()<>,]{2,40},\s)?(?:mailto:)?([\w.+-]+)@[\w-]+\.")


def _trim_by_address(text: str, whole: str, end: int) -> str | None:
    """`Cemil Aydin (cema@…)`: words that no list of names holds, but that an address right behind them is made of."""
    if "@" not in whole or (address := ADDRESS_BEHIND.match(whole, end)) is None:
        return None
    words = text.split()
    while words and (fold_letters(words[0].strip(".")) in _other_words() or _is_title(words[0]) or len(words) > 3):
        words = words[1:]
    is_name = len(words) > 1 and not any(map(_is_role_word, words)) and is_made_of_all(" ".join(words), address[1])
    return text[text.rindex(words[0]) :] if is_name else None


def is_made_of_all(name: str, local: str) -> bool:
    """Tell whether the part of an address before the @ holds something of each end of a name, and nothing else: `cema`, `cemil.aydin`."""
    words, letters = split_name(name), re.sub(r"[^a-z]", "", fold_letters(local))
    if len(words) < 2 or len(letters) < 3:
        return False
    ways = {letters[length:] for length in range(1, len(words[0]) + 1) if letters.startswith(words[0][:length])}
    for middle in words[1:-1]:
        ways |= {
            left[length:] for left in ways for length in range(1, len(middle) + 1) if left.startswith(middle[:length])
        }
    return any(len(left) > 0 and words[-1].startswith(left) for left in ways)


def _is_title(word: str) -> bool:
    """`Ole Strandby Centerchef`: a title that no comma parts from the name, and that is no surname."""
    return is_title_word(word) and not (is_surname(word) or word.endswith(OLD_OFFICES))


def _is_listed_surname(word: str) -> bool:
    """Without a known given name only a surname that is nothing else will do."""
    folded = fold_letters(word)
    return folded in surnames() or (folded.endswith("sen") and not folded.endswith("vaesen") and len(folded) > 5)


def _length(words: list[str]) -> int:
    return sum(len(word) for word in words) + len(words) - 1


def _is_title_before(words: list[str]) -> bool:
    """`Direktør Claus Thorup`: a word before a known given name that is none itself; a title before any name."""
    is_before = is_given_name(words[1]) or is_title_word(words[0]) if len(words) > 2 else False
    return is_before and not is_given_name(words[0])


def _is_deed_before(words: list[str]) -> bool:
    """`Udmelding af Claus Thorup`: a word that begins with a capital, and what is done to somebody."""
    return len(words) > 2 and words[1] == "af" and not is_given_name(words[0])


def is_same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names can be one person's: each word of the shorter is (or begins) a word of the longer."""
    if not one or not other:
        return False
    left, right = sorted((split_name(one), split_name(other)), key=len)
    if not left or not right:
        return False
    rest = list(right)
    for word in left:
        hit = next(
            (
                w
                for w in rest
                if _squeeze(w) == _squeeze(word)
                or (len(word) == 1 and w.startswith(word))
                or (len(w) == 1 and word.startswith(w))
            ),
            None,
        )
        if hit is None:
            return _is_cut_short(*sorted((one, other), key=len))
        rest.remove(hit)
    return True


def _is_cut_short(one: str, other: str) -> bool:
    """`jhk`, `Hanne MF`, `Jens Kr. Krog` for `Jens Holm Krog`, `Hanne Møller Friis`, `Jens Kristian Krog`; `Eva Lund` is not `Eva Lundsgaard`."""
    is_short = " " not in one or any(word.endswith(".") or word.isupper() for word in one.split())
    return is_short and not is_given_name(one) and is_made_of_all(other, one)


def _squeeze(word: str) -> str:
    """`Thorsøe`, `Thorsoe`, `Thorsoee`, `Thorsöe` and `Thorsoe` without its stroke are one; so are `Aage` and `Åge`."""
    return word.replace("oee", "oe").replace("aee", "ae").replace("oe", "o").replace("ae", "a").replace("aa", "a")


#: where two words in small letters begin
SMALL_PAIR = re.compile(
    r"(?<![\w@.-])(?<!\bhej )(?<!\bkære )(?=(?P<given>[a-zæøå-]{2,}) (?P<surname>[a-zæøå-]{3,})(?![\w@]|\.\w))"
)
#: given names that are common words
START = re.compile(r"\W*|.*\b(?:at|og|men|fordi|da) ", re.DOTALL)
DOES = re.compile(r" (?:desværre )?(?:kan|kommer|vil|skal|deltager|må|når|bliver|melder|ønsker)\b")
COMMON_WORDS = frozenset({"hans", "maj", "per", "liv", "ask", "bo"})


def capitalise_names(text: str) -> str:
    """`plads til minna haugaard (miha@…)`: give the names in lines of nothing but small letters their capital letters."""
    return "\n".join(_capitalise_line(line) if line.islower() else line for line in text.split("\n"))


def _capitalise_line(line: str) -> str:
    for pair in SMALL_PAIR.finditer(line):
        if _is_small_name(pair):
            line = f"{line[: pair.start()]}{pair[1].title()} {pair[2].title()}{line[pair.end('surname') :]}"
    return line


def _is_small_name(pair: re.Match[str]) -> bool:
    if not is_given_name(pair["given"]) or fold_letters(pair["given"]) in _other_words():
        return False
    address = ADDRESS_BEHIND.match(pair.string, pair.end("surname"))
    is_addressed = address is not None and is_made_of_all(f"{pair['given']} {pair['surname']}", address[1])
    is_name = is_surname(pair["surname"]) or not is_known_word(pair["surname"])
    if pair["given"] in COMMON_WORDS:
        is_subject = START.fullmatch(pair.string, 0, pair.start()) and DOES.match(pair.string, pair.end("surname"))
        return is_addressed or (is_subject is not None and is_surname(pair["surname"]))
    return is_addressed or is_name


def split_name(name: str) -> list[str]:
    """Return a name's words, folded, hyphens and full stops as blanks."""
    return [word for word in BETWEEN_WORDS.split(fold_letters(name)) if word]


def fits_address(name: str, email: str) -> bool:
    """Tell whether an address' local part can be made of a name: `claus.thorup`, `ctho`, `clth`, `c.thorup`."""
    local = re.sub(r"\d+", "", fold_letters(email.split("@", maxsplit=1)[0]))
    words = split_name(name)
    squeezed = re.sub(r"[^a-z]", "", local)
    if not words or not squeezed:
        return False
    if any(len(word) > 2 and word in squeezed for word in words):
        return True
    if squeezed[0] != words[0][0]:
        return False
    return _is_made_of(squeezed, words)


def _is_made_of(letters: str, words: list[str]) -> bool:
    """Tell whether letters are beginnings of the words in their order (not every word must have its part)."""
    if not letters:
        return True
    for place, word in enumerate(words):
        for length in range(min(len(word), len(letters)), 0, -1):
            if word[:length] == letters[:length] and _is_made_of(letters[length:], words[place + 1 :]):
                return True
    return False
