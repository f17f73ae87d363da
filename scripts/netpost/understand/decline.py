"""Clauses that say that somebody will not come to a meeting (afbud).

`Vi fik afbud fra leverandøren` and `hvis der kommer afbud` are none: it must be the writer's (or a named person's)
absence.
"""

from __future__ import annotations

from netpost.understand.reading import Intent
from netpost.understand.signals import NOT_NEGATED, Signal, is_negated, is_past, search_first
from netpost.understand.text import Clause, pattern

STRONG = (
    pattern(r"\bnødt\ til\ at\ (?:aflyse|melde\ (?:fra|afbud)|blive\ (?:hjemme|væk)|springe)\b"),
    pattern(
        r"""
        \b(?:melde[rs]?|meld|sende[rs]?|send|giver?|give|må|med|hermed|noter\w*|registrer\w*|kommer\ med
        |komme\ med|vil|skal|et|dette\ er|tage\ imod|modtag)\b(?:\s(?!ikke|ingen)\w+){0,6}?\safbud\b
        |^afbud\b(?!\s+(?:skal|kan|senest|meldes))|\bafbud\ (?:fra|på|til|for|herfra|i)\b|\b(?:sent|sene
        |det\ sene|sidste\ øjebliks)\ afbud\b|\bmå\ melde\ afbud\b
        """
    ),
    pattern(
        r"""
        \b(?:kan|kunne|får|når|har\ mulighed|mulighed\ for|i\ stand|ser\ mig)\b(?:\s\w+){0,8}?\s?(?:ikke
        |desværre\ ikke|alligevel\ ikke|hverken|ingen\ af|intet)\b(?:\s\w+){0,8}?\s?(?:komme|deltage
        |være\ (?:med|der|til\ stede)|nå|møde|møde\ op|afsted|af\ sted|møderne|mødet|med|til|i\ (?:aarhus|odense
        |vejle)|den|på|d)\b
        """
    ),
    pattern(r"\b(?:kan|får)\s(?:jeg|vi|han|hun)\b(?:\s\w+){0,4}?\s(?:ikke)\b"),
    pattern(
        r"""
        \bkan\b(?:\s\w+){0,6}?\s(?:ikke)\s*(?:$|[.,!]|den\ \d|d\.\ ?\d|på\ \w+dag|alligevel|desværre|til\ \w+
        |i\ \w+|deltage|komme)
        """
    ),
    pattern(
        r"""
        \b(?:kommer|deltager|møder|dukker|når|er\ der|er\ med|bliver|har\ mulighed|skal
        |nåede)\b(?:\s(?!for\ sent)\w+){0,6}?\s?(?:ikke|alligevel\ ikke|desværre\ ikke|heller\ ikke|hverken
        |ingen\ af)\b(?!\s(?:alene|kun|bare|uden|for\ sent))
        """
    ),
    pattern(
        r"""
        \b(?:ikke|hverken|heller\ ikke)\b(?:\s\w+){0,5}?\s(?:har\ mulighed|mulighed\ for|kan\ (?:komme|deltage
        |være|nå)|komme|deltage|kommer|deltager|dukker\ op)\b
        """
    ),
    pattern(
        r"""
        \b(?:er|bliver|blevet|desværre|været|føler\ mig)\b(?:\s\w+){0,6}?\s?(?:forhindret|optaget(?!\ (?:af
        |i\ netv|som|på))|afskåret|indisponeret)\b|\bforhindret\b|\b(?:forfald|udebliver)\b
        """
    ),
    pattern(
        r"""
        \b(?:må|bliver\ nødt\ til|er\ nødt\ til|nødsaget|vil|skal|tvunget|vælger
        |blive\ nødt)\b(?:\s\w+){0,8}?\s(?:springe\w*|blive\ (?:hjemme|væk)|melde\ (?:fra|pas|forfald|mig\ syg)
        |aflyse|undvære|stå\ over|udeblive|sige\ nej|pas+e|droppe|lade\ være|sidde\ over|skippe)\b
        """
    ),
    pattern(
        r"""
        \b(?:springer|hopper|står|sidder|dropper|skipper)\b(?:\s\w+){0,5}?\s(?:over|fra|af|mødet|aarhus|odense
        |vejle)\b|\b(?:aarhus|odense|vejle|mødet|den\ gang)\ (?:springer|dropper|skipper|må|bliver)\b
        """
    ),
    pattern(
        r"""
        \b(?:undskyld|uden|undvære)\s(?:mig|os|undertegnede)\b|\bklare\ (?:jer|sig|dig)\ uden\b|\b(?:mit
        |vores)\ fravær\b|\bfraværende\b|\bbliver\ (?:hjemme|væk)\b|\bblive\ hjemme\b
        """
    ),
    pattern(
        r"""
        \b(?:sygemeldt|ligger\ (?:\w+\ )*(?:syg|med)|er\ (?:\w+\ )*(?:syg|blevet\ syg|ramt)|blevet\ syg
        |meld\w*\ syg|sygdom|har\ (?:\w+\ )?(?:feber|influenza|covid))\b
        """
    ),
    pattern(
        r"""
        \b(?:nå[r]?|passer|går|holder|duer|fungerer|lykkes|klapper|lader\ sig)\b(?:\s\w+){0,5}?\s?ikke\b
        |\bkollider\w*|\bsammenfald\w*
        """
    ),
    pattern(
        r"""
        \b(?:melder\ (?:mig|os)\ syg|dobbeltbook\w*|overbook\w*|give\ afkald|(?:opgive[r]?|droppe[r]?
        |undlade[r]?|lade\ være\ med|afstå[r]?\ fra)\ at\ (?:komme|deltage|tage)|må\ (?:\w+\ )?undskylde
        |uden\ mig)\b|\bude\ af\ stand\ til\b|\bhar\ ikke\ (?:mulighed|tid)\b|\bumuligt\ (?:at|for)\b
        |\bafmelde[rs]?\b.{0,40}\b(?:møde\w*|aarhus|odense|vejle|den\ \d|på\ \w+dag|denne\ gang|næste\ gang)
        """
    ),
    pattern(
        r"""
        \b(?:hverken|ikke|ingen\ af)\b.{0,60}\blade\ sig\ gøre\b|\blade\ sig\ ikke\ gøre\b
        """
    ),
    pattern(r"\b(?:melde[rs]?|meld)\b(?:\s(?!ind\b|til\b)\w+){0,4}?\s(?:fra|pas|forfald)\b"),
    pattern(
        r"""
        \ber\ (?:\w+\ ){0,2}?ikke\ (?:\w+\ ){0,2}?med\b(?!\ (?:i|i\ netværk\w*|på\ (?:listen|den|mailen))\b)
        |\bikke\ (?:\w+\ ){0,2}?med\ (?:mig|os)\b|\bregne?\ (?:\w+\ ){0,2}?ikke\ med\ (?:mig|os)\b
        """
    ),
    pattern(
        r"""
        \b(?:can(?:not|'t|\ not)|won't|will\ not|unable|not\ able|am\ afraid)\b.{0,40}\b(?:make|attend|come|join
        |participate|be\ there|make\ it)\b|\b(?:have\ to|must)\ (?:cancel|skip|miss|decline|pass)\b
        |\bsend\ my\ (?:regrets|apologies)\b|\bmy\ apologies\ for\b
        """
    ),
    pattern(
        r"""
        \b(?:må\ melde\ forfall|melde\ forfall|kan\ ikke\ komme|dessverre|tyvärr|får\ förhinder|förhinder
        |kan\ inte)\b
        """
    ),
)
NOT_DECLINE = pattern(
    r"""
    \b(?:
        kunne\ (?:\w+\ ){0,3}?ikke\b[^.]*\b(?:sidst|sidste\ gang|i\ går|tidligere|dengang)
        |^(?:vores|jeres|en|den)\ (?:oplægsholder|taler|leverandør|konsulent)\w*
        |        håber\ (?:\w+\ )?ikke|ikke\ (?:\w+\ )?uden\ (?:mig|os)|ikke\ (?:\w+\ ){0,3}?forhindret
        |melder\ (?:\w+\ )?ikke\ afbud|hvis\ (?:der|nogen|i|du|jeg|vi|andre)\b.{0,40}\b(?:afbud|forhindret
        |springer|melder|ikke)|husk\b|senest|frist\w*|fik\ (?:\w+\ )?(?:\w+\ )?afbud|fået\ (?:\w+\ )?afbud
        |kommer\ (?:der\ )?(?:et\ |nogle\ )?afbud|\d+\ afbud|(?:to|tre|fire|fem|seks|syv|otte|ni|ti)\ afbud
        |afbud\ fratrukket|(?:antal|nogen|flere|mange|nye|ingen)\ afbud|skal\ afbud|afbud\ (?:skal|kan|meldes
        |fra\ (?:leverandør|oplægsholder|taler|konsulent)\w*)
        |kan\ (?:\w+\ ){0,3}ikke\ (?:finde|åbne|huske|se|læse|logge|komme\ ind|komme\ på\ (?:nettet|linket
        |siden)|få|betale|modtage|vente|lide|forstå|hente|sige|love|bruge|gennemskue|downloade|overskue
        |være\ (?:tilfreds|bekendt|i\ tvivl)|få\ (?:øje|fat)|bestemme|vurdere|forestille|anbefale|holde\ (?:mit
        |et|min|vores)|fremlægge|levere|lave|overnatte|spise|parkere|undvære|svare|ringe|skrive|afvise|udelukke
        |nok|komme\ i\ kontakt|gå\ glip|klage|tilgå|printe|genkende|mindes)
        |(?:virker|findes|fremgår|husker|tror|ved|kender|står|har\ (?:ikke\ )?(?:modtaget|fået|hørt|set)|glemmer
        |betyder|skyldes|vedrører|gør|fik|er\ (?:ikke\ )?(?:fundet|modtaget|kommet|klar|nødvendig\w*|relevant\w*
        |afklaret|besluttet|ansat|medlem|tilmeldt|længere))\b(?:\s\w+){0,2}\ ikke|ikke\ (?:modtaget|fået|hørt
        |set|medlem|ansat|fundet|enig|noget\ problem|længere|mere)
        |skal\ (?:\w+\ )?ikke\ (?:selv|gøre|bruge|være\ (?:der|for|noget)|betale|stå|have|længere|med\ længere
        |koste|forstyrre)|skal\ ikke\ (?:selv\ )?med|jeg\ skal\ ikke\ selv|kommer\ ikke\ til\ at\ (?:betale
        |koste)|er\ ikke\ (?:fundet|stort)
    )\b
    """
)
IN_BRACKETS = pattern(r"\([^()]*\)\ ?")
#: `Hvorfor kan jeg ikke …`, `det er ikke muligt at tilmelde`: fault reports, no absence.
FAULT = pattern(
    r"""
    \b(?:link\w*|side|siden|hjemmeside\w*|login|password|fil|filen|pdf|vedhæft\w*|system\w*|formular\w*
    |faktura\w*|ean|web\w*|dokument\w*|slides\w*|kode|adresse\w*)\b
    """
)


def find_decline(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that announce an absence."""
    signals = []
    for clause in clauses:
        text = clause.folded
        if clause.is_question and not pattern(r"\b(?:må|vil|kan)\ (?:du|i|jeg|vi)\b").search(text):
            continue
        text = NOT_NEGATED.sub(" ", IN_BRACKETS.sub("", text))
        match = search_first(STRONG, text)
        if (
            match is None
            or NOT_DECLINE.search(text)
            or (FAULT.search(text) and "afbud" not in text and "forhindret" not in text)
        ):
            continue
        if (
            "afbud" in match[0]
            and is_negated(text)
            and not pattern(r"\bikke\ (?:kan|kommer|deltage|komme)|kan\ \w*\ ?ikke").search(text)
        ):
            continue
        if "afbud" in match[0] and is_past(text):
            continue
        if match[0] == "forhindret" and is_negated(text):
            continue
        signals.append(Signal(Intent.DECLINE, clause, kind="afbud" if "afbud" in text else ""))
    return signals
