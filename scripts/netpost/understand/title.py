"""A job title as written, first letter upper case; with the department where both stand together (`Fagchef, Digitalisering`).

Degrees (`cand.scient.pol.`) are no titles. Titles are known by their words and endings (understand/data/title_words.txt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from netpost.understand.text import MOST_REMEMBERED, fold_letters
from netpost.understand.title_mended import mend_title_word
from netpost.understand.wordlists import read_lines

DEGREE = re.compile(
    r"\b(?:cand|mag|dr|lic|ph|exam|dipl|stud)(?:\.\s?|\s)(?:[a-zæøå]{2,8}\.?\s?){0,3}$|\b(?:MPA|MPG|MPM|MBA|HD|MSc|BSc|PhD|Ph\.d\.?|M\.Sc\.?|DPA|master i [\w -]+|civilingeniør, ph\.d\.)\s*$",
    re.IGNORECASE,
)
#: what somebody has learned, beside a title: `civilingeniør, forsyningsdirektør`
EDUCATION = re.compile(r"\s*(?:civil|diplom|akademi)ingeniør\s*", re.IGNORECASE)
#: says no more than that somebody is employed
NO_TITLE = frozenset({"medarbejder"})
WORD = re.compile(r"[\w/&.-]+")
#: behind `og`: no second area of a title, but what else is said
SAYS_MORE = r"(?:har|vil|er|skal|kan|må|jeg|jag|vi|glæder|ønsker|arbejder|sidder|træffes|trænger|kommer|deltager|mangler|savner|bor|synes|håber|nu|efter|meget)"
#: Where a title in prose ends.
TITLE_TAIL = re.compile(
    rf"\s+(?:(?:\w{{2,}}r|vil|kan|må)\s+(?:jeg|vi)|i|hos|ved|på|pr|fra|til|her|med|o(?:g|ch)\s+{SAYS_MORE}|(?:og\s+|and\s+)?(?:ikke|not)|som|siden|at|in|on|with|nu|men|når|den|indtil|frem|under|samt|så|,|der|hvor|and\s+(?:would|I|my)|so|from|of(?=\s\S+\sKommune)|(?-i:by(?=\s+[A-Z])))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
#: `direktør for Kultur, It og Borgerservice`: the commas belong to the title
AREAS = re.compile(
    r"[^,]*\b(?:for|af|of)(?:\s[A-ZÆØÅ][\w-]*){1,3},(?:\s[A-ZÆØÅ][\w-]*,)*(?:\s[A-ZÆØÅ][\w-]*){1,2}\s(?:og|and|&)\s[A-ZÆØÅ][\w-]*"
)
#: `I har mig stående som …`, `jeg var indtil maj …`: what was so, unless it is to be so
IS_OLD = re.compile(
    r"\b(?:gammel|gamle|hidtidige?|forkerte?|fejlagtigt?|står|stod|stå|stående|opført|anført|skriver,?\s+at|st(?:år|od),?\s+at|gamle\s+titel\s*,|noteret|registreret|listet|skrevet|listed|(?:har\s+(?:\w+\s+){0,2}|(?:i|du|dere|ni)\s+kalder\s+)m[ei]g|var|tidligere|førhen|før|tidl\.|fra\s+(?:en|et|min|mit)\s+(?:stilling|job|post)|\w*listen?\s+er\s+jeg)\b(?:(?!\s[–-]\s|(?<!\bat)\sjeg\s+er\b|\sog\s+er\b)[^.;:,]){0,40}:?\s*$",
    re.IGNORECASE,
)
IS_TO_BE = re.compile(r"\b(?:skal|bør|må|kan|gerne|vil|nu|should|please)\b[^.;:,]{0,40}$", re.IGNORECASE)
NEAR = 30
#: what may stand between `undertegnede` and the word for a title: adjectives, `it- og`
PART_OF_TITLE = re.compile(r"[\w-]+-|og|and|\w+(?:iv|sk|el|al|t|ig|ende)e?|konst\.|kst\.|[A-Z]\w*|nye?|vores")
DEFINITE = re.compile(r"(?:(?<=[^e])en|(?<=e)n|(?<=ig)e)$")
#: `slet mig som medlem af netværket`
OF_NETWORK = re.compile(r"(?:medlem|deltager)\s+(?:af|i)\s+(?:jeres|netværk|kl|kredsen)", re.IGNORECASE)


@dataclass(frozen=True)
class _Words:
    """whole: titles by themselves. endings: of a title or all of it. last_parts: of a compound only (`havnefoged`, but Foged)."""

    whole: frozenset[str]
    endings: tuple[str, ...]
    last_parts: tuple[str, ...]


@cache
def _words() -> _Words:
    lines = [fold_letters(line) for line in read_lines("title_words.txt")]
    return _Words(
        frozenset(line for line in lines if line[0] not in "-+~"),
        tuple(line[1:] for line in lines if line[0] == "-"),
        tuple(line[1:] for line in lines if line[0] == "+"),
    )


#: what may stand around a title: marks, and those of the next line of a list where lines were joined
AROUND = " .,;:?!-–/|*•●▪·()\"'“”»«"
SHORTEST_COMPOUND = 5


@lru_cache(maxsize=MOST_REMEMBERED)
def is_title_word(word: str) -> bool:
    """Tell whether one word is a job title: `chef`, `afdelingsleder`, `it-chef`."""
    words, folded = _words(), fold_letters(word).strip(".,:;()/\"'“”»«").lstrip("-")
    if folded in words.whole:
        return True
    is_compound = folded.endswith(words.last_parts) and folded not in words.last_parts
    is_known = len(folded) >= SHORTEST_COMPOUND and (is_compound or folded.endswith(words.endings))
    return is_known or mend_title_word(word.strip(AROUND)) is not None


def has_title(text: str) -> bool:
    """Tell whether a text has a job title in it."""
    return any(is_title_word(word) for word in WORD.findall(text))


#: `ændret fra teamleder til`, and what ends a title
CHANGED = re.compile(
    r"^(?:(?:\w+\s+){0,3}fra\s+.{3,50}?\s+til|(?:(?:som|der)\s+(?:er\s+)?)?til\s+daglig(?:\s+er)?)\s+", re.IGNORECASE
)
REMARK_BEHIND = re.compile(
    rf"\s+(?:(?:her|instead)$|and\s+(?:would|will|has|is|can|I|my)\b.*|uden\b.*|(?:vil|skal|kan|må|har|er|ønsker|deltager|kommer|glæder|træffes|will|is|has|would)\b.*|og\s+{SAYS_MORE}\b.*|ud\s+for\b.*|samme\s+sted|(?:og\s+|and\s+)?(?:ikke|not)\b.*|men\b.*|ligesom\b.*|\((?:før|tidligere|hidtil|førhen|ikke|gl|var|uden|det|som|ja|jeg|men)\b.*|(?:tlf|mobil|mob|tel|telefon|direkte)\b.*|(?:pr\.?|per|fra|siden|from|since)\s+(?:den\s+)?\d.*|(?:indtil|gennem)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


#: `konsulent hos os`, `konsulent i kommunen`; a new sentence: `Planchef. Nummer: …`
NOTHING_OF_TITLE = re.compile(
    r"\s+(?:hos|ved|i|på)\s+(?:os|vores|kommunen|regionen)\b.*|(?<=[^\W\d_]{4})\.\s+[A-ZÆØÅ].*", re.DOTALL
)


#: no title ends in such a word, nor in the number of a list's next line
UNFINISHED = re.compile(
    r"(?:\s+(?:og|og/eller|eller|samt|and|och|for|af|i|på|ved|hos|til|fra|med|of|at|in|for|för|av|\d{1,2}))+$",
    re.IGNORECASE,
)
#: beside a title, behind a comma: `driftschef, altså ham de ringer til`
ASIDE = re.compile(r"(?:altså|endnu|dvs|nemlig|det\s+vil\s+sige|ja|men|indtil|tæt\s+på)\b", re.IGNORECASE)


def clean_title(text: str) -> str | None:
    """Return a title with its first letter upper case and without degrees; None where nothing is left of it."""
    parts = [part.strip() for part in NOTHING_OF_TITLE.sub("", text).split(",")]
    kept = [
        part
        for part in parts
        if part and not (fold_letters(part) in NO_TITLE or DEGREE.match(part) or ASIDE.match(part))
    ]
    title = REMARK_BEHIND.sub("", drop_remarks(CHANGED.sub("", ", ".join(kept).strip(AROUND))))
    title = WORD.sub(lambda word: mend_title_word(word[0]) or word[0], UNFINISHED.sub("", title))
    return title[0].upper() + title[1:] if title and has_title(title) else None


def is_old_title(before: str) -> bool:
    """Tell by the words before a title whether it counts no more: `på listen står jeg som konsulent`."""
    near = before[-2 * NEAR :]
    return IS_OLD.search(near) is not None and IS_TO_BE.search(near) is None


#: `som leder projektet`, `som leder ved man`: what looks like a title may be a verb, or what holds of all who have it
LEADS = re.compile(
    r"ansvarlig\s+for\b|(?:leder|underviser|udvikler|planlægger|tilrettelægger|formidler|rådgiver|forsker|vejleder|indkøber|bestyrer|designer)\s+"
    r"(?:(?:om|den|det|de|en|et|alle|vores|jeres|min|mit|mine|os|jer|mig|dem|ham|hende|borgere|unge|projekt\w*|arbejde\w*|indsats\w*|team\w*|afdeling\w*)\b"
    r"|(?:ved|skal|kan|må|har|er|bør)\s+(?:man|vi|du)\b)",
    re.IGNORECASE,
)


#: `teamleder i it-afdelingen`, `i Børne- og Ungeforvaltningen`, `i Team Digital`, `i Digital Drift`, `i Center for Data og Analyse`
UNIT_BEHIND = re.compile(
    r"i\s+(?:(?:[\w-]+-\s+og\s+)?[\w-]{2,}(?:afdelingen|sekretariatet|forvaltningen|staben|centeret|centret|enheden)\b"
    r"|(?:Team|Digitale?|Digitalt|(?:Center|Centret|Afdelingen|Sekretariatet)\s+for)(?:\s+(?:og\s+)?[A-ZÆØÅ][\w-]*){1,4})"
)
#: `leder af den digitale formidling`
ARTICLE = re.compile(r"(?:for|af)\s+de[nt]\s")
#: `chef for ham`: who somebody is to another, and no title
OVER_SOMEBODY = re.compile(r"for\s+(?:ham|hende|mig|dig|dem|os|jer)\b(?!\s+(?:der|som))")


def cut_title(phrase: str) -> str | None:
    """Cut a title out of the words that follow `er` or `som`; None where they do not begin with one."""
    if OF_NETWORK.match(phrase):
        return None
    first, _, rest = phrase.partition(",")
    if EDUCATION.fullmatch(first) and has_title(rest):
        phrase = rest
    areas = AREAS.match(phrase)
    words = (areas[0] if areas else phrase.partition(",")[0]).split()
    place = next((number for number, word in enumerate(words[:5]) if is_title_word(word)), None)
    if place is None or not _can_stand_before_title(words[:place]) or LEADS.match(" ".join(words[place:])):
        return None
    place = _last_of_title(words, place)
    head = " ".join(words[: place + 1])
    tail = " ".join(words[place + 1 :])
    if OVER_SOMEBODY.match(tail):
        return None
    if unit := UNIT_BEHIND.match(tail):
        return clean_title(f"{head} {unit[0]}")
    joined = re.match(r"(?:(?:for|af|of|over|för|av)\s+.+|(?:og|and|&)\s+\S+|-\s*og\s+\S+)", tail)
    if joined and not re.match(
        r"(?:for|af)\s+(?:(?:jer|os|vores|jeres|dem|et|en)\b|de[nt]\b(?!\s+\w+e\s))|of\s(?:[^,]*\b(?:Municipality|Region)|\S+\sKommune)\b",
        tail,
    ):
        article = tail[: one.end()] if (one := ARTICLE.match(tail)) else ""
        rest = f"{article}{TITLE_TAIL.sub('', ' ' + tail.removeprefix(article)).strip()}"
        head = f"{head} {rest}".strip()
        if rest.lower().startswith(("og ", "and ", "& ")) and not has_title(rest):
            head = " ".join(words[: place + 1])
    return clean_title(head)


def cut_title_at_once(phrase: str) -> str | None:
    """Cut a title out of words that begin with it, or with what may stand before the word for it: `tekniske chef`, `it- og planchef`."""
    words = phrase.partition(",")[0].split()
    place = next((number for number, word in enumerate(words) if is_title_word(word)), None)
    is_at_once = place is not None and all(PART_OF_TITLE.fullmatch(word) for word in words[:place])
    return cut_title(phrase) if is_at_once else None


def cut_definite(word: str) -> str | None:
    """`sekretariatschefen` → `Sekretariatschef`, `it-ansvarlige` → `It-ansvarlig`."""
    return clean_title(DEFINITE.sub("", word))


def _last_of_title(words: list[str], place: int) -> int:
    """`lead architect`, `Chief Information Security Officer`: return the place of the last word of a title in several."""
    for following in range(place + 1, min(place + 4, len(words))):
        if is_title_word(words[following]):
            return _last_of_title(words, following)
        if not words[following].istitle() or words[place].lower() not in {"chief", "lead"}:
            break
    return place


def _can_stand_before_title(words: list[str]) -> bool:
    """`digital projektleder`, `sekretariats- og it-chef`, but not `med min chef`."""
    return not any(
        word.lower() in NOT_BEFORE_TITLE and not (place and words[place - 1].endswith("-"))
        for place, word in enumerate(words)
    )


def drop_remarks(phrase: str) -> str:
    """Take away what stands before a title and is none of it: `forholdsvis ny projektleder`, `tiltræder 1/10 som it-chef`."""
    words = phrase.split()
    place = next((number for number, word in enumerate(words) if is_title_word(word)), 0)
    first = max((number + 1 for number, word in enumerate(words[:place]) if word.lower() in BEGINS_TITLE), default=0)
    while first < place and REMARK.fullmatch(words[first]):
        first += 1
    is_title = NO_PART_OF_TITLE.isdisjoint(word.lower().rstrip(":") for word in words[first:place])
    return " ".join(words[first:]) if is_title and not LEADS.match(" ".join(words[place:])) else ""


BEGINS_TITLE = frozenset(
    ["som", "as", "titlen", "stillingen", "er", "is", "blevet", "blev", "bliver", "hedder", "været"]
)
#: … and what shows that the words are no title, but say something of one
NO_PART_OF_TITLE = frozenset(
    [
        "ikke",
        "jeg",
        "du",
        "vi",
        "de",
        "min",
        "mine",
        "sin",
        "sit",
        "deres",
        "hans",
        "hendes",
        "vores",
        "jeres",
        "din",
        "af",
        "hos",
        "ved",
        "med",
        "om",
        "at",
        "fik",
        "får",
        "har",
        "havde",
        "vil",
        "skal",
        "kan",
        "må",
        "var",
        "leder",
        "kommer",
        "deltager",
        "afløser",
        "forældet",
        "forkert",
        "fejlagtigt",
        "not",
        "my",
        "your",
        "his",
        "her",
        "our",
    ]
)
#: Adverbs and adjectives that tell of the holder; Danish posts are of common gender, so that a word in -t is an adverb.
REMARK = re.compile(
    r"(?:[\w-]+:|tite?l(?:en)?|stilling(?:en)?|lyder|skriv|står|dernæst|fast|hhv\.?|indtil|videre|pr\.?|den|udnævnt|forfremmet|ansat|til|\d{1,2}\.|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|blevet|blitt|blivit|eller|enten|hverken"
    r"|vedr(?:\.|ørende)|angående|\w{3,}[gs]ste|samtidig|desuden|ellers|ligeledes|tillige|derfor|altså|uændret|stadig(?:væk)?|fortsat|nu|både|også|lige|netop|jo|egentlig|faktisk|rettelig|fremover|ret|næsten|ganske|temmelig|meget|blot|bare|kun|dog"
    r"|nemlig|nå|no|men|fra|dag|endelig|herefter|fremdeles|snart|igen|allerede|i|am|i'm|han|hun|he|she|been|was|promoted|to|være|blev|bliver|deres|jeres|en|et"
    r"|(?:gode?|unge?|yngre|kvik(?:ke)?|ældre|dygtige?|flinke?|søde?|kloge?|skarpe?|rare?|kære|erfar(?:en|ne)|fantastiske?|fremragende|kompetente?|engagerede?|driftige?|trofaste?|travle?|lille|almindelige?|menige?|ydmyge?|beskedne?|beskeden|stakkels|gammel|gamle|hilsen|hilsner|mvh|vh)"
    r"|selv|fastansat|now|stolte?|glade?|eneste|kommende|nye?|ny\w+(?:[tn]t?|et|e)|nyt|vores|\w+(?:vis|[lgv]t)|og|samt|som|der|er|jeg|who|is|the|an?|en|et|den"
    r"|relatively|fairly|new(?:ly)?|currently|our|my|min|udpeget|appointed|venligst|hermed|gerne|rigtig|both|still)",
    re.IGNORECASE,
)
NOT_BEFORE_TITLE = frozenset(
    [
        "ikke",
        "vikar",
        "for",
        "i",
        "hos",
        "ved",
        "på",
        "med",
        "til",
        "om",
        "at",
        "min",
        "mine",
        "vores",
        "jeres",
        "din",
        "hans",
        "hendes",
        "vi",
        "jeg",
        "du",
        "de",
        "det",
        "den",
        "der",
        "blandt",
        "af",
        "som",
        "sammen",
        "og",
        "en.",
        "tilmeldt",
        "forhindret",
        "fra",
        "ændret",
        "mig",
        "man",
    ]
)
