"""A name's place in its sentence → whether the mail is about its owner: "target", "mentioned" or "unclear".

`På vegne af Ole Finn melder jeg afbud` is about him, `Ole Finn viste mig jeres mail` is not. Grammar decides what it can;
where it leaves a choice, what was learned of such sentences (roles.py) settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from netpost.understand.acts import judge_acts
from netpost.understand.entry import ADDRESS
from netpost.understand.name import NameFound, find_names, fits_address
from netpost.understand.reading import Intent
from netpost.understand.roles import judge_person
from netpost.understand.stance import split_parts
from netpost.understand.text import fold, pattern

#: Words behind a name that make its owner somebody who only said or did something.
REPORTS = pattern(
    r"^,?\ (?:der|som)\ (?:\w+\ )?(?:gjorde|plejer|betaler|bestemmer|godkender|viste|fortalte|foreslog|anbefalede|nævnte|tippede|opfordrede|hidtil)\b"
    r"|^\W{0,3}(?:,\s[^,]{0,40},\s)?(?:\([^)]*\)\s)?(?:måtte\ have|har\ (?:sagt(?!\ op\b)|godkendt|fortalt|givet|bedt|nikket|anbefal\w*|nævnt|vist|opfordr\w*|talt|lovet|foreslået|hørt|haft)|viste|fortalte|sagde|nævnte|anbefalede|spurgte|sendte|foreslog|bad|synes|mener|siger(?!\ (?:ja|nej)\ tak\b|\ ja\ til\b|\ (?:sin\ plads|sit\ medlemskab)\ op\b)|skrev|hjalp|tipsede|gav|opfordrede|er\ (?:min|vores)\ (?:chef|leder|kontakt)|på\ nabokontoret|has\ (?:approved|agreed|asked|suggested|recommended)|told|said|mentioned|passed|recommended|suggested)\b"
)


MENTIONED_BEFORE = pattern(
    r"(?:\b(?:af|med|fra|hos|til|efter|ved|om|cc|kopi\ til|hilsen\ til|hilsner\ til|hils|tak\ til|hører\ af|talt\ med|snakket\ med|aftalt\ med|aftale\ med|møde\ med|ifølge|spurgt|refererer\ til|kære|hej|from|with|by|to|dear)\ (?:(?:min|vores|jeres|en|direktør|chef|kollega|my|colleague)\ ){0,3})$"
)


TAKES_PART_BEFORE = pattern(
    r"\b(?:(?:mig(?:\ selv)?|undertegnede)\ (?:og|samt)(?:\ (?:til|for))?|sammen\ med|stille[rs]?\ (?:\w+\ ){0,2}?med|(?:vi\ deltager|deltager\ vi|regne?r?)\ (?:\w+\ )?med|gør\ det\ samme\ (?:med|for)|på\ vegne\ af|for|tilmelding\w*\ (?:af|for|fra|til)|afbud\ (?:fra|for|til|på)|afmelding\w*\ (?:af|for|fra)|framelding\w*\ (?:af|for)|deltagelse\ (?:af|for|fra)|plads\w*\ til|plads\ til|\b(?:ret|rette[rs]?|ændre?[rs]?|opdater\w*)\ (?:\w+\ ){0,3}?(?:titlen|titel|navnet|\w*nummeret|mailadressen|adressen|oplysning\w*)\ (?:ved|for|på|hos|til|ud\ for)|(?:plads\w*|stole?n?|sæder?)\ (?:\w+\ ){1,3}til|vedr\.?|vedrørende|angående|(?:drejer|handler)\ (?:det\ )?sig\ om|(?<!efter\ )(?<!efter\ en\ )mail\ fra|meddelelse\ fra|(?:^\W*|\b(?:det|her)\ er\ |\bhermed\ )(?:et\ )?(?:svar|ja|nej)(?:\ tak)?\ fra|(?<!efter\ )ønske\ fra|on\ behalf\ of|together\ with|along\ with|pladser\ til|med\ følgende|repræsenter\w*\ (?:i\ \w+\ )?(?:af|ved|med)|navnlig|nemlig|opsiger\w*\ (?:\w+\ ){0,3}for)\ (?:(?:min|vores|direktør|chef|kollega|kolleger|kontorchef|afdelingschef|hr\.|fr\.|fru|my|colleague|it-chef|digitaliseringschef|\w*chef|\w*leder|\w*direktør|\w*konsulent)\ ){0,3}$"
)


#: `…, der er leder for Ole Finn`: somebody is named only to say who another is
POST_UNDER = pattern(
    r"\b(?:der|som|han|hun)\ (?:er|var)\ (?:[\w-]+\ ){0,3}?[\w-]*(?:chef|leder|direktør|sekretær|assistent|kollega|vikar|afløser|efterfølger)\ (?:for|til|af|over)\ "
    r"(?:(?!(?:vil|skal|kan|har|er|gerne|tilmeld\w*)\b)[\w-]+\ ){0,4}$"
)


ALSO = pattern(
    r"\b(?:vil|skal|ønsker|deltager|kommer|også|ligeledes|det\ samme|samt|tilmeld\w*|afmeld\w*|meld\w*|med\ til|i\ stedet|overtager|gerne|afbud|forhindret)\b"
)


#: What a colleague is called right before the name: `min kollega, it-konsulent`.
RELATION_BEFORE = pattern(
    r"(?:[\s,]+(?:min|vores|vor|my|our|manager|boss|colleague|director|deputy|nye|ny|gode|nærmeste|kollega|kolleger|kollegaer|makker|medarbejder\w*|hr\.?|fru|direktør\w*|it-\w+|\w+s(?=\ (?:\w+\ )?[\w-]*(?:chef|leder|direktør|konsulent|koordinator)\b)|[\w-]*(?:chef|leder|direktør|konsulent|koordinator|medarbejder|sekretær|strateg|arkitekt|udvikler|ansvarlig|rådgiver|specialist|fuldmægtig)(?:en)?))+[\s,]*$"
)


#: words that point back to somebody named before; `for mit eget vedkommende` is the writer
POINTS_BACK = pattern(
    r"""
    \b(?:han|hun|ham|hende|hans|hendes|navnet|personen|(?<!eget\ )(?<!mit\ )(?<!vores\ )vedkommende|pågældende|begge(?!\ (?:de\ |to\ )*(?:møder|dage|gange|datoer|steder)\b)|dem|deres|he|she|him|her|they|them
    |de\ (?:vil|kan|skal|ønsker|har|er|deltager|kommer|må|bliver|stopper)
    |(?:vil|kan|skal|deltager|kommer|må|er)\ de|\w*(?:chefen|lederen|direktøren|konsulenten|koordinatoren))\b
    """
)

#: `jeg har overtaget hans område`, `jeg er hendes vikar`
HAS_TAKEN_OVER = pattern(
    r"\b(?:hans|hendes|deres)\ (?:\w+\ )?(?:(?:arbejds|ansvars)?område\w*|stilling|job|opgaver?|kontor|afløser|vikar|efterfølger|kollega|chef|leder|souschef|stedfortræder|arbejde|møder|rolle|funktion|post|team|afdeling)\b"
)

ACTS_OF = {Intent.SIGNUP: ("join", "yes"), Intent.DECLINE: ("absent", "off"), Intent.CANCEL: ("leave", "off")}
SAID = 0.5
#: how likely it must be that the mail is about somebody, and how unlikely that it is not
MEANT, NOT_MEANT = 0.75, 0.25
#: … to contradict what the words around the name say
SURELY, SURELY_NOT = 0.75, 0.04
LIKELY = 0.4
#: how likely a clause must do what the mail wants to count alone
PLAINLY = 0.8
#: … and to leave a doubt
PERHAPS = 0.2

#: `det bliver mig og ikke Ole Finn`
NOT_THIS_ONE = pattern(r"\bsamme\ (?:\w+\ )?som\ $|\b(?:og|,)\ ikke\ $|\bdet\ er\ ikke\ $|\b(?:frem|fremfor)\ for\ $")
#: Where the name stands in the sentence that asks.
JOINED_BEFORE = pattern(
    r"\b(?:mig|jeg|undertegnede|selv|både)\b(?:\ selv)?,?\ (?:og|samt|plus|\+|&|sammen\ med)\ *$|\bsammen\ med\ *$|\bbåde\ *$"
)
#: `plads til mig selv og til Ole Finn`, `hverken undertegnede eller Ole Finn`: what is said of the writer is said of both
JOINED_TO_SELF = pattern(
    r"\b(?:mig\ selv|jeg\ selv|undertegnede|(?:både|hverken|til|for|det\ er|er\ det|skriv|sæt|tilmeld|afmeld|notér|noter|opret|register)\ (?:mig|jeg|me))\ (?:og|samt|plus|eller)\ (?:også\ )?(?:(?:en|et|den\ anden)\ )?(?:(?:til|for)\ )?$"
    r"|\b(?:mig|undertegnede),\ [^,.]{3,50},?\ (?:og|samt)\ (?:for\ )?$"  # `tilmeld mig, it-chef Eva Lund, og Ole Finn`
    r"|\b(?:min|mit|mine)\ (?:og|samt)\ $"  # `min og Ole Finns plads`
)
#: `skriv mig og Ole Finn op`, `det er mig og min direktør Ole Finn`; `hverken Ole Finn eller jeg`
NEITHER_BEFORE = pattern(r"\b(?:hverken|varken|neither)\ $")
OR_SELF = pattern(r"^(?:\s*\([^)]*\))?\ (?:(?:eller|og)\ (?:jeg|mig|undertegnede|jag)|nor\ (?:i|me|myself))\b")
ON_BEHALF = pattern(r"\b(?:på\ vegne\ af|on\ behalf\ of)\ $")
#: a verb of wishing that the writer is the subject of, and one that has the writer for its object
SELF_ACTS = pattern(
    r"\b(?:(?:må|skal|vil|kan)\ (?:jeg|undertegnede)|(?:jeg|undertegnede)\ (?:må|skal|vil|melder|tilmelder|afmelder|sender))\b"
)
SELF_MEANT = pattern(r"\b(?:mig|undertegnede|min\ egen|mit\ eget|os)\b")
#: `jeg beder om, at Ole Finn bliver …`: the subject of what is wished
WISHED_SUBJECT = pattern(
    r"\b(?:bede|beder|bedt|bedes|sørge|sørger|ønsker?|gerne\ have|anmode\w*|indstille\w*)\b(?:\ (?:om|for))?,?\ at\ $"
)
#: `… bad mig skrive hende op`: who asked asked for himself
ASKED_FOR_SELF = pattern(
    r"^\W{0,3}(?:[^.]{0,60}\bog\ )?(?:bad|har\ bedt|beder)\ mig\ (?:om\ at\ )?(?:sende|melde|give)\ (?:\w+\ )?(?:afbud|fra)\b"
    r"|^\W{0,3}(?:[^.]{0,60}\bog\ )?(?:spurgte|spørger|har\ spurgt|ville\ vide|ville\ have)\b[^.]{0,60}\b(?:sørge|tilmelde|melde|skrive|notere|sætte|bestille|ordne)\b[^.]*\b(?:ham|hende|han|hun)\b"
    r"|^\W{0,3}(?:our\ [^,]{3,50},\ )?(?:bad|har\ bedt|beder|har\ (?:\w+\ )?opfordret|spurgte|has\ asked|asked)\ (?:mig|os|undertegnede|me|us)\b[^.]*\b(?:ham|hende|sig|vedkommende|he|she|him|her"
    r"|(?:hans|hendes|sin|his)\ (?:\w+\ )?(?:deltagelse|plads|tilmelding|afbud|afmelding|framelding|medlemskab|place))\b"
)
#: `jeg skal hilse fra Ole Finn og sige, at han gerne vil med`
GREETS_FROM = pattern(r"\bhils\w*\ (?:\w+\ ){0,2}fra\ $")
TELLS_OF = pattern(
    r"^\W*og\ (?:sige|meddele|fortælle|oplyse|skrive|melde)\b(?:[^.]*\b(?:han|hun|vedkommende)\b|,?\ (?:at\ )?det\ bliver\b)"
)
FOLLOWS_NAME = pattern(r"\b(?:og|samt|plus)\ *$")
#: `til Ole Finn skal I bruge EAN …`
BEGINS_FOR = pattern(r"^\W*(?:men\ )?(?:hos|til|for|vedr\.?|vedrørende|angående)\ (?:(?:min|vores)\ )?(?:[\w-]+\ )?$")
#: `Direktør Ole Finn har fra i dag adressen …`
TITLE_ALONE = pattern(r"\W*(?:(?:min|vores)\ )?(?:[\w-]+\ )?")
HAS_DETAIL = pattern(
    r"\ (?:har|får|fik|skifter|har\ fået|kan|bruger|træffes|fanges|nås|flytter\b.*\bfår)\b.{0,60}?\b(?:\w*adresse\w*|\w*mail\w*|\w*nummer|nr|tlf|telefon|mobil\w*|titel\w*|titlen|ean)\b"
)
#: the object of the wish, as the writer is: `sæt Ole Finn og mig på`
JOINED_OBJECT = pattern(r"^(?:\s*\([^)]*\))?\s*(?:og|samt)\ (?:mig|undertegnede)\b")
NO_OBJECT_BEFORE = pattern(r"\b(?:mellem|fra|af|hos|med|både)\ $")
JOINED_AFTER = pattern(r"^(?:\s*\([^)]*\))?\s*(?:og|samt|eller)\ (?:jeg|undertegnede|mig)\b")
#: between two names that the same is said of
BETWEEN_NAMES = pattern(
    r"^(?:\s*\([^)]*\)|\s(?:fra|i|hos|from)\s[\w-]+(?:\sog\s[\w-]+)?)?(?:,|\s(?:og|samt|eller|and))(?:\s(?:fra|til|for))?\s*$"
)
ACTS = pattern(
    r"^(?:\s*[,(][^,)]*[,)])?\s*(?:@?\S+@\S+\s*)?(?:og\ [\w ]{3,30}\ )?(?:(?:\w+\ )?ikke\ (?:vil|kan|kommer|deltager|når)|vil|skal|ønsker|kan|er|deltager|kommer|bliver|må|har\ (?:desværre|meldt|ikke|besluttet|fået|skiftet|ændret)|tilmeldes|afmeldes|melder|siger\ (?:ja|nej)|springer|når|stopper|fratræder|udtræder|forlader|går\ på\ pension|gerne|udgår|til\b|på\b|som\b|$|[.,(!:])"
)
#: `dog må Ole Finn`, `desværre når Ole Finn`
DOES_BEFORE = pattern(r"\b(?:må|kan|skal|vil|kommer|deltager|når|bliver|melder)\ (?:desværre\ |også\ )?$")
ASKED_BEFORE = pattern(
    r"\b(?:indstil\w*|anmäl\w*|påmeld\w*|tilmeld\w*|afmeld\w*|framel\w*|meld\w*|slet\w*|fjern\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|opsig\w*|tag\w*|optag\w*|indskriv\w*|opret\w*|indlem\w*|register|remove|sign|add|udmeld\w*|indmeld\w*|tilføj\w*|deltager\w*|gerne\ have)\b[^.]*$"
)
#: what stands on the other side of these is another statement: `Jeg har lovet chefen dette: Ole Finn vil med`
PART_BREAK = re.compile(r"[:;]\s")
SELF_ASKS = pattern(
    r"\b(?:jeg\ (?:\w+\ )?(?:tilmelder|afmelder|framelder|indstiller)(?!\ mig)|jeg\ (?:vil|skal|ønsker|må|kan)|vil\ jeg|skal\ jeg|bedes|beder|mig\ at)\b"
)
SELF_REPORTS = pattern(
    r"\b(?:jeg\ (?:skal|kan|vil|må)\ (?:\w+\ ){0,2}?(?:meddele|melde|hilse|oplyse|sige|fortælle|bekræfte|informere)"
    r"|jeg\ (?:oplyser|meddeler|bekræfter)|skal\ jeg|jeg\ skriver)\b"
)
#: right behind a name, the verb that makes its owner the one who takes part or stays away
DOES = pattern(r"^\W*(?:deltager|vil|skal|kommer|ønsker|tilmeldes|afmeldes|melder|bliver\ forhindret|er\ forhindret)\b")
SELF_NAMED = pattern(r"\b(?:jeg|mig|undertegnede)\b")
TOGETHER = pattern(r"\bsammen\ med\ (?:\w+\ ){0,3}$")


#: `Jeg arbejder for Ole Finn og vil gerne tilmeldes`: the writer tells of himself, and goes on with what he wishes
TELLS_OF_SELF = pattern(
    r"\b(?:jeg|undertegnede)\ (?:er|var|arbejder|sidder|vikarierer|kender|kommer\ fra|så|læste|hørte|fik|talte|snakkede|har\ (?:\w+\ ){0,2}(?:fået|modtaget|hørt|set|læst|arbejdet|talt|snakket|været|siddet|kendt))\b[^.]*$"
)
GOES_ON_OF_SELF = pattern(
    r"^(?!.*\b(?:ham|hende|hans|hendes|dem|deres|os|begge)\b)[^.;:]*\b(?:og|så)\ (?:derfor\ |nu\ |jeg\ )?(?:vil|ønsker|melder|tilmelder|afmelder|skal|må|kan|kommer|deltager|er)\b"
)
#: … where a secretary may wish it for his chief
HELPS = pattern(
    r"\b(?:jeg|undertegnede)\ (?:er|arbejder)\ (?:\w+\ ){0,2}?\w*(?:sekretær|assistent|koordinator|medarbejder)\b"
)


#: `fra Ole Finn lyder svaret nej`
FROM_WHOM = pattern(r"\bfra\ $")
ANSWERS = pattern(r"^\ (?:lyder|er|kommer)\ (?:svaret|beskeden|meldingen|der)\b[^.]*\b(?:ja|nej|afbud)\b")


#: `vi opsiger den plads, som Ole Finn har haft`
ENDED_PLACE_OF = pattern(
    r"\b(?:opsig\w*|afmeld\w*|framel\w*|udmeld\w*|nedlæg\w*|slet\w*)\ (?:(?!min\b|mit\b|mine\b)\w+\ ){0,4}?(?:plads\w*|medlemskab\w*|stol\w*)\b[^.]{0,30}?,?\ som\ $"
)
HAS_HAD_IT = pattern(r"^(?:\s*\([^)]*\))?\ (?:har\ (?:\w+\ )?haft|havde|har|sidder\ (?:på|i)|bruger)\W*$")
#: `mens Ole Finn er på orlov, er jeg konstitueret`
WHILE = pattern(r"^\W*(?:mens|imens|så\ længe)\ $")
IS_AWAY = pattern(
    r"^\ (?:er|går|har|holder)\ (?:\w+\ )?(?:orlov|barsel\w*|ferie|sygemeldt|udlånt|udstationeret|væk)\b[^.]*,\ (?:\w+\ )?jeg\b"
)
#: `på skiltet stod der Ole Fin, men jeg hedder …`
WRITTEN_AS = pattern(r"\b(?:st(?:od|år)\ (?:der|jeg\ som)|hed(?:te)?\ jeg)\ $")
I_AM_CALLED = pattern(r"\bjeg\ hedder\b|\bmit\ navn\ er\b|^\W*(?:$|,\ og\ det\b)")


def _settle_by_both_sides(before: str, after: str) -> str:
    """Return the role that the folded words before and behind a name show together, "" where they show none."""
    if (FROM_WHOM.search(before) and ANSWERS.match(after)) or (
        ENDED_PLACE_OF.search(before) and HAS_HAD_IT.match(after)
    ):
        return "target"
    is_away = WHILE.search(before) is not None and IS_AWAY.match(after) is not None
    is_misspelt = WRITTEN_AS.search(before) is not None and I_AM_CALLED.search(after) is not None
    return "mentioned" if is_away or is_misspelt else ""


def find_role(sentence: str, name: NameFound) -> str:
    """Tell whether a name in the sentence that asks is a "target", only "mentioned", or "unclear"."""
    before, after = _before_name(sentence, name.start), fold(sentence[name.end :])
    has_self = bool(SELF_NAMED.search(f"{PART_BREAK.split(before)[-1]} {PART_BREAK.split(after)[0]}"))
    is_of_self = TELLS_OF_SELF.search(before) and GOES_ON_OF_SELF.match(after) and not HELPS.search(before)
    settled = _settle_by_both_sides(before, after)
    takes_part = TAKES_PART_BEFORE.search(before) and not (
        REPORTS.search(after) or is_of_self or POST_UNDER.search(before)
    )
    if settled or takes_part:
        return settled or "target"
    if (
        is_of_self
        or REPORTS.search(after)
        or NOT_THIS_ONE.search(before)
        or POST_UNDER.search(before)
        or (MENTIONED_BEFORE.search(before) and not TOGETHER.search(before))
        or (has_self and _owns_else(name.name, after))
    ):
        return "mentioned"
    follows_name = bool(FOLLOWS_NAME.search(before)) and bool(find_names(sentence[: name.start]))
    if JOINED_BEFORE.search(before) or JOINED_AFTER.search(after) or (follows_name and not has_self):
        return "target"
    if ASKED_BEFORE.search(before):
        return "target" if not has_self or SELF_ASKS.search(before) else "unclear"
    if ACTS.search(after) or (DOES_BEFORE.search(before) and not has_self):
        return "target" if not has_self or SELF_REPORTS.search(before) else "unclear"
    return "unclear"


#: what a mail may be about of somebody's: a place, an absence, a detail
CONCERNS = pattern(
    r"^\ (?:\w+\ )?(?:plads|medlemskab|deltagelse|tilmelding|afbud|afmelding|navn|titel|\w*nummer|tlf|telefon|mobil|\w*mail\w*|\w*adresse|ean|kalender|vegne|oplysninger|ønske)\w*\b"
)


def _owns_else(name: str, after: str) -> bool:
    """`Jeg er Ole Finns efterfølger og vil gerne med`: of its owner the name tells only whose something is."""
    is_genitive = name.endswith("s") and re.match(
        r" (?:nye |gamle |tidligere )?(?!som|der|og|er|har|kan|vil|skal|med|i|fra|til|på)[a-z]{4,}", after
    )
    return bool(is_genitive) and CONCERNS.search(after) is None


def is_mentioned(sentence: str, start: int, end: int) -> bool:
    """Tell whether the words around a name make its owner somebody who said something, or is spoken with or of."""
    before, after = fold(sentence[:start]), fold(sentence[end:])
    mentions = (MENTIONED_BEFORE, NOT_THIS_ONE, POST_UNDER)
    return REPORTS.search(after) is not None or any(one.search(before) for one in mentions)


def find_side_role(sentence: str, name: NameFound, intent: Intent) -> str:
    """A name elsewhere in the mail is a participant only if the sentence says that its owner takes part too."""
    before, after = fold(sentence[: name.start]), fold(sentence[name.end :])
    if is_mentioned(sentence, name.start, name.end):
        return "mentioned"
    if intent in {Intent.CANCEL, Intent.DECLINE} and _is_successor(sentence):
        return "mentioned"
    return "unclear" if ALSO.search(before + " # " + after) else "mentioned"


#: `tilmeld Ole Finn, og send regningen til mig`, `afbud til torsdag fra Ole Finn`
ORDERED = pattern(
    r"(?:^|[.:]\ ?)\W*(?:afbud|afmelding|tilmelding|framelding|udmelding)\ (?:[\w.]+\ ){0,4}(?:fra|for|af)\ $|(?:^|[.!:,]\ *|\b(?:og|så|men)\ )(?:tilmeld|indmeld|afmeld|frameld|udmeld|slet|notér|noter)\ (?:(?:venligst|gerne|derfor|hermed|også|bare|min|vores|\w*(?:chef|leder|kollega|direktør|konsulent))\ ){0,4}$"
)


#: `det vil Ole Finn også`, `det samme gælder Ole Finn`, `Ole Finn gør det samme`, `og Ole Finn.`
ECHO_BEFORE = pattern(r"(?:^\W*|,\ |\bog\ )(?:og\ )?det\ (?:gør|vil|kan|skal|må|ønsker)\ (?:desværre\ )?$")
ECHO_BEHIND = pattern(r"^\ (?:desværre\ )?(?:også|ligeledes|heller\ ikke)(?:\ gerne)?\W*$")
SAME_BEFORE = pattern(
    r"\bdet\ samme\ (?:gør|vil|kan|skal|må|ønsker|gælder)\ (?:desværre\ |også\ )?(?:for\ )?$|^\W*(?:og|samt|plus|desuden|endvidere|ligeledes|også)\ (?:også\ )?(?:(?:til|for|fra)\ )?$"
)
SAME_BEHIND = pattern(r"^(?:\W*$|[,(]\ ?(?!der\b|som\b)|\ (?:fra|i|hos)\ (?:\w+\W*){1,3}$)")
SUBJECT_BEFORE = pattern(r"(?:^\W*|,\ |\bog\ )(?:og\ )?$")
DOES_SAME = pattern(
    r"^\ (?:gør|vil|kan|skal|må|ønsker)\ (?:desværre\ )?(?:det\ samme|heller\ ikke|også(?:\ gerne)?)\W*$"
)
#: `jeg tager min kollega Ole Finn med`
TAKES = pattern(
    r"\b(?:jeg\ (?:(?:kommer|deltager|møder)\ (?:gerne\ )?og\ )?tager|tager\ jeg|jeg\ medbringer)\ (?:også\ )?$"
)
TAKEN_ALONG = pattern(r"^(?:\ (?:også\ )?med)?\W*$")
STAYS_AWAY_TOO = pattern(
    r"^\ (?:bliver|er|melder|må\ melde)\ (?:desværre\ )?(?:også|ligeledes)\ (?:hjemme|væk|forhindret|syg|afbud|fra|pas)\W*$"
)
COMES_TOO = pattern(r"^\ (?:kommer|deltager|er)\ (?:også|ligeledes)(?:\ med)?\W*$")


def does_too(sentence: str, name: NameFound, intent: Intent) -> bool:
    """Tell whether the words around a name say nothing but that its owner does what was said before; `kommer også` may tell of a member."""
    before = RELATION_BEFORE.sub(" ", f" {fold(sentence[: name.start])}")  # a title may begin the sentence
    after = fold(sentence[name.end :])
    is_echo = ECHO_BEFORE.search(before) is not None and ECHO_BEHIND.match(after) is not None
    is_same = SAME_BEFORE.search(before) is not None and SAME_BEHIND.match(after) is not None
    if intent in {Intent.SIGNUP, Intent.ACCEPT} and TAKES.search(before) and TAKEN_ALONG.match(after):
        return True
    if intent is Intent.DECLINE and SUBJECT_BEFORE.search(before) and STAYS_AWAY_TOO.match(after):
        return True
    does = DOES_SAME.match(after) or (intent is Intent.ACCEPT and COMES_TOO.match(after))
    return is_echo or is_same or (bool(does) and SUBJECT_BEFORE.search(before) is not None)


def is_certain(sentence: str, start: int, end: int) -> bool:
    """Tell whether grammar leaves no choice: a name joined to the writer who asks, or for whom the writer asks or speaks."""
    before, after = _before_name(sentence, start), fold(sentence[end:])
    is_either = NEITHER_BEFORE.search(before) is not None and OR_SELF.match(after) is not None
    if is_either or JOINED_TO_SELF.search(before) or ASKED_FOR_SELF.search(after) or ORDERED.search(before):
        return True
    if JOINED_OBJECT.search(after) and not NO_OBJECT_BEFORE.search(before):
        return True
    is_wished = bool(IT_IS.search(before) and WHOM_I_WISH.search(after))
    is_entered = ENTERED_BEHIND.search(after) is not None and len(find_names(sentence)) == 1
    is_entered = is_entered or WHOM_YOU_ENTER.match(after) is not None
    if (is_wished or is_entered) and not REPORTS.search(after):
        return True
    if GREETS_FROM.search(before) and TELLS_OF.search(after):
        return True
    if WISHED_SUBJECT.search(before) and not REPORTS.search(after):
        return True
    return bool(ON_BEHALF.search(before) and SELF_ACTS.search(after)) and not SELF_MEANT.search(after)


#: `det gav bid hos Ole Finn, som du må skrive på`
WHOM_YOU_ENTER = pattern(
    r"^(?:\s*\([^)]*\))?,?\ som\ (?:du|i)\ (?:\w+\ )?(?:må|kan|skal|bedes)\ (?:\w+\ ){0,2}?(?:(?:skrive|sætte|notere|føre)\ (?:\w+\ )?(?:på|op|ind)|(?:melde|give)\ (?:\w+\ )?(?:til|ind|plads)|tilmelde|optage|oprette)\b"
)
#: `Det er Ole Finn, vores it-chef, jeg gerne ser på pladsen`, `hos os bliver det Ole Finn, der skal med`
IT_IS = pattern(r"(?:^\W*det\ (?:er|bliver)|\b(?:er|bliver)\ det)\ (?:nemlig\ |altså\ |så\ )?$")
WHOM_I_WISH = pattern(
    r"^,?[^.?]*\b(?:(?:jeg|vi)\ (?:gerne|vil|ønsker|ville)|i\ (?:skal|må|bedes)|der\ skal\ (?:med|tilmeldes|have))\b"
)


#: `Ole Finn er blevet frisk på det, så kan du sætte ham på?`, `Ole Finn har bestemt, at det bliver ham selv`
ENTERED_BEHIND = pattern(
    r"\b(?:tilmeld\w*|indmeld\w*|skriv\w*|sæt\w*|notér?\w*|opret\w*|tilføj\w*|før|føre)\ (?:(?:du|i|jeg|vi|gerne|venligst|lige|også|bare|endelig)\ ){0,3}"
    r"(?:ham|hende|vedkommende)\b(?!\ (?:ikke|af|fra|ud)\b)|\bdet\ (?:bliver|er)\ (?:ham|hende)\ selv\b"
)


def is_same_role(sentence: str, end: int, start: int) -> bool:
    """Tell whether only `og` (and a title) stands between the end of one name and the start of the next."""
    return bool(BETWEEN_NAMES.search(fold(RELATION_BEFORE.sub(" ", fold(sentence[end:start])))))


def _is_successor(sentence: str) -> bool:
    """`Dina Frost overvejer at komme med i stedet` beside a wish to leave: she may come, and leaves nothing."""
    acts = judge_acts(sentence)
    return max(acts["join"], acts["substitute"], acts["unsure"], acts["yes"]) >= SAID


def _before_name(sentence: str, start: int) -> str:
    """Return the folded words before a name, without what its owner is called: `min kollega`, `it-chef`."""
    return RELATION_BEFORE.sub(" ", fold(sentence[:start]))


@dataclass(frozen=True)
class Setting:
    """What is known of the sentence that a name stands in.

    is_wish: it asks. is_alone: it names nobody else. is_own_update: the writer corrects own details. is_self_only: all that
    the mail wishes it wishes for its writer.
    """

    intent: Intent
    is_wish: bool
    is_alone: bool
    is_own_update: bool
    is_self_only: bool


def weigh_role(role: str, sentence: str, name: NameFound, setting: Setting) -> str:
    """Compare what the words around a name say of its owner with what was learned of such sentences."""
    if not setting.is_wish:
        return _weigh_side_role(role, sentence, name, setting)
    if role != "mentioned" and _leaves_open(sentence, name):
        return "unclear"
    return "target" if _is_surely_meant(sentence, name, setting) else _weigh_wish_role(role, sentence, name, setting)


def _leaves_open(sentence: str, name: NameFound) -> bool:
    """`Jeg er sekretær for Ole Finn og vil gerne tilmeldes`, `ligesom Ole Finn må jeg melde afbud`: tell whether the writer may be meant alone."""
    before, after = _before_name(sentence, name.start), fold(sentence[name.end :])
    is_helper = HELPS.search(before) is not None and GOES_ON_OF_SELF.match(after) is not None
    is_like = LIKE_BEFORE.search(before) is not None and SELF_NAMED.search(after) is not None
    return is_like or (is_helper and TAKES_PART.search(after) is not None)


TAKES_PART = pattern(r"\b(?:tilmeldes|optages|deltage|deltager|med|mig)\b")
LIKE_BEFORE = pattern(r"\b(?:lige\ ?som|i\ lighed\ med)\ $")


#: `ret titlen ved Ole Finn`, `mail til Ole Finn bedes sendt til …`
CORRECTED_OF = pattern(
    r"^\W*(?:ret|ændr|opdatér|opdater|vil\ (?:du|i)\ rette|(?:du|i)\ (?:må|bedes)\ rette)\ (?:\w+\ ){0,2}?(?:titlen|stillingen|\w*nummeret|\w*adressen|telefonen|mobilen|\w*mailen|navnet)\ (?:ved|for|på|hos|ud\ for|til)\ $"
)
MAIL_TO = pattern(r"^\W*(?:e-?mails?|mails?|post|al\ post)\ til\ $")


def _is_surely_meant(sentence: str, name: NameFound, setting: Setting) -> bool:
    is_corrected = setting.intent is Intent.UPDATE and not setting.is_own_update
    before, after = _before_name(sentence, name.start), fold(sentence[name.end :])
    is_owner = (
        TITLE_ALONE.fullmatch(before) is not None and HAS_DETAIL.match(after) is not None and name.end < len(sentence)
    )
    is_owner = (
        is_owner or CORRECTED_OF.search(before) is not None or (MAIL_TO.search(before) is not None and "@" in after)
    )
    is_named_first = is_corrected and (is_owner or bool(BEGINS_FOR.search(fold(sentence[: name.start]))))
    return is_named_first or is_certain(sentence, name.start, name.end)


def _weigh_wish_role(role: str, sentence: str, name: NameFound, setting: Setting) -> str:
    likelihood, after = judge_person(sentence, name.start, name.end), sentence[name.end :]
    if role == "unclear":
        return _settle_wish(name.name, after, likelihood, setting.intent)
    if role == "mentioned" and setting.is_alone and _goes_on_about(after):
        return "target" if likelihood >= LIKELY or _wants(after, setting.intent) else "unclear"
    if role == "target" and setting.is_own_update and likelihood < MEANT:
        return "mentioned"
    if role == "target":
        likelihood = max(likelihood, _judge_in_part(sentence, name, setting.intent))
    contradicts = likelihood >= SURELY if role == "mentioned" else likelihood <= SURELY_NOT
    return "unclear" if contradicts else role


def _judge_in_part(sentence: str, name: NameFound, intent: Intent) -> float:
    """`Direktionen har talt, og Ole Finn kommer ikke`: judge a name within its part of the sentence, if that wishes what the mail wishes; else 0."""
    shown = sentence[name.start : name.end]
    parts = [part for part in split_parts(sentence) if shown in part]
    if len(parts) != 1 or (intent in ACTS_OF and not does(parts[0], ACTS_OF[intent])):
        return 0.0
    start = parts[0].index(shown)
    likelihood = judge_person(parts[0], start, start + len(shown))
    return likelihood if likelihood >= LIKELY else 0.0


def does(part: str, acts: Iterable[str]) -> bool:
    """Tell whether a part of a sentence does one of some acts."""
    judged = judge_acts(part)
    return any(judged[act] >= SAID for act in acts)


def _settle_wish(name: str, after: str, likelihood: float, intent: Intent) -> str:
    """Decide on a name in the sentence that asks, where the words around it do not."""
    if _has_address_behind(name, after) or (RELATIVE.match(after) and _wants(after, intent)):
        return "target"
    settled = _settle(likelihood)
    return "unclear" if settled == "mentioned" and DOES.search(fold(after)) else settled


def _weigh_side_role(role: str, sentence: str, name: NameFound, setting: Setting) -> str:
    """Beside a wish that is the writer's own, another sentence signs up nobody, and leaves doubt only where it wishes itself."""
    likelihood = judge_person(sentence, name.start, name.end)
    if role == "target" and setting.is_own_update and likelihood < MEANT:
        return "mentioned"
    if role != "unclear":
        return role
    if judge_acts(sentence)["others"] >= PLAINLY:
        return "mentioned"
    if judge_acts(sentence)["substitute"] >= SAID:  # `Ole Finn er hans stedfortræder`
        return "unclear"
    if setting.is_self_only:
        acts = judge_acts(sentence)
        is_wished = setting.intent is Intent.SIGNUP and max(acts["join"], acts["yes"]) >= PERHAPS
        return "unclear" if is_wished and likelihood >= MEANT else "mentioned"
    return _settle(likelihood) if likelihood >= LIKELY else "mentioned"


def _settle(likelihood: float) -> str:
    return "target" if likelihood >= MEANT else "mentioned" if likelihood <= NOT_MEANT else "unclear"


def _has_address_behind(name: str, after: str) -> bool:
    """`Ole Finn (olfi@vejen.example)`, `Ole Finn, olfi@vejen.example`: who is given with an address is to be entered with it."""
    match = ADDRESS_BEHIND.match(after)
    return match is not None and fits_address(name, match[1])


ADDRESS_BEHIND = re.compile(rf"\W{{0,3}}(?:[^@()]{{0,40}}, )?({ADDRESS.pattern})")


def _goes_on_about(after: str) -> bool:
    """`… har bedt mig sørge for, at han kommer med`: what follows the name is about its owner."""
    folded = fold(after)
    return bool(POINTS_BACK.search(folded) or re.match(r"\W*(?:som|der)\b[^.]*\b(?:ikke|syg|ligger|gerne)\b", folded))


#: where what is said of a name's owner begins: `… Tom Ulstrup, som ligger syg`, `… Ole Finn, og han vil gerne med`
GOES_ON = re.compile(r"^\W{0,2}(?:(?:som|der|hvor|og|at|men)\s+)?(?:(?:han|hun)\s+)?(?=\w)")


#: where the writer goes on about himself: `…, og jeg slår følge`
OWN_CLAUSE = re.compile(r",?\s+(?:og|men)\s+(?:så\s+)?(?:jeg|undertegnede)\b|,\s+jeg\b")
RELATIVE = re.compile(r"\W{0,2}(?:som|der|og\s+h[au]n|h[au]n)\s")


def _wants(after: str, intent: Intent) -> bool:
    """Tell whether the words behind a name say by themselves that its owner wishes what the mail wishes."""
    said = f"Han {GOES_ON.sub('', OWN_CLAUSE.split(after)[0])}"
    is_own = SELF_NAMED.search(fold(said)) is None
    return is_own and any(judge_acts(said)[act] >= PLAINLY for act in ACTS_OF.get(intent, ()))
