"""Words that show that a sentence does not do what it sounds like: `vil du rette det på listen?` asks for no place.

What was learned of sentences (acts.py) weighs words; some words settle it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from netpost.understand.signals import is_negated
from netpost.understand.text import Clause, pattern

#: how likely an act must be to be one in spite of the words, and what is likely enough to outdo another
PLAINLY, SURELY = 0.9, 2.0
SAYS, WEAK, STRONG = 0.5, 0.6, 0.8
#: a wish is outdone by the opposite one where that is so much plainer
OPPOSITE = {"leave": "join", "off": "join", "join": "leave", "yes": "absent"}
PLAINER = 0.2
REMOVES = pattern(r"\b(?:slet\w*|fjern\w*|stryg\w*|afmeld\w*|framel\w*|udmeld\w*|opsig\w*)\b")
ADDS = pattern(r"\b(?:tilmeld\w*|indmeld\w*|tilføj\w*|skriv\w*|sæt\w*|i\ stedet|overtag\w*)\b")
#: `han skriver selv, hvis han vil være med`, `det glemte jeg, da jeg kom med i netværket`
CONDITIONAL = pattern(
    r"\W*(?:(?:hvis|såfremt|if)\b|(?:da|dengang)\ (?:jeg|vi|han|hun)\ (?:kom|meldte|tilmeldte|skrev|blev|gik)\b|(?:kommer|er|bliver|når)\ (?:jeg|vi)\ (?:\w+\ ){0,2}(?:for\ sent|forsinke\w*|ikke)\b)"
)
#: `jeg har lige meldt mig ud af ét`
HAS_DONE = pattern(r"\b(?:har|havde)\ (?:\w+\ ){0,2}?(?:(?:til|af|fra|ud|ind)?meldt)\b")


@dataclass(frozen=True)
class Denial:
    """What sentences with such words do not do. below: only where the act is less likely than this."""

    acts: frozenset[str]
    words: re.Pattern[str]
    below: float = SURELY


DENIALS = (
    # `slet mit mobilnummer fra listen`: a detail goes, its owner stays
    Denial(
        frozenset({"leave", "off"}),
        pattern(
            r"\b(?:slet\w*|fjern\w*|stryg\w*|udelad\w*)\ (?:\w+\ ){0,4}?"
            r"(?:\w*(?:nummer|nr|telefon\w*|mail|mailadresse\w*|adresse\w*|titel|ean\w*|foto|billede))\b"
            r"|\b(?:slet\w*|fjern\w*|stryg\w*|streg\w*|drop\w*)\ (?:\w+\ ){0,2}?(?:\+?\d[\d ]{6,}|\S+@)"
        ),
    ),
    # `om afbuddet er nået frem`
    Denial(
        frozenset({"absent", "off", "leave", "join"}),
        pattern(
            r"\bom\ (?:\w+\ ){0,3}(?:afbud|afmelding|udmelding|tilmelding)\w*\ (?:\w+\ ){0,4}(?:nået\ frem|kommet\ (?:frem|igennem)|modtaget|registreret|noteret|landet)\b"
        ),
    ),
    # `jeg kommer ikke med bil`, `jeg kan ikke komme med forslag`: not the coming is denied
    Denial(
        frozenset({"absent", "off"}),
        pattern(
            r"\bikke\ (?:\w+\ )?(?:med|i)\ (?:samme\ )?(?:bil\w*|tog\w*|bus\w*|cykel\w*|fly\w*)\b|\bikke\ (?:længere\ )?(?:væk|udeblive\w*|forhindret|undvære(?!\ (?:mig|os))|lade\ være|alene|tomhændet|finde(?!\ (?:\w+\ )?(?:tid|plads)))\b|\bikke\b[^.]*,\ (?:at|hvorfor)\ (?:jeg|vi)\ ikke\b|\bingen\ (?:for)?hindring\w*|\bikke\ (?:\w+\ ){0,2}gå\ glip\b|\bikke\ til\ at\ (?:mangle|svigte|skuffe|udeblive|blive\ væk|melde\ (?:fra|afbud|pas))\b"
            r"|\bkomme\ med\ (?:et\ |en\ |flere\ |nogle\ |mit\ )?(?:forslag|input|bud|idé\w*|ændring\w*|kommentar\w*|svar|bidrag)\b"
        ),
    ),
    # `jeg kan ikke køre bil, så jeg tager toget`
    Denial(
        frozenset({"absent", "off"}),
        pattern(
            r"\bikke\ (?:\w+\ ){0,2}(?:køre|tage\ (?:bil\w*|tog\w*|bus\w*))\b[^.]*\b(?:jeg|vi)\ (?:tager|kommer|kører|hopper|snupper)\b(?!\ (?:\w+\ )?ikke\b)"
        ),
    ),
    # `jeg bekræfter hermed min afmelding`, `jeg kan alle andre dage end torsdag`
    Denial(
        frozenset({"join", "yes"}),
        pattern(
            r"\balle\ (?:\w+\ )?dage\ (?:end|undtagen|på\ nær)\b|\bbekræft\w*\ (?:\w+\ ){0,3}(?:afmelding\w*|afbud|framelding\w*|udmelding\w*)\b"
        ),
    ),
    # `I skal ikke tilmelde hende`, `vi skal være én mindre`, `jeg kom for sent til at tilmelde mig`
    Denial(
        frozenset({"join"}),
        pattern(
            r"\b(?:skal|behøver|må)\ (?:\w+\ )?ikke\ (?:at\ )?(?:tilmelde|(?:skrive|sætte|notere|føre|melde)\ (?:mig|os|ham|hende|dem)\b)|\b(?:en|to)\ (?:mindre|færre)\b(?!\ \w*(?:kommune|by|ø|forvaltning|afdeling)\w*)|\bundla?o?d\w*\b|\bkom\ (?:\w+\ )?for\ sent\b(?!.*\bmen\b)"
        ),
    ),
    Denial(frozenset({"join"}), pattern(r"\bgerne\ høre\b"), PLAINLY),
    # `jeg vil hverken afmelde mig eller …`, `jeg ønsker ikke at blive slettet`, `det var ikke meningen, at jeg skulle meldes ud`
    Denial(
        frozenset({"leave", "off"}),
        pattern(
            r"\b(?:ikke|hverken)\ (?:\w+\ ){0,2}?(?:(?:af|fra|ud)meld\w*|meldes\ (?:ud|fra|af)\b|(?:blive\ )?(?:slettet|fjernet|strøget|meldt\ (?:ud|fra|af))\b)|\bikke\ (?:min\ )?meningen,?\ at\b|\bundrer\b"
        ),
    ),
    # `til januar er jeg tilbage i flokken`: a member comes back
    Denial(
        frozenset({"join"}), pattern(r"\btilbage\ (?:i|på)\ (?:flokken|folden|rækken|rækkerne|holdet|kredsen|stolen)\b")
    ),
    # `mit navn mangler på listen`, `jeg er glad for, at jeg er med`
    Denial(
        frozenset({"join", "yes"}),
        pattern(r"\bmangler\ (?:\w+\ )?på\ (?:\w+\ )?\w*liste\w*|\bglad\ for,?\ at\ (?:jeg|vi)\ (?:er|blev|kom)\b"),
    ),
    # `vil du rette det på listen?`
    Denial(
        frozenset({"join"}),
        pattern(r"\b(?:ret|rette|rettes|rettet|ændre|ændres|opdater\w*|korriger\w*)\b"),
        PLAINLY,
    ),
    # `der udpeges ikke en ny deltager`
    Denial(frozenset({"join"}), pattern(r"\b(?:ingen|ikke\ (?:en|nogen|nogle))\b"), PLAINLY),
    # `min chef sagde ja`: who approves promises nothing
    Denial(
        frozenset({"yes"}),
        pattern(r"\b(?:sagde|siger|har\ sagt|fik|har\ fået)\ (?:\w+\ ){0,2}?ja(?:\ til)?\b(?!\ tak)"),
        PLAINLY,
    ),
    # `ja tak til at få materialet tilsendt`, `ja tak, jeg skal nok lade være`: something else is taken, or nothing
    Denial(
        frozenset({"join", "yes"}),
        pattern(
            r"\bja(?:\ tak)?\ til\ (?:at\ (?:få|modtage|høre|se|læse)\b|(?:\w+\ )?(?:materiale\w*|brochure\w*|nyhedsbrev\w*|kaffe\w*|frokost\w*|kontakt|en\ kop|en\ snak)\b)"
            r"|\b(?:skal|vil)\ (?:jeg\ |vi\ )?nok\ lade\ være\b"
        ),
    ),
    # `mødet skulle være aflyst`, `jeg har aflyst mit andet møde på torsdag`
    Denial(
        frozenset({"absent", "off"}),
        pattern(
            r"\bmøde\w*\ (?:\w+\ ){0,3}(?:er|være|blevet|bliver)\ (?:\w+\ )?(?:aflyst|flyttet|udsat)\b|\baflyst\ (?:mit|mine|et|alle)\ (?:andet|andre|møde\w*)\b"
        ),
    ),
    # `sidste gang måtte jeg melde afbud`, `jeg kunne ikke komme, da jeg lå syg`: that is over
    Denial(
        frozenset({"absent", "off"}),
        pattern(
            r"\b(?:sendte|meldte)\ (?:\w+\ )?afbud\b|\bhar\ (?:\w+\ ){0,2}?meldt\ (?:afbud|fra)\ til\ (?:et|en|alt|alle|de)\b|\bmåtte\ (?:\w+\ ){0,3}?melde\ (?:fra|afbud|pas)\b|\b(?:kunne\ (?:jeg|vi)|(?:jeg|vi)\ kunne)\ (?:\w+\ ){0,2}?ikke\ (?:komme|deltage|være\ med|nå)\b"
        ),
    ),
    # `jeg var tæt på at melde fra`
    Denial(frozenset({"absent", "off", "leave"}), pattern(r"\b(?:tæt\ på|lige\ ved|nær\ ved)\ at\b")),
    # `jeg kan ikke tale i telefon på onsdag`
    Denial(
        frozenset({"absent", "off"}),
        pattern(r"\bikke\ (?:\w+\ )?(?:tale|snakke|ringe|telefonere|tage\ telefonen|træffes|svare|besvare)\b"),
    ),
    # `sæt mig cc på indkaldelserne`
    Denial(frozenset({"join", "yes"}), pattern(r"\bmig\ (?:\w+\ ){0,2}?(?:cc|kopi)\b|\b(?:cc|kopi)\ (?:til\ )?mig\b")),
    # `skriv »Thea« på`: a reference on a bill
    Denial(frozenset({"join"}), pattern(r"\bskriv\w*\ [\"“”»«'][^\"“”»«']{1,40}[\"“”»«']")),
    # `han vil gerne ringes op`, `hun bad mig undersøge, om …`
    Denial(
        frozenset({"join", "yes"}), pattern(r"\bringes?\ op\b|\b(?:undersøge|finde\ ud\ af),?\ (?:om|hvorvidt|hvad)\b")
    ),
    # `af de tre møder må jeg melde fra til det første`
    Denial(
        frozenset({"join", "yes"}),
        pattern(r"^(?!.*\bmen\b).*\b(?:må|skal|nødt\ til\ at)\ (?:\w+\ ){0,3}?melde\ (?:fra|afbud|pas)\b"),
    ),
    # `han er opereret og sygemeldt frem til februar`, `jeg går på fædreorlov`: the post is kept
    Denial(frozenset({"left"}), pattern(r"\b(?:sygemeldt|opereret|indlagt|\w*orlov)\b")),
    # `I brugte helt rigtigt EAN …, så alt er i orden`
    Denial(
        frozenset({"update"}),
        pattern(r"\b(?:i|du)\ (?:brugte|har\ brugt)\ (?:helt\ )?(?:det\ )?(?:rigtigt?|rigtige|korrekte?)\b"),
    ),
    # `min egen linje er, som den skal være`
    Denial(frozenset({"update"}), pattern(r"\bsom\ den\ skal\ være\b")),
    # `direktøren, som deltager i jeres netværk`
    Denial(
        frozenset({"join", "yes"}),
        pattern(
            r",\ (?:som|der)\ (?:\w+\ )?(?:deltager|er\ med|er\ medlem|sidder)\ (?:i|af)\ (?:jeres\ |det\ |kl's\ )?netværk\w*"
        ),
    ),
    # `hun påstår at have tilmeldt mig`
    Denial(frozenset({"join", "yes", "leave"}), pattern(r"\bpåstå\w*\b")),
    # `giv gerne besked, når det er på plads`
    Denial(
        frozenset({"join", "yes"}),
        pattern(
            r"^\W*(?:giv|send|skriv)\ (?:\w+\ ){0,2}(?:besked|(?:en\ )?(?:bekræftelse|kvittering)|tilbage)\b(?![^.]*\bog\b)"
        ),
    ),
    # `jeg hedder nu Anja Falk, og sådan vil jeg gerne stå på listen`
    Denial(frozenset({"join"}), pattern(r"\bhedder\ (?:jeg\ )?(?:nu|fremover)\b[^.]*\bstå\b")),
    # `om min efterfølger vil med, må han selv afgøre`
    Denial(frozenset({"join", "yes", "leave"}), pattern(r"\b(?:må|skal)\ (?:han|hun|de|vedkommende)\ selv\b")),
    # `mon ikke jeg kommer`
    Denial(frozenset({"join", "yes", "absent"}), pattern(r"(?:^|:\ )\W*mon\b|\bburde\b")),
    # `tak, fordi I fik skrevet hende på`
    Denial(
        frozenset({"join", "leave", "off"}),
        pattern(
            r"\btak,?\ (?:fordi|for,?\ at)\ (?:i|du)\ (?:\w+\ )?(?:fik|har|havde|kunne|nåede|huskede|skrev|satte|tilmeldte)\b"
        ),
    ),
    # `Ole er ikke længere hos os`: of the place it says nothing
    Denial(
        frozenset({"leave", "off"}),
        pattern(r"^(?!.*\bnetværk).*\bikke\ længere\ (?:ansat|hos\ os|hos\ (?:kommunen|regionen)|i\ kommunen|her\b)"),
    ),
    # `min forgænger er meldt ud for længst`
    Denial(
        frozenset({"leave", "off"}),
        pattern(r"\b(?:er|blev)\ (?:\w+\ )?(?:meldt\ (?:ud|fra)|udmeldt|frameldt)\b(?![^.]*\bfra\ (?:i\ dag|nu)\b)"),
        PLAINLY,
    ),
    # `jeg melder mig ud af snakken`
    Denial(
        frozenset({"leave", "off"}),
        pattern(
            r"\bmeld\w*\ (?:\w+\ ){0,4}(?:ud\ af|fra)\ (?:\w+\ )?(?:\w*snak\w*|diskussion\w*|debat\w*|\w*tråd\w*|samtale\w*|korrespondance\w*|arbejdsgruppe\w*)\b"
        ),
    ),
    # `jeg er slettet af listen`, `hun blev afmeldt`: what has become of somebody is no wish
    Denial(
        frozenset({"leave", "off"}),
        pattern(
            r"\b(?:(?:er|blev|var)\ (?:jeg|vi|han|hun)|(?:jeg|vi|han|hun)\ (?:er|blev|var))\ (?:\w+\ ){0,2}?(?:slettet|fjernet|strøget|(?:af|ud|fra)meldt)\b"
        ),
    ),
    # `det siger jeg ikke nej til`, `jeg kunne ikke tilmelde mig`: that is no `nej tak`
    Denial(
        frozenset({"refuse"}),
        pattern(
            r"\bikke\ (?:at\ )?(?:sige\ |takke\ )?nej\b|\b(?:nødig|dumt|synd|svært)\ (?:\w+\ ){0,2}(?:sige|takke)\ nej\b"
            r"|\b(?:kan|kunne)\ (?:\w+\ ){0,2}?ikke\ (?:\w+\ )?(?:tilmelde|melde\ (?:mig|os)\ (?:til|ind))\b"
        ),
    ),
    # `kommer jeg for sent til Vejle, så begynd uden mig` asks for no place
    Denial(frozenset({"join"}), pattern(r"\b(?:begynd|start)\w*\ (?:\w+\ ){0,2}uden\ mig\b")),
    # `stryg ham på dagens deltagerliste`: from a meeting
    Denial(frozenset({"leave", "off"}), pattern(r"\b(?:dagens|mødets|torsdagens)\ (?:\w+\ )?\w*liste\w*")),
    # `klik her for at bekræfte min tilmelding`: what a button says
    Denial(frozenset({"join", "yes", "leave", "off"}), pattern(r"^\W*klik\w*\ (?:her|på)\b")),
    # `jeg vil gerne have en pause fra netværket`
    Denial(frozenset({"join", "yes"}), pattern(r"\bpause\b[^.]*\bnetværk")),
    # `jeg får meget ud af netværket`
    Denial(
        frozenset({"leave", "off"}),
        pattern(
            r"^(?!.*\b(?:men|så)\b).*\b(?:få|får|fået|fik)\ (?:\w+\ ){0,3}?(?:noget|meget|mere|lidt|intet|nok|godt)\ (?:\w+\ )?ud\ af\b"
        ),
    ),
    # `vi ses om ikke andet i Vejle`
    Denial(frozenset({"absent", "off", "leave"}), pattern(r"\bom\ ikke\ (?:andet|før)\b")),
    # `vi glæder os til at byde jer velkommen` is said by a hotel
    Denial(frozenset({"yes"}), pattern(r"\bbyde\ (?:jer|dig|dem)\ velkommen\b|\bvelkommen\ (?:til|hos)\ os\b")),
)


def is_no_wish(act: str, likelihood: float, whole: Mapping[str, float], clause: Clause) -> bool:
    """Tell whether the words of a clause, or of its sentence, or what else the sentence does, rule an act out.

    whole: how likely the whole sentence does each act. likelihood: of this act, by the clause that says it most plainly.
    """
    sentence = clause.sentence_folded
    if any(act in one.acts and likelihood < one.below and one.words.search(sentence) for one in DENIALS):
        return True
    if act in {"join", "leave", "off"} and likelihood < PLAINLY and HAS_DONE.search(clause.folded):
        return True
    if act in {"join", "yes"} and whole[act] < SAYS and CONDITIONAL.match(clause.folded):
        return True
    if act == "join" and whole["leave"] >= STRONG and _takes_away(sentence):
        return True
    opposite = whole.get(OPPOSITE.get(act, ""), 0.0)
    return opposite >= STRONG and likelihood < max(WEAK, opposite - PLAINER)


def _takes_away(sentence: str) -> bool:
    """`Vi skal ikke være med i netværket mere`, `slet mig som deltager`; not `slet Ole og tilmeld mig`."""
    return is_negated(sentence) or (bool(REMOVES.search(sentence)) and not ADDS.search(sentence))
