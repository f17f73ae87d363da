"""What a sentence that gives or corrects details is about.

kind: "ean", "phone", "email", "name", "title", "job" (a new post or employer), "house" (the employer has a new name), "details" where it does not say.
"""

from __future__ import annotations

from netpost.understand.text import pattern

TITLE = r"(?:\w*chef|\w*leder|\w*direktør|\w*konsulent|\w*koordinator|\w*ansvarlig|\w*rådgiver|\w*sekretær|\w*strateg)"
KINDS = (
    ("ean", pattern(r"\b(?:ean|gln|lokationsnummer\w*)\b|\b\d(?:[ .-]?\d){12}\b")),
    ("email", pattern(r"\b(?:e-?mail\w*|mail(?:en|adresse\w*)?|adresse\w*|domæne\w*|e-?post\w*|email\ address)\b|@")),
    (
        "name",
        pattern(
            r"\b(?:\w*navn(?:et|s|eskift\w*|eforandring)?|hedder|hedde|staves?|stavet|gift|spelled|(?:last|sur)?name)\b"
        ),
    ),
    (
        "title",
        pattern(
            rf"\b(?:titel\w*|titlen|stillingsbetegnelse\w*|title)\b"
            rf"|\b(?:blevet|udnævnt|forfremmet|konstitueret|er\ jeg)\b[^.]{{0,40}}\b{TITLE}\b|\bikke\ længere\ {TITLE}\b"
            rf"|\b(?:stå\w*|noter\w*|opfør\w*|registrer\w*)\ (?:\w+\ )?som\ (?:\w+\ ){{0,2}}{TITLE}\b"
        ),
    ),
    (
        "job",
        pattern(
            r"""
            \b(?:ny|nyt|nye|skift\w*|begynd\w*|starter?|startet|tiltræ\w*|fået|får)\b[^?]{0,40}\b(?:job\w*|stilling|stillingen
            |arbejdsplads|arbejdsgiver|ansættelse)\b|\b(?:skift\w*|begynd\w*|starter|startet|tiltræ\w*)\b[^?]{0,40}\b(?:kommune|region)\b|\bflytte\w*\ (?:fra\ [^.?]{3,40}\ )?til\ [^.?]{3,30}\ (?:kommune|region)\b|\bansat\ (?:i|hos|ved)\b|\bnew\ job\b
            """
        ),
    ),
    (
        "house",
        pattern(
            r"\b(?:arbejdsplads\w*|organisation\w*|selskab\w*|firma\w*|virksomhed\w*|styrelse\w*|forening\w*)\b[^.?]{0,30}\b(?:hedder|\w*navn)\b|\bfirmanavn"
        ),
    ),
)
PHONE = pattern(
    r"\b(?:mobil\w*|telefon\w*|tlf\w*|nummer\w*|nr|lokalnummer|direkte|phone|ring(?:e[rs]?|es)?|træffes|fanges)\b|(?<!\d)(?:\d{2}[ .]?){4}(?!\d)"
)
#: `ring bare på samme nummer som før`
SAME_NUMBER = pattern(
    r"^\D*\b(?:samme\ (?:\w+\ )?(?:\w*nummer|mobil\w*|telefon\w*|tlf)\b|(?:\w*nummeret|mobilen|telefonen)\ er\ (?:\w+\ )?(?:uændret|den\ samme|det\ samme)\b)\D*$"
)
#: `de nye oplysninger står i signaturen`
POINTS_BELOW = pattern(
    r"\b(?:oplysning\w*|data|titel|stilling\w*|\w*nummer|\w*detaljer)\b[^.]{0,30}\b(?:signatur\w*|underskrift\w*|herunder|nedenfor|nedenstående)\b"
)
POINTS_NOT = pattern(
    r"\b(?:signatur\w*|underskrift\w*|herunder|nedenfor)\b[^.]{0,30}\b(?:forkert\w*|gamle?|gammel|ikke|forældede?)\b"
)


def points_below(sentence: str) -> bool:
    """Tell whether a folded sentence says that what is new stands below the name."""
    return POINTS_BELOW.search(sentence) is not None and POINTS_NOT.search(sentence) is None


def find_kinds(sentence: str) -> list[str]:
    """Return what a folded sentence is about, one kind or several."""
    kinds = [kind for kind, regex in KINDS if regex.search(sentence)]
    if PHONE.search(sentence) and not SAME_NUMBER.search(sentence) and "ean" not in kinds:
        kinds.append("phone")
    return kinds or ["details"]
