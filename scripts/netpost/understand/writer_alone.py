"""What speaks against a mail being about its writer alone: `min chef vil gerne med`, `og to kolleger`, `ingen fra Vejen kommer`."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.companion import make_writer_person
from netpost.understand.entry import Entry
from netpost.understand.headcount import check_count, check_leftover_addresses
from netpost.understand.name import find_names, is_given_name, is_surname
from netpost.understand.name_role import ACTS_OF, SAID
from netpost.understand.organisation import is_municipality
from netpost.understand.own_name import is_given_name_only
from netpost.understand.reading import Intent
from netpost.understand.self_meant import SELF_IS_IT
from netpost.understand.stance import split_parts
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.told_number import find_wish_words
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

THIRD = pattern(
    r"\b(?:(?:hans|hendes|deres)\ (?:plads|deltagelse|medlemskab|ean\w*|\w*nummer|mobil\w*|telefon\w*|tlf|\w*mail\w*|titel|navn|faktura|tilmelding)|(?:de|begge)\ (?:vil|skal|ønsker|kan)|ham|hende|(?<!i\ stedet\ for\ )(?<!være\ )(?<!fra\ )(?<!til\ )(?<!over\ )dem|han|hun|(?<!før\ )(?<!fra\ )(?<!från\ )(?<!af\ )(?<!med\ )(?<!til\ )(?:min|mine|vores)\ (?:nye\ |gode\ |nærmeste\ |egen\ |to\ |tre\ )?(?:kolleg\w*|chef\w*|leder\w*|direktør\w*|medarbejder\w*|afdelingsleder\w*|souschef\w*|\w*chef(?:en)?|\w*leder(?:en)?|\w*direktør(?:en)?|\w*konsulent(?:en)?|\w*koordinator(?:en)?|sekretær|efterfølger|projektleder|borgmester|stedfortræder)|\w*(?:chefen|lederen|direktøren|kollegaen|konsulenten|medarbejderen|sekretæren)\ (?:kommer|kan|deltager|vil|skal|må|er|ønsker|melder|når|bliver)|him|them|my\ (?:colleague|boss|manager)|følgende|nedenstående(?!\ (?:\w+\ )?(?:\w*titel|\w*adresse\w*|\w*nummer|\w*numre|oplysning\w*|data|ean\w*))|disse|(?<!mit\ )(?<!eget\ )(?<!vores\ )vedkommende)\b"
)
#: `det er vores it-chef, der skal med`
POINTED_OUT = pattern(
    r"\b(?:det\ (?:er|bliver)|(?:er|bliver)\ det)\ (?:min|vores|en\ af\ (?:mine|vores))\ [^.,]{3,40},?\ (?:der|som)\ (?:skal|vil|kommer|deltager|ønsker)\b"
)
#: a superior as the one who decides or says what becomes of the writer
DECIDES = pattern(
    r"\b(?<!som\ )(?:min|mine|vores)\ (?:\w+\ ){0,2}?\w*(?:chef|leder|direktør|ledelse|kolleg|formand)\w*,?\ (?:foreslog|foreslår|har\ (?:\w+\ )?(?:foreslået|opfordret|valgt|besluttet|bestemt|sagt|godkendt|nikket|bedt\ mig|anbefalet|givet)|siger|mener|synes|vil\ have)\b(?=[^.]*\b(?:jeg|mig|vi|os)\b)(?![^.]*\b(?:han|hun|ham|hende)\b)"
    r"|\b(?<!som\ )(?:min|mine|vores|vår)\ (?:\w+\ ){0,2}?\w*(?:chef|leder|direktør|ledelse)\w*,?\ (?:(?:siger|synes|mener),?\ (?:at\ )?det\ (?:er|lyder)\b|tycker\ att\ jag\b|har\ (?:sagt|givet)\ (?:ok|ja|lov|grønt\ lys)\b)(?![^.]*\b(?:han|hun|ham|hende)\b)"
)
#: `ret det hellere, før min direktør ser det`
BEFORE_CHIEF = pattern(r"\b(?:før|inden)\ (?:min|mine|vores)\ \w+\ (?:ser|opdager|læser|hører)\b")
UNNAMED = pattern(
    r"\b(?:og|samt|sammen\ med|plus|tilmeld\w*|meld\w*|afmeld\w*|sende[r]?|have|(?<!dække\ )(?<!dækker\ )(?<!\bind\ )(?<!vikar\ )for|tager)\ (?:gerne\ |også\ |venligst\ )?(?:en|min|to|tre|mine|nogle|et\ par|flere|hele|vores|alle|yderligere)\ (?:\w+\ ){0,2}?(?:kolleg\w*|medarbejder\w*|ledergruppe\w*|team\w*|afdeling\w*|ledere|chefer|gruppe|konsulent\w*|folk|mand|personer|deltagere|chef|leder|souschef|projektleder\w*)\b(?!\ (?:i|fra|har|er|siger|synes|at\ (?:spørge|sparre|tale|dele|spejle))\b)"
    r"|\b(?:min|mine|en|vores)\ (?:\w+\ ){0,2}?(?:kolleg\w*|chef\w*|leder\w*|medarbejder\w*|konsulent\w*)\ (?:og|samt)\ (?:jeg|mig|undertegnede)\b"
    r"|\b(?:hele|min|vores)\ (?:\w+\ )?(?:\w*gruppen?|afdeling\w*|team\w*|stab\w*|ledelse\w*)\ (?:vil|ønsker|deltager|kommer|skal|tilmeld\w*)\b"
    r"|\b(?<!ikke\ )(?<!uden\ )(?:hele|resten\ af)\ (?:holdet|afdelingen|teamet|gruppen|ledelsen|kontoret)\b"
)
ONE_OF_US = pattern(r"\ben\ (?:mand|person|deltager)\b")
#: `… og det samme vil min kollega`: one more, who has no name
ONE_MORE = pattern(
    r"(?<!,\ for\ )(?<!\bfordi\ )(?<!,\ da\ )\ben\ af\ (?:vores|mine)\ (?:\w+\ )?(?:kolleg|medarbejder|chef|leder|konsulent)\w*|\bdet\ samme\ (?:vil|ønsker|skal|gælder(?:\ for)?)\ (?:min|mine|vores)\b|\b(?:min|mine|vores)\ (?:\w+\ )?(?:kolleg\w*|chef|leder|souschef|direktør|medarbejder\w*)\ (?:vil|skal|ønsker)\ også\b"
)
#: … whatever the sentence before says: `Det vil min chef også`, `min kollega heller ikke`, `jeg tager min chef med`
KIN = r"(?:min|mine|vores)\ (?:\w+\ ){0,2}?\w*(?:kolleg\w*|chef|leder|direktør|medarbejder|konsulent|sekretær)(?:en|er|e)?"
ONE_LIKEWISE = pattern(
    rf"\bdet\ (?:gør|vil|kan|skal|må|ønsker)\ {KIN}\ (?:desværre\ )?(?:også|heller\ ikke|ligeledes)\b"
    rf"|\bdet\ samme\ (?:gør|vil|kan|skal|må|ønsker|gælder)\ (?:desværre\ )?(?:for\ )?{KIN}\b"
    rf"|(?:^|,\ |\bog\ ){KIN}\ (?:(?:\w+\ )?(?:gør|vil|kan|skal|må|ønsker|kommer|deltager|er|melder\ sig)\ )?(?:desværre\ )?(?:også|heller\ ikke|ligeledes|ligeså|det\ samme)\b"
    rf"|\bjeg\ (?:tager|medbringer|deltager|kommer|møder)\ (?:\w+\ ){{0,3}}?(?:{KIN}\ med|sammen\ med\ {KIN})\b"
)
US_ALONE = pattern(
    r"\b(?:tilmeld\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|registrer\w*|sign|register|add)\ (?:\w+\ ){0,2}(?:os|us)\b"
)
ME = pattern(r"\b(?:jeg|mig|min|mit|mine|undertegnede|i\ am|i\ would|i\ have|i\ will|i'd|i'm|me|my|myself|jag|meg)\b")
#: `Der kommer ingen fra Vejen på torsdag`
NOBODY = pattern(
    r"\b(?:ingen|nogen|nogle(?:\ stykker)?|flere|et\ par|to|tre|alle)\ (?:af\ os|fra|herfra|i|hos)\b|\bingen\ (?:kommer|deltager|kan)\b|\bikke\ (?:alle\ sammen|allesammen)\b"
)
#: `Jeg rydder op i Ole Finns kalender, og mødet må vige`
ANOTHERS_CALENDAR = re.compile(r"\b[A-ZÆØÅ][\w-]+(?:s|['’]s?)\s+kalender\b")
WE = pattern(r"\bvi\b")
AND_ME = pattern(r"\ (?:og|samt)\ (?:jeg|undertegnede)\b")
ME_WITH = pattern(r"\bjeg\b[^.]*\bmed\b")
#: `Direktøren har bedt mig melde afbud`: perhaps for him
ASKED_BY_CHIEF = pattern(
    r"\b(?:(?:min|vores)\ (?:\w+\ )?\w*(?:chef|leder|direktør|kollega|borgmester)|\w*(?:chefen|lederen|direktøren|kollegaen|borgmesteren))\ (?:bad|har\ (?:\w+\ )?bedt|beder)\ mig\ (?:om\ at\ )?(?:sende|melde|give|tilmelde|afmelde|framelde)\b(?![^.]*\b(?:mig|min|jeg)\b)"
)
#: `Afbud på torsdag fra vores direktør`, `afbud: min chef er syg`
FOR_ANOTHER = "Mailen handler om en anden end afsenderen, men siger ikke hvem."
OF_CHIEF = pattern(
    rf"^(?!.*\b(?:jeg|mig|undertegnede)\b).*\b(?:afbud|afmelding|framelding|tilmelding|udmelding)\b[^.]*(?:\b(?:fra|for|af)\ {KIN}|:\ {KIN}\ (?:er|ligger|skal|har|kan|må)\b)"
)
OTHERS_OF_HOUSE = pattern(
    r"\b(?:en\ (?:plads|stol|deltager)|en\ af\ (?:os|vores|mine)|(?:vores|alle)\ (?:\w+\ ){0,2}?(?:pladser|medlemskaber|deltagere|tilmeldinger|medlemmer|folk|medarbejdere|kolleg\w*)|\w*(?:kommunen?|afdelingen|forvaltningen|cent(?:er|re)t|sekretariatet|styrelsen|kontoret|direktionen|regionen))\b"
)


def check_writer(mail: Mail, verdict: Verdict, writer: Writer, own: Entry | None) -> list[str]:
    """Say what speaks against the writer being meant."""
    review = []
    if writer.name is None or (writer.is_role and own is None and not writer.has_new_email):
        review.append("Det er ikke klart, hvem mailen handler om: afsenderen er ikke en person.")
    elif (own is None and any(map(POINTED_OUT.search, verdict.sentences))) or (
        own is None
        and any(
            _is_about_third(one.clause.folded)
            or ANOTHERS_CALENDAR.search(one.clause.sentence_text)
            or _names_by_surname(one.clause.part, writer)
            or ASKED_BY_CHIEF.search(one.clause.sentence_folded)
            or OF_CHIEF.search(one.clause.sentence_folded)
            for one in verdict.deciding
        )
    ):
        review.append(FOR_ANOTHER)
    elif (
        verdict.intent is Intent.SIGNUP
        and own is None
        and any(
            US_ALONE.search(one.clause.sentence_folded)
            and not re.search(r"\bmig\b|\bundertegnede\b", one.clause.sentence_folded)
            for one in verdict.deciding
        )
    ):
        review.append("Mailen tilmelder flere end afsenderen, men siger ikke hvem.")
    elif own is None and (
        _brings_unnamed(verdict, mail) or _speaks_for_two(verdict, mail) or _accounts_for_two(verdict)
    ):
        review.append("Mailen handler om flere end afsenderen, men siger ikke hvem.")
    elif any(BEHALF_BELOW.match(line) and find_names(line) for line in mail.own_text.strip().split("\n")[-2:]):
        review.append("Mailen er skrevet på vegne af en anden.")
    elif _is_signed_for_others(mail, writer) and not any(ME.search(one) for one in verdict.sentences):
        review.append("Mailen er underskrevet af flere.")
    elif verdict.intent in {Intent.DECLINE, Intent.CANCEL} and any(
        NOBODY.search(one.clause.folded) and not ME.search(one.clause.sentence_folded) for one in verdict.deciding
    ):
        review.append("Mailen taler om flere, men siger ikke hvem.")
    elif verdict.intent is Intent.CANCEL and own is None and not _is_own_leaving(verdict):
        review.append("Det er ikke klart, hvem der skal meldes ud af netværket.")
    elif is_given_name_only(writer.name) and verdict.intent is Intent.SIGNUP:
        review.append("Mailen giver kun et fornavn.")
    if own is None or own.kind in {"line", "prose"}:
        review += check_count(find_wish_words(verdict, mail), 1)
    if verdict.intent in {Intent.SIGNUP, Intent.UPDATE}:
        review += check_leftover_addresses(mail, [make_writer_person(writer)], writer)
    return review


def _brings_unnamed(verdict: Verdict, mail: Mail) -> bool:
    """`… og to kolleger`; `vi vil gerne have en mand med. Sæt mig på` means the writer."""
    if any(ONE_LIKEWISE.search(fold(one)) for one in split_sentences(mail.own_text)):
        return True
    is_plain_self = any(
        SELF_IS_IT.search(one.clause.sentence_folded)
        or (
            re.search(r"\b(?:mig|undertegnede)\b", one.clause.sentence_folded) and not UNNAMED.search(one.clause.folded)
        )
        for one in verdict.deciding
    )
    return any(
        (UNNAMED.search(one.clause.folded) and not (is_plain_self and ONE_OF_US.search(one.clause.folded)))
        or ONE_MORE.search(one.clause.sentence_folded)
        for one in verdict.deciding
    )


def _is_signed_for_others(mail: Mail, writer: Writer) -> bool:
    """`Hilsen Mette og Ole`, `Mette Friis & Ole Finn`: tell whether a last line joins the writer's name to another."""
    lines = "\n".join([*mail.own_text.strip().split("\n")[-2:], *mail.signature.split("\n")[:3]])
    if not JOINED.search(lines):
        return False
    given, *more = map(re.escape, (writer.name or "").split())
    own = rf"{given}(?:[ ]+(?:{'|'.join(more)})){{0,{len(more)}}}" if more else given
    other = r"(?P<given>[A-ZÆØÅ][\w-]+)(?:[ ]+[A-ZÆØÅ][\w-]+){0,3}"
    sides = (rf"(?<![\w-]){own}{JOINT}{other}", rf"(?<![\w-]){other}{JOINT}{own}(?![\w-])")
    return any(is_given_name(one["given"]) for side in sides for one in re.finditer(side, lines))


#: `På vegne af Ole Finn`, on a line of its own below the text
BEHALF_BELOW = re.compile(r"\W*(?:på vegne af|p\.?\s?v\.?\s?a\.?|efter bemyndigelse)\b[^.!?]{3,50}$", re.IGNORECASE)
JOINT = r"[ ]*(?:\bog\b|[&+/])[ ]*"
#: two names, whosever
JOINED = re.compile(rf"[\w-]{JOINT}[A-ZÆØÅ]")


def _speaks_for_two(verdict: Verdict, mail: Mail) -> bool:
    """`Ole Finn og jeg har fået influenza. Vi kommer ikke på torsdag`, `Ole Finn og jeg har fået nye numre. Mit er …`."""
    says_we = verdict.intent is Intent.UPDATE or any(WE.search(one) and not ME.search(one) for one in verdict.sentences)
    return says_we and any(
        AND_ME.match(fold(sentence[one.end :]))
        for sentence in split_sentences(mail.own_text)
        for one in find_names(sentence)
    )


def _accounts_for_two(verdict: Verdict) -> bool:
    """`Vi må melde afbud: Ole Finn er syg, og jeg skal passe kontoret`; `jeg er på kursus med Ole Finn, så vi kommer ikke`."""
    return any(
        any(_is_ours(part, verdict) for part in (one.clause.part, *split_parts(one.clause.sentence_text)))
        and (AND_ME.search(one.clause.sentence_folded) or ME_WITH.search(one.clause.sentence_folded))
        and find_names(one.clause.sentence_text)
        for one in verdict.deciding
    )


def _is_ours(part: str, verdict: Verdict) -> bool:
    """`… så vi kommer ikke`: tell whether a part wishes what the mail wishes, for `vi` alone."""
    folded, acts = fold(part), ACTS_OF.get(verdict.intent, ("yes",))
    return bool(WE.search(folded)) and not ME.search(folded) and any(judge_acts(part)[act] >= SAID for act in acts)


def _is_own_leaving(verdict: Verdict) -> bool:
    """`Kommunen opsiger en plads` does not say whose; `vi opsiger vores plads`, signed by one, is the writer's."""
    sentences = [one.clause.sentence_folded for one in verdict.deciding if one.clause.where == "teksten"]
    if not sentences or any(ME.search(one) for one in sentences):
        return True
    return not any(OTHERS_OF_HOUSE.search(one) for one in sentences)


#: `direktør Falk`, `hr. Falk`, `O. Falk`
SURNAME_ALONE = re.compile(
    r"(?:(?<![\w-])(?:[Hh]r\.?|[Ff]r\.|[Ff]ru|[Ff]rk\.?|[\w-]*(?:chef|leder|direktør|konsulent))\s|(?<![\w.-])[A-ZÆØÅ]\.\s?)([A-ZÆØÅ][a-zæøå-]{2,})(?![\w-])"
)


def _names_by_surname(part: str, writer: Writer) -> bool:
    """`Hermed tilmeldes direktør Falk`: tell whether a clause without the writer names somebody else by the surname."""
    own = fold(writer.name or "").split()
    return ME.search(fold(part)) is None and any(
        is_surname(one[1]) and not is_municipality(one[1]) and fold(one[1]) not in own
        for one in SURNAME_ALONE.finditer(part)
    )


def _is_about_third(clause: str) -> bool:
    """Tell whether a clause wishes something for somebody else; `min chef har valgt, at vi stopper` only tells who decided."""
    if not THIRD.search(BEFORE_CHIEF.sub(" ", DECIDES.sub(" ", clause))):
        return False
    return not pattern(
        r"\b(?:mig|mit\ (?:navn|vedkommende)|undertegnede|me|myself|(?:synes|siger|mener|sagde|mente),?\ (?:at\ )?jeg\ (?:skal|bør|burde|skulle)|jeg\ (?:passer|henter|plejer)|jeg\ skal\ (?:\w+\ )?(?:steppe|træde|dække|afløse|hoppe|rykke|passe)|jeg\ (?:vil|ønsker|deltager|kan|må|kommer|er|bliver|har|(?:melder|tilmelder)(?!\ (?:hermed\ |gerne\ )?(?:ham|hende|dem|vedkommende)\b))|vil\ jeg|kan\ jeg|må\ jeg|deltager\ jeg)\b"
    ).search(clause)
