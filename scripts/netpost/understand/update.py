"""Clauses that supply or correct details: EAN, telephone, address, name, title, organisation.

kind: "ean", "phone", "email", "name", "title", "job" (a new post or employer), "details".
"""

from __future__ import annotations

from netpost.understand.reading import Intent
from netpost.understand.signals import Signal, search_first
from netpost.understand.text import Clause, pattern

EAN = (
    pattern(r"\b(?:ean|gln|lokationsnummer\w*)\b[^?]*\d"),
    pattern(r"\b\d(?:[ .-]?\d){12}\b"),
)
PHONE = (
    pattern(
        r"""
        \b(?:ny|nyt|nye|ændre\w*|skift\w*|rett\w*|ret|opdater\w*|korrekte?|rigtige)\b[^?]{0,40}\b(?:mobil\w*
        |telefon\w*|tlf\w*|nummer|nr|direkte|lokalnummer)\b
        """
    ),
    pattern(
        r"""
        \b(?:mobil\w*|telefon\w*|tlf|nummer(?:et)?|phone)\b[^?]{0,30}\b(?:er\ (?:nu|ændret|blevet|forkert
        |skiftet|fremover|ikke)|fremover|skal\ (?:rettes|være|ændres))\b
        """
    ),
    pattern(
        r"""
        \b(?:mobil\w*|telefon\w*|tlf|nummer|nr|direkte)\b[^?]{0,40}\b(?:er|bliver
        |:)\b[^?]{0,25}\d{2}[ .]?\d{2}[ .]?\d{2}
        """
    ),
    pattern(
        r"""
        \b(?:træffes|fanges|kontaktes|ringe?\ (?:til\ mig\ )?på|får\ fat\ (?:i
        |på)\ mig)\b.{0,30}\d{2}[ .]?\d{2}[ .]?\d{2}
        """
    ),
    pattern(
        r"""
        \bnew\ (?:phone|mobile|cell|number)\b|\bmy\ (?:phone|number|mobile).{0,20}\b(?:is\ now|has\ changed
        |changed)\b
        """
    ),
    pattern(r"\b(?:mit|min)\ (?:mobil\w*|telefon\w*|tlf\w*|nummer|direkte)\b[^?]{0,20}\b(?:er|:)\s*\+?\d"),
)
EMAIL = (
    pattern(
        r"""
        \b(?:ny|nye|ændr\w*|skift\w*|rett\w*|ret|opdater\w*|fremover|i\ stedet|fremtidig\w*|ret|brug\w*
        |korrekte?|rigtige)\b[^?]{0,60}(?:\b(?:mail\w*|e-?mail\w*|mailadresse\w*|adresse\w*|post)\b|@)
        """
    ),
    pattern(
        r"""
        \b(?:mail\w*|e-?mail\w*|mailadresse\w*|adresse\w*)\b[^?]{0,40}\b(?:er\ (?:nu|ændret|blevet|skiftet
        |lukket|nedlagt|forkert)|lukker|lukkes|nedlægges|ændres|skifter|bliver|fremover|har\ ændret)\b
        """
    ),
    pattern(r"\bnew\ (?:e-?mail|address)\b|\be-?mail.{0,30}\b(?:is\ now|has\ changed|changed)\b"),
    pattern(r"\b(?:er|bliver|hedder)\ (?:min|vores)\ (?:nye\ )?(?:e-?mail|mail|adresse)\w*"),
    pattern(r"\bskifte[rt]?\ (?:mail\w*|maildomæne|domæne|adresse)\b"),
)
NAME = (
    pattern(
        r"""
        \b(?:mit\ navn|navnet|navneskilt\w*|efternavn\w*|fornavn\w*|navneændring|navneskifte
        |navneforandring)\b[^?]{0,60}\b(?:staves|stavet|er\ (?:forkert|stavet|nu|blevet)|rigtige?|korrekte?
        |ændret|skiftet|rettes|skal|hedder|taget|stod|stå)\b
        """
    ),
    pattern(
        r"""
        \b(?:hedder|hedde|skiftet\ navn|nyt\ (?:efter)?navn|blevet\ gift|gift\ og|taget\ navneforandring|staves
        |forkert\ stavet|stavet\ forkert|(?:stavet|skrevet|staver|skriver)\ (?:mit|hendes
        |hans)\ (?:\w+\ )?\w*navn)\b(?!\s+(?:det|mødet|dokumentet))
        """
    ),
    pattern(r"\b(?:my\ (?:new\ )?(?:last\ |sur)?name|misspelled|spelled)\b"),
)
TITLE = (
    pattern(
        r"""
        \b(?:ny|nye|ændret|skiftet|rett?\w*|korrekte?|rigtige|opdater\w*)\s(?:\w+\s){0,2}?(?:titel|stilling\w*
        |stillingsbetegnelse)\b
        """
    ),
    pattern(r"\b(?:titel|titlen|stillingsbetegnelse\w*)\b[^?]{0,40}\b(?:er|bliver|skal|hedder|nu|forkert)\b"),
    pattern(
        r"""
        \b(?:blevet|udnævnt|forfremmet|konstitueret|tiltrådt)\b(?:\s\w+){0,4}?\s\w*(?:chef|leder|direktør
        |konsulent|koordinator|ansvarlig|rådgiver|sekretær|strateg)\b
        """
    ),
    pattern(
        r"""
        \b(?:fra|pr|siden|efter|nu)\b[^?]{0,25}\ber\ jeg\ (?:\w+\ ){0,3}?\w*(?:chef|leder|direktør|konsulent
        |koordinator|ansvarlig|rådgiver|sekretær|strateg)\b
        """
    ),
    pattern(r"\bikke\ længere\ \w*(?:chef|leder|direktør|konsulent|koordinator|rådgiver|sekretær|strateg),?\ men\ \w+"),
    pattern(r"\bnew\ (?:title|role|position)\b|\bmy\ title\b"),
)
JOB = (
    pattern(
        r"""
        \b(?:ny|nyt|nye|skifte[rt]?|begynder|starter|tiltræder|startet|begyndt
        |flytte[rt]?)\b[^?]{0,40}\b(?:job\w*|stilling\w*|arbejdsplads|arbejdsgiver|kommune\w*|region\w*
        |ansættelse|som\ \w+)\b
        """
    ),
    pattern(
        r"""
        \b(?:er|bliver|blevet)\ (?:nu\ )?ansat\ (?:i|hos|ved)\b|\bskifter\ (?:jeg\ )?(?:til|fra|kommune)\b
        |\bnew\ job\b
        """
    ),
)
DETAILS = (
    pattern(
        r"""
        \b(?:ændring\w*|rettelse\w*|opdatering\w*|korrektion\w*|nye)\b[^?]{0,30}\b(?:oplysning\w*|kontakt\w*
        |data|stamdata|adresse\w*|ean\w*|telefon\w*|navn\w*|titel\w*|kontaktinfo\w*)\b
        """
    ),
    pattern(
        r"""
        \b(?:ret|rette|rettes|opdater|opdatere|opdateres|ændr|ændre|ændres|korriger\w*|tilføj|tilføje|update
        |change|correct)\b[^?]{0,50}\b(?:liste\w*|oplysning\w*|kontakt\w*|det|dem|begge|navn\w*|nummer|ean
        |titel\w*|mail\w*|list|details|record\w*|registrering\w*|stamdata|tlf|telefon\w*|mobil\w*)\b
        """
    ),
    pattern(r"\b(?:mine|vores|hans|hendes)\ (?:nye\ |korrekte\ |rigtige\ )?(?:oplysninger|kontaktoplysninger|data)\b"),
)
RULES = (
    ("ean", EAN),
    ("phone", PHONE),
    ("email", EMAIL),
    ("name", NAME),
    ("title", TITLE),
    ("job", JOB),
    ("details", DETAILS),
)
EAN_WORD = pattern(r"\b(?:ean|gln)\b")
PHONE_WORD = pattern(r"\b(?:mobil\w*|telefon\w*|tlf\w*|direkte)\b")
NOT_UPDATE = pattern(
    r"""
    \b(?:skal\ vi\ (?:bruge|have)|hvilke[nt]\ ean|jeres\ (?:ean|cvr|konto|nye)|mødet\ (?:er|bliver)\ flyttet
    |ny\ dato|nyt\ (?:møde|system|esdh|netværk|sted|tidspunkt|link|program)|ændr\w*\ (?:dato|tid|program)\w*
    |ret\ (?:til|mig)|kan\ (?:i|du)\ oplyse|faktura\ \d)\b
    """
)


def find_update(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that give or correct details; one signal for each kind and clause."""
    signals = []
    for clause in clauses:
        if NOT_UPDATE.search(clause.folded):
            continue
        for kind, patterns in RULES:
            if kind == "phone" and EAN_WORD.search(clause.folded) and not PHONE_WORD.search(clause.folded):
                continue
            if search_first(patterns, clause.folded):
                signals.append(Signal(Intent.UPDATE, clause, kind=kind))
    return signals
