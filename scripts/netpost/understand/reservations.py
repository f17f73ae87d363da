"""Reservations that leave a wish standing for later, for somebody else to settle, or for only a part of it.

`Tilmeld mig ikke endnu`, `først når budgettet er vedtaget`, `sæt mig på ventelisten`, `start bare uden mig, jeg
bliver forsinket`.
"""

from __future__ import annotations

import re

from netpost.understand.no_signup import BACK, RESERVED, find_no_signup
from netpost.understand.reading import Intent
from netpost.understand.signals import ABOUT_NETWORK, FOREIGN, is_negated
from netpost.understand.text import pattern

#: The wish is for another time.
POSTPONED = pattern(
    r"""
    \b(?:
        (?:ikke|inte|not)\ (?:\w+\ ){0,7}?(?:endnu|yet|ennå|än)
        |(?<!står\ )endnu\ (?:ikke|ingen|intet)
        |ikke\ (?!(?:har\ )?(?:tilmeldt|meldt|fået|set|været|læst))(?:\w+\ ){0,3}?(?:før|førend)\b
        |(?:vent|vente|venter|afvent|afventer|hold|holder)\ (?:\w+\ ){0,3}?(?:med\ (?:at|min|vores
        |\w*tilmelding\w*)|igen)\b
        |(?:på|til)\ et\ senere\ tidspunkt|senere\ på\ året|en\ anden\ gang|ved\ en\ senere\ lejlighed
        |(?:meld|melde|melder|tilmeld|tilmelde|tilmelder|afmelde|afmelder|deltage|deltager)\s(?:\w+\s){0,3}?senere
        |næste\ (?:år|sæson|forår|runde|hold|forløb|netværk(?!smøde)\w*)|næste\ gang,?\ (?:i|du|der)\ (?:starter|laver|holder|kører|opretter|åbner|inviterer|begynder|kommer|bliver)
        |gerne\ (?:\w+\ ){0,3}?næste\ gang\b(?!\ (?:i|den|på|til)\b)
        |(?:når|så\ snart)\ (?:jeg|vi|han|hun)\ (?:\w+\ ){0,3}?(?:er\ (?:\w+\ )?(?:tilbage|færdig|startet|begyndt)|starter|begynder|tiltræder|vender\ tilbage)|til\ næste\ år|i\ det\ nye\ år|til\ foråret|fra\ 20(?:1[89]|[2-9]\d)
        |(?:først|kun|men)\ (?:\w+\ ){0,3}?når|kan\ først(?!\ (?:være\ med|deltage|komme|nå)\b)|først\ (?:på|efter|senere|til|næste
        |i\ \w+)\b.{0,30}\b(?:endelig\w*|sige|melde|svare|bekræfte|tilmelde)
        |(?<!jeg\ )(?<!vi\ )(?<!ikke\ )når\ (?:jeg|vi|min|vores|budgettet|økonomien|det|der|direktionen|chefen|i)\b(?!\ (?:nu|jo|alligevel)\b).{0,40}\b(?:har|kender|ved
        |får|fået|er\ (?:vedtaget|på\ plads|godkendt|afklaret)|åbner|(?<!\bnår\ i\ )kommer|stopper|fratræder|slutter|går\ på)
        |når\ (?:[\w-]+\ ){1,4}har\ (?:givet|sagt|godkendt|fået|svaret|nikket)
        |(?:hører|får\ besked|får\ svar)\ (?:fra\ (?:mig|os)|senere|nærmere)|(?:giver
        |sender)\ (?:\w+\ ){0,2}besked,?\ (?:når|senere)
        |på\ plads\ først|først\ (?:have|få|skal)|skal\ (?:\w+\ ){0,2}først|skal\ lige|maa\ lige
        |(?:tilmelding|afmelding|afbud|svar)(?:en)?\ (?:følger|kommer)\b(?!\ (?:her|hermed|nedenfor|herunder))
        |en\ dag\b(?!\ (?:i|med|om))|på\ sigt
    )\b
    """
)
#: Said with half a heart, or of what might have been.
LUKEWARM = pattern(
    r"""
    \b(?:
        overveje[rt]?|frygter|risikerer|kniber|svært\ ved|hvis\ (?:du|i)\ synes|så\ (?:tilmelder|melder)\ (?:jeg|vi)
        |online|virtuelt|(?:på|via|over)\ (?:teams|skype|zoom)|streame[rs]?
        |(?:komme|kommer|deltage|deltager|afbud)(?:\ \w+){0,3},?\ hvis\ (?!(?:i|du)\ )
        |        (?<!skal\ )(?<!må\ )(?<!godt\ )nok\b(?!\ (?:så|engang|til))|med\ blyant|kommet\ til\ at
        |havde\ (?:\w+\ ){0,2}?(?:tænkt|planlagt|overvejet)|hælder\ (?:til|mod)|(?:chef|leder|direktør|kone|mand
        |kollega)\w*\ (?:synes|mener|foreslår)|tilbøjelig|ville\ ønske|gid|fristende|fristet|(?:kunne|ville
        |havde)\ (?:ellers|egentlig|nok)\b
        |ellers\ (?:gerne|godt)\ (?:have|ville)|godt\ have\ tænkt|ville\ (?:\w+\ ){0,3}?have\ (?:været|deltaget
        |tilmeldt)|leger\ med\ tanken
        |ikke\ (?:\w+\ ){0,2}?(?:overbevist|sikkert|sikker|afklaret|afgjort|besluttet)|uafklaret|måske|muligvis|tvivl\w*
        |hvis\ (?:bare|nu|jeg\ kunne|vi\ kunne|jeg\ havde|vi\ havde)|satser\ på|håber\ (?:at|på)\ (?:at\ )?(?:kunne|få)
        |på\ prøve|prøve\ (?:det\ )?(?:af|en\ gang)
        |uforpligtende|drøfter|diskuterer
        |(?:et\ par|nogle\ få)\ dage|til\ (?:i\ morgen|mandag|tirsdag|onsdag|torsdag|fredag
        |weekenden)\b.{0,20}\b(?:svar|besked)
        |kender\ ikke\ til\ det|ved\ (?:\w+\ ){0,2}ikke\ (?:af|noget\ om)\ det|uden\ (?:hendes|hans)\ vidende
        |en\ af\ (?:os|mine|vores|dem)|enten\b.{0,60}\beller|hvis\ i\ kan\ (?:acceptere|leve)|(?:min
        |vores)\ sekretær\ (?:tilmelder|melder|sender)
    )\b
    """
)
#: Said in another sentence than the wish, these still hold it back.
HELD_BACK = pattern(
    r"""
    \b(?:
        send\w*\ (?:\w+\ ){0,3}?(?:påmindelse|rykker)|ellers\ (?:tager|kommer|tilmelder|melder|deltager)\ (?:jeg|vi)
        |        ikke\ (?:helt\ )?(?:endnu|overbevist|afklaret|afgjort)|endnu\ (?:ikke|ingen)|vent(?:e|er)?\ (?:lige[ ]
        |lidt\ |venligst\ )?med
        |(?:hører|får\ besked|får\ svar)\ (?:fra\ (?:mig|os)|senere|nærmere)|(?:giver
        |sender)\ (?:\w+\ ){0,2}besked,?\ når
        |skal\ (?:\w+\ ){0,2}(?:først|lige\ (?:have|vende|spørge|tale|tjekke))\b|(?:måste|må)\ (?:jag\ |jeg\ |vi\ )?(?:först|først)\b|på\ plads\ først
        |kan\ først\b.{0,30}\b(?:sige|svare|bekræfte|tilmelde)
        |(?:jeg|vi)\ (?:drøfter|diskuterer|overvejer|tænker\ over)|leger\ med\ tanken|kender\ ikke\ til\ det
        |ved\ ikke\ (?:af|noget\ om)\ det|ved\ (?:jeg|vi)\ (?:\w+\ ){0,2}?ikke
        |hvem\b[^.!?]{0,30}\bved\b[^.!?]{0,12}\bikke
        |hvis\ (?:bare|nu)\ (?:jeg|vi)|uforpligtende|ikke\ (?:noget\ )?(?:tilsagn|løfte|tilmelding)
        |kun\ en\ (?:forespørgsel|interessetilkendegivelse)
    )\b
    """
)
#: There, but not from beginning to end: no absence, and no plain promise either.
PARTLY = pattern(
    r"""
    \b(?:
        (?:kl|klokken)\.?\ \d[\d.:]*\ (?:er|må|skal|bliver|smutter|går|kører)\ jeg\ (?:\w+\ ){0,4}(?:gå|smutte|køre|af\ sted|videre|hjem)
        |forsinke\w*|(?:der|med|til\ stede)\ kun\ (?:fra|mellem|til)\ (?:kl\w*\ )?\d|(?:starte?|starter|begynde?|begynder|gå|kør|kom)\ (?:\w+\ ){0,3}?(?:uden\ (?:mig|os)|i\ gang)
        |(?:er\ der|kommer|når|dukker\ op|ankommer|kan\ (?:\w+\ )?komme|er\ fremme
        |møder)\ (?:\w+\ ){0,3}?(?:først|senere|lidt\ over|for\ sent|ved\ \d|til\ frokost|efter\ (?:frokost
        |middag))
        |først\ (?:\w+\ ){0,3}?(?:kl|klokken|til\ frokost|omkring|(?:efter|ved|fra)\ (?:\d|kl|(?:min|mit|et|en)\b|\w*(?:frokost|middag|pause|oplæg|velkomst|formiddag|eftermiddag)))|senere\ på\ (?:dagen
        |formiddagen)|lidt\ senere|lidt\ for\ sent
        |(?:gå|går|smutte|smutter|køre(?!\ bil)|forlade|tage\ af\ sted)\ (?:\w+\ ){0,3}?(?:før|tidligere|inden|kl|klokken
        |lidt\ før|efter\ frokost|midt)
        |(?:den|det)\ (?:første|sidste)\ (?:time|del|halvdel|oplæg|kvarter|punkt)|halv\ dag|(?:kun|bare
        |blot)\ (?:formiddagen|eftermiddagen|om\ (?:formiddagen|eftermiddagen))
        |(?:formiddagen|eftermiddagen|frokosten|middagen|begyndelsen|slutningen|starten|afslutningen|aftenen
        |spisningen)\ (?:\w+\ ){0,3}?(?:ikke|over|uden)
        |(?:ikke|springer|undvære)\ (?:\w+\ ){0,4}?(?:hele\ (?:dagen|tiden|mødet)|frokosten|middagen|spisningen
        |formiddagen|eftermiddagen|til\ slut|(?<!komme\ )(?<!deltage\ )til\ det\ sidste(?!\ (?:\w+møde|møde|i))|fra\ start)
        |(?:kan|kunne)\ (?:\w+\ ){0,2}?blive\ (?:til|hele|længe)|tidligt\ (?:hjem|videre|afsted)|sidder\ i\ kø
        |kommer\ (?:jeg\ |vi\ )?(?:bagefter|derefter|lige\ efter|så\ snart)
        |holder\ i\ kø|running\ late|be\ late|delayed
    )\b
    """
)
#: who is told to come late is on the list already
COMES_LATE = pattern(r"\b(?:lidt\ senere|lidt\ for\ sent|forsinke\w*)\b|\b\d{1,2}-tiden\b")
#: one point of the day is missed: `afbud til frokosten`, `jeg kan ikke være der kl. 9`
AT_ONE_POINT = pattern(
    r"""
    \b(?:
        (?:afbud\ til|ikke\ (?:\w+\ ){0,4}?(?:til|ved|nå|under))\ (?:selve\ |det\ |den\ )?(?:punkt|oplæg|frokost|middag|aftensmad|spisning|morgen(?:kaffe|mad|brød)
            |kaffe|rundvisning|gruppearbejde|velkomst|introduktion)\w*
        |resten\ af\ dagen|ikke\ (?:\w+\ ){0,2}(?:der|til\ stede|fremme)\ (?:før\ |til\ )?kl
    )\b
    """
)
#: What one joins, leaves or stays away from stands right behind these.
OBJECT_OF = pattern(
    r"""
    \b(?:
        (?:deltage\w*|afbud|med|komme|kommer|meld\w*\ (?:\w+\ ){0,2}?(?:fra|til|ud|af)|tilmeld\w*|afmeld\w*
        |framelde?\w*|udebliver?|(?:skriv|sæt)\w*\ (?:mig|os)\ (?:op|på))
        \ (?:mig\ |os\ |hermed\ |venligst\ |gerne\ ){0,3}(?:til|i|på|fra|af)(?!\ grund)
        |(?:tilmeldes|afmeldes|frameldes)
        |(?:tilmeld\w*|afmeld\w*|framelde?\w*|opsig\w*|nå|springe\ over)\ (?:mig|os|hermed|venligst|gerne|vores
        |jeres|mit|min)
    )\b
    """
)
#: Where what one joins is over.
OBJECT_ENDS = pattern(
    r"""
    [.!?;:]|,\ (?:da|fordi|for|men|så|og)\b|\b(?:netværksmøde\w*|netværket|mødet|møderne|da|fordi|på\ grund
    |pga)\b
    """
)
OUR_MEETINGS = pattern(
    r"\b(?:alle|samtlige|de)\ (?:to|tre|2|3|sidste|næste|kommende|resterende)\ (?:\w+\ )?(?:møder\w*|gange)\b|\balle\ møder\w*"
)
SUBSCRIPTION = pattern(r"\babonnement\w*|\btidsskrift\w*|\bmagasin\w*|\bavis\w*")
REASONS_AWAY = pattern(r"^(?:ferie|barsel|sygemeldt|høring)")
#: but not `slutter på 17 og ikke 71: 28 93 40 17`
DENIED_DETAIL = pattern(r"\bikke\b[^.!?\d]{0,20}\d{2}\ ?\d{2}\ ?\d{2}")
DENIED_ORDER = pattern(
    r"\b(?:titel|titlen|stilling\w*)\ (?:er|lyder|skal\ være)\ (?:\w+\ )?ikke\ (?!(?:længere|mere)\b)[^,.;]*\W*$|"
    r"\b(?:ret|rett?e[rs]?|ændre[rs]?|brug|skriv)\ (?:\w+\ )?ikke\b|\b(?:skal|må)\ (?:\w+\ )?ikke\ (?:rette|ændre)\b"
)

#: `den gamle adresse lukkes til nytår` puts nothing off
OLD_DETAIL = pattern(r"\b(?:gamle|tidligere|hidtidige)\b(?:[^.;]|\.(?=\S))*")
LATER_DETAIL = pattern(r"\btil\ (?:nytår|sommer|efteråret|foråret)|\bnæste\ (?:år|måned|uge)\b")
#: An earlier message that no longer holds.
TAKEN_BACK = pattern(
    r"""
    \b(?:fortr[yu]d\w*|træk\w*|annuller\w*|tilbagekald\w*|se\ bort\ fra|ignorer\w*|glem|slet|stryg|fjern|ophæv)\ (?:\w+\ ){0,3}?
    (?:afmeld|udmeld|opsig|framel|afbud)\w*
    |\bafbud\w*\ (?:\w+\ ){0,4}(?:stryge|slette|glemme|annullere|trække)\b
    |\bophæve[rs]?\ (?:\w+\ ){0,3}(?:afbud|afmelding|udmelding)\w*
    |\b(?:afbud|afmelding|udmelding)\w*\ (?:til\ [\w.]+\ |fra\ [\w.]+\ [\w.]+\ )?(?:(?:gælder|holder|står)\ (?:\w+\ )?ikke|bortfald\w*|udgår|(?:skal|må|kan|er|bliver)\ (?:\w+\ ){0,2}(?:annulleres|slettes|stryges|ophæves|annulleret|ophævet))\b
    |\b(?:sagde|sagt|svarede|svaret)\ nej\b[^.]*\bmen\b(?![^.]*\bikke\b)[^.]*\balligevel\b
    """
)
#: `min afmelding var en fejl`
WAS_MISTAKE = pattern(
    r"\b(?:afmelding(?:en)?|udmelding(?:en)?|framelding(?:en)?|afbud\w*)\b[^.]{0,30}\b(?:fejl\w*|misforst\w*|forkert)\b|\b(?:slettet|afmeldt|udmeldt|frameldt)\b[^.]{0,30}\b(?:ved\ en\ fejl|fejlagtigt)\b"
)

#: Words that only look like a delay of the wish.
NO_RESERVATION = pattern(
    r"""
    \b(?:
        ikke\ for\ sent|(?:selv\ om|selvom)\b[^.!?]{0,80}|(?:hvis|såfremt)\ (?:i|du|der
        |det)\b[^.!?]{0,50}\bendnu\b|ikke\ været\ med\ før
        |(?:mit|vores|hans|hendes)?\ ?(?:ean\w*|telefon\w*|nummer\w*|oplysning\w*)\b[^.!?]{0,60}|(?:faktura
        |bekræftelse|program|regning)\w*\b[^.!?]{0,60}
        |(?:desværre\ )?først\ (?:nu|i\ dag|hører\ fra\ mig|svarer|skriver|fået\ (?:set|læst))|ikke\ (?:hørt|set|fået
        |modtaget)\b[^.!?]{0,40}\bendnu|når\ i\ (?:får|har)\ (?:tid|brug)\b
        |jeg\ er\ ikke\ medlem\ endnu|ikke\ (?:er\ )?tilmeldt\ endnu|har\ endnu\ ikke\ (?:tilmeldt|meldt)
        |vent\w*\ med\ (?:at\ sende\ )?(?:faktura|regning)\w*|var\ (?:\w+\ )?i\ tvivl|endnu\ ikke\ er\ (?:tilmeldt|startet|begyndt|tiltrådt)
    )
    """
)

#: `jeg melder mig ud efter mødet i Vejle`
LEAVES_LATER = pattern(
    r"\b(?:holder|tager|har)\ (?:\w+\ ){0,2}pause\b|\b(?:efter|når)\ (?:\w+\ ){0,3}?(?:\w*mødet?|forløbet|rækken|sæsonen|året)\b|\b(?:stopper?|melder|udtræder|forlader)\b[^.,]*\befter\ (?!aftale|ønske|samråd|mange|lang|flere|et|en|at|\d)\w+"
)
#: `jeg får stadig mails, selv om jeg er ude af netværket`
STILL = pattern(
    r"\b(?:får|modtager|fik)\ (?:jeg\ |vi\ )?(?:stadig\w*|fortsat)\b|\b(?:stadig\w*|fortsat)\ (?:får|modtager)\b"
)
FROM_AFAR = pattern(r"\b(?:online|virtuelt|(?:på|via|over)\ (?:teams|skype|zoom|video)|på\ afstand)\b")
#: `slet Ole, og sæt Eva på`: one in another's place
TAKES_OFF = pattern(
    r"\b(?:meld\w*\ (?:sig|mig|os|ham|hende)\ (?:ud|fra|af)|slet(?:tes?)?|fjern(?:es?)?|stryg(?:es?)?|(?:af|ud|fra)meld(?:es?|er)?|framelde?s?|tag\ (?:[\w-]+\ ){1,3}af)\b(?!\ ikke)"
)
PUTS_ON = pattern(
    r"\b(?:meld\w*\ (?:sig|mig|os|ham|hende)\ (?:ind|til)\b|tilmeld(?:es?|er)?|indmeld(?:es?|er)?|tilføj(?:es?)?|(?:sæt|skriv)(?:tes?|es?)?\ (?!om\b))\b"
)
#: `Ole Finn af netværket, Eva Lund på`
SWAPS = pattern(
    r"(?<!\bglip\ )\b(?:af|ud\ af)\ (?:netværket|listen),?\ (?:og\ )?(?!(?:jeg|vi|da|for|fordi|hvor|så)\b)(?:\w+\ ){1,4}(?:på|ind)\b"
)
#: `jeg hedder ikke Friis mere`, without the new name
NOT_CALLED = pattern(r"\bhedder\ (?:jeg\ )?(?:\w+\ )?ikke\b")
CALLED = pattern(r"\b(?:hedder\ (?:jeg\ )?(?:nu|fremover|i\ dag|i\ stedet)|nu\ hedder|men|kalde\w*|navn)\b")

#: `I brugte det rigtige EAN`: a detail that stays as it is
IS_RIGHT_ALREADY = pattern(
    r"\b(?:i|du|de)\ (?:har\ )?brugte?\b[^.]{0,30}\b(?:rigtig|korrekt|rette)\w*|\b(?:faktura|regning)\w*\ har\ (?:\w+\ )?(?:rigtig|korrekt|rette)\w*|\b(?:mine|vores)\ oplysninger\ (?:er|forbliver)\ (?:\w+\ )?(?:uændre\w*|de\ samme)|\balt\ (?:er|stemmer|passer)\b[^.]{0,15}\b(?:orden|sådan|fint)\b"
)
#: `pladsen i Ole Finns navn overføres til mig`
TAKES_OVER = pattern(
    r"(?<!\bmin\ )\bplads(?:en)?\b[^.]{0,60}\b(?:overføres|overgår|overdrages|overtages|overført|overdraget)\b|\bovertage[rt]?\b[^.]{0,40}\bplads(?:en)?\b"
)

KNOWN = "Mailen bekræfter oplysninger; det er ikke klart, om noget skal rettes."
HANDED_ON = "En plads i netværket går fra den ene til den anden; det er ikke klart, hvem der så er med."
ELSEWHERE = "Mailen kan gælde noget andet end netværket."
DENIED = "Mailen siger, hvad der ikke gælder; det er ikke klart, hvad der gælder i stedet."
IN_PART = "Mailen siger, at nogen er med en del af dagen; det er hverken et afbud eller et almindeligt ja."


def find_reservations(intent: Intent, text: str, wish: str, *, is_hinted: bool, is_sure: bool) -> list[str]:
    """List what keeps a wish from being a plain one, as Danish sentences.

    text: the writer's own words, folded. wish: the sentences that the verdict rests on, folded. is_hinted: the sentences
    leave some doubt; only then do words count that mostly mean nothing. is_sure: the wish is as plain as can be; of these words only
    those count that hold it back.
    """
    found = []
    words, wished = NO_RESERVATION.sub(" ", text), NO_RESERVATION.sub(" ", wish)
    if (
        (intent in {Intent.SIGNUP, Intent.CANCEL} and POSTPONED.search(wished))
        or (intent is Intent.UPDATE and LATER_DETAIL.search(OLD_DETAIL.sub(" ", wished)))
        or (is_hinted and not is_sure and LUKEWARM.search(wished))
        or (is_hinted and intent is Intent.SIGNUP and HELD_BACK.search(words))
    ):
        found.append(RESERVED)
    if intent is Intent.SIGNUP:
        found += find_no_signup(text, wish)
    swaps = (TAKES_OFF.search(wish) and PUTS_ON.search(wish)) or SWAPS.search(wish)
    if intent in {Intent.SIGNUP, Intent.CANCEL} and swaps:
        found.append("Mailen melder samtidig en fra og en til.")
    if intent is Intent.CANCEL and (LEAVES_LATER.search(wish) or STILL.search(wish)):
        found.append("Det er ikke klart, om eller hvornår nogen skal meldes ud af netværket.")
    if intent is Intent.ACCEPT and FROM_AFAR.search(wish):
        found.append("Mailen vil være med på afstand.")
    if intent is not Intent.ACCEPT and (TAKEN_BACK.search(text) or WAS_MISTAKE.search(wish)):
        found.append(BACK)
    if (intent is Intent.DECLINE and is_partial(text)) or (
        intent is Intent.ACCEPT and PARTLY.search(wish) and is_negated(wish)
    ):
        found.append(IN_PART)
    if intent is Intent.SIGNUP and COMES_LATE.search(wish):
        found.append("Mailen siger, at nogen kommer senere på dagen; det er ikke klart, om det er en tilmelding.")
    is_ours = bool(ABOUT_NETWORK.search(wish) or OUR_MEETINGS.search(wish))
    if is_about_something_else(wish) or (is_hinted and not is_sure and not is_ours and is_about_something_else(text)):
        found.append(ELSEWHERE)
    if intent is Intent.UPDATE and _denies_detail(wish, text):
        found.append(DENIED)
    if intent is Intent.UPDATE and IS_RIGHT_ALREADY.search(wish):
        found.append(KNOWN)
    if intent is Intent.UPDATE and TAKES_OVER.search(wish):
        found.append(HANDED_ON)
    return found


def is_partial(text: str) -> bool:
    """Tell whether folded words speak of a part of the day alone."""
    return bool(PARTLY.search(text) or AT_ONE_POINT.search(text))


def _denies_detail(wish: str, text: str) -> bool:
    """`Mit nummer er ikke 20 30 40 51` without another number; `ret ikke min titel`."""
    numbers = {re.sub(r"\D", "", one) for one in re.findall(r"\d[\d ]{6,}\d", text)}
    if NOT_CALLED.search(wish) and not CALLED.search(wish):
        return True
    return bool(DENIED_ORDER.search(wish)) or (len(numbers) == 1 and bool(DENIED_DETAIL.search(wish)))


def is_about_something_else(text: str) -> bool:
    """Tell whether folded words join, leave or stay away from another event, network or list than ours."""
    for match in OBJECT_OF.finditer(text):
        thing = OBJECT_ENDS.split(text[match.end() : match.end() + 60])[0]
        foreign = FOREIGN.search(thing)
        if (foreign and not REASONS_AWAY.search(foreign[0])) or SUBSCRIPTION.search(thing):
            return True
    return False
