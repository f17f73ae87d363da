"""All signals of a mail → one intent, or the reasons why a person must decide.

Where two readings are possible neither is chosen. The order of the branches is that of the cases in tests/unit/understand/test_intent.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from netpost.understand.accept import find_accept
from netpost.understand.cancel import find_cancel, find_left, find_stays
from netpost.understand.context import Context
from netpost.understand.decline import find_decline
from netpost.understand.question import find_question
from netpost.understand.reading import Intent, Network
from netpost.understand.signals import THIS_NETWORK, Signal, is_conditional, is_doubtful, is_foreign
from netpost.understand.signup import find_signup
from netpost.understand.text import Clause, fold, pattern, split_clauses
from netpost.understand.update import find_update
from netpost.understand.when import find_meetings

SUBSTITUTE = pattern(
    r"""
    \b(?:i\ stedet\ for\ (?:mig|ham|hende|os|undertegnede|min)|i\ (?:mit|hans|hendes|vores)\ sted|erstatning\ for|som\ erstatning|afløser\w*|afløse\w*|stedfortræder\w*|suppleant\w*|overtager?\ (?:\w+\ ){0,3}plads\w*|overtage\ (?:\w+\ ){0,3}plads\w*|overtage\ efter|overtager\ efter
      |(?:sender|kommer|deltager|møder|tager)\b[^@]{0,60}\bi\ stedet|(?:plads\w*|tilmelding\w*)\ (?:\w+\ ){0,3}(?:videre|overdrag\w*|overgår|gives\ til|over\ til|til\ min|på\ en\ kollega)|(?:give|giver|overdrage\w*|overlade\w*|bytte\w*|overføre\w*)\ (?:\w+\ ){0,3}(?:plads\w*|tilmelding\w*)|(?:sender|sende)\ (?:jeg\ |vi\ )?(?:en\ (?:kollega|anden|medarbejder)|min\ \w+|\w+\ \w+\ i)|glæde\ af\ min|på\ min\ plads|efterfølger\w*\b.{0,40}\b(?:overtager|deltager|vil|skal|kommer|indtræder|tilmeld\w*)
      |(?:udskift\w*|erstat\w*|skift\w*)\b[^@]{0,40}\b(?:deltager\w*|med|navn|person)|(?:instead\ of\ me|in\ my\ place|replace\ me|my\ replacement|on\ my\ behalf|substitute)|min\ kollega\b[^@]{0,50}\b(?:deltager|kommer|møder)\b|stepper\ ind|træder\ ind|hopper\ ind\ for|må\ (?:\w+\ )?(?:komme|deltage)\ i\ stedet)\b
    """
)
NOT_SUBSTITUTE = pattern(r"\b(?:ikke\ (?:fundet|udpeget|ansat|på\ plads|afklaret)|afløser\ (?:det|den|mødet|tidligere|vores\ gamle)|jeg\ er\ (?:vikar|afløser|ny))\b")
HARD_IF = pattern(r"\b(?:kun\ hvis|kun\ såfremt|forudsat|under\ forudsætning|på\ betingelse|betinget\ af|medmindre|med\ mindre|i\ så\ fald|ellers\ (?:må|vil|skal|springer|er)|only\ if|provided|unless|if\ so|med\ forbehold)\b")
#: Said anywhere, these leave the matter open.
OPEN_MATTER = pattern(
    r"\b(?:overvejer\ (?:stadig|fortsat|lige|endnu)|skal\ (?:jeg\ |vi\ )?(?:dog\ |lige\ |først\ |bare\ )*(?:vende|afklare|have\ (?:det\ )?(?:godkendt|afklaret)|spørge|høre\ (?:min|med)|tale\ med|snakke\ med|tjekke)|(?:jeg|vi)\ vender\ (?:lige\ )?tilbage|vender\ tilbage\ med|afventer|ikke\ (?:helt\ |endeligt\ )?(?:sikker|afklaret|besluttet|godkendt)|med\ forbehold|mangler\ (?:\w+\ ){0,2}(?:godkendelse|accept)|foreløbig\w*|endelig\ (?:godkendelse|besked|svar)\ (?:følger|kommer)|not\ (?:yet\ )?(?:sure|decided|confirmed))\b"
)
GREETING = re.compile(r"^\s*(?:hej(?:sa)?|kære|goddag|god\s?morgen|godmorgen|hi|hello|dear|hallo|hei|til)\b[^\n.!?,]{0,60}(?:[,.!\n]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """What the signals come to. deciding: the signals that it rests on. kinds: of an update."""

    intent: Intent
    deciding: tuple[Signal, ...] = ()
    review: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    has_question: bool = False
    is_understood: bool = True


@dataclass(frozen=True)
class Signals:
    """The signals of one mail by intent."""

    signup: list[Signal] = field(default_factory=list)
    weak_signup: list[Signal] = field(default_factory=list)
    cancel: list[Signal] = field(default_factory=list)
    weak_cancel: list[Signal] = field(default_factory=list)
    denied: list[Signal] = field(default_factory=list)
    stays: list[Signal] = field(default_factory=list)
    left: list[Signal] = field(default_factory=list)
    decline: list[Signal] = field(default_factory=list)
    accept: list[Signal] = field(default_factory=list)
    weak_accept: list[Signal] = field(default_factory=list)
    update: list[Signal] = field(default_factory=list)
    question: list[Signal] = field(default_factory=list)

    def has_changing(self) -> bool:
        """Tell whether any clause asks for a change."""
        return bool(self.signup or self.cancel or self.weak_cancel or self.decline or self.accept or self.update)


def collect_signals(clauses: list[Clause], network: Network, day: date) -> Signals:
    """Run every intent's file over the clauses."""
    cancel = find_cancel(clauses)
    decline = find_decline(clauses)
    leaving, absent = [], list(decline)
    for one in (signal for signal in cancel if signal.kind != "denied"):
        if _means_one_meeting(one.clause, network, day):
            absent.append(replace(one, intent=Intent.DECLINE))
        else:
            leaving.append(one)
    left_out = {id(one.clause) for one in leaving}
    absent = [one for one in absent if id(one.clause) not in left_out]
    signup = [one for one in find_signup(clauses) if id(one.clause) not in left_out | {id(two.clause) for two in absent}]
    accept = [one for one in find_accept(clauses) if id(one.clause) not in {id(two.clause) for two in absent} | left_out]
    return Signals(
        signup=[one for one in signup if one.is_strong],
        weak_signup=[one for one in signup if not one.is_strong],
        cancel=[one for one in leaving if one.is_strong],
        weak_cancel=[one for one in leaving if not one.is_strong],
        denied=[one for one in cancel if one.kind == "denied"],
        stays=find_stays(clauses),
        left=find_left(clauses),
        decline=absent,
        accept=[one for one in accept if one.is_strong],
        weak_accept=[one for one in accept if not one.is_strong],
        update=find_update(clauses),
        question=find_question(clauses),
    )


def _means_one_meeting(clause: Clause, network: Network, day: date) -> bool:
    """`Afmelde mig mødet i Odense`, `melde fra på torsdag` is an absence; `afmelde mig netværket` is not."""
    text = clause.folded.replace("netvaerksmoede", "moede")
    if re.search(r"\b(?:netvaerk\w*|medlemskab\w*|helt|permanent|network|medlem)\b", text):
        return False
    mentions = find_meetings(clause.folded, network, day) or find_meetings(clause.sentence_folded, network, day)
    return any(one.exact or "naeste" in one.words or "moede" in one.words for one in mentions) and not re.search(r"\b(?:alle|resten|samtlige)\b", text)


def split_own_words(text: str) -> list[Clause]:
    """Cut the writer's words into clauses, without the greeting."""
    return split_clauses(GREETING.sub("", text, count=1))


def weigh(text: str, subject: str, context: Context, network: Network, day: date, *, has_form: bool, has_details: bool) -> Verdict:
    """Weigh what a mail says. text: own words without lists of people; subject: "" where it is not the writer's own."""
    clauses = split_own_words(text)
    found = _apply_context(collect_signals(clauses, network, day), context, text)
    if not (found.has_changing() or found.weak_signup) or (has_form and not found.has_changing()):
        titled = _weigh_subject(found, subject, text, network, day, has_form=has_form, has_details=has_details)
        if titled is not None:
            return titled
    if has_form and not found.has_changing() and context.kind != "ean":
        if THIS_NETWORK.search(fold(text + " " + context.subject)) or context.kind == "invitation":
            return Verdict(Intent.SIGNUP, tuple(found.weak_signup), reasons=("Mailen er et udfyldt skema.",), has_question=bool(found.question))
    verdict = _choose(found, context, fold(text))
    return _doubt(verdict, found, fold(text))


def _apply_context(found: Signals, context: Context, text: str) -> Signals:
    """`Jeg deltager` joins when it answers an invitation and promises to come when it answers a programme."""
    if context.kind == "meeting":
        off = [one for one in found.weak_cancel if re.search(r"\bmeld(?:e|er)?\b.*\bfra\b", one.clause.folded)]
        found = replace(found, weak_cancel=[one for one in found.weak_cancel if one not in off], decline=[*found.decline, *(replace(one, intent=Intent.DECLINE) for one in off)])
    elif found.weak_cancel and not found.decline and re.search(r"\bnetvaerk(?!smoede)", fold(f"{text} {context.subject}")):
        found = replace(found, cancel=[*found.cancel, *found.weak_cancel], weak_cancel=[])
    signup, weak, accept = list(found.signup), list(found.weak_signup), list(found.accept)
    if context.kind == "invitation":
        signup += weak
        return replace(found, signup=signup, weak_signup=[], accept=[], weak_accept=found.weak_accept)
    joining = [one for one in weak if THIS_NETWORK.search(one.clause.sentence_folded.replace("netvaerksmoede", "moede")) and not re.search(r"\bmoede(?:t)?\b", one.clause.folded)]
    if context.kind == "meeting":
        plain = [one for one in signup if not re.search(r"\b(?:tilmeld\w*|indmeld\w*|optag\w*|medlem\w*|netvaerk(?!smoede)\w*|meld\w*)\b", one.clause.sentence_folded)]
        signup = [one for one in signup if one not in plain]
        accept += [replace(one, intent=Intent.ACCEPT) for one in plain]
        return replace(found, signup=signup, weak_signup=[], accept=accept + ([one for one in found.weak_accept if one.kind != "farewell"] if not (accept or signup or found.decline or found.cancel or found.weak_cancel or found.update or found.question) else []))
    signup += [one for one in joining if one not in signup]
    ids = {id(one.clause) for one in signup}
    return replace(found, signup=signup, accept=[one for one in accept if id(one.clause) not in ids])


def _weigh_subject(found: Signals, subject: str, text: str, network: Network, day: date, *, has_form: bool, has_details: bool) -> Verdict | None:
    """Let the subject decide where the text has no wish of its own."""
    if not subject.strip():
        return None
    clauses = split_clauses(subject, "emnet")
    titled = collect_signals(clauses, network, day)
    words = len(re.findall(r"[^\W\d_]+", text))
    chosen = next(((intent, signals) for intent, signals in ((Intent.CANCEL, titled.cancel), (Intent.SIGNUP, titled.signup or ([one for one in titled.weak_signup if THIS_NETWORK.search(one.clause.folded) or has_form])), (Intent.DECLINE, titled.decline)) if signals), None)
    if chosen is None:
        bare = re.fullmatch(r"\W*(?:tilmelding(?:er)?|anmaelan|paamelding|deltagelse)\W*", fold(subject))
        if bare and (has_form or has_details):
            return Verdict(Intent.SIGNUP, (Signal(Intent.SIGNUP, clauses[0]),), reasons=("Emnet siger »tilmelding«, og teksten giver oplysninger om en person.",))
        return None
    intent, signals = chosen
    if any(one.is_question for one in clauses) or (found.question and not has_form):
        return None
    review = () if words < 40 or has_form or has_details else ("Ønsket står kun i emnet; teksten siger det ikke.",)
    return Verdict(intent, tuple(signals), review, (f"Emnet siger det: »{subject.strip()}«.",))


def _choose(found: Signals, context: Context, text: str) -> Verdict:
    asks = bool(found.question)
    kinds = frozenset(one.kind for one in found.update)
    if found.cancel and not found.signup:
        return _cancel(found, asks)
    if found.cancel and found.signup:
        return Verdict(Intent.CANCEL, (*found.cancel, *found.signup), ("Mailen taler både om at melde til og om at melde fra.",), has_question=asks)
    if found.signup:
        return _signup(found, context, asks)
    if found.decline:
        return _decline(found, kinds, asks)
    if found.weak_cancel:
        return Verdict(Intent.CANCEL, tuple(found.weak_cancel), ("Det er ikke klart, om mailen melder fra til ét møde eller ud af netværket.",), has_question=asks)
    if found.left and not (found.stays or kinds & {"job", "email"}):
        return Verdict(Intent.CANCEL, tuple(found.left), ("Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket.",), has_question=asks)
    serious = kinds - {"ean"} or (kinds and (context.kind in {"ean", "none", "meeting"}))
    if found.accept and not serious:
        return _accept(found, context, asks)
    if serious:
        return _update(found, kinds, asks)
    if found.weak_signup and context.is_reply and not asks:
        return Verdict(Intent.OTHER, (), ("Mailen siger ja til noget, men det er ikke klart, til hvad.",), is_understood=False)
    if asks:
        return Verdict(Intent.QUESTION, tuple(found.question), ("Mailen spørger om noget, som et menneske må svare på.",), has_question=True)
    return Verdict(Intent.OTHER, is_understood=False)


def _cancel(found: Signals, asks: bool) -> Verdict:
    review = []
    if found.stays or found.denied:
        review.append("Mailen siger både, at nogen forlader netværket, og at nogen bliver.")
    if found.accept and not re.search(r"\b(?:sidste|indtil)\b", found.accept[0].clause.sentence_folded):
        review.append("Mailen melder ud af netværket og siger samtidig, at nogen kommer til et møde.")
    return Verdict(Intent.CANCEL, tuple(found.cancel), tuple(review), ("Mailen siger, at nogen forlader netværket.",), has_question=asks)


def _signup(found: Signals, context: Context, asks: bool) -> Verdict:
    review = []
    if found.weak_cancel:
        review.append("Mailen taler både om at melde til og om at melde fra.")
    if context.kind == "meeting" and not any(re.search(r"\bnetvaerk(?!smoede)", one.clause.sentence_folded) for one in found.signup):
        review.append("Mailen svarer på en mail om et møde; det er ikke klart, om det er en ny tilmelding eller et ja til mødet.")
    return Verdict(Intent.SIGNUP, tuple(found.signup), tuple(review), ("Mailen beder om en plads i netværket.",), has_question=asks)


def _decline(found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    deciding = {one.clause.sentence for one in found.decline}
    if found.weak_cancel:
        review.append("Det er ikke klart, om mailen melder fra til ét møde eller ud af netværket.")
    if [one for one in found.accept if one.clause.sentence not in deciding] or [one for one in found.accept if re.search(r"\bmen\b", one.clause.sentence_folded)]:
        review.append("Mailen siger både, at nogen kommer, og at nogen ikke kommer.")
    if kinds - {"ean", "job"} and not kinds <= {"title"}:
        review.append("Mailen melder afbud og retter samtidig oplysninger.")
    if found.left:
        review.append("Mailen melder afbud, men siger også, at nogen stopper i sit job.")
    return Verdict(Intent.DECLINE, tuple(found.decline), tuple(review), ("Mailen siger, at nogen ikke kommer til et møde.",), has_question=asks)


def _accept(found: Signals, context: Context, asks: bool) -> Verdict:
    return Verdict(Intent.ACCEPT, tuple(found.accept), (), ("Mailen siger, at nogen kommer til et møde.",), has_question=asks)


def _update(found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    if "job" in kinds and not found.stays:
        review.append("Mailen fortæller om et nyt job, men ikke, om pladsen i netværket følger med.")
    if found.accept:
        review.append("Mailen retter oplysninger og siger samtidig ja til et møde.")
    if found.left and not found.stays:
        review.append("Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket.")
    return Verdict(Intent.UPDATE, tuple(found.update), tuple(review), ("Mailen giver eller retter oplysninger om et medlem.",), kinds, asks)


def _doubt(verdict: Verdict, found: Signals, text: str) -> Verdict:
    """Add what makes a clear wish unclear: doubt, conditions, somebody else in one's place."""
    if verdict.intent not in {Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.ACCEPT, Intent.UPDATE}:
        return verdict
    review = list(verdict.review)
    clean = [one for one in verdict.deciding if not is_doubtful(one.clause.sentence_folded if one.intent in {Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT} else one.clause.folded) and not is_conditional(_condition_scope(one))]
    if verdict.deciding and not clean:
        if any(is_conditional(_condition_scope(one)) for one in verdict.deciding):
            review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
        else:
            review.append("Mailen tøver: det er ikke en klar besked.")
    elif OPEN_MATTER.search(text) and verdict.intent in {Intent.SIGNUP, Intent.CANCEL, Intent.ACCEPT}:
        review.append("Mailen tøver: det er ikke en klar besked.")
    elif HARD_IF.search(text) and verdict.intent is not Intent.UPDATE:
        review.append("Ønsket afhænger af noget, som mailen ikke afgør.")
    if _has_substitute(text) and verdict.intent is not Intent.UPDATE:
        review.append("Mailen handler om en afløser eller om at give en plads videre.")
    if verdict.intent is Intent.SIGNUP and any(is_foreign(one.clause.sentence_folded) for one in clean) and not THIS_NETWORK.search(text):
        review.append("Tilmeldingen kan gælde noget andet end netværket.")
    return replace(verdict, review=tuple(dict.fromkeys(review)), deciding=tuple(clean or verdict.deciding))


def _condition_scope(signal: Signal) -> str:
    """A condition counts within the sentence; for an update or an absence only within the clause."""
    return signal.clause.folded if signal.intent is Intent.UPDATE else signal.clause.sentence_folded


def _has_substitute(text: str) -> bool:
    for match in SUBSTITUTE.finditer(text):
        around = text[max(0, match.start() - 60) : match.end() + 50]
        near = text[max(0, match.start() - 25) : match.end() + 25]
        if not NOT_SUBSTITUTE.search(around) and "@" not in near and not re.search(r"\b(?:mail|adresse|nummer|ean|mobil)\b", near):
            return True
    return False
