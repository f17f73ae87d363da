"""Whether a mail that names others means its writer, too: `Tilmeld mig og Ole Finn`, `… og det samme gør jeg`."""

from __future__ import annotations

import re
from itertools import pairwise

from netpost.understand.entry import Entry
from netpost.understand.name import find_names, is_same_name
from netpost.understand.name_role import HAS_TAKEN_OVER, POINTS_BACK, SURELY_NOT
from netpost.understand.reading import Intent
from netpost.understand.roles import judge_self
from netpost.understand.text import Clause, fold, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

SELF_ALSO = pattern(
    r"\b(?:på\ egne\ og|mig\ selv|undertegnede|jeg\ selv|også\ mig|mig\ også|og\ mig\b|mig(?:\ \([^)]*\))?\ og\ (?!(?:siger|sagde|spørger|spurgte|vil|skal|er|har|kan|melder|tager|takker)\b)|samt\ mig|jeg\ og\b|og\ jeg\b(?!,\ (?:som|der)\ (?!begge\b)|\ (?:er\ (?:blevet\ )?bedt|skriver|sender|passer|har\ (?:fået|lovet)))|sammen\ med\ mig|mig\ samt|inklusive\ mig|inkl\.?\ mig|(?:begge|os)\ to(?!\ gange)|(?:både|hverken)\ (?:mig|jeg)|hverken\ [^.]{3,40}\ eller\ (?:mig|jeg|undertegnede)|(?:jeg|mig)\b[^.]*\bdet\ samme\ (?:gør|vil|gælder|skal|ønsker)\b|(?:jeg|undertegnede|mig)\b[^.]*\bsammen\ med\ (?!mig\b)|(?:i|me)\b[^.]*\b(?:together\ with|along\ with)\ (?!me\b)|foruden\ mig|udover\ mig|ud\ over\ mig|me\ and|and\ me\b|myself|jeg\ deltager\ også|jeg\ kommer\ også|jeg\ tager\ (?:[\w-]+\ ){0,4}med|tager\ jeg\ (?:[\w-]+\ ){0,4}med)\b"
)
#: a place for the writer in a list of people: `mig, Ole Finn og Eva Lund`, `… Ole Finn + mig`, `en til Ole Finn og en til mig`, `"vi" er mig og Ole Finn`
LISTED_SELF = pattern(
    r"""
    (?:^\W*|[:,;+&(]\ *|\b(?:og|samt|plus|and|nemlig|både|dels|(?:vi|os)[\"”»]?\ er(?:\ [\w-]+){0,3}?|så\ er\ der|det\ er(?=\ (?:mig|undertegnede)\b(?!,\ (?:der|som)\b)))\ )
    (?:(?:så|også|ligeledes|sidst|endelig|en|een|den\ (?:ene|anden|tredje)|one|er)\ )*(?:(?:til|for|fra)\ )?
    (?:(?:mig(?:\ se?le?v)?|underteg\w{2,5}|undertegnde|min\ egen\ (?:ringe\ )?person|me|myself|meg(?:\ selv)?)
    (?=\s*(?:[,.!?;()+&]|$)|\ (?:og|samt|and|plus)\ (?!(?:vil|skal|er|har|kan|så|send|siger|betal)\w*\b))
    |(?:mit\ eget|min\ egen)(?:\ (?:navn|plads))?(?=\s*(?:[,.!?;]|$)|\ (?:og|samt)\ (?!\w*(?:nummer|adresse|mail)))
    |(?:jeg|jag)(?:\ selv|\ själv)?(?!,\ (?:som|der)\ (?!begge\b))(?=\s*(?:[,.!?;()+&]|$)))
    """
)
#: `… og send bekræftelsen til både hende og mig`: who gets mail, or agreed on it, takes part in nothing
PASSED_ON = pattern(
    r"\b(?:kopi\w*|cc|kvittering\w*|bekræftelse\w*|faktura\w*|regning\w*|indkaldelse\w*|materiale\w*|referat\w*)\ (?:[\w-]+\ ){0,3}?til\ [^.;]*"
    r"|\b(?:mellem|efter\ aftale\ med)\ [^.;]*"
)
#: `undertegnede skal hermed indstille Ole Finn`, `undertegnede anmoder om, at Ole Finn optages`: who asks for another
ASKS_FOR_ANOTHER = pattern(
    r"\bjeg\ (?:(?:anmoder|beder|skal\ anmode|skal\ bede)\ (?:\w+\ ){0,2}?om|sørger\ for),?\ at\ (?:han|hun|de|vedkommende)\b(?![^.]*\bmig\b)|"
    r"\bundertegnede\ (?:\w+\ ){0,4}?(?:(?:indstiller?|tilmelder?|indmelder?|udmelder?|afmelder?|framelder?|foreslår?)\b(?!\ (?:\w+\ )?(?:sig|mig|undertegnede)\b)"
    r"|(?:anmoder?|beder?|ansøger?)\ (?:\w+\ ){0,2}?om,?\ at\ (?!blive\b|få\b|deltage\b|komme\b|være\b|kunne\b|måtte\b|undertegnede\b))"
)
#: `hverken Ole Finn (olfi@…) eller jeg`, in Swedish and English too
NEITHER_SELF = pattern(
    r"\b(?:hverken|varken|neither)\b.{3,90}\b(?:(?:eller|og)\ (?:jeg|mig|undertegnede|jag|meg)|nor\ (?:i|me|myself))\b"
    r"|\bhverken\ (?:jeg|mig|undertegnede)(?:\ selv)?\ (?:eller|og)\b|\bneither\ (?:i|me)\ nor\b"
)
SELF_JOINED = pattern(
    r"\bsammen\ med\ (?!mig\b)[^.;]{3,70}\ (?:vil|ønsker|skal|melder|deltager|kommer)\ (?:jeg|undertegnede)\b|\bpå\ egne\ og\b|\bog\ (?:mine\ )?egne\ vegne\b|\b(?:undertegnede|mig\ selv|mig|myself|me)(?:\ \([^)]*\))?\ (?:og|samt|and)\ (?!(?:vil|skal|er|har|kan|ønsker|deltager|kommer|bliver|gerne|siger|sagde|spørger|spurgte|melder|tager|takker|får|fik|will|is|has|would)\b)|\b(?:og|samt|and)\ (?:undertegnede|mig\ selv|mig|myself)\b|\b\w+s\ og\ (?:mit|min|mine)\ (?:plads|medlemskab|tilmelding|deltagelse)\b"
    r"|\b(?:mit|min|mine)\ (?:og|samt)\ [^.,]{3,40}s\ (?:plads\w*|medlemskab\w*|tilmelding\w*|deltagelse)\b"
)
NOT_SELF = pattern(
    r"\bnu\ hvor\ jeg\ (?:selv\ er|er\ selv|selv)\ (?:\w+\ )?(?:inde|med|på|medlem|tilmeldt)\b|"
    r"\bnej\ (?:tak\ )?(?:på\ egne\ vegne|for\ mit\ eget\ vedkommende)\b|\b(?:jeg|undertegnede)\ selv\ (?:\w+\ ){0,3}?(?:stå[r]?\ over|spring\w*\ over|forhindret|meld\w*\ (?:pas|fra|afbud)|bliver\ hjemme)\b|\b(?:jeg|undertegnede)\ (?:skal|vil|kan|deltager|kommer|er)\ (?:\w+\ ){0,3}ikke\ (?:selv\ )?(?:med|deltag\w*+|være\ med|komm\w*+)(?!\ (?:(?:til|på|med\ på)\ mødet\ )?(?:i|den|d\.)\ (?!netværk|år\b|de[nt]\b|denne\b|dette\b|forløb|møde))|\bikke\ (?:mig\ )?selv\b|\bselv\ (?:skal|deltager|kommer)\ jeg\ ikke\b|\bikke\ mig\b|\buden\ mig\b|\bselv\ (?:bliver|er)\ jeg\ (?:\w+\ ){0,2}hjemme\b|\bpå\ deres\ vegne\b"
    r"|\b(?:jeg|undertegnede)\ (?:selv\ )?(?:skal|vil|kan|kommer|deltager|gør)\ (?:(?!heller\b)\w+\ ){0,2}ikke\ *(?:$|[.!,;])"
)
#: … where others stay away or leave: `Ole Finn og jeg kan ikke deltage` counts the writer in
NOT_SELF_AWAY = pattern(
    r"\bikke\ mig\b|\bpå\ deres\ vegne\b|\bjeg\ (?:selv\ )?(?:bliver|fortsætter|forbliver)(?=\W*$|\ ?[.,;!]|\ i\ netværket\b)|\bjeg\ skal\ (?:selv\ )?blive\b(?!\ (?:hjemme|væk))"
)
#: `han skriver nok ikke selv`
OTHERS_NOT_SELF = pattern(r"\b(?:han|hun|de)\b[^,.;]{0,30}\bikke\ selv\b")
#: `jeg` with another verb than those of passing a mail on
DOES_ONESELF = pattern(
    r"\b(?:(?<!som\ )jeg\ (?!videre|effektuer|gør|formidl|bakker|godkend|støtter|bekræfter|send|skal|skriv|har\b|håber|beder|bede\b|få\b|skynder|kan\b|er\ blevet|passer|hjælper)\w+|(?:bliver|er)\ (?:\w+\ )?mig)\b"
)
#: a wish with the writer for its object: `tilmeld mig`, `jeg melder mig til`
ENTERS_SELF = pattern(
    r"\b(?:(?:til|af|fra|ind|ud)?meld\w*|skriv|sæt|før|notér?|tilføj|registr\w+|slet|fjern)\ (?:(?:venligst|gerne|derfor|hermed|også|jeg|vi)\ ){0,2}(?:mig|undertegnede)\b(?!\ (?:og|samt))"
)
#: the writer, but as nobody's errand boy and no payer: `hun bad mig melde hende til`, `det er mig, der betaler`
MEANS_SELF = pattern(
    r"\b(?<!beder\ )(?<!bede\ )(?<!bad\ )(?<!bedt\ )(?<!få\ )(?<!fik\ )(?:mig|undertegnede)\b(?!,?\ (?:der|som)\b)"
)
#: `jeg vil meget gerne have en plads`, `jeg deltager`; not `… have en plads til en kollega`
WISHES_ONESELF = pattern(
    r"\b(?:jeg\ (?:vil|ønsker|skal|deltager|kommer|tager)|(?:vil|ønsker|deltager|kommer|tager)\ jeg)\b"
    r"(?!\ (?:\w+\ ){0,3}(?:til|ind|af|ud|fra)?meld\w*)(?!\ [^.]*\btil\ (?:en|et|min|mine|vores|den|to|ham|hende)\b)(?!\ (?:\w+\ )?bede\b)"
)
#: `Ole Finn er på ferie. Jeg kan derfor ikke komme`
MISSES_ONESELF = pattern(
    r"\b(?:jeg\ (?:\w+\ )?(?:kan|må|når|er|bliver)|(?:kan|må|når|er|bliver)\ jeg)\b[^.]*\b(?:ikke|afbud|fra|pas|forhindret|væk)\b"
    r"|\bjeg\b[^.;]*\b(?:kommer|deltager|kan)\ (?:\w+\ )?ikke\b"
)
#: `Ole Finn kommer ikke. Det gør jeg heller ikke.`
SELF_ECHOES = pattern(
    r"(?:^|[.!?]\ |\n)(?:og|samt|plus|desuden|også)\ (?:(?:så|også|til|for|fra)\ ){0,2}(?:(?:mig|jeg)(?:\ selv)?|undertegnede)\ *(?:[.!:(+]|,(?!\ (?:der|som)\b)|$)|\b(?:jeg|undertegnede)\ (?:vil|ønsker|skal)\ (?:\w+\ ){0,3}(?:med|deltage|tilmeldes|være\ med)\b[^.]*\bdet\ (?:vil|skal|ønsker)\ (?:min|vores)\b|\b(?:det|og\ det)\ (?:er|bliver)\ jeg\ (?:også|heller\ ikke)\b|\b(?:jeg|undertegnede)\ (?:vil|ønsker|skal)\ (?:\w+\ ){0,3}(?:med|deltage|tilmeldes|være\ med)\b[^.]*\bdet\ (?:vil|skal|ønsker)\ (?:min|vores)\b|\b(?:det|og\ det)\ (?:gør|kan|vil|skal)\ jeg\ (?:også|heller\ ikke)\b|\b(?:og|det\ (?:gør|kan)) heller\ ikke\ (?:mig|jeg)\b|\bog\ (?:jeg|undertegnede)\ heller\ ikke\b"
    r"|\bdet\ samme\ (?:gør|kan|vil|skal|ønsker|gælder(?:\ for)?)\ (?:jeg|mig|undertegnede)\b|\b(?:jeg|mig|undertegnede)\ (?:(?:tager|får|selv)\ )?den\ anden\b(?!\ \w)"
    r"|\b(?:jeg|undertegnede)\b[^.]*,\ (?:og\ )?det\ (?:gør|kan|vil|skal)\ (?!jeg\b)[^.,]{3,60}\ heller\ ikke\b"
)
#: `nummeret gælder også for min kollega`
ALSO_FOR = pattern(r"\bgælder\ (?:også|ligeledes)\ (?P<for>for\ )?(?:min|vores)\b")
#: `En af os skal med. Det bliver mig.`
ONLY_SELF = pattern(
    r"\b(?:det|valget|manden|lodden)\ (?:\w+\ ){0,2}?(?:er|bliver|blev|faldt\ på)\ (?:altså\ |kun\ )?mig(?:\ selv)?\s*(?:[.!]|$|\ i\ denne\ omgang\b)"
)
#: `… og manden er mig`, `det bliver altså mig, I får at se`
SELF_IS_IT = pattern(r"\b(?:er|bliver|bliver\ det|er\ det)\ (?:altså\ |nu\ |så\ )?(?:mig|undertegnede)\b")
#: how likely a sentence must be about its writer to stand beside one about somebody else
MEANT_TOO = 0.5


#: `ham vil jeg gerne sende med`
WISHES_FOR_ANOTHER = pattern(
    r"^\W*(?:og\ |så\ |men\ )?(?:ham|hende|dem|vedkommende)\ (?:vil|skal|må|kan|ønsker|tilmelder|melder|sender)\ jeg\b(?!.*\b(?:mig|følges|selv|med\ (?:ham|hende|dem))\b)"
)
#: what begins words that somebody else said
QUOTES = ('"', "“", "”", "»")


def has_clear_self(verdict: Verdict, named: list[Entry]) -> bool:
    """One sentence speaks of the writer alone, another of somebody else: they may not be meant alike."""
    alone = [
        one
        for one in verdict.deciding
        if one.clause.where == "teksten"
        and not one.clause.sentence_text.startswith(QUOTES)
        and not WISHES_FOR_ANOTHER.match(one.clause.folded)
        and not any(fold(entry.name or "") in one.clause.sentence_folded for entry in named)
    ]
    return any(
        (
            MEANS_SELF.search(one.clause.sentence_folded)
            or WISHES_ONESELF.search(one.clause.folded)
            or _misses_oneself(one.clause)
        )
        and judge_self(one.clause.sentence_text) >= MEANT_TOO
        for one in alone
    ) or any(ENTERS_SELF.search(one.clause.folded) for one in verdict.deciding)


def _misses_oneself(clause: Clause) -> bool:
    points_back = POINTS_BACK.search(HAS_TAKEN_OVER.sub(" ", clause.sentence_folded))
    return MISSES_ONESELF.search(clause.folded) is not None and points_back is None


def lists_writer(folded: str) -> bool:
    """Tell whether a folded sentence has the writer in a list of people."""
    return LISTED_SELF.search(folded) is not None or NEITHER_SELF.search(folded) is not None


def leaves_writer_out(verdict: Verdict, text: str) -> bool:
    """Tell whether a folded text says that what is wished is not for the writer."""
    is_away = verdict.intent in {Intent.DECLINE, Intent.CANCEL}
    return (NOT_SELF_AWAY if is_away else NOT_SELF).search(OTHERS_NOT_SELF.sub(" ", text)) is not None


def includes_writer(verdict: Verdict, text: str) -> bool:
    """Tell whether the wish is for the writer, too. text: all own words, folded."""
    if leaves_writer_out(verdict, text) and not _joins_writer(verdict):
        return False
    if SELF_ECHOES.search(text) or _holds_also_for_another(text):
        return True
    sentences = {(without_errands(one.clause.sentence_folded), one.clause.sentence_text) for one in verdict.deciding}
    return any(
        lists_writer(folded)
        or SELF_JOINED.search(folded)
        or (SELF_ALSO.search(folded) and judge_self(sentence) > SURELY_NOT)
        for folded, sentence in sentences
    )


def _joins_writer(verdict: Verdict) -> bool:
    """`Tilmeld Ole Finn og mig. I Odense kommer jeg ikke`: tell whether a sentence plainly wishes it for the writer, too."""
    sentences = map(without_errands, verdict.sentences)
    return any(NOT_SELF.search(one) is None and (lists_writer(one) or SELF_JOINED.search(one)) for one in sentences)


def without_errands(folded: str) -> str:
    """Blank what the writer does for others: asks for them, gets their mail."""
    return ASKS_FOR_ANOTHER.sub(" ", PASSED_ON.sub(" ", folded))


def _holds_also_for_another(text: str) -> bool:
    """`Nummeret gælder også for min kollega`; `ingen kan alt, og det gælder også min chef` tells of the writer only if words before it do."""
    also = ALSO_FOR.search(text)
    return also is not None and (also["for"] is not None or OF_WRITER.search(text, 0, also.start()) is not None)


OF_WRITER = pattern(r"\b(?:jeg|mig|mi[nt]|mine|undertegnede|vi|os|vores|vor)\b")


def names_writer_too(verdict: Verdict, writer: Writer) -> bool:
    """`Tilmeld os to: Ole Finn og Mette Friis`, signed by Mette Friis."""
    name = fold(writer.name or "")
    return " " in name and any(
        re.search(rf"(?:\b(?:og|samt)|[,:])\s+{re.escape(name)}\b", one.clause.sentence_folded)
        or _stands_in_list(one.clause.sentence_text, writer.name)
        or joins_given_name(one.clause.sentence_text, writer.name)
        or SELF_FIRST.search(one.clause.sentence_text)
        for one in verdict.deciding
    )


def joins_given_name(text: str, writer: str | None) -> bool:
    """`Mette og Ole Finn kommer ikke`, signed by Mette Friis: tell whether a text joins the writer's given name to a full one."""
    given = re.escape((writer or "").partition(" ")[0])
    return bool(given) and any(
        re.search(rf"(?<![\w-]){given}\s+(?:og|samt|&)\s+(?:[\w-]+\s+){{0,2}}$", text[: one.start])
        or re.match(rf"\s+(?:og|samt|&)\s+{given}\b(?!\s+[A-ZÆØÅ])", text[one.end :])
        for one in find_names(text)
        if not is_same_name(one.name, writer)
    )


SOMEBODY = r"[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+){0,3}"
#: `skriv mig, Tina Rask og Flemming op`
SELF_FIRST = re.compile(
    rf"\b(?:mig|undertegnede),\s{SOMEBODY}(?:,\s{SOMEBODY})*,?\s(?:og|samt|plus|&|\+)\s(?=[A-ZÆØÅ])"
)


#: what may stand between two names of a list besides titles
LIST_BREAK = re.compile(r"\s*(?:\([^)]*\))?\s*(?:,|\bog\b|\bsamt\b|\band\b|[+&])\s*(?:(?:og|samt|and)\s+)?")


def _stands_in_list(sentence: str, writer: str | None) -> bool:
    """`Mette Friis og Ole Finn vil gerne med`, signed by Mette Friis: tell whether the writer's name has a neighbour in a list."""
    names = find_names(sentence)
    return any(
        is_same_name(one.name, writer) != is_same_name(other.name, writer)
        and (gap := LIST_BREAK.match(sentence, one.end)) is not None
        and TITLES.fullmatch(sentence[gap.end() : other.start]) is not None
        for one, other in pairwise(names)
    )


TITLES = re.compile(
    r"(?:(?:for|til|fra|min|vores|nye)\s+)?(?:[\w-]*(?:chef|leder|direktør|konsulent|koordinator|arkitekt|sekretær|rådgiver|medarbejder|specialist)\s+)?",
    re.IGNORECASE,
)


def may_mean_self(verdict: Verdict) -> bool:
    """`Jeg slår følge med ham`, `det bliver mig og ikke Jan` above a mail that somebody else wrote."""
    return any(
        DOES_ONESELF.search(one.clause.sentence_folded) and judge_self(one.clause.sentence_text) >= MEANT_TOO
        for one in verdict.deciding
    )


def speaks_of_self(verdict: Verdict) -> bool:
    """Tell whether the clause that asks, above a mail that is passed on, has the writer for its subject or object."""
    return any(
        pattern(
            r"\b(?:mig|undertegnede|me|min|mit|jeg\ (?:vil|deltager|er|ønsker|kommer|kan|må|melder|tilmelder))\b"
        ).search(one.clause.folded)
        or SELF_IS_IT.search(one.clause.sentence_folded)
        for one in verdict.deciding
    )
