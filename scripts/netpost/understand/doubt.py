"""What makes a clear wish unclear: hesitation, conditions, open questions, somebody else in one's place.

The findings are Danish sentences for staff.
"""

from __future__ import annotations

from dataclasses import replace

from netpost.understand.acts import judge_acts
from netpost.understand.ean import EAN_NUMBER
from netpost.understand.gather import ASKS_WITHOUT_MARK, Signals
from netpost.understand.reading import CHANGING, Intent
from netpost.understand.reservations import ELSEWHERE, find_reservations
from netpost.understand.side_remarks import is_side_remark, keep_to_wish
from netpost.understand.signals import (
    DENIES_STAYING,
    Signal,
    hangs_on,
    is_conditional,
    is_doubtful,
    is_request,
)
from netpost.understand.substitute import is_about_substitute
from netpost.understand.text import fold, pattern
from netpost.understand.verdict import Verdict

#: how likely it must be that a sentence hesitates: the one that the wish stands in, and another
NEAR, EVEN, FAR = 0.35, 0.5, 0.7
#: … and how likely for words of caution to be taken for it
HINT = 0.1
#: Questions whose answer may decide whether the wish stands.
ELIGIBILITY = pattern(
    r"""
    \b(?:betale\w*\ (?:\w+\ ){0,4}(?:kun|hele|fuld\w*|mindre|halv\w*|alle|selv)|nøjes\ med\ (?:at\ (?:betale|deltage|komme|være|møde|tage)|e[nt]|én|ét)|dele\w*|skiftes|skiftevis|krav|målgruppe\w*|kun\ for
    |betingelse\w*|forudsæt\w*|online|virtuelt|bindende|giver\ det\ (?:\w+\ )?mening|forbeholdt|er\ det\ også\ for
    |for\ at\ (?:kunne\ |måtte\ )?(?:være\ med|deltage|komme\ med)|eligible)\b
    """
)


COST = pattern(r"\b(?:pris\w*|koster|rabat|cost|price)\b")
PRACTICAL = pattern(
    r"""
    \b(?:park\w*|hotel\w*|overnat\w*|tog\w*|frokost\w*|mad\w*|transport\w*|billet\w*|færge\w*|bus|kørsel\w*
    |slides|oplæg\w*|materiale\w*|præsentation\w*|program\w*|elevator|kørestol\w*|vegetar\w*|veganer\w*|allergi\w*)\b
    """
)


#: Where a sentence that asks for a place goes on to ask about it.
GOES_ON_TO_ASK = pattern(r"\b(?:høre|spørge|vide|spørgsmål)\b.*$")


def depends_on_question(asked: list[Signal], wishes: list[Signal]) -> bool:
    """Tell whether the answer to a question may decide a sign-up. wishes: what asks for the place.

    What it costs is asked by who has made up his mind as well, unless in the same breath.
    """
    asking, places = [id(one.clause) for one in wishes], {one.clause.place for one in wishes}
    for one in (*asked, *wishes):
        text = one.clause.folded
        if not (one.clause.is_question or GOES_ON_TO_ASK.search(text)):
            continue
        if id(one.clause) in asking:
            rest = GOES_ON_TO_ASK.search(text)
            text = rest[0] if rest else ""
        decides = ELIGIBILITY.search(text) or (one.clause.place in places and COST.search(one.clause.sentence_folded))
        if decides and not PRACTICAL.search(one.clause.sentence_folded):
            return True
    return False


#: `jeg vil være med, hvor skriver jeg under?`: said first, asked then
DECLARED = pattern(
    r"^\W*(?:\w+\ ){0,3}(?:jeg|vi)\ (?:vil|ønsker|skal|deltager|tilmelder)\b[^?]*,\ (?:så\ )?(?:hvor|hvad|hvordan|hvornår|hvem)\b"
)
LEAVES_CHOICE = pattern(r"\b(?:eller\ (?:skal|må|kan|bør)|or\ (?:should|shall|do|can|may))\b")
#: `er det i orden, at jeg bliver væk?`: a place may be asked for so, but not to be without
ASKS_LEAVE = pattern(r"\b(?:er\ det|er\ i)\ (?:\w+\ ){0,2}(?:i\ orden|okay|ok|fint|muligt)\b|\bmå\ (?:jeg|vi)\b")
WANTS_TO_KNOW = pattern(
    r"\b(?<!mig\ til\ at\ )(?<!os\ til\ at\ )(?:høre|vide|spørge|spørger)\b[^.]{0,15}\b(?:om|hvor|hvad|hvornår|hvordan)\b|\bwonder\w*\ (?:if|whether)\b"
)
#: what leaves a wish open, wherever in the mail it stands
DEPENDS = pattern(
    r"""
    \b(?:      # a word begins: most of the cost is looking at each place anew
        (?:det|alt)\ (?:\w+\ )?(?:afhænger|kommer\ (?:\w+\ )?an\ på|står\ og\ falder)\b      # det afhænger af min kollega
        |(?:er|går|kan)\ det\ ikke\b[^.?!]{0,30},\ (?:så\ )?(?:bliver|er|må|melder|takker|springer)\b
        |vent\w*\ (?:\w+\ ){0,2}med\ at\ (?:slette|fjerne|afmelde|framelde|tilmelde|skrive|rette|ændre)\b
        |(?:inden|før)\ (?:du|i)\ (?:ændrer|retter|sletter|gør|noterer|fører)\b
        |ikke\ (?:er\ )?(?:endeligt?\ )?(?:besluttet|afgjort)\b
        |(?:budget\w*|økonomi\w*|bevilling\w*|pengene|godkendelse\w*)\ (?:er|bliver)\ (?:\w+\ ){0,2}ikke\b
        |\w*(?:chef|leder|direktør|direktion)\w*\ skal\ (?:dog\ |bare\ |også\ )?(?:lige|først)\b
        |men\ ikke\ (?:nu|lige\ nu|i\ år)\b
        |(?:kan|vil)\ det\ (?:\w+\ ){0,2}betale\ sig\b                                    # kan det så betale sig at komme?
        |endelig\w*\ (?:besked|svar|beslutning|afklaring|tilsagn)\b                       # endelig besked følger
        |ved\ (?:jeg\ |vi\ )?(?:\w+\ )?ikke,?\ om\ (?:jeg|vi)\ (?:skal|kan|vil)\ (?:blive|fortsætte)\b
        |ved\ (?:jeg\ |vi\ )?ikke\ (?:helt\ )?(?:hvilke[nt]?|hvem)\b
        |om\ (?:jeg|vi)\ (?:selv\ )?(?:kan|gør|kommer|deltager|skal|vil|når)(?:\ med)?,?\ ved\b        # om jeg kan, ved jeg først onsdag
        |(?<!var\ )(?:ikke\ (?:\w+\ )?sikker\ på|usikker\ på|i\ tvivl\ om),?\ (?:om|hvorvidt)?\ ?(?:jeg|vi)\ (?:\w+\ ){0,2}?(?:kan|må|får|kommer|skal|deltager)\b(?![^.]*\b(?:frokost|spise)\w*)
        |ikke\ op\ til\ (?:mig|os)\b|skal\ (?:\w+\ )?spørges\b
        |kan\ (?:\w+\ )?ikke\ tage\ stilling\b
        |(?:mangler|afventer|skal)\ (?:dog\ |jo\ |nu\ |bare\ |lige\ |blot\ |kun\ |først\ |endnu\ ){1,3}(?:at\ )?(?:\w+\ ){0,3}?(?:godkend\w*|accept\w*|grønt\ lys|vendes|clearet)\b
        |ikke\ love,?\ at\ (?:jeg|vi)\ (?:kommer|melder|deltager|kan)\b
        |ikke\ (?:\w+\ ){0,2}med\ på\ endnu\b|jeg\ er\ (?!ikke\b|aldrig\b)(?:\w+\ ){0,2}i\ tvivl\b(?!\ om\ (?:min|mit|hvilke[nt]?)\b)
        |ikke,?\ fordi\b[^.]*\bikke\b                                                  # det er ikke, fordi jeg ikke vil
        |(?:nu|så|det)\ (?:må|får)\ vi\ (?:jo\ )?se\b(?=\W*$|,?\ om\ (?:jeg|vi|det)\ (?:kan|når|får|bliver)\b)
        |vi\ (?:må|får)\ (?:jo\ )?se,?\ om\ det\ bliver\b|så\ ser\ (?:vi|jeg)\W*$
        |(?<!og\ )(?:må|skal)\ (?!(?:han|hun|de|vedkommende)\ )(?:\w+\ ){0,2}selv\ (?:afgøre|bestemme|beslutte|vurdere|tage\ stilling)\b
        |(?:kunne|kan)\ (?:[\w-]+\ ){0,6}finde\ på\ at\b|tænkt\ sig\ at\b|stemning\ for,?\ at\b
        |(?:trække[rs]?|trukket)\ lod\b|lodtrækning\w*|kun\ (?:en|én)\ af\ os\b|ville\ (?:jeg\ |vi\ )?dog\ gerne\b|vist\ nok\b
        |er\ det\ (?:\w+\ )?(?:rigtigt|sandt|korrekt)\b|(?:var|er)\ (?:kun\ )?for\ sjov\b
        |forveksl\w+|navne(?:søster|bror)\b|(?<!også\ )skulle\ have\ været\b|jeg\ (?:tog|har\ taget)\ fejl\ af\b   # I har noteret Odense, det skulle have været Vejle
    )|^\W*eller\ (?:måske|skal|skulle|kan|burde)\b[^.!]*\?
    """
)
#: `jeg vil gerne, men alle tre dage er optaget`, which leaves only an absence as it is; nor does `…, men Aarhus kan jeg ikke` leave a wish open
UNABLE = pattern(
    r"""
    \bmen\ (?:(?!(?!(?:det|der|nu|desværre|alligevel|så|her)\b)[\w.]+\ kan\ (?:jeg|vi)\b)(?:\w+\ ){0,3}(?:kan|må|passer|går|lykkes)\ (?:\w+\ ){0,2}?ikke(?:\ (?:mig|os|nu))?
        |(?:\w+\ ){1,4}er\ (?:\w+\ )?(?:optaget|booket|fyldt)|(?:den\ )?\d[\w. ]{1,20}\ er\ der\ \w+)\W*$
    """
)
#: `… til de to første, for i januar står vi midt i et udbud`
REASON = pattern(r"\W*(?:for|da|fordi|idet|eftersom)\b")


def add_doubts(verdict: Verdict, found: Signals, text: str) -> Verdict:
    """Add what makes a clear wish unclear: doubt, conditions, somebody else in one's place."""
    if verdict.intent not in CHANGING:
        return verdict
    review = list(verdict.review)
    if verdict.deciding and all(map(_only_enquires, verdict.deciding)) and not EAN_NUMBER.search(text):
        review.append("Mailen spørger, om eller hvordan det kan lade sig gøre; det er ikke en klar besked.")
    wishes = verdict.sentences
    asks_place = verdict.intent is not Intent.DECLINE
    kept = {fold(keep_to_wish(one)) for one in verdict.deciding}
    if (
        verdict.intent is not Intent.UPDATE
        and wishes
        and (all(is_conditional(one, asks_place=asks_place) for one in kept) or all(map(hangs_on, wishes)))
    ):
        review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
    if any(_hangs_on_question(one, found) for one in verdict.deciding):
        review.append("Ønsket afhænger af svaret på et spørgsmål i mailen.")
    if _hesitates(found, verdict) or (kept and all(map(is_doubtful, kept))):
        review.append("Mailen tøver: det er ikke en klar besked.")
    if _reads_both_ways(verdict):
        review.append("Mailen kan læses på to måder.")
    if verdict.intent in {Intent.SIGNUP, Intent.ACCEPT} and _is_outdone(verdict, found):
        review.append(ELSEWHERE)
    if verdict.intent is Intent.ACCEPT and any(BRINGS.search(one.sentence_folded) for one in found.clauses):
        review.append("Mailen siger ja for flere end afsenderen.")
    if is_about_substitute(verdict, found):
        review.append("Mailen handler om en afløser eller om at give en plads videre.")
    hints = (*found.find_all("unsure"), *found.find_all("foreign"))
    review += find_reservations(
        verdict.intent,
        _leave_out_past(text, found),
        " ".join(kept),
        is_hinted=any(one.likelihood >= HINT for one in hints),
        is_sure=verdict.likelihood >= SURELY,
    )
    return replace(verdict, review=tuple(dict.fromkeys(review)))


#: `jeg kommer på torsdag. Jeg tager en studerende med`
BRINGS = pattern(
    r"\b(?:tager|har|får)\ (?:jeg\ |også\ )?(?:en|min|to)\ (?:\w+\ )?(?:kolleg\w*|studerende|praktikant\w*|elev\w*|medarbejder\w*|leder\w*|chef)\ med\b"
)


def _hangs_on_question(signal: Signal, found: Signals) -> bool:
    """`Er mødet flyttet? Så kan jeg ikke`, `Sig til, hvis der kommer et til. Så melder jeg mig`; not `Er her plads? Så skriv mig op`."""
    clause = signal.clause
    before = [one for one in found.clauses if (one.where, one.sentence) == (clause.where, clause.sentence - 1)]
    is_away = signal.intent in {Intent.DECLINE, Intent.CANCEL}
    is_asked = any(one.is_question for one in before) and (is_away or WOULD.match(clause.sentence_folded) is not None)
    is_if = any(IF.search(one.folded) for one in before) and ORDERS.match(clause.sentence_folded) is None
    return SO.match(clause.sentence_folded) is not None and (is_asked or is_if)


SO = pattern(r"\W*(?:så|i\ så\ fald)\b")
WOULD = pattern(r"\W*så\ (?:ville|kunne)\b")
IF = pattern(r"\b(?:hvis|såfremt|ifald)\b")
#: who asks for the place in so many words has made up his mind
ORDERS = pattern(r"\W*(?:så|i\ så\ fald)\ (?:skriv|sæt|send|meld|tilmeld|notér|noter|tag|før|hermed|må\ i|jeg|vi)\b")


def _is_outdone(verdict: Verdict, found: Signals) -> bool:
    """Tell whether a wish is less plain than that the mail is about something else, as a hotel's `to værelser er reserveret`."""
    is_faint = bool(verdict.deciding) and verdict.likelihood < SURELY
    return is_faint and any(one.likelihood >= max(FAR, verdict.likelihood) for one in found.foreign)


def _leave_out_past(text: str, found: Signals) -> str:
    """Leave out what plainly tells of before: `i juni meldte jeg fra til jeres temadag` holds no wish back."""
    left = " ".join(text.split())
    for one in found.past:
        if one.likelihood >= FAR:
            left = left.replace(one.clause.sentence_folded, " ")
    return left


#: what a sentence would say that says the opposite of the wish, and how likely that must be
OPPOSITES = {
    Intent.SIGNUP: ("absent", "leave", "off", "refuse"),
    Intent.ACCEPT: ("absent", "leave", "off"),
    Intent.DECLINE: ("yes", "join"),
    Intent.CANCEL: ("join", "stay"),
}
PERHAPS = 0.3
#: … unless the wish is as plain as this
SURELY = 0.95


TURNS = pattern(r"\W*men\b")
#: `jeg springer Odense over, men er klar til Vejle`: the other half may well say the opposite, of another meeting
TURNED = pattern(r"\w,?\ (?:men|mens)\ ")


def _reads_both_ways(verdict: Verdict) -> bool:
    """Tell whether the only sentence of the wish may as well say the opposite: `den 14. er en torsdag`."""
    sentences = {one.clause.sentence_text for one in verdict.deciding}
    if len(sentences) != 1 or len({one.clause.part for one in verdict.deciding}) > 1:
        return False
    clause = verdict.deciding[0].clause
    acts = judge_acts(clause.part if TURNED.search(clause.sentence_folded) else sentences.pop())
    denied = {"stay"} if DENIES_STAYING.search(clause.sentence_folded) else set()
    if verdict.intent is Intent.SIGNUP and TURNS.match(clause.folded) and judge_acts(clause.part)["absent"] < PERHAPS:
        denied |= {"absent"}  # `jeg kan ikke i Aarhus, men …`: which meetings is told by scope.py
    opposites = (act for act in OPPOSITES.get(verdict.intent, ()) if act not in denied)
    return verdict.likelihood < SURELY and any(acts[act] >= PERHAPS for act in opposites)


#: what makes a question of `kan jeg nå at komme med?`, which mostly is a wish
OPEN_QUESTION = pattern(
    r"\b(?:man|muligt|muligheder?|hvordan|hvad|hvor|hvornår|hvem|stadig\w*|endnu|overhovedet|egentlig|eller|høre|vide|spørge\w*|uden|selv\ om|hvis|possible|how|still)\b"
)


def _only_enquires(signal: Signal) -> bool:
    """`Kan sådan en som mig også være med?` asks; `vil du skrive mig på?` is a wish."""
    sentence = signal.clause.sentence_folded
    if DECLARED.search(sentence):
        return False
    if signal.kind == "join" and signal.likelihood >= SURELY and not OPEN_QUESTION.search(sentence):
        return False
    is_asked = signal.clause.is_question or ASKS_WITHOUT_MARK.match(sentence) is not None
    if is_asked and LEAVES_CHOICE.search(sentence):
        return True
    if is_asked and signal.intent in {Intent.DECLINE, Intent.CANCEL} and ASKS_LEAVE.search(sentence):
        return True
    return (is_asked or bool(WANTS_TO_KNOW.search(sentence))) and not is_request(sentence)


def _hesitates(found: Signals, verdict: Verdict) -> bool:
    """Tell whether the wish hesitates where it stands, or another sentence plainly does that is no side remark."""
    plainest = verdict.plainest
    near = {one.clause.sentence_text: keep_to_wish(one) for one in verdict.deciding if one.clause.place in plainest}
    least = EVEN if verdict.likelihood >= SURELY else NEAR
    said = {one.sentence_folded for one in found.clauses}
    if any(judge_acts(wish)["unsure"] >= least for wish in near.values()) or any(map(DEPENDS.search, said)):
        return True
    if verdict.intent is not Intent.DECLINE and any(map(UNABLE.search, said)):
        return True
    return any(
        one.likelihood >= FAR
        and not REASON.match(one.clause.folded)
        and not is_side_remark(one.clause.sentence_folded, verdict.intent)
        for one in found.find_all("unsure")
        if one.clause.place not in plainest
    )
