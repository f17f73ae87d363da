"""What a sentence was judged to say, and words of caution around it: negation, doubt, conditions, other networks and events."""

from __future__ import annotations

import re
from dataclasses import dataclass

from netpost.understand.reading import Intent
from netpost.understand.text import Clause, pattern


@dataclass(frozen=True)
class Signal:
    """What one sentence says, by the clause that says it most plainly.

    likelihood: that the sentence says so, 0 to 1. kind: the act, or what an update is about. words: the sentence as written.
    """

    intent: Intent
    clause: Clause
    likelihood: float = 1.0
    kind: str = ""

    @property
    def words(self) -> str:
        """The sentence as written."""
        return self.clause.text


NEGATION = pattern(r"\b(?:ikke|aldrig|ej|hverken|not|never|don't|inte|slet\ ikke|uden\ at|undlade|ingen\ grund)\b")
#: Idioms with a negation that deny nothing.
NOT_NEGATED = pattern(
    r"""
    \b(?:hvorfor\ ikke|(?:kan|vil|kunne|skal)\ (?:du|i)\ ikke(?=\ (?:lige|bare|godt|venligst|også|være\ (?:sød
    |venlig|rar)|sætte|skrive|tilmelde|notere|føje|melde))|(?:det\ )?(?:ikke\ (?:er|var)|er\ ikke
    |er\ det\ ikke)\ for\ sent|(?:vil|må|kan|skal)\ (?:jeg\ |vi\ )?(?:bestemt\ |endelig\ )?ikke\ (?:gå\ glip
    |snydes|misse|undvære|sige\ nej)|ikke\ så\ meget\ som|om\ ikke\ andet|hvis\ ikke|ikke\ kun|ikke\ bare
    """
    r"|ikke\ mindst|ikke\ allerede|not\ only|ikke\ vente|ikke\ for\ sent|ikke\ være\ i\ tvivl|har\ I?\ ?ikke\ hørt)\b"
)
DOUBT = pattern(
    r"""
    \b(?:
        overvejer|næppe|prøver\ (?:at|på)|forsøger|satser\ på|måske|muligvis|formentlig|formodentlig|sandsynligvis
        |eventuelt|evt|nok\ (?:ikke|være|deltage|komme|med|gerne\ høre)|tænker\ (?:på|over)\ at|(?:er
        |stadig)\ (?:lidt\ )?i\ tvivl|ved\ (?:endnu\ |faktisk\ )?ikke|ikke\ (?:helt\ )?(?:sikker|afklaret
        |besluttet)
        |usikkert?|lader\ til|regner\ (?:lidt\ )?med\ (?:at|nok)|forventer|håber\ (?:på\ )?(?:at\ )?(?:kunne|jeg
        |vi)|kunne\ (?:godt\ )?(?:måske\ )?være\ interesser\w*|(?<!fortsat\ )(?<!stadig\ )(?<!ikke\ længere\ )interessere(?:t|de)\ i\ at\b(?![^.]*\b(?:tilmeld\w*|vil\ gerne|meld\ mig))
        |skal\ (?:lige\ )?(?:vende|afklare|tale|snakke|høre|spørge|tjekke|undersøge)|(?:vi|jeg)\ vender\ tilbage
        |vender\ (?:lige\ )?tilbage|melder\ tilbage|afventer|venter\ på|i\ tænkeboks|tænker\ over|foreløbig\w*
        |tentativt|med\ forbehold|pencil|maybe|perhaps|possibly|probably|considering|might
        |not\ sure|hvis\ alt\ går|ser\ (?:lige\ )?(?:på\ det|an)|kunne\ (?:jeg|vi)\ finde\ på|i\ princippet
        |kanske|kanskje|vurderer|drøfter|drøfte|skal\ have\ (?:det\ )?(?:godkendt|afklaret)
        |mangler\ (?:en\ )?(?:godkendelse|accept|ok)
        |som\ udgangspunkt|kan\ (?:godt\ )?være,?\ at|så\ vidt\ (?:jeg|vi)\ (?:\w+\ )?(?:kan\ se|ved|husker)|nærmere\ følger|(?:ind)?til\ (?:jeg|vi)\ (?:har|ved|får|kan|hører)|på\ pause|i\ bero|indtil\ videre
        |forhåbentlig|uafklaret|ikke\ afgjort|,\ tror\ jeg|vil\ vende\ tilbage|det\ afhænger|afhængig\w*|afhænger
        |tager\ stilling|tage\ stilling|inden\ (?:jeg|vi)\ (?:beslutter|tilmelder|siger|binder|melder)
        |før\ (?:jeg|vi)\ (?:beslutter|tilmelder|siger|binder|melder|tager)
        |(?:udgår|stopper|kommer|deltager|melder|springer|skal)\ (?:jeg|vi)\ vist
        |(?:jeg|vi)\ (?:udgår|stopper|kommer|deltager|melder|springer|skal)\ vist
    )\b
    """
)
#: `det nummer, I muligvis har`
READERS_DOUBT = pattern(
    r"\b(?:i|du|de)\ (?:\w+\ )?(?:måske|muligvis|formentlig|formodentlig|sandsynligvis|eventuelt|evt)\b"
)
ADDED_PLAN = re.compile(r",\ (?:og\ )?(?:jeg|vi)\ regner med at\b")
#: Real conditions: the wish stands only if something is so.
CONDITION = pattern(
    r"""
    \b(?:kun,?\ hvis|kun,?\ såfremt|forudsat|under\ forudsætning|betinget|på\ betingelse|medmindre|med\ mindre
    |i\ så\ fald|ellers\ (?:må|vil|skal|springer|tager|kommer|melder|tilmelder|deltager|stiller)|if\ so|provided|only\ if|unless|så\ længe|blot\ hvis|såfremt
    |ifald|hvis|if|når\ først|i\ tilfælde\ af|dersom|bare\ det|in\ case)\b
    """
)
POLITE_CONDITION = pattern(
    r"""
    \b(?:hvis|såfremt|if|om|dersom|forudsat\ at?|så\ længe|i\ tilfælde\ af\ at)\ (?:altså\ |vel\ at\ mærke[ ]
    |der\ ellers\ |ellers\ |blot\ |bare\ )?(?:
        (?:vejret|motorvejen|trafikken|færgen|toget|bilen|vejene|vejguderne|dsb|føret)\ (?:\w+\ )?(?:vil|arter\ sig|tillader|sejler|kører|holder|er\ med)|
        døren\ (?:\w+\ )?står|
        (?:pladsen|stolen|den)\ ikke\ (?:\w+\ )?er\ (?:givet|taget|gået|besat|optaget)\b(?:\ (?:væk|videre|til\ en\ anden))?|
        (?:i|du)\ (?:endnu\ |stadig\ |fortsat\ )?har\ (?:den|en|nogen|nogle)(?:\ (?:endnu|stadig\w*|tilbage|ledig\w*|fri|at\ give\ af))*(?=\W*$|,)|
        (?:der|I|i|du|de|netværket|det)\ (?:endnu\ |stadig(?:væk)?\ |fortsat\ |ellers\ )?(?:er|har|skulle\ være
        |skulle\ have|måtte\ være|findes|kan\ finde|går)\ (?:endnu\ |stadig(?:væk)?\ |fortsat\ |flere\ |en[ ]
        |et\ |bra|fint|nogle?\ )*(?:(?:\w+\ )?(?:plads\w*|stol\w*|rum|hul\w*)\b|(?:lejlighed|mulighed\w*|brug|behov|fler[ea]?|nogen|til)\b(?:\ for\ er|\ tilbage|\ endnu)?|(?=\W*$|,))
        |(?:det|dette)\ (?:er|går|passer|kan|stadig\ er|ikke\ er|bare)\ (?:stadig\ |ellers\ |helt\ )?(?:i\ orden
        |okay|ok|muligt|for\ sent|fint|bra|lade\ sig\ gøre|passer|an|nås)?
        |(?:ikke\ )?det\ (?:ikke\ )?(?:er|stadig\ er)\ (?:for\ sent|muligt|i\ orden|okay|ok)
        |man\ (?:stadig\ |endnu\ |ellers\ |bare\ )?(?:kan|må)\ (?:stadig\ |endnu\ |nå\ at\ )?(?:komme|springe|hoppe|være|melde|tilmelde)\b
        |muligt|possible|(?:nogen|andre)\ (?:\w+\ )?(?:har|trænger|mangler|vil|skal|ønsker|spørger)|(?:I|i|du)\ (?:(?:vil|kan)(?!\ (?:også\ |bare\ )?(?:dele|nøjes|sætte|betale|acceptere|leve|love|garantere|give|flytte|udskyde|halvere
            |lave|ændre|sænke)\b)|tør|gider|synes|stadig|allerede|ikke\ allerede|har\ lyst|tillader|må)
        |there(?:'s|\ is|\ are)\ (?:still\ )?(?:room|space|any|a\ |places?|seats?)|you\ (?:have|will|still|would
        |don't|can)|that\ is|it\ is|it's|that's|ellers|ikke\ (?:andet|for|jeg\ allerede|det|allerede)
        |jeg\ (?:må|(?:stadig\ |endnu\ )?kan\ nå|allerede|ikke\ allerede|ikke\ er\ for\ sent|når)|vi\ må
        |I?\ ?(?:har\ brug\ for|mangler)|(?:du|I|i)\ (?:får|skulle\ have|mangler|behøver)
    )
    |\b(?:hvis|såfremt|dersom|ifald)\ (?:det\ )?(?:ikke\ )?(?:\w+\ ){0,3}?(?:volder|er)\ (?:\w+\ ){0,3}?(?:besvær|ulejlighed|fuldt?\ besat|fyldt\ op|fyldt|udsolgt)
    |\b(?:hvis|såfremt|dersom)\ (?:i|du|de)\ (?:\w+\ )?(?:kan\ (?:klemme|presse|finde|få)|tager\ imod|vil\ (?:unde|have)|har\ plads)|\b(?:hvis|såfremt)\ (?:der|pladsen\w*|pladserne|pladsforholdene|deltagerantallet|antallet)\ (?:\w+\ )?(?:kan\ klemmes|tillader)
    |\b(?:hvis|såfremt)\ (?:jeg|vi)\ ikke\ (?:\w+\ )?(?:er\ )?(?:til\ besvær|for\ sent)|\b(?:hvis|såfremt)\ det\ (?:\w+\ )?(?:stadig|endnu|ellers|da)?\ ?(?:kan|skulle)\ (?:\w+\ )?(?:nås|være\ muligt)|\bhvis\ bare\ (?:færgen|toget|bilen|vejret)\ \w+
    |\bsom\ (?:forudsat|betinget)\b|hvis\ ikke\ det\ er\ for\ sent|if\ possible|hvis\ muligt|om\ muligt|så\ vidt\ muligt|hvis\ plads
    |om\ det\ går|hvis\ i\ vil|hvis\ I\ vil|om\ det\ er\ ok
    """
)
ONLY_IF = pattern(r"\b(?:kun|only),?\ (?:hvis|såfremt|if)\b")
#: Conditions that look polite and are not: a place that only others' leaving would free, money, leave to go.
HARD_CONDITION = pattern(
    r"""
    \bhvis\ (?:du|i)\ (?:synes|mener|vurderer)\b(?!.{0,20}\b(?:i\ orden|okay|ok)\b)
    |\b(?:hvis|såfremt|(?<!jeg\ )(?<!vi\ )når(?!\ (?:jeg|vi)\ (?:\w+\ )?ikke\b)|if|forudsat|medmindre|i\ fald)\b.{0,60}\b(?:afbud|afmeld\w*|springer|pris\w*|beta\w*
    |koster|dyrt|gratis|rabat|økonomi\w*|budget\w*|godkend\w*|bevilg\w*|chef\w*|direktion\w*|leder(?:en|ne|e)?|lov|tilladelse
    |refunder\w*|halv|billigere|nøjes|streame?s?|online|virtuelt|teams|skype|venteliste\w*|plads\ (?:til
    |i)\ (?:kalender|budget)\w*|\w*tid)\b
    """
)
#: `Kan jeg få refunderet resten, vil jeg gerne ud`: a condition without any `hvis`.
INVERTED_CONDITION = pattern(
    r"""
    ^\W*(?:men\ |og\ |så\ )?(?!er\ det\ (?:\w+\ ){0,2}(?:muligt|i\ orden|okay|ok|for\ sent)\b)(?!(?:har\ (?:i|du)|er\ der)\ (?:stadig|fortsat|endnu|flere|ent?|et|ledig\w*|nogen|plads|hul))(?!kan\ (?:det\ (?:\w+\ )?nås|(?:du|i)\ (?:\w+\ )?(?:bruge|finde|nå|klemme|få\ plads))\b)(?:kan|får|bliver|er|må|har|skulle|kunne|finder|giver|siger|lykkes)
    \ (?:jeg|vi|det|der|i|du|man|min|vores|han|hun|chefen|svaret|prisen)\b[^?]{3,80},\ (?:så\ )?
    (?:(?:vil|er|tager|melder|tilmelder|kommer|deltager|må|skal|trækker|siger|springer|bliver|stopper)\ (?:jeg|vi|han|hun|i|du)
    |skriv|sæt|tilmeld|afmeld|meld|notér|noter|slet|regn|tag|book|reserver)\b
    """
)
#: Something that is not this network or its meetings.
FOREIGN = pattern(
    r"""
    \b(?:
        nyhedsbrev\w*|nyhedsmail\w*|konferenc\w*|kursus\w*|kurser\w*|kurset|webinar\w*|seminar\w*|temadag\w*
        |topmøde\w*|julefrokost\w*|sommerfest\w*|fyraftensmøde\w*|messe|messen|uddannelse\w*|workshop\w*
        |studietur\w*|byrådsseminar\w*
        |(?:et\ andet|andre|jeres\ andre|jeres\ andet|det\ andet)\ netværk\w*|(?:hr|økonomi|jurist|arkiv
        |kommunikations|gis|it-sikkerheds|indkøbs|esdh|velfærdsteknologi|velfærds|borgmester|kultur|skole
        |bibliotek\w*|projektleder|sundheds|miljø|klima|beskæftigelses|dagtilbuds|ældre|social
        |personale|løn|kontaktcenter|borgerservice|gevinst|udbuds|jobcenter|plan|byggesags|sekretær
        |sekretariatschef|informationssikkerheds|persondata|gdpr|dpo)-?netværk(?:et|ets)?
        |netværk(?:et|ene)?\ (?:for|om|i)\ (?!ledelse\ a[fv]\ digital|ledning\ av\ digital|digitaliseringsled
        |ledere\ af\ digital|digital|leder\w*\ (?:af|med|i)|jer|os|mig|undertegnede|alle|chefer|kommunale\ (?:leder|chef|digital)|netværket|de|den
        |det|i\ |aarhus|odense|vejle)\w+
        |generalforsamling\w*|dagskursus|informationsmøde\w*|arrangement\w*\ om|podcast\w*|mailingliste\w*\ om
        |bestyrelsesmøde\w*|udvalgsmøde\w*|årsmøde\w*|digitaliseringsmesse\w*|newsletter|conference|course
        |digitaliseringsdag\w*|høring\w*|ferie\w*|barsel\w*|sygemeldt|tænketank
    )\b
    """
)
#: the network itself, not its meetings (folded)
ABOUT_NETWORK = re.compile(r"\bnetvaerk(?!smoede)")
THIS_NETWORK = pattern(
    r"""
    \bnetværk(?:et|ets|s)?\b|\bnetv\b|\bnettverk\w*|\bnätverk\w*|\bnetwork\b|\bnaetverk\w*|\bforløbet\b
    |\bmøderækken\b|\bkreds(?:en)?\b|\b\w*klub(?:ben)?\b|\bholdet\b
    """
)
#: `Slutter møderne senest kl. 15, så er jeg med`: any verb in front may be such a condition.
VERB_FIRST = pattern(
    r"""
    ^\W*(?:går|kommer|deltager|tager|melder|skal|vil)\ (?!jeg\b|vi\b)[^,?.]{3,40},\ så\ \w+\ (?:jeg|vi)\b|
    ^\W*(?!er\ det\ (?:\w+\ ){0,2}(?:muligt|i\ orden|okay|ok|for\ sent)\b)(?!(?:har\ (?:i|du)|er\ der)\ (?:stadig|fortsat|endnu|flere|ent?|et|ledig\w*|nogen|plads|hul))(?!kan\ (?:det\ (?:\w+\ )?nås|(?:du|i)\ (?:\w+\ )?(?:bruge|finde|nå|klemme|få\ plads))\b)(?!(?:derfor|desværre|her|der|efter|over|under|for|før|hvor|når|især|eller|alligevel|ellers|heller|hermed|jeg|vi|han|hun|det|den
    |januar|september|oktober|november|december|mandag|sommer|tak|men|og)\b)
    (?:\w{3,}er|får|går|står|kan|bliver|har|må)\ (?:jeg|vi|i|du|det|der|de|den|alle|min|mit|vores|prisen|mødet|møderne|chefen|han|hun)\b.*,\ så\ \w+
    """
)
#: A question that asks the reader to do it: `Vil du tilmelde mig?`, `Må jeg få en plads?`
REQUEST = pattern(
    r"""
    \b(?:vil|kan|kunne|gider|må|ville|mon|could|can|would|will)\s(?:du|i|I|de|you|jeg\ (?:få|bede|være\ så\ fri
    |venligst\ få)|jeg\ (?:gerne|venligst))\b|\bmå\ (?:jeg|vi)\b|\b(?:skriver|sætter|tilmelder|melder|noterer
    |fører|tager|afmelder|framelder|sletter|fjerner|stryger)\ (?:du|i)\b|\bvil\ (?:du|i)\b|\bkan\ (?:ni|dere)\b
    |\b(?:kan|kunne|må)\ (?:jeg|vi|han|hun|der)\ (?:lige\ |mon\ |stadig\ |også\ )?(?:nå\ at|få\ lov\ (?:til\ )?(?:at|til\ at)|få\ (?:\w+\ )?(?:plads|stol)|blive\ (?:\w+\ )?(?:plads|stol)|være\ (?:\w+\ )?(?:plads|stol|hjørne))\b
    |\bskal\ vi\ (?:\w+\ ){0,2}(?:sige|aftale),?\ at\ (?:du|i)\b|\bsørg\w*\ for\b|\ber\ det\ (?:i\ orden|okay|ok),?\ (?:at|hvis)\ (?:jeg|vi)\b|\bom\ (?:du|i)\ (?:ka|kan|vil|kunne|ville)\ (?:\w+\ ){0,2}(?:skrive|tilmelde|sætte|notere|føre|optage|finde\ (?:\w+\ )?plads|reservere)\b|\b(?:er|vil)\ (?:i|du)\ (?:være\ )?(?:så\ )?(?:flink\w*|venlig\w*|rar|rare|sød|søde)\b
    """
)
#: `Kan jeg få mit navn på deltagerlisten?`, without a word that makes it a question about the terms
ASKS_FOR_PLACE = pattern(
    r"""
    ^(?!.*\b(?:uden|hvis|selv\ om|selvom|stadig\w*|endnu|fortsat|eller|overhovedet|nøjes|nå|hvornår|hvordan|hvad|hvor)\b)
    .*\b(?:kan|kunne|må)\ (?:(?!(?:man|der|det|i|du|de|andre|nogen|flere|alle|en|et|enhver)\b)\w+\ ){1,3}?(?:(?:lige|venligst|også|måske|mon|da|så|ikke)\ ){0,2}(?:
        få\ (?:\w+\ ){0,3}(?:plads\w*|stol\w*|navne?)\b
        |(?:blive\ )?(?:\w+\ )?(?:tilmeldt|skrevet|optaget|noteret|registreret|indskrevet|sat|tilmeldes|optages|indskrives|noteres|skrives)\b
        |(?:komme|stå|være|sættes)\ (?:med\ )?(?:på|i|blandt)\ (?:\w+\ ){0,3}(?:\w*liste\w*|\w*hold\w*|deltager\w*|toget)\b
    )
    """
)
#: … and one that only asks whether it could be done.
ENQUIRY = pattern(
    r"""
    \b(?:er\ det\ (?:stadig\ |fortsat\ |endnu\ )?muligt|kan\ (?:jeg|vi|man)|er\ der|har\ (?:i|du)|koster|hvad
    |hvor|hvordan|hvornår|fortælle|oplyse|svare|uddybe|is\ it\ possible|can\ (?:i|we|one)|bekræfte|sige\ mig
    |se\ om|tjekke|give\ mig\ besked|lade\ mig\ vide)\b
    """
)


#: `det giver ikke mening, at jeg fortsætter`; not `jeg stopper ikke, men bliver`
DENIES_STAYING = pattern(
    r"\b(?:ikke|ingen)\b(?:(?!\bmen\b)[^.;]){0,40}\b(?:fortsætte\w*|blive\w*|være\ med)\b|\bfortsætter\ (?:\w+\ )?ikke\b"
)


def is_request(text: str) -> bool:
    """Tell whether a clause asks the reader to do something, not whether it could be done."""
    return bool(ASKS_FOR_PLACE.search(text)) or (bool(REQUEST.search(text)) and not ENQUIRY.search(text))


def is_negated(text: str) -> bool:
    """Tell whether a clause denies what it names."""
    return bool(NEGATION.search(NOT_NEGATED.sub(" ", text)))


def is_doubtful(text: str) -> bool:
    """Tell whether a sentence hesitates; `tilmeld mig, jeg regner med at komme alle gange` does not."""
    return bool(DOUBT.search(READERS_DOUBT.sub(" ", ADDED_PLAN.sub(" ", text.replace("skal nok", "skal")))))


def is_conditional(text: str, *, asks_place: bool) -> bool:
    """Tell whether a sentence makes its wish depend on something; where it asks for a place, `hvis der er plads` is politeness."""
    return (
        hangs_on(text)
        or bool(ONLY_IF.search(text))
        or bool(CONDITION.search(POLITE_CONDITION.sub(" ", text) if asks_place else text))
    )


def hangs_on(text: str) -> bool:
    """Tell whether a sentence has a condition that nobody sets out of politeness, wherever it stands: money, leave to go."""
    return bool(HARD_CONDITION.search(text) or INVERTED_CONDITION.search(text) or VERB_FIRST.search(text))


def is_foreign(text: str) -> bool:
    """Tell whether a clause is about another network, event or list than ours."""
    return bool(FOREIGN.search(text))
