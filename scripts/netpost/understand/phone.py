"""A person's telephone number in E.164: a mobile before a direct line before one without a word.

Never the switchboard, a fax, an old number or another kind of number. Source: E.164; ITU-T E.123 for the ways of writing;
phonenumbers (Google's metadata) tells what is a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netpost.understand.exchanged import OWN_REMARK, TAKES_PLACE, is_given_up
from netpost.understand.text import fold_letters
from netpost.understand.title import has_title

HAS_DIGIT = re.compile(r"\d")
#: Something that could be a telephone number: a country code or eight digits, blanks, dots, dashes or brackets between.
NUMBER = re.compile(
    r"""
    (?:(?<![\w/@.-])|(?<=\bmob)|(?<=\btlf)|(?<=\d{8}/))(?<!\d\ )      # `mob20304050`, `20304050/75304051`
    (?:
        (?:\(?(?:\+|00)\ ?\d{1,3}\)?|\(45\))(?:[ .\-()/\u00a0]{0,2}\d){6,11}   # with a country code
        |(?:45[ ])?\d{2}(?:[ .\-\u00a0]?\d{2}){3}                             # Danish, in pairs or whole
        |\d{4}[ .\-\u00a0]\d{4}
        |\d{3}[ .\-\u00a0]\d{2}[ .\-\u00a0]\d{3}
        |\d{2}[ .\-\u00a0]\d{3}[ .\-\u00a0]\d{3}
        |\d{3}[ .\-\u00a0]\d{3}[ .\-\u00a0]\d{2}
    )
    (?![\w@]|[ .\-]?\d|/(?!\d{8})\d|\.example)
    """,
    re.VERBOSE,
)
#: what it is made of says nothing of a number behind it: `ole@faellesit.example, 20 30 40 51`
ADDRESS = re.compile(r"\S*@\S+")
DATE = re.compile(r"[0-3]\d([.-])[01]\d\1(?:19|20)\d\d")
#: The words before (and right behind) a number, folded, weightiest first.
MOBILE = re.compile(r"\b(?:mobil\w*|mob|mobnr|m|cell\w*|iphone|sms)\b\W*(?:\w+\W+){0,3}$")
#: `Dir. tlf./mobil: 89 59 14 22 / 20 44 81 93`: which is which the numbers must tell
EITHER = re.compile(
    r"\b(?:tlf|telefon\w*|tel|direkte|dir)\b[ .]*(?:/|eller|og)[ ]*mob\w*\W*$|\bmob\w*[ .]*(?:/|eller|og)[ ]*(?:tlf|tel\w*|direkte|dir)\W*$"
)
DIRECT = re.compile(r"\b(?:direkte?|dir|d|lokal\w*|lok|direct)\b\W*(?:\w+\W+){0,3}$")
SWITCHBOARD = re.compile(
    r"(?<!\bfra )\b(?:hoved\s?(?:nummer\w*|nr|tlf|telefon\w*)|omst(?:illing\w*)?|reception\w*|switchboard|vaexel\w*|sentralbord\w*|borgerservice|"
    r"kontaktcenter\w*|raadhuset|main|servicedesk|support|helpdesk|telefonomstilling|centralen|central(?=:)|raadhusets|kommunens (?:tlf|telefon|nummer|hoved)\w*|"
    r"sekretariat(?:et)?|afdelingen\w*|faelles\w*|vagt\w*|hotline)\b(?:(?!\bmit\b|\bog\b|(?<=\w{4})(?<!nr)(?<!tlf)[.!?]\s)[^\n\d;]){0,25}$"
)
SWITCHBOARD_AFTER = re.compile(
    r"^\W{0,3}er (?:jo )?(?:til )?(?:vores |kommunens )?(?:faelles\w* |reception|omstilling|hovednummer|sekretariat|vagt)|^\W{0,3}(?!\(?\w+\W{0,4}\d|\w+ (?:er|kan|har|svarer)\b)(?:\(?(?:omst(?:illing\w*)?|hovednummer\w*|hovednr|switchboard|reception\w*|vaexel|kl\. ?\d|faelles\w*|sekretariat\w*|hoved))\b"
)
MOBILE_AFTER = re.compile(r"^ ?\(?(?:paa )?(?:mobil\w*|mob|m)\)? ?(?:$|[,;.)]|eller\b|og\b)")
DIRECT_AFTER = re.compile(r"^ ?\(?(?:direkte?|dir|d)\)? ?(?:$|[,;.)])")
FAX = re.compile(r"\b(?:fax|telefax|f)\b\W*$")
OTHER_NUMBER = re.compile(
    r"\b(?:cvr|ean|gln|rekv\w*|reg|p-?n(?:umme)?r|se|j|id|kr|dkk|cpr|psp|omkostningssted\w*|kst|personnummer\w*|ref|po"
    r"|(?:konto|sags?|faktura|ordre|journal|projekt|bestillings?)(?:en|n(?:umme)?r\w*|id|ref\w*)?)\b[\W_]*(?:n(?:umme)?r\w*|id)?[\W_]*$"
)
OLD = re.compile(
    r"\bfoer:?\s+(?:var den\s+)?$|\b(?:(?<!\ber de[nt] )(?<!\bstadig de[nt] )gamle?|tidligere|forkerte?|old|lukket|nedlagt|staar (?:\w+ )?med)\b[^\d.);]{0,30}$|\bikke(?: laengere)?\b[^\d.();!?]{0,30}$|\b(?:der staar|staar der)(?: \w+)? $|\bi stedet for\b:?[^\d.):;]{0,30}$|\b(?:aendret|rettes|rettet|skiftet|aendres) fra\b[^\d.]{0,20}$"
)
#: … unless the right one is announced after it: `er forkert, det rigtige er`.
RIGHT = re.compile(
    r"\b(?:rigtige?|nye?|nyt|men|skriv|skal vaere|nu|korrekte?|gaeldende|til|har (?:\w+ )?faaet|(?:skrevet|noteret|tastet)\b[^.\d]{0,40}\bforkert, det er|forkert(?: \w+)?, de[nt] (?:er|hedder))\b[^\d]{0,25}$"
    r"|, kun\b[^.\d]{0,20}$|\bsaa (?:den|det|nummeret|mobilen) (?:hedder|er|bliver) (?:nu )?$"
    rf"|{TAKES_PLACE}"
)
OLD_AFTER = re.compile(
    r"^[\"”»'’]\s*(?:-+>|=>|→)|^\W{0,4}"
    r"(?:(?![^.;:]{0,40}\bde[nt] gamle\b)(?:som|der|jeg|i|paa|fra|med)\b[^\d.,;:]{0,40}?,? )??"  # `… på listen er slukket`, `…, som I har, er lukket`
    r"(?:(?:er|bliver|blev) (?:nu |jo |blevet )?(?:lukket|nedlagt|forkert|udgaaet|opsagt|afmeldt|afleveret|slukket|spaerret|foraeldet|fejlen|vaek|doed|ikke|(?:min|mit) gamle|ude af)"
    r"|har jeg (?:ikke|afleveret|opsagt|mistet)|(?:virker|duer|gaelder|bruge[rs]|svarer|findes|eksisterer) ikke"
    r"|var\b|ikke (?:laengere|mere|bruges)(?! [+(]?\d)|tilhoerer (?!mig\b)|udgaar|skal (?:slettes|udgaa|ikke|rettes|aendres|vaere(?: til)? [+(]?\d)|(?:rettes|aendres|erstattes) (?:til|af|med)\b)"
)
#: Somebody else's number, given as a place to turn to.
ANOTHERS = re.compile(
    r"\b(?:kontakt(?! kan|:)|ring(?:e)? til|fanges?|min (?:kollega|sekretaer|chef|assistent)|vores sekretaer|sekretaer|kollega)\b[^\d\n.;]{0,70}$"
)
MINE = re.compile(
    r"(?:^|[.!?;(]\s)kan (?:\w+ )?(?:fanges|traeffes|naas|kontaktes)\b|\b(?:ham|hende|han|hun|mig|min(?!\s+(?:kollega|sekretaer|chef|assistent))|mit|jeg|undertegnede|my|me)\b"
)


#: The ranks of a direct line and of numbers that nothing is said of.
DIRECT_LINE, UNNAMED_MOBILE, UNNAMED = 1, 2, 3
#: Danish series that are mobile numbers (Digitaliseringsstyrelsen, nummerplan).
MOBILE_NUMBER = re.compile(r"\+45(?:2\d|3[01]|4[0-2]|5[0-3]|6[01]|71|81|9[1-3])")
#: Every number of eight digits that begins so is possible (phonenumbers, metadata of Denmark).
DANISH = re.compile(r"(?:\+45)?([2-9][0-9]{7})")
SEPARATORS = re.compile(r"[ .\-\u00a0]")


@dataclass(frozen=True)
class Phone:
    """A number found. number: E.164. rank: 0 mobile, 1 direct, 2 a mobile's without a word, 3 without a word. words: as written, with what stands before."""

    number: str
    rank: int
    words: str
    start: int


def find_phones(text: str, *, of_anybody: bool = False) -> list[Phone]:
    """Find the telephone numbers of a text that may be a person's own, best first; within a rank in the text's order.

    of_anybody: also where the text says to turn to somebody else, `ring til Ole på 20 30 40 51`.
    """
    if not HAS_DIGIT.search(text):
        return []
    found = []
    for match in NUMBER.finditer(text):
        if DATE.fullmatch(match[0]):
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        before = fold_letters(text[max(line_start, match.start() - 90) : match.start()])
        above = text[:line_start].rstrip().rpartition("\n")[2][-90:]
        above = (
            "" if has_title(above) else fold_letters(above) + " "
        )  # `Leder af Borgerservice` has a number of his own
        if not before.strip(" :.-\t|•·") and not re.search(r"\d", above):  # the word may stand in the line above
            before = above
        elif not before.strip(" :.-\t|•·"):  # `… 46 31 30 85 eller via hovednummeret` ends the line above
            before = re.split(r"[\d)]", above)[-1]
        before = ADDRESS.sub(";", _after_other_number(before))
        is_anothers = ANOTHERS.search(before) and not (MINE.search(before) or of_anybody)
        after = fold_letters(text[match.end() :].split("\n", maxsplit=1)[0][:60])
        rank = None if is_anothers else _rank(before, after)
        number = normalise_phone(match[0])
        if rank == UNNAMED and number is not None and MOBILE_NUMBER.match(number):
            rank = UNNAMED_MOBILE
        if rank is not None and number is not None and not is_given_up(text, match.start(), match.end()):
            found.append(
                Phone(
                    number,
                    rank,
                    " ".join(text[max(line_start, match.start() - 25) : match.end()].split()),
                    match.start(),
                )
            )
    return sorted(found, key=lambda phone: (phone.rank, phone.start))


def _after_other_number(before: str) -> str:
    """Keep what stands behind an earlier number in the same line: `M 11 22 33 44 | T 55 66 77 88`."""
    parts = re.split(r"\d{2}[\s)|,;/•·-]*(?=[^\d\s])", before)
    rest = OWN_REMARK.sub("", parts[-1])
    return rest if len(parts) > 1 and (rest != parts[-1] or re.search(r"[a-z]", rest)) else before


def _rank(before: str, after: str) -> int | None:
    if (
        OTHER_NUMBER.search(before)
        or FAX.search(before)
        or (OLD.search(before) and not RIGHT.search(before))
        or OLD_AFTER.search(after)
    ):
        return None
    if SWITCHBOARD_AFTER.search(after) or (SWITCHBOARD.search(before) and not MOBILE.search(before)):
        return None
    if EITHER.search(before):
        return UNNAMED
    if MOBILE.search(before) or MOBILE_AFTER.search(after):
        return 0
    return DIRECT_LINE if DIRECT.search(before) or DIRECT_AFTER.search(after) else UNNAMED


def normalise_phone(text: str) -> str | None:
    """Return a number in E.164, Danish unless it has another country code; None where it is no telephone number."""
    cleaned = re.sub(r"^\(?\s*(?:00|\+)\s*", "+", text.strip())
    if text.strip().startswith("(45)"):
        cleaned = "+45" + text.strip()[4:]
    if cleaned.startswith("+"):
        cleaned = "+" + re.sub(r"\D", "", cleaned.replace("(0)", ""))
    if danish := DANISH.fullmatch(SEPARATORS.sub("", cleaned)):
        return f"+45{danish[1]}"
    import phonenumbers  # loading it costs more than most mails

    try:
        parsed = phonenumbers.parse(cleaned, "DK")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed) or (
        parsed.country_code == 45 and len(str(parsed.national_number)) != 8
    ):
        return None
    if parsed.country_code == 45 and str(parsed.national_number)[0] in "01":
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
