"""Danish text → a form in which words can be compared, and its sentences and clauses.

People write `på`, `paa`, `PÅ` and `geren`; the rules write each word once. Folding is for comparing only: what is
shown or stored
is always the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from textwrap import wrap

#: Letters that Danes also write with two of the plain ones. Swedish ones go the same way.
LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "é": "e", "è": "e", "ü": "y", "’": "'", "\u00a0": " "}
)
#: What a Danish text mostly has of them.
DANISH = (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "Ae"), ("Ø", "Oe"), ("Å", "Aa"), ("é", "e"), ("\u00a0", " "))
#: Characters without width: they count for nothing.
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
FOLDED = {**LETTERS, **INVISIBLE}
PLAIN_WORD = re.compile("[a-z]{4,}")
WORD = re.compile(r"[^\W\d_]{4,}")
#: `jeg beder Dem`, `Deres invitation`: whom the mail is written to, not others
FORMAL = re.compile(r"(?<=[\w,] )(?:Dem|Deres)\b")
#: The same words and lines are looked at by many rules; what is remembered of them is bounded.
MOST_REMEMBERED = 4096
#: Where words stand, as people are told.
TEXT, SIGNATURE, FROM, SUBJECT = "teksten", "underskriften", "afsenderfeltet", "emnet"
#: A full stop after these ends no sentence.
ABBREVIATED = (
    "adr mailadr bl.a f.eks undt evt pr ca nr kl tlf tel mob dir inkl ekskl excl incl mht vedr ang ift iht hhv resp konst kst mvh vh bh att "
    "jan feb mar apr jun jul aug sep sept okt nov dec dr hr fr rekv osv mv m.v m.m mm jf dvs d.v.s etc ex st sr jr no mr mrs "
    "cand merc scient pol p.t pt div lok e.l d d.å s.u max min inv man tir ons tor tors fre lør søn"
)
ABBREVIATIONS = frozenset(ABBREVIATED.split())
LONGEST_ABBREVIATION = 12
#: people's sentences are shorter; a text without stops is cut, so that reading it takes no longer than reading as many sentences
LONGEST_SENTENCE = 1000
SENTENCE_END = re.compile(
    r"""
    [.!?…:;\n](?:                           # all begin with one of these: the rest is looked at only there
        (?<=[.!?…])(?<!\b[A-ZÆØÅ].)         # not after an initial
        (?<!\d.)(?<!\d\s.)                  # not after a day of the month
        [.!?…]*["')\]]*(?=\s+|$)(?P<stop>)  # a stop
        |(?<=\d[.!?])[.!?]*(?=\s+[A-ZÆØÅ]|\s*$)(?P<date>)  # a stop after a number, before a capital
        |(?<=[:;])-?[)D(pP](?=\s|$)         # a smiley ends what it follows
        |(?<=\n)\s*\n                       # an empty line
        |(?<=\n)(?=\s*[-*•·–]\s)            # an entry of a list
        |(?<=[^,]\n)(?<!\bog\n)(?<!\bmen\n)(?<!\bat\n)(?<!\bom\n)(?=(?:hvor|hvad|hvornår|hvordan|skal|kan|må|er|får|bliver)\s(?:vi|jeg|man|du|i|I|der|det|skal|kan|er|starter)\s(?![^?\n]*\b(?:ok|okay|orden|plads\w*|sent|muligt)\b)[^?\n]*\?)  # a question on a line of its own
    )
    """,
    re.VERBOSE,
)
BEFORE_WORD = re.compile(r"[\s(/]")
MONTH_NEXT = re.compile(
    r"\s*(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
    r"(?:møde\w*)?\b",
    re.IGNORECASE,
)
#: a line end that merely wraps; it begins with the line feed, so that the rest is looked at only there
WRAP = re.compile(r"\n(?<=[^\n].)(?=[^\n])", re.DOTALL)
SOFT_WRAP = re.compile(r"\n(?<![.:!?\n].)(?=[a-zæøå])", re.DOTALL)
CLAUSE_END = re.compile(
    r"""
    (?=[\s;:,])(?:                               # what all begin with: the rest is looked at only there
    \s*[;:]\s+                                   # semicolon, colon
    |\s+[-–—]+\s+                                # dash
    |,\s+(?=(?:men|for|fordi|da|idet|så|saa|dog|og\s+(?:jeg|vi|han|hun|de|det|har|vil|kan|skal|er|nu|derfor|dermed|så|her|(?:I|du)\s+(?:kan|må|skal|bedes))|selv\ om|selvom
    |eftersom|
        hvis|såfremt|saafremt|but|because|as|so|if|although)\b)   # comma before a conjunction
    |,\s+(?=(?:er|har)\s+(?!(?:jeg|vi|i|du|der|det|den|han|hun|de|man)\b)\w)   # … or before a verb whose subject is left out
    |\s+(?=men\b|selvom\b|fordi\b|but\b|because\b|og\s+(?:ønsker|vil|tilmelder|melder|deltager|afmelder|regner|håber|glæder|ser\s+frem)\b)   # a conjunction without comma
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: Words that are worth mending when mistyped, and how a word must begin that is one of their own forms.
MENDED_WORDS = (
    "tilmelde", "tilmelder", "tilmeldes", "tilmeldt", "tilmelding", "afmelde", "afmelder", "afmeldes", "afmelding",
    "framelde", "framelding", "gerne", "netvaerk", "netvaerket", "deltage", "deltager", "deltagelse",
    "desvaerre", "forhindret", "kommune", "kommunen", "moedet", "digitalisering", "organisation",
)  # fmt: skip
OWN_FORMS = (
    "tilmeld", "afmeld", "framel", "udmeld", "indmeld", "anmeld", "gerne", "netvaerk", "deltag", "desvaerre",
    "forhindr", "kommun", "moede", "digitaliser", "organis", "grene", "geren", "moder", "modet",
)  # fmt: skip
MISTYPED = {"geren": "gerne", "grene": "gerne", "gren": "gerne", "gernw": "gerne", "plds": "plads", "tilemld":
"tilmeld",
            "tlmeld": "tilmeld", "timeld": "tilmeld", "tilmed": "tilmeld", "afbd": "afbud", "afbus": "afbud",
            "afbut": "afbud",
            "afmed": "afmeld", "afmld": "afmeld"}  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """A part of a sentence.

    part: as written; folded: for comparing. sentence: its number. is_question: the sentence ends in a question mark.
    where: Danish, "emnet" or "teksten". text, sentence_folded, sentence_text: the whole sentence.
    """

    text: str
    part: str
    folded: str
    sentence: int
    sentence_text: str
    sentence_folded: str
    is_question: bool
    where: str = "teksten"

    @property
    def place(self) -> tuple[str, int]:
        """Where its sentence stands."""
        return self.where, self.sentence


@lru_cache(maxsize=MOST_REMEMBERED)
def fold(text: str) -> str:
    """Return text in small plain letters: no æøå, no accents, no invisible characters, typing mistakes mended."""
    plain = fold_letters(FORMAL.sub(_as_usual, text) if "De" in text else text)
    words = (PLAIN_WORD if plain.isascii() else WORD).findall(plain)
    if list(map(_mend, words)) == words:  # as nearly always: cheaper than putting the text together anew
        return plain
    return WORD.sub(lambda match: _mend(match[0]), plain)


def _as_usual(formal: re.Match[str]) -> str:
    return "jer" if formal[0] == "Dem" else "jeres"


@lru_cache(maxsize=MOST_REMEMBERED)
def fold_letters(text: str) -> str:
    """Return text in small plain letters without mending any word: for names and addresses."""
    if text.isascii():
        return text.lower()
    plain = text
    for letter, letters in DANISH:
        plain = plain.replace(letter, letters)
    if plain.isascii():  # as nearly always: cheaper than looking every character up
        return plain.lower()
    return unicodedata.normalize("NFC", text).casefold().translate(FOLDED)


def fold_all(*texts: str) -> str:
    """Return texts folded, each on a line of its own: the same text is looked at beside different others."""
    return "\n".join(map(fold, texts))


#: but not the one of `den 14.`
LAST_STOP = re.compile(r"(?<=[^\W\d])\.+$")


def find_as_written(text: str, folded: str) -> str:
    """Return the shortest run of words of a text that holds folded words, as it stands there; those themselves where none does."""
    words = text.split()
    length = len(folded.split())
    runs = (" ".join(words[start : start + length]) for start in range(len(words)))
    found = next((one for one in runs if folded.strip() in fold(one)), folded)
    return LAST_STOP.sub("", found.strip(" ,;:!?()"))


def join_lines(text: str) -> str:
    """Join lines that merely wrap; empty lines stay. Every character keeps its place."""
    return WRAP.sub(" ", text)


def join_soft_lines(text: str) -> str:
    """Join a line with the next where that goes on in small letters, so that a title may stand across two."""
    return SOFT_WRAP.sub(" ", text)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """Compile a verbose regex for folded text; it may be written with æøå."""
    return re.compile(source.translate(LETTERS), re.VERBOSE)


@lru_cache(maxsize=MOST_REMEMBERED)
def _mend(word: str) -> str:
    if word in MISTYPED:
        return MISTYPED[word]
    if len(word) < 6 or word.startswith(OWN_FORMS):
        return word
    near = [
        (measure_distance(word, right), right) for right in _mended_words().get(word[0], ()) if _could_be(word, right)
    ]
    distance, right = min(near, default=(9, word))
    return right if distance <= _allow(right) else word


@cache
def _mended_words() -> dict[str, tuple[str, ...]]:
    """Return the words that are worth mending by their first letter, which is hardly ever mistyped."""
    letters = {word[0] for word in MENDED_WORDS}
    return {letter: tuple(word for word in MENDED_WORDS if word[0] == letter) for letter in letters}


def _could_be(word: str, right: str) -> bool:
    """Ask cheap questions first. A mistake adds one letter and takes one away at most."""
    allowed = _allow(right)
    return abs(len(right) - len(word)) <= allowed and len(set(right).symmetric_difference(word)) <= 2 * allowed


def _allow(right: str) -> int:
    """One mistake in a word, two in a very long one: two would make `afmelding` of `afdeling`."""
    return 1 if len(right) < 11 else 2


def measure_distance(one: str, other: str) -> int:
    """Return how many letters must be changed, added, left out or swapped with their neighbour.

    That is optimal string alignment.
    """
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


#: a first line that greets is a sentence of its own, whatever the line below begins with
GREETING_LINE = re.compile(
    r"\A\s*(?:[Hh]ej\w*|[Kk]ære\w*|[Gg]oddag|[Gg]od\s?morgen|[Dd]av|[Hh]i|[Hh]ello|[Dd]ear|[Hh]ei|[Tt]il)\b(?:[ ,]+[^\s,.!?:]+){0,4},?[ ]*\n(?=\s*[A-ZÆØÅ])"
)


def split_sentences(text: str) -> list[str]:
    """Cut text into sentences; lines that merely wrap are joined."""
    return list(_cut_sentences(text))


@lru_cache(maxsize=MOST_REMEMBERED)
def _cut_sentences(text: str) -> tuple[str, ...]:
    sentences, start = [], 0
    text = GREETING_LINE.sub(r"\g<0>\n", text)
    for match in SENTENCE_END.finditer(text):
        if _is_inside_sentence(text, match):
            continue
        sentences.append(text[start : match.end()])
        start = match.end()
    sentences.append(text[start:])
    joined = (" ".join(sentence.split()) for sentence in sentences)
    return tuple([piece for sentence in joined for part in _cut_long(sentence) for piece in _cut_question(part)])


def _cut_long(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST_SENTENCE:
        return [sentence] if sentence else []
    return wrap(sentence, LONGEST_SENTENCE, break_on_hyphens=False)


#: `jeg kommer ikke på torsdag, deler I oplæggene?`: said first, asked then about something else
ASKS_THEN = re.compile(
    r"""
    ^\W*(?:(?:ja|jo|nej|øv|ups|tak|men|og|desværre|beklager),?\s+){0,2}
    (?:jeg|vi)\s(?:kommer|deltager|er|kan|må|vil|melder|når|skal|bliver|glæder)\s[^?]*?(?:,|(?<!\bnår)(?<!\bhvis)(?<!\bom)(?<!\bat)(?<!\bsom))
    \s+(?=(?:(?:deler|sender|lægger|kan|må|får|skal)\s(?:i|du|man|jeg|vi|der)|(?<=,\s)(?:hvor|hvad|hvornår|hvordan|er\sder|bliver\sder))\s
        (?!(?:[^,?]*\s)?(?:med|gør|tilmeld\w*|skriver|melder|koster|pris\w*|penge\w*|beløb\w*|betal\w*|plads\w*|stol\w*|muligt?|orden|ok|okay|sent|også|selv|stedet|sted|kollega\w*|anden|andre)\b)[^,?]*\?$)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _cut_question(sentence: str) -> list[str]:
    said = ASKS_THEN.match(sentence) if sentence.endswith("?") else None
    return [sentence[: said.end()].rstrip(" ,"), sentence[said.end() :]] if said else [sentence]


def _is_inside_sentence(text: str, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    if match.lastgroup == "stop":
        before = text[max(0, match.start() - LONGEST_ABBREVIATION) : match.start()]
        return BEFORE_WORD.split(before)[-1].casefold() in ABBREVIATIONS
    return bool(MONTH_NEXT.match(text, match.end()))


def cut_clauses(sentence: str) -> list[str]:
    """Cut a sentence where a conjunction, a dash or a colon begins a new clause."""
    return [part.strip() for part in CLAUSE_END.split(sentence) if part.strip()]


def split_clauses(text: str, where: str = "teksten", first_sentence: int = 0) -> list[Clause]:
    """Cut text into clauses, each knowing its sentence."""
    clauses = []
    for number, sentence in enumerate(split_sentences(text), first_sentence):
        folded = fold(sentence)
        is_question = sentence.rstrip(" \"')").endswith("?")
        parts = cut_clauses(sentence)
        clauses += [Clause(sentence, part, fold(part), number, sentence, folded, is_question, where) for part in parts]
    return clauses
