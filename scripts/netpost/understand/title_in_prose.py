"""The title that the writer gives himself in prose: `jeg er afdelingsleder i Struer`, `ret min titel til it-chef`, `undertegnede planchef`.

Each way to say it is a regex and the function that cuts the title out of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from netpost.understand.text import join_lines, split_sentences
from netpost.understand.title import (
    NEAR,
    NO_PART_OF_TITLE,
    clean_title,
    cut_definite,
    cut_title,
    cut_title_at_once,
    has_title,
    is_old_title,
)
from netpost.understand.title_in_line import find_title_among_details

#: between `jeg er` and a title
PRESENTLY = r"""(?:(?:(?:fra|pr\.?|per)\s+(?:den\s+)?(?:\d{1,2}\.\s*(?:[a-zæøå]{3,9}|\d{1,2}\.?)|\d{1,2}/\d{1,2}|nytår|årsskiftet|på\s+\w+dag|\w+dag)(?:\s+\d{4})?|jo|nemlig|selv|(?:fra\s+)?i\s+dag|til\s+daglig|for\s+tiden|p\.?t\.?|i\s+øjeblikket|lige|netop|nu|nå|currently|blevet|blitt|blivit|først|fremover|herefter|i\s+øvrigt|stadig|fortsat|tiltrådt\s+som|ansat\s+som
    |udnævnt\s+til|konstitueret\s+som)\s+)*"""
SELF_TITLE = re.compile(
    r"""
    \b(?=\w)(?:   # a word begins: most of the cost is looking at its end as well
        (?:(?:[Jj]eg|[Uu]ndertegnede|I|[Jj]ag|[Ee]g)\s+(?:er|am|är|hedder|kaldes|benævnes|skal\s+være)|I['’]m)\s+"""
    + PRESENTLY
    + r"""(?!ikke\b)
        |\b(?:gør|gjorde|udnævn\w+|forfremme\w+|ansatte|konstituerede|valgte)\s+(?:mig|undertegnede)\s+(?:til|som)\s+
        |\b(?:[Ee]r|[Bb]lev|[Bb]liver|[Ff]ik)\s+jeg\s+"""
    + PRESENTLY
    + r"""(?:titel\s+af\s+|titlen\s+)?
        |\b[Tt]itel\s+af\s+|\b(?:[Dd]er\s+(?:må|skal|bør|kan)|(?:må|skal|bør|kan)\s+der)\s+(?:gerne\s+|nu\s+|fremover\s+|derfor\s+)?stå\s+
        |\bhar\s+jeg\s+(?:nu\s+)?været\s+|\bog\s+har\s+(?:nu\s+|kun\s+|i\s+[^,.!?\n]{2,20}?\s+)?været\s+|\bhar\s+siden\s+(?:den\s+)?(?:\d+\.\s*)?[^,.!?\n]{0,20}?\s*været\s+|\b[Jj]eg\s+har\s+(?:nu\s+|siden\s+[^,.!?\n]{2,25}?\s+|i\s+[^,.!?\n]{2,20}?\s+)?været\s+
        |\b[Tt]itel\b[^.]{0,20}\bden\s+er\s+(?:for\s+tiden\s+|nu\s+)?
        |\b(?:og|och|and)\s+(?:er|är|am)\s+
        |\b(?:er|bliver|hedder|lyder)\s+min\s+(?:nye\s+)?(?:titel|stilling(?:sbetegnelse)?)\s+(?:(?:blevet|ændret|rettet)\s+til\s+)?
        |\b(?:[Tt]it(?:el|len)|[Ss]tilling(?:en)?)\s+til\s+
        |(?:(?:[Ee]r|[Bb]lev|[Bb]liver|[Bb]levet)(?:\s+(?:ansat|udnævnt|tiltrådt|forfremmet|konstitueret|ophøjet|gjort|valgt)\s+(?:som|til))?:?|[Uu]dnævnt\s+til|[Ff]orfremmet\s+til|[Tt]iltrådt\s+som|[Aa]nsat\s+som:?|[Aa]rbejder\s+(?:til\s+daglig\s+)?som|[Ss]tilling(?:en)?\s+som|[Jj]ob(?:bet)?\s+som|[Bb]egynder\s+(?:jeg\s+)?som|[Ss]tarter\s+(?:jeg\s+)?som|[Tt]iltræder\s+(?:jeg\s+)?som|[Ss]idder\s+som|(?:work(?:ing)?|serv(?:e|ing)|act(?:ing)?)\s+as|promoted\s+to|appointed|[Rr]olle\s+som|[Ff]ungerer\s+som|[Ee]genskab\s+af|become|made|(?:start(?:ed)?|join(?:ed)?)\s+(?:[\w'-]+\s+){0,4}?as|(?:role|position|job|post|over|confirmed|hired|employed)\s+as|[Vv]irke\s+som)\s+
        |[Mm]in\s+(?:nye\s+|korrekte\s+|rigtige\s+)?(?:\w*titel|stilling(?:sbetegnelse)?)\s+(?:(?:på|i|hos)\s+[^.!?\n,]{3,25}?\s+)?(?:er|är|bliver|(?:skal|skulle|bør)\s+(?:(?!ikke\b)\w+\s+){0,3}?(?:være|lyde|hedde)|hedder|lyder|skal)\s+(?:(?:i|for)\s+\w+\s+)?(?:(?:ændret|rettet|ændres|rettes)\s+til\s+)?
        |\b(?:official|job)\s+title:?\s+|\blængere(?:\s+[^.!?\n,()]{3,50})?(?:\s+\([^()\n]{1,40}\))?,?\s+men\s+(?:nu\s+)?|\bikke\s+[^.!?\n,]{3,40}\s+mere,?\s+men\s+(?:nu\s+)?|\bikke\s+(?:være|hedde|lyde|stå\s+som)\s+[^.!?\n,]{3,40},\s+men\s+(?:som\s+)?
        |\b(?:[Tt]it(?:el|len)|[Ss]tilling(?:en)?|[Ææ]ndret|[Rr]ettet|[Ff]orfremmet|[Rr]ykket|[Gg]ået|[Gg]ik|[Ss]kiftet|[Ss]kiftede|[Aa]vanceret)\b[^!?\n]{0,50}?\b(?i:fra)\s+[^.!?\n]{3,50}?\s+til\s+|\bhedder\s+(?:jeg|det)\s+(?:nu\s+)?|\b(?:jeg|mig)\s+selv\s*[(,]\s*|\b\w*(?:kort|skilt)\w*\s+(?:siger|lyder)\s+(?:på\s+)?[\"“”»']?
        |\b(?:[Tt]it(?:el|le)\w*|[Ss]tilling(?:en|sbetegnelse)?)(?:\s+\(?\w+\.?\)?){0,4}\s?:\s*     # `Title for the badge: Head of Data`
        |\b[Ss]krive?\s+(?:(?:venligst|gerne|bare|blot)\s+)?(?=["“”»'])|\b\w*(?:listen?|skilt(?:et)?):\s*
        |\b[Jj]eg\s+er\s+ikke\s+(?:længere\s+)?[^.!?\n,]{3,40},?\s+men\s+(?:nu\s+)?
        |\b[Dd]en\s+(?:lyder|hedder)(?:\s+(?:nu|fremover|herefter))?:?\s+
        |(?:[Tt]itlen|[Ss]tillingen|[Ss]tillingsbetegnelsen)\s+(?:er|bliver|lyder|(?:skal|bør)\s+(?:(?!ikke\b)\w+\s+){0,3}?(?:være|lyde|hedde))\s+(?:(?:i|for)\s+\w+\s+)?(?:(?:dog|altså|faktisk|jo|nemlig|rettelig|stadig|fortsat)\s+)*"""
    + PRESENTLY
    + r"""(?:til\s+)?
        |\bnærmere\s+bestemt\s+|\btil\s+å\s+være\s+
        |\b[Tt]itlen\s+(?:som\s+)?
        |(?<=\()(?:som\s+)
        |\bI(?:\s+have|['’]ve)\s+been\s+
        |(?:call\s+me|kald(?:er?|t)\s+mig|titulere[rs]?(?:\s+mig)?|[Mm]y\s+(?:job\s+)?(?:title|role|position)\s+(?:is|has\s+become)|card\s+says|visitkort\w*\s+står\s+der)\s+["“”»']?
        |(?<!\w)[Ss]om\s+(?:ny\s+|nye\s+)?
    )
    (?:(?:now|rigtig|også|ny|nye|nytiltrådt|nyudnævnt|nyansat|the|a|an|en|et)\s+)*
    ["“”»']?
    (?=(?P<title>(?:k(?:on)?st\.\s)?[^.;!?()\n"“”»«]{3,90}))   # looked at, not taken: `EAN er 5798…, og jeg er chef`
    """,
    re.VERBOSE,
)
#: `… bare kort. Teamleder i Ballerup`: a sentence that is nothing but title and place.
BARE_TITLE = re.compile(
    r"(?:^|[.!?\n]\s*|\s\.\s+)\b(?=(?P<title>[\w.-]+(?:\s(?:for|og)\s[\w-]+)?\s(?:(?:i|hos|ved)\s\w|på\s[A-ZÆØÅ])[^.,!?()\n]{1,60}))"
)
#: right behind a word for the writer: `undertegnede it-chef i Skive`, `og mig, arkivar`; `As Head of Data I …`
APPOSED = re.compile(
    r"\b(?:[Uu]ndertegnede(?:,|\s\()?|(?:[Jj]eg|mig)(?:\s+selv)?\s?[,(]|As(?:\s+the|\s+an?)?\s)\s*(?:som\s+)?(?=(?P<title>[^.;!?()\n]{3,90}))"
)
#: what a title is to be: `ret titlen til it-chef`, `nu: it-chef`, `det skal være it-chef`, `konsulent → it-chef`
CORRECTED = re.compile(
    r"""(?:
        \b(?:ændr\w+|rettet?s?|ret|opgrader\w+|avancer\w+|rykket|rykke[rs]|skift\w+|gjort|opdater\w+|omdøb\w+|changed?|update|correct)\b[^.!?\n]{0,60}?\s(?:til|to)\s+
        |\b(?:(?:ud)?skift\w*|bytte[ts]?|erstat\w*)\b[^.!?\n]{0,50}?\smed\s+
        |\bdet\s+(?:skal|bør|må)\s+(?:\w+\s+)?(?:være|hedde)\s+
        |\b(?:nu|ny|nyt|rigtigt?|korrekt|fremover|herefter|nuværende|new|now|correct)\s?:\s*
        |[:;]\s+(?:nu|(?:titel|stilling))\s+|\bikke\s+[\w-]+(?:\s[\w-]+)?,\s+men\s+
        |(?:-+>|=>|→)\s*
        |\b(?:nye?|rigtige|korrekte|rette|new|correct)\s+(?:job)?(?:tit(?:el|le)|stilling\w*)\s*(?:[,:–(-]|er|bliver|lyder|hedder|is)?\s*
    )["“”»']?(?=(?P<title>[^.;!?()\n"“”»«]{3,90}))""",
    re.VERBOSE | re.IGNORECASE,
)
#: `skriv kontorchef i stedet for fuldmægtig`
WRITTEN_INSTEAD = re.compile(
    r"\b[Ss]kriv\w*\s+(?:(?:venligst|gerne|bare|nu|lige)\s+)*(?P<title>[^.,;!?()\n]{3,60}?)\s+i\s+stedet\s+for\b"
)
#: `så det er kontorchef, der skal stå på mig`
TO_STAND = re.compile(
    r"\b[Dd]et\s+er\s+(?:nu\s+|som\s+)?(?P<title>[^.,;!?()\n]{3,60}),?\s+(?:der|som|jeg)\s+(?:nu\s+)?skal\s+stå\b"
)
#: `har I plads til en planchef fra Lejre?`
PLACE_FOR = re.compile(
    r"\b(?:plads|sæde|stol|rum|bruge?|lade|optage)\s+(?:til\s+|for\s+)?(?:endnu\s+)?en\s+(?P<title>[\w-]+(?:\s[\w-]+)?)\s+(?:fra|i|på|hos)\s+(?=[A-ZÆØÅ]|\w+\W)"
)
#: `Planchef hedder jeg nu`
TITLE_FIRST = re.compile(
    r"(?:^|[.!?,:]\s+)(?:[Nn]u\s+|[Oo]g\s+)?(?P<title>[\w-]{5,}(?:\s(?:for|af)\s[^.,!?\n]{3,50}?)?)"
    r"(?:\s+(?:er|hedder|blev)\s+(?:jeg|(?:min\s+)?titlen?)\b|,\s+siger\s+mi[nt]\b)",
    re.MULTILINE,
)
#: `… melder sekretariatschefen i Lejre, det er mig, sig til`
THAT_IS_ME = re.compile(
    r"\b(?P<title>[\w-]{4,})(?:\s+(?:i|hos|på|ved)\s+[A-ZÆØÅ][\w-]*(?:\s+[A-ZÆØÅ][\w-]*){0,2})?(?:\s+(?:på|op|til|med|ind|igen))?"
    r"\s*[,(–-]\s*(?:og\s+)?(?:(?:det|som)\s+(?:er|blev|bliver|vil\s+sige)|altså|dvs\.?|hvilket\s+er|that\s+is)\s+(?:jo\s+|blevet\s+)?(?:mig|undertegnede|underskriver(?:en)?|me)\b"
)
#: `Vejens planchef vil gerne med. Det er mig.`
THAT_WAS_ME = re.compile(
    r"(?:^|(?<=[.!?\n]))(?P<title>[^.!?\n]{3,120})[.!?]\s+[Dd]et\s+er\s+(?:jo\s+|altså\s+)?(?:mig|undertegnede)(?:\s+selv)?\s*(?:[.!?\n]|$)"
)
#: `en skoleleder som mig`
LIKE_ME = re.compile(r"\ben\s+(?:\w+\s+)?(?P<title>[\w-]{4,})\s+som\s+(?:mig|jeg|undertegnede)\b")
#: `… skriv afdelingsleder, ikke fuldmægtig`
CONTRASTED = re.compile(r"\b(?=(?P<title>[\w-]{4,}(?:\s+nu)?,\s+(?:og\s+)?ikke\s+(?:\w+\s)?[\w-]{4,}))")
#: `Skriv bare planchef i Team Digital, …`
WRITE_JUST = re.compile(
    r"\b[Ss]kriv\s+(?:(?:venligst|bare|blot|endelig|i\s+stedet)\s+)*(?P<title>[\w-]{4,}(?:\s(?:i|for)\s[^.,!?\n]{3,50})?)(?=[.,!\n])"
)
#: `jeg arbejder i Horsens Kommune (jurist)`
IN_BRACKETS = re.compile(r"\b(?:[Jj]eg|mig|I)\b[^.!?()\n]{0,70}\b(?:Kommune|Region\s\w+)\s\((?P<title>[^()\n]{3,60})\)")
#: … and what makes it the present one, so many letters before it.
IS_NEW = re.compile(
    r"\b(?:i dag|nu|fremover|herefter|pr\.|fra|siden|blevet|ny|nye|since|now|for tiden|p\.?t\b|i øjeblikket|fungerer|udlånt|currently)\b",
    re.IGNORECASE,
)
#: `ændre min titel til …`, `rigtigt er: …` count before all else
IS_NAMED = re.compile(
    r"\btitel(?:en)?\b[^.]{0,15}\btil\s+$|\bfra\s[^.!?]{3,50}\stil\s+$|\b(?:rigtigt?|korrekte?)\s+er:?\s+$|\bnærmere\s+bestemt\s+$"
    r"|\b(?:titel|title|stilling)\w*\s?:\s*$|\btitlen?\s+(?:skal|bør)\s+(?:\w+\s+)?være\s+$|\bder\s+(?:skal|bør)\s+(?:\w+\s+)?stå\s+$|\bskrive?\s+[\"“”»']$",
    re.IGNORECASE,
)
#: `min titel er`, `der skal stå`, `begynder jeg som`: what is said is the title, or a post that is new
OF_TITLE = re.compile(
    r"titel|titlen|title|stilling|\b(?:stå|ikke længere|no longer|bleve?t?|bliver|hedder|udnævnt|forfremmet|promoted|begynder|starter|tiltræder|siden)\b",
    re.IGNORECASE,
)
#: `han er teamleder`, `hun blev i går udnævnt til`
SAID_OF_ANOTHER = re.compile(
    r"\b(?:han|hun|hon|he|she|(?:min|vores)\s+(?:[\w-]+\s+){0,2}?[\w-]*(?:kollega|chef|leder|direktør|medarbejder|konsulent|sekretær))\s+(?:er|är|is|was|var|blev|bliver|har)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
#: `titlen »konsulent« er forkert`
IS_WRONG = re.compile(
    r"[\"“”»«']?\s*(?:var\s+jeg\b|(?:er|var|is)\s+(?:jo\s+)?(?:forkert|gammel|forældet|en\s+fejl|ikke\s+rigtig|wrong|old)\b)",
    re.IGNORECASE,
)

#: what the writer says of himself counts before what may be said of another: `Ole er planchef, jeg er jurist`
OF_ONESELF = re.compile(
    r"\b(?:jeg|undertegnede|mig|(?:er|blev|bliver|hedder)\s+jeg|kalder\s+mig|I\s+am|I['’]m)(?:\s+er)?\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)

#: says less than a post that the writer has besides
SELF_EMPLOYED = re.compile(r"selvstændig|freelance", re.IGNORECASE)


@dataclass(frozen=True)
class TitleFound:
    """A title and where it stands. is_new: the words give it as new, or as a correction."""

    title: str
    start: int
    end: int
    is_new: bool = False


def find_title_in_prose(text: str) -> TitleFound | None:
    """Find what the writer says of himself: `jeg er afdelingsleder i Struer`, `som chef for Digitalisering`."""
    joined = join_lines(text)
    found = [
        TitleFound(phrase, match.start("title"), match.end("title"), _is_said_new(joined, match))
        for regex, cut in WAYS_TO_SAY
        for match in regex.finditer(joined)
        if (phrase := cut(match["title"])) is not None
        and not is_old_title(joined[: match.start("title")])
        and not SAID_OF_ANOTHER.search(joined[: match.start("title")])
        and not IS_WRONG.match(joined, joined.lower().find(phrase.lower(), match.start("title")) + len(phrase))
    ]
    found.sort(key=lambda one: (SELF_EMPLOYED.match(one.title) is not None, one.start))
    named = [one for one in found if IS_NAMED.search(joined[max(0, one.start - NEAR) : one.start])]
    new = [one for one in found if IS_NEW.search(joined[max(0, one.start - NEAR) : one.start])]
    own = [one for one in found if OF_ONESELF.search(joined[max(0, one.start - NEAR) : one.start])]
    return next(iter(named or new or own or found), None) or _find_among_details(text)


def _find_among_details(text: str) -> TitleFound | None:
    for sentence in split_sentences(text):
        if (title := find_title_among_details(sentence)) is not None:
            start = max(text.lower().find(title.lower()), 0)
            return TitleFound(title, start, start + len(title))
    return None


def _cut_contrasted(phrase: str) -> str | None:
    """`afdelingsleder, ikke fuldmægtig` → `Afdelingsleder`: both are titles."""
    title, _, other = phrase.partition(",")
    return cut_title_at_once(title) if has_title(other) else None


def _is_said_new(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start("title") - 2 * NEAR) : match.start("title")]
    return match.re in {CORRECTED, WRITTEN_INSTEAD, TO_STAND, CONTRASTED, WRITE_JUST} or any(
        regex.search(before) for regex in (IS_NAMED, IS_NEW, OF_TITLE)
    )


def _cut_only_title(sentence: str) -> str | None:
    """Return the one title of a sentence that is nobody's of whom it speaks as `min`."""
    words = sentence.split()
    titles = [
        title
        for before, word in zip(["", *words], words, strict=False)
        if before.lower() not in NO_PART_OF_TITLE and (title := clean_title(word) or cut_definite(word))
    ]
    return titles[0] if len(titles) == 1 else None


WAYS_TO_SAY: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (SELF_TITLE, cut_title),
    (BARE_TITLE, cut_title),
    (APPOSED, cut_title_at_once),
    (THAT_IS_ME, cut_definite),
    (THAT_WAS_ME, _cut_only_title),
    (LIKE_ME, cut_title_at_once),
    (CONTRASTED, _cut_contrasted),
    (WRITE_JUST, cut_title_at_once),
    (IN_BRACKETS, cut_title),
    (CORRECTED, cut_title_at_once),
    (WRITTEN_INSTEAD, cut_title_at_once),
    (TO_STAND, cut_title_at_once),
    (PLACE_FOR, cut_title_at_once),
    (TITLE_FIRST, cut_title_at_once),
)
