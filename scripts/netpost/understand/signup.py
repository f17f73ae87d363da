"""Clauses that ask for somebody to join the network, with and without the word `tilmelde`.

Strong: `tilmeld mig`, `sæt mig på`, `vil gerne være med`. Weak (they need an invitation that they answer): `ja
tak`, `jeg deltager`.
"""

from __future__ import annotations

from netpost.understand.reading import Intent
from netpost.understand.signals import (
    GENERIC,
    Signal,
    is_foreign,
    is_negated,
    is_negated_near,
    is_past,
    is_request,
    search_first,
)
from netpost.understand.text import Clause, pattern

STRONG = (
    # tilmelde in all forms; `tilmeldt` only as a wish
    pattern(
        r"""
        \b(?:tilmeld|tilmelder|tilmelde|tilmeldes|indmeld|indmelder|indmelde|indmeldes)\b(?!\s+(?:dig|jer
        |sig)\b)
        """
    ),
    pattern(
        r"""
        \b(?:vil|ønsker?|skal|bedes|gerne|hermed|må|kan|vil\ gerne|skulle|få|få\ mig|blive|bliver
        |være)\b(?:\s\w+){0,5}\s(?:tilmeldt|indmeldt|meldt\ (?:til|ind)|optaget)\b
        """
    ),
    pattern(
        r"""
        \b(?:hermed|min|mit|vores|min\ og\ \w+s|som|en|to|tre|følgende|her\ kommer|her\ er|sender
        |modtag)\b(?:\s\w+){0,4}\s(?:tilmelding(?:er|en)?|indmeldelse)\b(?!\s*(?:sfrist|frist|slink|ssystem))
        """
    ),
    pattern(r"\b(?:tilmelding(?:er|en)?|indmeldelse)\s+(?:af|fra|til|for|på)\s"),
    # melde … til / ind / på banen
    pattern(
        r"""
        \b(?:meld|melder|melde|meldes)\b(?:\s[^\s,.]+){0,6}?\s(?:til|ind|på\ banen|på\ listen|på|under\ fanerne
        |klar)\b(?!\s+bage)
        """
    ),
    # sætte, skrive, notere, føre … på, op, med
    pattern(
        r"\b(?:(?:skriver|sætter|noterer|fører|tilføjer|opretter|booker)(?=\ (?:du|i)\ )|sæt|sætte|sættes"
        r"|skriv|skrive|skrives|før|føre|føres|føj|føje|føjes|notér|noter|notere|noteres|put|putte|tag|tage"
        r"|tages|få|book|booke|registrer|registrere|registrér|tilføj|tilføje|tilføjes|hægte?|skrevet|sat"
        r"|noteret|ført|bogfør|opfør|opføres|opføre|inkluder\w*|opret|oprette|oprettes|optag|optage"
        r"|registreres)\b"
        r"(?=.*\b(?:mig|os|undertegnede|ham|hende|dem|min|vores|navn\w*|disse|følgende|to|tre|en"
        r"|[a-z]+\ [a-z]+)\b).{0,70}?\b(?:på|op|med|til|ind|som\ deltager\w*|deltagerliste\w*|på\ listen"
        r"|listen|holdet|plads\w*)\b(?!\s+(?:tlf|telefon|mobil|nummer|adresse|slides|referat|oplæg|at\ \w+))"
    ),
    # en plads
    pattern(
        r"""
        \b(?:vil|ønsker?|må|kan|kunne|gerne|reserver|reservere|reservér|sikre|hold|holde|gem|book|booke|få|have
        |tager|snuppe|bede\ om|bestiller?|søger?|ansøger?|tildel\w*)\b(?:\s\w+){0,6}\s(?:plads(?:en|er|erne)?
        |stol|deltagerplads\w*)\b(?!\s+(?:tilbage|til\ rådighed))
        """
    ),
    # ville være med
    pattern(
        r"""
        \b(?:vil|vi\ vil|jeg\ vil|skal|kunne|ønsker?|må|lyst\ til|glad\ for
        |gerne)\b(?:\s(?!ikke\b)\w+){0,6}?\s(?:være?\ med?|med\ i\ (?:\w+\s)?netværk\w*|gå\ med|komme\ med
        |med\ til|gerne\ med|ind\ i\ netværk\w*|med\ ombord|om\ bord|med\ på\ (?:holdet|listen|vognen)|deltage
        |slutte\ (?:mig|os)|indgå|medlem\w*|del\ af|med\ i|blive\ (?:en\ )?del|starte\ i|begynde\ i|høre\ til
        |hægtes\ på|gå\ ind\ i|træde\ ind|indtræde|optages)\b
        """
    ),
    pattern(
        r"""
        \b(?:vil|skal)\s(?:\w+\s){0,3}?(?:gerne|meget\ gerne|hjertens\ gerne|frygtelig\ gerne|rigtig\ gerne|godt
        |også|da|bestemt|også\ gerne)\s+med\b
        """
    ),
    pattern(
        r"""
        \b(?:vil|skal)\s(?:jeg|vi)\s(?:\w+\s){0,2}?gerne\s(?:på|med|være\ på)\b|\b(?:jeg
        |vi)\svil\s(?:\w+\s){0,2}?gerne\spå\b
        """
    ),
    pattern(r"\b(?:der|det|dem)\s(?:vil|skal)\s(?:jeg|vi)\s(?:\w+\s){0,2}med\b"),
    pattern(
        r"""
        \bdeltager\s(?:\w+\s){0,2}(?:gerne|meget\ gerne|hellere\ end\ gerne|hjertens\ gerne|med\ glæde
        |med\ fornøjelse)\b|\b(?:gerne|glæde|fornøjelse)\s(?:deltage|deltager)\b|\bgerne\ (?:med|være\ med
        |have\ \w+\ (?:med|af|vores))\b
        """
    ),
    # optagelse, indtræden
    pattern(
        r"""
        \b(?:anmode|anmoder|ansøge|ansøger|bede|beder|ønsker?|søger?|ansøgning|vil|gerne)\b.{0,50}\b(?:optagelse
        |optages|optaget|tilknyttet|tilknyttes|indskrevet|indskrives|indlemmet|indlemmes|indtræden|indtræde|medlemskab|deltagelse|deltage|blive\ medlem)\b
        """
    ),
    pattern(
        r"""
        \b(?:jeg|vi|undertegnede)\s(?:\w+\s){0,2}(?:indtræder|tilslutter\ (?:mig|os)|hopper|springer
        |slutter\ (?:mig|os)|joiner|kobler\ (?:mig|os)|hægter\ (?:mig|os)|stiller\ (?:op|med)|tager\ (?:imod
        |i\ mod)\ (?:tilbuddet|invitationen|pladsen)|takker\ ja|siger\ ja|melder)\b(?!\s(?:over|fra|tilbage|af))
        """
    ),
    pattern(r"\b(?:netværk\w*|det|dette|den\ her)\b.{0,30}\b(?:lige\ (?:noget|et\ netværk)\ for\ (?:mig|os))\b"),
    pattern(
        r"""
        \b(?:besluttet|valgt|aftalt|nikket|godkendt)\b.{0,60}\b(?:gå\ (?:med|ind)|deltage|være\ med|melde
        |tilmelde)\b
        """
    ),
    # norsk, svensk, engelsk
    pattern(
        r"""
        \b(?:melde\ (?:meg|oss|på)|sette?\ (?:meg|oss)\ opp|skriva?\ (?:upp\ )?mig|hänger\ (?:gärna\ )?på
        |meld\ (?:meg|oss)|påmelding|påmelde|anmaela|anmaelan|anmaeler|vill\ (?:\w+\s)*(?:delta|vara\ med)
        |delta\ i|skriva?\ upp)\b
        """
    ),
    pattern(
        r"""
        \b(?:sign\ (?:me|us)\ up|(?:like|love|want|wish|delighted|happy|glad|keen|pleased)\ to\ (?:join
        |participate|take\ part|attend|sign\ up|register|be\ (?:part|included))|(?:register|enroll?|add|include
        |put|sign)\ (?:me|us|my|the\ following|him|her)\b|please\ (?:register|enroll?|add|include
        |consider\ this)|i\ (?:hereby\ )?(?:register|join|sign\ up)|joining\ the\ network)
        """
    ),
)
#: Promises of oneself: to a network that the mail names, a sign-up; to a meeting, a yes.
PROMISE = (
    pattern(
        r"\baccepter(?:er|e)\b|^\W*(?:en\ )?plads\ til\ (?:mig|os)\b|\b(?:er\ (?:jeg|vi)|jeg\ er|vi\ er)\ klar\ på\b"
    ),
    pattern(r"\b(?:vil|ønsker)\ (?:\w+\ ){0,3}?(?:skrives|sættes|noteres|føres)\ (?:på|op|ind)\b"),
    pattern(
        r"""
        \b(?:lad\ mig\ (?:\w+\ )?(?:komme\ med|være\ med|deltage)|(?:mit|vores)\ svar\ er\ (?:\w+\ )?ja|(?:stort
        |klart|rungende|varmt|entydigt)\ ja|får\ (?:mig|os)\ med|hænger\ (?:\w+\ )?på|tilslutter\ (?:mig|os)
        |er\ lige\ (?:mig|os|noget\ for)|(?:booker|reserverer|bestiller|tager
        |snupper)\ (?:\w+\ ){0,2}(?:plads\w*|stol))\b
        """
    ),
    pattern(r"\b(?:takker|siger|sige|takke)\s(?:\w+\s){0,3}ja\b(?!\s+til\ at\s+(?!deltage|være))"),
    pattern(
        r"""
        \b(?:jeg|vi|undertegnede)\s(?:er|går|hopper)\s(?:\w+\s){0,2}?(?:på|med|ombord|om\ bord|klar
        |frisk)(?=\s*(?:$|[.!,)]|på\ den|igen|herfra|fra|til|i\ netværk\w*|på\ netværk\w*))
        """
    ),
    pattern(r"\b(?:regn|regne|tæl|tælle)\b(?:\s\w+){0,3}?\s(?:med|mig|os)\b(?!\s+at)(?!\w)"),
    pattern(r"\b(?:count\ (?:me|us)\ in|i(?:'m|\ am)\ in)\b"),
)
WEAK = (
    pattern(
        r"""
        \b(?:ser\ (?:meget\ )?frem|glæder\ (?:mig|os))(?:\ \w+){0,2}?\ til\ at\ (?:deltage|indtræde|være\ med
        |komme\ med|møde\ jer)\b|\bbenytte\ (?:mig|os)\ af\b|\btager\ (?:gerne\ |med\ glæde\ )?i\ ?mod\b
        |\bvil\ (?:jeg|vi)\ (?:\w+\ ){0,3}?(?:tage\ i\ ?mod|sige\ ja)\b|\bdet\ vil\ (?:jeg
        |vi)\ (?:\w+\ ){0,2}?gerne\b|\b(?:vil|skal)\ (?:jeg|vi)\ da\ være\ med\b
        """
    ),
    pattern(
        r"""
        ^\W*(?:hej\W+\w+\W+)?(?:ja\ tak|ja\ mange\ tak|ja\ gerne|meget\ gerne|gerne|ja|jo\ tak|yes\ please|yes
        |jep|jeps|det\ vil\ (?:jeg|vi)\ gerne|med\ glæde|selvfølgelig|naturligvis|helt\ sikkert|tak\ ja)(?=\W*$
        |[\s,!.–-])
        """
    ),
    pattern(
        r"""
        \b(?:jeg|vi|undertegnede|[a-z]+\ kommune|følgende(?:\ \w+)?)\s(?:\w+\s){0,2}?(?:deltager|kommer
        |stiller)\b
        """
    ),
    pattern(
        r"""
        \b(?:er\ med|er\ på|er\ frisk|den\ er\ god|er\ jeg\ (?:med|på)|tager\ jeg|det\ lyder\ (?:godt
        |spændende)\W+jeg\ er\ med|er\ klar|er\ i\ kalenderen)\b
        """
    ),
    pattern(r"\b(?:tilmelding(?:er)?|deltagelse|deltager(?:e)?\ til)\b"),
)
#: A clause that has sign-up words and is none.
NOT_SIGNUP = pattern(
    r"""
    \b(?:
        hvordan|hvornår\ (?:er|skal)|skriv\w*\b.{0,70}\bpå\ (?:regning|faktura)\w*|tilmeldingsfrist\w*|tilmeldingslink\w*
        |tilmelding\w*\ (?:til|på|via|sker|foregår|kan\ ske)\ (?:\w+\ ){0,3}?(?:\S+@\S+|www\S*|http\S*|link\w*|hjemmeside\w*|mail)|frist\w*\ for\ tilmelding
        |sidste\ frist|bekræftelse(?:n|r)?\ (?:på|af)\ (?:min|vores|vedkommendes)?\ ?tilmelding|(?:se
        |ser)\ (?:\w+\ ){0,2}bort|ignorer\w*|glem\ |kvittering\ for|modtaget\ (?:min|vores|hans|hendes
        |en)\ tilmelding
        |(?:trække|trækker|annuller\w*|slet\w*|fortryde\w*|fortryder|ophæve\w*|tilbagekald\w*
        |aflys\w*)\ (?:\w+\ ){0,3}tilmelding\w*|tilmelding\w*\ (?:tilbage|slettet|annulleret
        |er\ (?:en\ )?(?:fejl|bekræftet|registreret|modtaget))|antal\ tilmeld\w*|liste\w*\ over\ tilmeld\w*
        |de\ tilmeldte|tilmeldte\ deltagere
        |melde[r]?\ (?:mig\ |os\ )?(?:fra|af|ud|afbud|tilbage|noget|syg)|meld\ (?:fra|afbud|ud|tilbage)
        |meldt\ fra|sætte?\ (?:stor\ )?pris\ på|sat\ pris|ring|ringe|sætte?\ (?:dig|jer|sig)|skriv\ (?:til|hvis
        |gerne\ til)|tage\ (?:kontakt|stilling|fat|bilen|toget|mig\ af)|tager\ (?:bilen|toget|færgen)
        |blive\ (?:stående|på|ved)|bliver\ (?:stående|i\ netværket|på\ listen)|beholde|fortsætte\w*
        |(?:slette|slettes|fjerne|tage|tages|tag|streg\w*|stryg\w*|slet|fjern)\ (?:\w+\ ){0,4}?(?:af|fra)\b|ud\ af
        |sætte\ (?:kryds|et\ kryds|ind\ i|gang)|medmindre|ville\ have\ været|ville\ gerne\ have
        |skulle\ have\ været|være\ med\ i\ (?:et\ )?(?:møde|et)\ om|(?:vil|kan|skal|må|at)\ (?:\w+\ ){0,2}?videresende|tage\ med\ (?:til|hjem)
        |tidligere\ (?:med|deltaget)|send\ (?:mig|os)|sende\ (?:mig|os)
        |pause|bero|(?:på|som|sæt\w*)\ (?:mig\ |os\ )?b?cc|i\ kopi|kopi\ til|orientering|skrive\ (?:under|til|ned)|(?:skriv|skrive|sæt|notér
        |noter|føj|tilføj)\ (?:\w+\ ){0,5}?(?:på\ (?:faktura\w*|regning\w*)|rekv\w*|ean\w*|mit\ nye|min\ nye
        |som\ reference)|faktura\w*\ (?:bedes|skal|kan)|tag\ (?:godt|pænt)|få\ (?:at\ vide|refunder\w*|fat
        |tilsendt|slides|referat\w*|svar|sendt|oplæg\w*|adgang|kopi)|få\ en\ (?:faktura|bekræftelse|status|snak
        |liste|deltagerliste|kvittering)|parkeringsplads\w*|p-plads\w*|hotel\w*|overnat\w*
        |få\ tilsendt|få\ den|få\ det|bringe\ med|tage\ (?:en\ )?(?:computer|pc|bærbar)|tage\ (?:ham|hende
        |en\ kollega|kolleg\w*)\ med|tage\ \w+\ med\ på\ (?:bussen|toget)
    )\b
    """
)


#: `… og glæder mig til at høre, hvordan I gør`: what follows asks nothing and wishes nothing.
SUBORDINATE = pattern(r",\s+(?=hv(?:ordan|ad|or|ornår|em|ilke\w*)\b)")
#: Who remains a member does not join.
REMAINS = pattern(
    r"""
    \b(?:fortsat|stadig(?:væk)?|fortsætte\w*|forblive\w*|vedblive\w*)\b(?:\s\w+){0,4}?\s(?:medlem\w*|modtage
    |på\ (?:listen|holdet))\b
    """
)


def find_signup(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that ask for a place in the network."""
    signals = []
    for clause in clauses:
        text = SUBORDINATE.split(clause.folded, maxsplit=1)[0]
        if (
            is_foreign(text)
            or is_past(text)
            or (GENERIC.search(text) and not is_request(text))
            or NOT_SIGNUP.search(text)
            or REMAINS.search(text)
        ):
            continue
        strong = search_first(STRONG, text)
        if strong:
            if not is_negated_near(text, strong) and (not clause.is_question or is_request(text)):
                signals.append(Signal(Intent.SIGNUP, clause))
        elif not is_negated(text) and not clause.is_question and search_first((*PROMISE, *WEAK), text):
            kind = "promise" if search_first(PROMISE, text) else ""
            signals.append(Signal(Intent.SIGNUP, clause, is_strong=False, kind=kind))
    return signals
