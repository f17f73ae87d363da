"""What a part of a sentence says of the meetings that it names: that they are left out, are held already, or only tell why.

`Sæt mig på til november, men Aarhus kan jeg godt glemme` names two meetings and wants one.
"""

from __future__ import annotations

import re

from netpost.understand.acts import judge_acts
from netpost.understand.mention import Mention
from netpost.understand.periods import MONTH
from netpost.understand.signals import NOT_NEGATED, is_negated
from netpost.understand.text import CLAUSE_END, fold, pattern

#: a comma before a clause of its own: `tilmeld mig til Vejle, Odense når jeg ikke`, `efteråret passer mig, januar gør ikke`
OWN_SUBJECT = re.compile(
    r",\s+(?!(?:at|som|der|hvor|that|which|who|att)\b)(?=(?:[^\s,.]+\s+){0,4}?(?:jeg|vi|man|han|hun|I|we|she|he|det|dér|der|den)\b(?!\s+(?:\d|er\s+altså))"
    r"|(?:mens|medens|hvorimod)\b|[^,.]{1,25}\b(?:gør|kan|går|er|må|skal|vil|bliver|passer|når)\b[^,.]{0,20}\bikke\b)",
    re.IGNORECASE,
)
#: verbs of doing without
FORGO = pattern(
    r"""
    \b(?:spring\w*\b.{0,40}\bover|hopp\w*\ (?:jag\ )?över|stå(?:r)?\ (?:jeg\ |vi\ )?over|dropp\w*|udela\w*|glemme|glip\ af
    |(?:aflyse?|strege?|stryge?|slette?|fjerne?|afmelde?)\ (?:mig|os)|undvær\w*|må\ vente|uden\ (?:mig|os)|without\ (?:me|us)|fravælg\w*|skippe\w*|skip|miss|misse\w*|må\ (?:en\ anden|andre)
    |opgive|opgiver|går\ (?:jeg\ |vi\ )?uden\ ?om|kollider\w*|falder\ sammen\ med|passer\ (?:\w+\ ){0,3}(?:dårligt|skidt|elendigt)|clash\w*|melde\w*\ pas|går\ (?:desværre\ )?ikke|can't|cannot|unable|utan\ mig|uten\ meg)\b
    """
)
#: `Odense vil jeg nødig undvære`
UNWILLINGLY = pattern(
    r"\b(?:nødigt?|ugerne|(?:ikke|aldrig|inte|not)\ (?:\w+\ ){0,2}(?:gå\ glip|undvære|misse|miss|springe|droppe))\b"
)
#: `jeg kan ikke komme til andre end den i Odense`
NONE_BUT = pattern(r"\b(?:ikke|not)\ (?:\w+\ ){0,5}(?:end|than)\b")
#: before a meeting that is taken out of the rest: `alle på nær den i januar`, `dog ikke i Odense`
EXCEPT = pattern(
    r"""
    \b(?:undtagen|undtaget|undt\.?|ekskl\.?|eksklusive?|excl\.?|fraset|(?:der|som)\ ikke\ (?:er|ligger|holdes|afholdes)|med\ undtagelse\ af|bortset\ fra|fraregnet|på\ nær|minus|(?:men|dog|og|bare|blot|but)\ (?:ikke|not)\b
    |ikke\ (?:til|i|med|den)|(?:(?<=[(,;-])|(?<=[(,;-]\ )|^)ikke\b(?!\ (?:kun|bare|blot|alene|mindst)\b)|uden(?=(?:\ (?:det|den|dagen|mødet|i|d\.))*\ $)
    |not\ (?:in|the|to)|andet\ end|nej\ tak\ til|except(?:\ for)?|apart\ from|utom|förutom|unntatt|bortsett\ fra|undantaget)
    (?!.*\b(?:jeg|vi|jag|we|kan|(?<!\bder\ )(?<!\bsom\ )er|skal)\b)(?:[^.,;]|,(?=\ (?:der|som)\b)){0,30}$
    """
)
EXCEPT_AFTER = pattern(r"^\W{0,2}(?:undtaget|fraregnet|undtagen|excepted)\b(?!\ \w)")
#: `september 2017 - januar 2018`, `14.9. - 25.1.`: a dash that parts no clauses
SPAN_DASH = re.compile(rf"(?:(?<=\d)|(?<=\d\.)|(?<=ber))\s+[-–—]\s+(?=\d|(?:{MONTH})\b)", re.IGNORECASE)
#: what may stand between two meetings of one list
LIST_JOINT = re.compile(
    r"^(?:\W|\b(?:og|eller|samt|and|or|och|eller|heller|i|til|den|d|det|in|the|moedet|torsdag)\b)*$"
)
#: `møde i Odense samme dag`, `er i Aarhus hele ugen`: where one is instead
ALIBI = pattern(
    r"\bsamme\ (?:dag|tid\w*|formiddag|eftermiddag)\b|\b(?:hele|den)\ (?:\w+\ )?ugen?\b|\bthe\ same\ day\b|\ball\ week\b"
)
#: `jeg skal til begravelse i Vejle`, `vi sidder i Odense på torsdag`: what stands before the place where one is instead
ELSEWHERE = pattern(
    r"\b(?:skal\ (?:jeg\ |vi\ )?(?:\w+\ )?(?:til|på)|\ber\ jeg|\b(?:jeg|vi)\ er|sidde[r]?|holde[r]?|undervise[r]?|besøge[r]?|rejse[r]?|kaldt|indkaldt)\b(?:\ (?!ikke|afbud|deltage|komme|med\b|møde(?:t|rne)\b)\w+){0,4}\ $"
)
#: at least so likely says the learned judgement that a part is an absence
SAYS = 0.5


def split_parts(sentence: str) -> list[str]:
    """Cut a sentence into parts that each have one verb of their own, as far as conjunctions and commas show it."""
    clauses = CLAUSE_END.split(SPAN_DASH.sub("-", sentence))
    return [part for clause in clauses if clause for part in OWN_SUBJECT.split(clause) if part.strip()]


def is_left_out(part: str) -> bool:
    """Tell whether a part says in so many words that somebody does without what it names."""
    folded = fold(part)
    if UNWILLINGLY.search(folded) or NONE_BUT.search(folded):
        return False
    return is_negated(folded) or bool(FORGO.search(NOT_NEGATED.sub(" ", folded)))


#: what joins a part to the one before, and says nothing by itself
OPENING = re.compile(r"^\W*(?:men|mens|hvorimod|og|så|for|da|dog|but|and|so|och|fordi)\s+", re.IGNORECASE)


#: why somebody is away: `i september er jeg på ferie`
AWAY_FOR = pattern(
    r"\b(?:jeg|vi)\b[^.]*\b(?:ferie|bortrejst|udlånt|udstationeret|udlandet|kursus|orlov|barsel\w*|optaget|forhindret|rejse\w*|(?:en\ )?and(?:en|re)\ (?:aftale\w*|planer))\b"
)


#: `så for mit vedkommende bliver det kun Odense`
CHOOSES = pattern(
    r"""
    \bdet\ bliver\b[^.]*\bfor\ (?:mit|vores)\ vedkommende\b
    |\b(?:det\ bliver|bliver\ det|det\ er|er\ det)\ (?:\w+\ ){0,2}?(?:kun|bare|blot|udelukkende|alene)\b
    |\b(?:(?:jeg|vi)\ (?:kan|tager|vælger|nøjes|deltager|kommer)|(?:kan|tager|vælger|nøjes|deltager|kommer)\ (?:jeg|vi))
    \ (?:\w+\ ){0,2}?(?:kun|bare|blot|udelukkende|alene|med)\b
    """
)


def is_busy(part: str) -> bool:
    """`I november er jeg på ferie`: tell whether a part tells of an absence without saying what it is missed for."""
    acts = judge_acts(OPENING.sub("", part))
    if max(acts["join"], acts["yes"]) >= SAYS or CHOOSES.search(fold(part)):
        return False
    return acts["absent"] >= SAYS or AWAY_FOR.search(fold(part)) is not None


def find_exceptions(part: str, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions of a part that are taken out of the rest, with those listed behind them."""
    folded = fold(part)
    taken: list[Mention] = []
    for place, mention in enumerate(mentions):
        earlier = mentions[place - 1] if place else None
        goes_on = earlier is not None and earlier in taken and LIST_JOINT.match(folded[earlier.end : mention.start])
        if (
            goes_on
            or EXCEPT.search(folded[max(0, mention.start - 60) : mention.start])
            or EXCEPT_AFTER.search(folded[mention.end :])
        ):
            taken.append(mention)
    return taken


def is_alibi(part: str, mention: Mention) -> bool:
    """`Jeg er i Aarhus hele ugen`: tell whether a place says where somebody is, not which meeting."""
    folded = fold(part)
    says_where = mention.exact and not mention.is_day and "moede" not in mention.words
    return says_where and bool(ALIBI.search(folded) or ELSEWHERE.search(folded[: mention.start]))
