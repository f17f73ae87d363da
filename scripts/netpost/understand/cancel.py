"""Clauses that say that somebody leaves the network altogether.

Strong: it names the network, the membership or the list, or says `helt`. Weak: `afmeld mig` alone, which may mean
one meeting.
"""

from __future__ import annotations

import re

from netpost.understand.reading import Intent
from netpost.understand.signals import FOREIGN, Signal, is_negated, is_request, search_first
from netpost.understand.text import Clause, pattern

LEAVE = (
    pattern(
        r"""
        \b(?:afmeld|afmelde|afmelder|afmeldes|afmeldt|afmelding|framelde?|framelder|frameldes|framelding
        |udmelde?|udmelder|udmeldes|udmeldt|udmeldelse|udmelding|opsig|opsige|opsiger|opsiges|opsigelse|udtræde
        |udtræder|udtræden|fratræde\ netværk\w*)\b(?!\s+(?:dig|jer|sig)\b)
        """
    ),
    pattern(
        r"""
        \b(?:meld|melde|melder|meldes|meldt)\b(?:\s(?!ind\b|til\b)\w+){0,5}?\s(?:ud|fra|af)\b(?!\s(?:os|kommunen
        |min)\b)
        """
    ),
    pattern(
        r"""
        \b(?:slet|slette|slettes|fjern|fjerne|fjernes|stryg|stryge|stryges|slettet|fjernet|strøget|streg|strege
        |tag|tage|tages|skriv|skrive|skrives|pil|pille|hiv)\b(?:\s\w+){0,7}?(?<!\ en)(?<!\ et)(?<!\ to)(?<!\ del)\s(?:af|fra|ud|væk)\b
        """
    ),
    pattern(
        r"""
        \b(?:slet|slette|slettes|stryg|stryges|stryge|fjern|fjerne|fjernes|streg)\s(?:\w+\s)?(?:mig|os|ham|hende
        |dem|vedkommende|undertegnede|min|vores|begge|[a-z]+)\b
        """
    ),
    pattern(
        r"""
        \b(?:stopper|stoppe|stop|ophører|ophøre|slutter|slutte|forlader|forlade|dropper|droppe|udgår|udgå|træder
        |træde|trækker|trække|springer|springe|hopper|hoppe|falder|ryger|afslutter|afslutte
        |nedlægger)\b(?:\s\w+){0,6}?\s(?:netværk\w*|medlemskab\w*|deltagelse\w*|tilmelding\w*|plads\w*|ud|af|fra
        |farvel|som\ (?:medlem|deltager)|forløbet|tilbage|samarbejde\w*|deltagerlisten)\b
        """
    ),
    pattern(
        r"""
        \b(?:ikke\ længere|ikke\ mere|ej\ længere)\b.{0,50}\b(?:med|medlem\w*|deltage\w*|stå|være|figurere
        |netværk\w*|liste\w*|fortsæt\w*|i\ stand|skal\ være)\b
        """
    ),
    pattern(
        r"""
        \b(?:ønsker|vil|kan|skal|kommer|agter|har|får)\b.{0,30}\bikke\b.{0,20}\b(?:fortsætte|forlænge
        |være\ (?:en\ )?(?:med|del)\b.{0,30}\b(?:længere|mere|netværk)|forny)
        """
    ),
    pattern(
        r"""
        \b(?:takker|takke)\s(?:(?:jeg|vi|hermed|nu|så|derfor|desværre|dog|altså)\s){0,3}(?:af|farvel)\b
        |\b(?:siger|sige)\b(?:\s(?!ja\b)\w+){0,6}?\s(?:farvel|op|fra)\b|\b(?:går|gå)\s(?:\w+\s){0,2}ud\ af\b
        """
    ),
    pattern(
        r"""
        \b(?:ikke)\b.{0,40}\bnetværk(?:et|ets)?\b(?:\s\w+){0,3}\s(?:mere|længere)\b
        |\bfortsætter\ (?:\w+\ ){0,2}?ikke\b|\bikke\ fortsætter?\b
        """
    ),
    pattern(
        r"""
        \b(?:vil|ønsker|skal|må)\b(?:\s\w+){0,7}?\sud\ af\ (?:det|netværk\w*|gruppen|listen|forløbet)\b
        |\bskal\ ikke\ (?:længere\ )?(?:stå|figurere|optræde)\b
        """
    ),
    pattern(
        r"""
        \b(?:farvel\ til|exit|sidste\ dag\ i|er\ ude\ af|ud\ af)\s(?:\w+\s){0,2}?(?:netværk\w*|gruppen
        |forløbet)\b
        """
    ),
    pattern(
        r"""
        \b(?:annuller\w*|tilbagekald\w*|ophæv\w*|trække|trækker|fortryd\w*|slet\w*|bortfald\w*
        |stopper)\b(?:\s\w+){0,5}?\s(?:tilmelding\w*|deltagelse\w*|medlemskab\w*|plads\w*)\b
        """
    ),
    pattern(
        r"""
        \b(?:medlemskab\w*|deltagelse\w*|plads\w*|tilmelding\w*)\b(?:\s\w+){0,5}?\s(?:ophør\w*|slut\w*
        |bortfald\w*|opsig\w*|annuller\w*|slett\w*|nedlæg\w*|frigiv\w*|gives\ videre|stopper|udgår)\b
        """
    ),
    pattern(
        r"""
        \b(?:se|ser|ignorer\w*|glem)\b(?:\s\w+){0,3}?\s(?:bort\ fra\ )?(?:min|vores|mine|hans
        |hendes)\ tilmelding\w*
        """
    ),
    pattern(r"\bfortryd(?:er|t)\b|\b(?:tilmeldt|meldt\ til)\b.{0,20}\bved\ en\ fejl\b"),
    pattern(
        r"""
        \b(?:remove|unsubscribe|withdraw|delete|drop|cancel)\b.{0,40}\b(?:off|from|me|us|membership
        |list|network|participation|out|registration)\b|\b(?:take|taken)\b.{0,40}\b(?:off|out\ of)\b
        |\bopt\ out\b|\b(?:leave|leaving|quit|quitting)\b.{0,20}\bnetwork\b
        |\bno\ longer\b.{0,40}\b(?:part|member|participate|able)\b|\bunsubscribe\b
        """
    ),
    pattern(
        r"""
        \b(?:meld(?:e|er)?\ (?:meg|oss)\ (?:\w+\ ){0,2}?(?:av|ut)|(?:stryk|slett|fjern|ta)\ (?:meg|oss|mig)\b
        |stryk\ mig|ta\ bort\ mig|avmelde\w*|avregistrer\w*|avanmäl\w*|utträd\w*|lämna[r]?\ nätverk\w*
        |säga\ upp)\b
        """
    ),
    pattern(
        r"""
        \b(?:skriv|skrive|skrives|tag|tage|tages|sæt|sættes)\s(?:\w+\s){0,4}(?:af)\s(?:listen|netværk\w*
        |deltagerlisten)\b
        """
    ),
)
HAS_LEFT = pattern(
    r"""
    \b(?:er|har|blev|bliver|fratræder|er\ nu)\b(?:\s\w+){0,4}?\s?\b(?:fratrådt|fratræder|stoppet\ (?:i|hos|her
    |som|med|pr)|stoppet\b|gået\ på\ (?:pension|efterløn)|holdt\ op|ikke\ længere\ ansat|afgået\ ved\ døden|død
    |opsagt\ sin|rejst|har\ forladt|sagt\ op|afskediget)\b|\b(?:går|gået)\ på\ (?:pension|efterløn)\b
    |\bhar\ (?:forladt|opsagt|afsluttet)\ (?:kommunen|sin\ stilling|stillingen|min\ stilling|mit\ job
    |min\ ansættelse)|\bikke\ længere\ ansat\b|\bfratræder\b
    |\bskifter\ (?:jeg\ |vi\ )?(?:\w+\ ){0,2}?(?:til\ (?:det\ private|en\ (?:ny|anden)|et\ nyt)|job|stilling
    |arbejdsplads)\b|\bstopper\ (?:i|hos|som)\b
    """
)
NETWORK = pattern(
    r"""
    \b(?:netværk\w*|netv|medlemskab\w*|medlem|network\w*|nätverk\w*|nettverk\w*|deltagerliste\w*|medlemsliste\w*
    |listen|lister|list|helt|fuldstændig\w*|alle\ (?:møder\w*|tre|resterende)|forløbet|resten\ af|permanent
    |for\ altid|kredsen|gruppen|membership|pladser|permanent|holdet|mailing\w*|mailinglisten)\b
    """
)
#: Words of leaving that are about something else.
NOT_CANCEL = pattern(
    r"""
    \b(?:tage\w*\ (?:\w+\ ){0,2}(?:billede\w*|notat\w*|kontakt)|tag(?:e|er)?\ (?!mig|os|ham|hende|dem|min|vores
    |navnet)(?:\w+\ ){0,3}af\ (?:dig|jer|deltagerlisten|sagen|det)|trække\ (?:vejret|i\ land)|tage\ fra\ (?:bord
    |sted)|tager?\ (?:bussen|toget|bilen)\ fra|melde\w*\ (?:\w+\ )?(?:noget|nyt)\ ud|hvad\ angår
      |skriv\w*\ (?:\w+\ ){0,3}?fra\ (?:min|mit|en)|går\ (?:ud\ fra|fra\ borde\ med)|går\ ud\ fra
      |springer\ (?:\w+\ )?over|fra\ (?:mødet|aarhus|odense|vejle)\ af|ud\ over|ud\ fra|hvis\ (?:nogen|andre
      |der)\ \w+|lister\ over|få\ (?:\w+\ )*(?:slides|svar|noget|gavn|udbytte|mere)\b|(?:fået?
      |får)\ (?:\w+\ )*ud\ af(?!.*\bud\ af)|tilbage\ (?:til|fra|på|i)\ |slutter\ (?:mødet|vi|det|kl|dagen
      |mig\ til)|går\ fra\ borde
      |meld\w*\ (?:\w+\ ){0,3}(?:ind|til|os\ til|mig\ til)\ |annuller\w*\ (?:faktura|hotel|mødet|kreditnota)
      |hvordan\ (?:afmelder|framelder)|afbestil\w*|flytter\ fra|^(?:\w+\ ){0,2}(?:netværket|mødet
      |møderne)\ (?:stopper|slutter|ophører)|(?:kl|hvornår)\b.*\ (?:stopper|slutter)|rettes?\ fra|ændre\w*\ fra
      |fjern\w*\ (?:den|det)\ gamle|(?:slet\w*|fjern\w*|stryg\w*)\ (?:\w+\ ){0,3}?(?:titel\w*|nummer\w*
      |adresse\w*|mail(?!ing)\w*|telefon\w*|ean\w*|faktura\w*|linje\w*)|slet\w*\ (?:den|det)\ (?:gamle|forrige
      |tidligere)|tag\w*\ (?:\w+\ )?(?:med|imod)|går\ (?:\w+\ )?i\ gang|skriver\ fra|skriver\ (?:derfor\ )?fra
      |sendt\ fra|afmeldingsfrist\w*|oplæg\w*\ fra|slides\w*\ fra|materiale\w*\ fra|referat\w*\ fra|hilsen\ fra
      |fri\ fra|tog(?:et)?\ fra)\b
    """
)


def find_cancel(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that end a membership."""
    signals = []
    for clause in clauses:
        text = clause.folded.replace("netvaerksmoede", "moede")
        if NOT_CANCEL.search(text) and not (NETWORK.search(text) and search_first(LEAVE[:1], text)):
            continue
        if is_about_others(text) or (clause.is_question and not is_request(text)):
            continue
        match = search_first(LEAVE, text)
        if match is None:
            continue
        if is_denied_cancel(_near(text, match)):
            signals.append(Signal(Intent.CANCEL, clause, is_strong=False, kind="denied"))
            continue
        sentence = clause.sentence_folded.replace("netvaerksmoede", "moede")
        strong = bool(NETWORK.search(text) or NETWORK.search(sentence))
        signals.append(Signal(Intent.CANCEL, clause, is_strong=strong))
    return signals


STAYS = pattern(
    r"""
    \b(?:(?:bliver|blive|forbliver|fortsætter|fortsætte|beholder|beholde|bibeholder|vedbliver)\b(?:\s(?!nødt
    |ikke|tvunget|droppe|slettet|fjernet|meldt|afmeldt|frameldt|taget|strøget|ved
    |udmeldt)\w+){0,3}?\s?(?:stående|netværk\w*|på\ listen|medlem\w*|med|min\ plads|pladsen|deltager)|(?:fortsat
    |stadig(?:væk)?|gerne\ stadig|stadig\ gerne)\b(?:\s\w+){0,4}\s(?:med|medlem|netværk\w*|på\ listen|stå)
    |ikke\ en\ (?:afmelding|opsigelse|udmelding)|(?:er|gælder)\ kun\ (?:mødet|aarhus|odense|vejle|denne|den
    |det))\b
    """
)


def _near(text: str, match: re.Match[str]) -> str:
    """Return what matched with the words right around it, from the last `og` or comma on."""
    before = re.split(r"\bog\b|,", text[max(0, match.start() - 30) : match.start()])[-1]
    return before + text[match.start() : match.end() + 12]


def is_about_others(text: str) -> bool:
    """Tell whether a clause names another network or list; words such as `kursus` beside ours do not make it one."""
    foreign = FOREIGN.search(text)
    return foreign is not None and ("netvaerk" not in text or "netvaerk" in foreign[0])


def is_denied_cancel(text: str) -> bool:
    """`Skriv ikke mig af netværket`, `jeg vil ikke afmeldes`: the opposite of leaving; `ikke længere` is none."""
    without_idioms = pattern(
        r"""
        \b(?:ikke\ (?:længere|mere)|ikke\ (?:\w+\ )?fortsætter?|skal\ ikke\ (?:længere\ )?(?:stå|figurere
        |optræde|være)|fortsætter\ (?:\w+\ ){0,2}?ikke|ikke\b.{0,40}\b(?:mere|længere)
        |ikke\ (?:\w+\ ){0,3}(?:forny|forlænge)|(?:giver|passer|har|får|er|kan|nåede|når
        |ønsker)\b[^,]{0,25}\bikke)\b
        """
    ).sub(" ", text)
    return is_negated(without_idioms)


def find_stays(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that say that somebody remains a member."""
    return [
        Signal(Intent.CANCEL, clause, is_strong=False, kind="stays")
        for clause in clauses
        if STAYS.search(clause.folded) and not is_negated(clause.folded.replace("ikke en ", ""))
    ]


def find_left(clauses: list[Clause]) -> list[Signal]:
    """Find the clauses that say that somebody has left (or will leave) a job."""
    return [
        Signal(Intent.CANCEL, clause, is_strong=False, kind="left")
        for clause in clauses
        if HAS_LEFT.search(clause.folded)
    ]
