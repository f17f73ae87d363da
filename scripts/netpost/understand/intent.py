"""What the sentences of a mail do → one intent, or the reasons why a person must decide.

Where two readings are possible neither is chosen. What a sentence means depends on what the mail answers: `jeg deltager`
joins when it answers an invitation and promises to come when it answers a programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from netpost.understand.calm import WISH_WORD
from netpost.understand.context import Context
from netpost.understand.doubt import add_doubts, depends_on_question
from netpost.understand.ean import EAN_NUMBER
from netpost.understand.gather import FAREWELL, Signals, collect_signals, name_network, names_meeting, read_signals
from netpost.understand.mention import upcoming
from netpost.understand.name import find_given_names, find_names
from netpost.understand.no_signup import OR_JOINS
from netpost.understand.reading import CHANGING, Intent, Network
from netpost.understand.relevance import NETWORK_NAMED
from netpost.understand.reservations import PARTLY, is_partial
from netpost.understand.signals import ABOUT_NETWORK, DENIES_STAYING, Signal, is_doubtful, is_foreign, is_negated
from netpost.understand.text import Clause, fold, fold_all, pattern, split_clauses
from netpost.understand.unread_wish import find_unread_wishes
from netpost.understand.update import find_kinds
from netpost.understand.verdict import REASONS, Verdict
from netpost.understand.when import find_meetings

BARE_THANKS = re.compile(r"(?:\W|\b(?:og|samt|kun|gerne|ja|til|i|den|tak|please|moedet|moederne)\b)*\btak\b\W*")
BARE_SUBJECT = re.compile(r"\W*(?:tilmelding(?:er)?|anmaelan|paamelding|deltagelse)\W*")
#: mails that somebody wants no more of: a membership, an absence or a mere mailing list
ABOUT_MAILS = pattern(r"\b(?:mails?|mailene|e-mails?|beskeder\w*|nyhedsbrev\w*|udsendelser\w*)\b")
LISTED = pattern(r"\bliste\w*")
SENDING_LIST = pattern(r"\bliste\w*,?\ (?:\w+\ )?(?:i|du)\ (?:\w+\ )?(?:sender|udsender|inviterer|mailer|skriver)\b")
DETAIL = re.compile(r"@|\d{2}[ .]?\d{2}[ .]?\d{2}[ .]?\d{2}")
#: Without such a word, leaving in answer to a meeting's mail may mean that meeting alone.
LEAVES_ALL = pattern(
    r"\b(?:netværk(?!smøde)\w*|medlem\w*|helt|permanent|network|nettverk\w*|nätverk\w*|længere|fremover|forløbet|opsig\w*|udmeld\w*|melde[rs]?\b.*\bud|for\ (?:altid|stedse|evigt|bestandig)|(?:af|fra)\ (?:\w+\ )?kredsen|pension\w*)\b"
)
#: `jeg trækker min tilmelding tilbage` below a confirmation, which is for all
TAKES_BACK = pattern(
    r"\btræk\w*\ (?:\w+\ ){0,2}?(?:min|vores|hans|hendes)\ tilmelding\w*|\b(?:annuller|slet)\w*\ (?:\w+\ ){0,2}?(?:min|vores|hans|hendes)\ tilmelding\w*"
)
#: … and one that joins says more than a yes to the meeting: `meld mig ind, jeg kommer på torsdag`
JOINS_ALL = pattern(r"\bnetværk(?!smøde)|\bmedlem|\bmeld\w*\ (?:\w+\ ){1,3}ind\b|\bindmeld")
MEMBERSHIP = pattern(
    r"\b(?:(?:beløbet|pengene)\ (?:\w+\ )?(?:tilbage|retur)|stopper|medlem\w*|plads\w*|kontingent\w*|betal\w*|(?:ud|af|fra)meld\w*|opsig\w*|refunder\w*)\b"
)
LEAVING = pattern(
    r"\b(?:(?:af|fra|ud)m[ea]ld\w*|framel\w*|fratræd\w*|fratråd\w*|slet\w*|fjern\w*|opsig\w*|ophør\w*|stopper)\b"
)
WE = pattern(r"\b(?:jeg|vi|mig|os)\b")
FIRST_PERSON = pattern(r"\b(?:jeg|undertegnede|min\ (?:tilmelding|indmeldelse|plads))\b")
OF_ANOTHER = pattern(r"\b(?:han|hun|ham|hende|de|kolleg\w*|chef\w*|\w*leder|direktør\w*)\b")
#: `jeg melder afbud, og min souschef kommer`: whose yes is it?
SENDS_REGRETS = pattern(
    r"\b(?:jeg|vi)\ (?:må\ |skal\ |bliver\ nødt\ til\ at\ )?(?:\w+\ )?melde?r?\ (?:\w+\ )?(?:afbud|fra|pas)\b"
)
#: `mine data står herunder`
OFFERS_DETAILS = pattern(
    r"\bmine\ (?:\w+\ )?(?:data|\w*oplysninger)\ (?:\w+\ ){0,2}(?:herunder|nedenfor|nedenunder|forneden)\b"
)
#: a text of so many words would have said the wish itself
LONG_TEXT = 40
SURELY, PLAIN_YES, PLAINLY, CORRECTS, SAID, MAY_BE, PERHAPS = 0.95, 0.85, 0.8, 0.7, 0.5, 0.3, 0.2
#: `et løbenetværk`
OTHER_NETWORK = pattern(r"\b(?!leder|chef|digitaliserings)\w{3,}netværk(?:et|ets)?\b")
#: `ikke i netværket mere`
FOR_GOOD = pattern(r"\bnetværk(?!smøde)\w*\b[^.]*\b(?:mere|længere)\b|\bikke\ længere\b")
#: `jeg står allerede på listen`: a member, whatever the mail answers
ALREADY = pattern(
    r"""
    \b(?:allerede|i\ forvejen|jo|stadig|endnu)\b[^.]{0,40}\b(?:på\ (?:\w+\ )?(?:liste\w*|holdet)|(?:til|ind)?meldt(?!\ (?:\w+\ )?(?:ud|fra|af)\b)|medlem(?!skab)\w*|optaget|skrevet\ på|min\ plads)\b
    |\b(?:medlem|med|(?:til|ind)?meldt|optaget|på\ (?:\w+\ )?listen?)\ i\ forvejen\b|\b(?:(?:medlem|med|tilmeldt|på\ holdet|på\ (?:\w+\ )?listen)\ siden|(?:har\ været|var|blev)\ (?:medlem|med|tilmeldt)\ fra)\ (?:mødet|juni|den|begyndelsen|starten|første)\b
    |\b(?:kom|røg)\ (?:\w+\ ){0,2}?(?:på\ (?:\w+\ )?listen|med\ (?:allerede|tilbage)\ i)\b|\bblev\ (?:\w+\ ){0,2}?(?:(?:til|ind)?meldt(?!\ (?:\w+\ )?(?:ud|fra|af)\b)|sat\ på\ (?:\w+\ )?listen)\b
    |\b(?:(?:meldte|sendte)\ (?:jeg|vi)|(?:jeg|vi)\ (?:meldte|sendte|har\ (?:\w+\ )?(?:meldt|sendt)))\ (?:[\w.]+\ ){0,3}?afbud\b(?!\ til\ (?:en|et|noget|alt|andre|mit|mine)\b)
    |\bstå(?:r|et)\ (?:\w+\ )?(?:tilmeldt|på\ (?:\w+\ )?liste\w*)\b|\bmin\ (?:til|ind)meld(?:ing|else)\ (?:er|står|blev|sendte|gav)\b
    |\b(?:er|var|har\ været)\ (?:jo\ |jeg\ )?med\ fra\ (?:begyndelsen|starten|første)\b|\b(?:blev|er)\ (?:jo\ )?skrevet\ (?:op|på)\b|\bfik\ jeg\ (?:\w+\ )?bekræftet\b|\bmin\ plads\ (?:i\ netværket\ )?beholder\b
    |\b(?:jeg|vi)\ er\ (?:jo\ )?stadig(?:væk)?\ med\b|^\W*som\ medlem\b
    |\b(?:jeg|vi)\ er\ (?:medlem(?:mer)?\b(?!\ a[fv]\ (?!(?:jeres|kl's)\ ))|tilmeldt\b(?!\ (?:et|en|jeres)\b))
    |\b(?:jeg|vi)\ (?:\w+\ ){0,2}som\ medlem\b|\b(?:til|ind)meldte\ mig\b|\bmeldte\ mig\ (?:til|ind)\b|\bskrev\ mig\ (?:på|op)\b|\bmedlem\ er\ (?:og\ bliver\ )?(?:jeg|vi)\b
    """
)
#: what somebody stays away by, without a negation
AWAY = pattern(
    r"\b(?:syg\w*|forhindre\w*|afbud|udebliv\w*|nej|uden\ mig|undvære\w*|springe\w*|melde\w*\ (?:fra|pas)|melder|pas|desværre|beklager|dublet\w*|optaget|hjemme|blive\ væk|bliver\ væk)\b"
)
#: `jeg er ikke på listen i forvejen`, `vi kommer ikke til å melde oss på`
NO_MEMBER = pattern(
    r"""
    \b(?:ikke|inte|aldrig)\ (?:\w+\ ){0,2}(?:medlem\w*|med\ i\ (?:\w+\ )?net\w*|på\ (?:\w+\ )?listen?|tilmeldt|meldt\ til|en\ del\ af)\b
    |\bikke\ (?:\w+\ ){0,3}(?:melde|tilmelde)\ (?:oss|os|mig)(?:\ (?:på|til|ind))?\b|\bnot\ (?:a\ )?member\b
    """
)
#: what a mail that corrects says somewhere; a bare EAN below `vi sender tre` is a sign-up's
CORRECTION = pattern(
    r"""
    \b(?:ny|nyt|nye|ændre\w*|ændring\w*|ret|rett?e\w*|rettelse\w*|skift\w*|forkert\w*|fejl\w*|glem\w*|mangle\w*|korrekt\w*|rigtige?|i\ stedet|fremover
        |fremtidig\w*|nu|hedder|opdater\w*|erstat\w*|udskift\w*|gamle|tidligere|hidtil|ikke\ længere|efternavn|forfremme\w*|udnævnt|flytte\w*|staves?|stavet
        |tilmelding\w*|deltagerliste\w*|faktura\w*|medlem\w*|oplys\w*|efterlys\w*|lovet|aftalt|bedt\ om|spurgte|stå\w*|new|chang\w*|correct\w*|wrong|updat\w*|instead
        |hermed|her\ er|bruge?|fra\ (?:\d|på\ \w+dag|i\ dag|i\ morgen|den)|number|now|byt\w*|nya|ändra\w*|feil|endre\w*
        |(?<!ikke\ )blevet|rykket|derefter|tilføj\w*|skal\ (?:være|lyde|hedde)|(?:og|,)\ ikke|ikke\ (?:\w+\ )?\w+,?\ men)\b
    """
)
#: `tilmeld mig mødet i Vejle, og ret min titel`
JOINS_TOO = pattern(
    r"\btilmeld(?:er)?\ (?:\w+\ ){0,2}?(?:mig|os|ham|hende)\b|\bvil\ (?:\w+\ ){0,2}?gerne\ (?:med|deltage|tilmeldes|være\ med)\b"
)
#: `Rettelser til deltagerlisten` above filled-in fields
RENEWS = pattern(
    r"\b(?:rettelse\w*|ændring\w*|ændrede\ oplysninger|nye\ oplysninger|opdatering\w*|corrections?|changes?)\b"
)
FORM_KINDS = frozenset({"phone", "title", "email"})
LEAVES = pattern(
    r"\b(?:(?:af|fra|ud)meld\w*|framel\w*|slet\w*|fjern\w*|stryg\w*|stop\w*|ophør\w*|opsig\w*|forlad\w*|udtræd\w*|træd\w*|udgår|ud\ af|farvel)\b"
    r"|\bmeld\w*\ (?:\w+\ ){0,3}(?:ud|fra)\b|\bikke\b[^.]*\b(?:mere|længere|fortsæt\w*|med)\b"
)
COMING = pattern(r"\b(?:afbud|kom\w*|delt\w*|møde\w*|forhindre\w*|med|\w*melde\w*)\b")
WITHDRAWS = pattern(
    r"\b(?:trække|trækker|afmeld\w*|framelde?\w*|udmeld\w*)\ (?:\w+\ ){0,2}?(?:mig|os)\b|\bmelde\w*\ (?:mig|os)\ (?:ud|af)\b"
)
#: `jeg kommer ikke igen`, `hverken på torsdag eller senere`
FOR_THE_REST = pattern(
    r"\bikke\ (?:\w+\ ){0,2}(?:igen|flere\ (?:møder|gange))\b|\bhverken\b[^.]*\beller\ (?:senere|siden|fremover)\b|\bså\ (?:jeg\ )?(?:stopper|ophører)\b"
)
OF_A_DAY = pattern(r"\b(?:\w*møde\w*|\w+dag\w*|(?<!\bi\ )gang|i\ morgen|i\ dag|afbud)\b|\d")
IS_MEMBER = pattern(r"\b(?:deltager|er\ med|er\ medlem|sidder)\ (?:\w+\ )?(?:i|af)\ (?:jeres\ |kl's\ )?netværk\w*\b")
ASKS_RATHER = "Mailen spørger om noget, og det er ikke klart, om den også melder noget."
ENTERS = pattern(
    r"\b(?:tilmeld\w*|meldes\ (?:til|ind)|meld\w*\ (?:\w+\ ){1,2}(?:til|ind)|indmeld\w*|(?:skriv|sæt|notér?)\w*\ (?:mig|os|ham|hende)\ (?:på|op))\b"
)
#: a member who sends others signs them up: `vi vil gerne sende to afsted. Jeg er selv med i forvejen`
SENDS = pattern(r"\b(?:sende[rs]?|stiller\ med)\b")
ONLY_ONESELF = pattern(r"\b(?:ikke|jeg)\ selv\b|\bselv\ (?:\w+\ ){1,3}ikke\b")
#: … but not `lad mig endelig stå på listen`
KEPT_ON = pattern(r"\b(?:lad|behold|beholde[rs]?|fortsæt\w*|blive[rs]?)\b")
UNCLEAR_JOINING = "Mailen melder fra til et møde; det er ikke klart, om den også tilmelder nogen."
NO_THANKS_OR_ABSENT = "Mailen siger, at nogen ikke kommer til et møde; det er ikke klart, om det er et afbud eller et nej tak til netværket."
#: `nej til torsdag, ja til Vejle`, `det er Vejle, jeg melder afbud til, ikke Odense`
YES_TOO = pattern(
    r"\bja\ (?:tak\ )?til\b(?!\ (?:noget|en|et|andre|at\ (?:holde|lave|være|tage))\b)|\bafbud\ til,?\ (?:og\ |men\ )?ikke\b"
)
UNCLEAR_YES = "Det er ikke klart, hvad mailen siger ja til."
#: `der står Aabenraa ud for mit navn, men jeg er ansat i Aalborg`: what is wrong on the list, and no new job
ON_LIST = pattern(
    r"\b(?:står|stod|skrevet|anført|opført|noteret|registreret|\w*listen?|\w*oversigt\w*|\w*skilt\w*|programmet)\b(?![^.]*\b(?:nyt\ job|skiftet|pr\.|fra\ den)\b)"
)
#: … and what somebody asks for who has none: `den vil jeg gerne være en del af` is said of many things
SEAT = pattern(
    r"\b(?:plads\w*|stol\w*|sæde\w*|medlem\w*|deltager\w*|\w*listen?|tilføj\w*|optag\w*|seat\w*|place|med|lukke?\ (?:mig|os)\ ind|få\ lov)\b"
)
SIGN_UP = pattern(r"\b(?:til|ind)meld(?:ing(?:en)?|e[rs]?|es)?\b")
#: what a member is billed for
NAMES_PLACE = pattern(r"\bnetværk(?!smøde)|\b(?:deltagelse|medlemskab)\w*|\bkontingent\w*")
#: a reason that lasts: `jeg må melde fra, der er skåret i rejserne`
LASTS = pattern(
    r"\b(?:travlt?|om\ ørerne|stress\w*|ubestemt|hvor\ længe|langtids\w*|tid(?:en)?|rejse\w*|budget\w*|økonomi\w*|penge\w*|ressource\w*|\w*bespar\w*|spare\w*|opgaver|priorit\w*|omorganiser\w*|omstrukturer\w*|nyt\ (?:job|arbejde)|ny\ stilling|udbytte|relevan\w*)\b"
)
UNCLEAR_LEAVING = "Det er ikke klart, om mailen melder fra til ét møde eller ud af netværket."


@dataclass(frozen=True)
class Wishes:
    """What the mail asks for, in the light of what it answers. refusal: no thanks to an invitation."""

    signup: list[Signal]
    cancel: list[Signal]
    unclear_leaving: list[Signal]
    decline: list[Signal]
    accept: list[Signal]
    update: list[Signal]
    refusal: list[Signal]


def weigh(
    text: str, subject: str, context: Context, network: Network, day: date, *, has_form: bool, has_details: bool
) -> Verdict:
    """Weigh what a mail says. text: own words without lists of people; subject: "" where it is not the writer's own."""
    found = read_signals(text, network, day)
    if has_form:  # `Andet: jeg skal gå kl. 14 den 14. september` chooses no meeting
        found = replace(found, yes=[one for one in found.yes if not PARTLY.search(one.clause.sentence_folded)])
        if context.kind == "invitation":  # who was invited has nothing to correct yet
            found = replace(found, update=[])
    clauses = found.clauses
    if context.kind == "invitation" and (found.absent or found.yes) and any(map(_says_is_member, clauses)):
        context = replace(context, kind="meeting")
    title = name_network(split_clauses(subject, "emnet"), network)
    above = collect_signals(title, network, day)
    if not found.has_changing():
        titled = _weigh_subject(found, above, title, subject, text, has_form=has_form, has_details=has_details)
        if titled is not None:
            return titled
    names_us = context.kind == "invitation" or bool(NETWORK_NAMED.search(fold_all(text, context.subject)))
    reasons = ("Mailen er et udfyldt skema.",)
    if (has_form or has_details) and not found.has_changing() and context.kind == "ean":
        return Verdict(
            Intent.UPDATE, reasons=reasons if has_form else (), kinds=frozenset({"ean"}), has_question=bool(found.ask)
        )
    if has_form and not found.has_changing() and context.kind == "none" and RENEWS.search(fold_all(subject, text)):
        return Verdict(Intent.UPDATE, reasons=reasons, kinds=FORM_KINDS, has_question=bool(found.ask))
    if has_form and not found.has_changing() and names_us:
        leaves = ("Skemaet taler om at melde fra.",) if LEAVING.search(fold_all(text, subject)) else ()
        return Verdict(Intent.SIGNUP, (), leaves, reasons=reasons, has_question=bool(found.ask))
    found = _read_bare_details(found, clauses, context, text, network, day)
    wishes = _see_in_context(found, above, context, text, network, day)
    if context.kind == "invitation" and not found.has_changing():
        wishes = replace(wishes, signup=_find_bare_meetings(clauses, network, day))
    verdict = _compare_with_subject(_choose(wishes, found, context, network), above)
    if verdict.is_refusal and (
        _misses_one_meeting(wishes.refusal, network, day)
        or _stays_away_alone(wishes.refusal)
        or (EAN_NUMBER.search(text) and not _is_any(wishes.refusal, SURELY))  # who says whom to bill hardly refuses
    ):
        verdict = replace(verdict, is_refusal=False, is_calm=False, reasons=(NO_THANKS_OR_ABSENT,))
    is_calm = verdict.is_calm and not _may_come(clauses, context, network, day)
    verdict = replace(verdict, is_calm=is_calm)
    if subject and verdict.intent in CHANGING and is_doubtful(fold(subject)):
        verdict = replace(verdict, review=(*verdict.review, "Emnet tøver: det er ikke en klar besked."))
    verdict = replace(
        verdict, review=(*verdict.review, *_find_mixtures(verdict, found, context, text, subject, network, day))
    )
    if context.kind != "ean":  # `skriv gerne »Netværk« som reference`
        verdict = replace(verdict, review=(*verdict.review, *find_unread_wishes(verdict, found, network, day)))
    return add_doubts(verdict, found, fold(text))


OPPOSITES = {
    Intent.ACCEPT: ("absent", "leave", "off"),
    Intent.DECLINE: ("join",),
    Intent.SIGNUP: ("leave", "off", "absent"),
    Intent.CANCEL: ("join",),
}


def _misses_one_meeting(refusal: list[Signal], network: Network, day: date) -> bool:
    """`Den 14. september kan jeg ikke` in answer to an invitation: no thanks, or a member's afbud."""
    is_absence = all(one.kind == "absent" and not NO_THANKS.fullmatch(one.clause.sentence_folded) for one in refusal)
    return is_absence and any(names_meeting(one.clause, network, day) for one in refusal)


#: what answers an invitation by a yes, and other mails by mere politeness
LOOKS_FORWARD = pattern(r"\b(?:glæder\ (?:mig|os)|ser\ (?:\w+\ )?frem|ses|gensyn|nysgerrig\w*)\b")


def _may_come(clauses: list[Clause], context: Context, network: Network, day: date) -> bool:
    """`Tak for invitationen. Jeg glæder mig`; `Tak for programmet. Vi ses i Vejle`, in answer to Odense's: only other meetings are named."""
    if context.kind == "invitation" and any(LOOKS_FORWARD.search(one.folded) for one in clauses):
        return True
    ahead = {one.id for one in upcoming(network.meetings, day)}
    said = (find_meetings(one.folded, network, day) for one in clauses)
    named = {one for mentions in said for mention in mentions if mention.exact for one in mention.ids} & ahead
    return bool(named) and not ahead.isdisjoint(context.meetings) and named.isdisjoint(context.meetings)


def _stays_away_alone(refusal: list[Signal]) -> bool:
    """`Jeg skal ikke selv med` speaks of others who may."""
    return any(ONLY_ONESELF.search(one.clause.sentence_folded) for one in refusal)


def _says_is_member(clause: Clause) -> bool:
    """`Jeg står allerede på listen`, but neither `I har jo ikke fået mig meldt til` nor `Ole er tilmeldt i forvejen`."""
    said = clause.folded
    is_of_writer = FIRST_PERSON.search(said) or not (OF_ANOTHER.search(said) or find_names(clause.sentence_text))
    return bool(is_of_writer and ALREADY.search(said)) and not is_negated(said)


def _says_yes_faintly(verdict: Verdict) -> bool:
    """`Det er med to i'er` sounds like a yes; in a mail that answers nothing that is not enough."""
    is_wish = verdict.intent in {Intent.SIGNUP, Intent.ACCEPT} and bool(verdict.deciding)
    return is_wish and all(one.kind == "yes" and one.likelihood < PLAINLY for one in verdict.deciding)


def _compare_with_subject(verdict: Verdict, titled: Signals) -> Verdict:
    """`Afbud Odense` above `jeg glæder mig til Odense`: one of them is a slip."""
    if verdict.is_calm and titled.has_changing():
        return replace(verdict, is_calm=False)
    opposite = [one for act in OPPOSITES.get(verdict.intent, ()) for one in getattr(titled, act)]
    if not any(one.likelihood >= PLAINLY for one in opposite):
        return verdict
    return replace(verdict, review=(*verdict.review, "Emnet og teksten siger ikke det samme."))


def _find_mixtures(
    verdict: Verdict, found: Signals, context: Context, text: str, subject: str, network: Network, day: date
) -> list[str]:
    """Say, as Danish sentences, why what was read may be another wish, or only half of one."""
    review = []
    names_one = any(names_meeting(one.clause, network, day) for one in verdict.deciding)
    if verdict.intent is Intent.SIGNUP and verdict.deciding and all(map(_takes_leave, verdict.deciding)):
        review.append(UNCLEAR_YES)
    if not (context.is_reply or names_one) and _says_yes_faintly(verdict) and not BARE_SUBJECT.fullmatch(fold(subject)):
        review.append(UNCLEAR_YES)
    if verdict.intent in {Intent.DECLINE, Intent.ACCEPT} and NO_MEMBER.search(fold(text)):
        review.append("Mailen siger, at nogen ikke er med i netværket.")
    if verdict.intent is Intent.ACCEPT and any(SENDS_REGRETS.search(one.sentence_folded) for one in found.clauses):
        review.append("Mailen kan læses både som et ja og som et afbud.")
    if verdict.intent is Intent.DECLINE and any(map(YES_TOO.search, verdict.sentences)):
        review.append("Mailen kan læses både som et ja og som et afbud.")
    if verdict.intent in {Intent.DECLINE, Intent.CANCEL} and EAN_NUMBER.search(text):
        review.append("Mailen melder fra og giver samtidig et EAN-nummer.")
    corrects = CORRECTION.search(fold_all(text, subject)) is not None
    is_lone_yes = corrects and _only_says_yes(verdict) and _is_any(found.update, PLAINLY)
    is_bill_alone = verdict.kinds <= {"ean"} and not any(map(NAMES_PLACE.search, verdict.sentences))
    is_faint = is_bill_alone or verdict.likelihood < SURELY or SIGN_UP.search(fold_all(text, subject)) is not None
    may_join = verdict.intent is Intent.UPDATE and is_faint and not (corrects or found.stay)
    if context.kind == "none" and (is_lone_yes or may_join):
        review.append(OR_JOINS)
    if verdict.intent is Intent.UPDATE and _is_any(found.refuse, PLAINLY):
        review.append("Mailen retter oplysninger og takker samtidig nej.")
    return review


def _takes_leave(signal: Signal) -> bool:
    """`Vi ses i Aarhus!` in answer to an invitation: said by members, too."""
    return FAREWELL.search(signal.clause.sentence_folded) is not None


def _only_says_yes(verdict: Verdict) -> bool:
    return verdict.intent is Intent.SIGNUP and all(one.kind == "yes" for one in verdict.deciding)


def _is_any(signals: Iterable[Signal], least: float) -> bool:
    return any(one.likelihood >= least for one in signals)


def _read_bare_details(
    found: Signals, clauses: list[Clause], context: Context, text: str, network: Network, day: date
) -> Signals:
    """`Det er 5798006709250. Skriv att. Pia på.`: a number that comes alone supplies what was missing."""
    if context.kind == "ean":  # `så skriv mit navn på` is about the bill
        join, faint = (
            [one for one in some if _is_no_bill(one) or names_meeting(one.clause, network, day)]
            for some in (found.join, found.faint)
        )
        absent = [one for one in found.absent if _is_of_coming(one) or names_meeting(one.clause, network, day)]
        found = replace(found, join=join, faint=faint, absent=absent)
    if (
        found.has_changing()
        or any(one.kind == "join" and one.likelihood >= PERHAPS for one in found.faint)
        or found.ask
        or (found.foreign and context.kind != "ean")
        or context.kind == "invitation"
        or len(text.split()) > LONG_TEXT
        or any(names_meeting(one, network, day) for one in found.loud)
    ):
        return found
    numbers = [one for one in clauses if EAN_NUMBER.search(one.folded) and not PAID.search(one.sentence_folded)]
    return replace(found, update=[Signal(Intent.UPDATE, one, kind="ean") for one in numbers])


#: `jeres faktura, modtaget på EAN …, er anvist til betaling`
PAID = pattern(r"\b(?:betalt|anvist|indbetalt|udbetalt|til\ betaling)\b")


#: `skriv mit navn på fakturaen`
OF_BILL = pattern(r"\b(?:faktur\w*|regning\w*|reference\w*|ref|rekvi\w*|mærk\w*|att)\b|[»\"“']")


def _is_no_bill(signal: Signal) -> bool:
    folded = signal.clause.sentence_folded
    if signal.kind not in {"join", "yes"} or _enters(signal):
        return True
    return signal.likelihood >= SURELY and not OF_BILL.search(folded)


def _is_of_coming(signal: Signal) -> bool:
    """`Beklager, den glippede` in answer to a request for a number is about that."""
    return bool(COMING.search(signal.clause.sentence_folded))


def _see_in_context(  # noqa: PLR0911 - one return a case reads best
    found: Signals, titled: Signals, context: Context, text: str, network: Network, day: date
) -> Wishes:
    """Read each act as a wish."""
    about_network = bool(ABOUT_NETWORK.search(fold_all(text, context.subject)))
    joins = [replace(one, intent=Intent.SIGNUP) for one in found.yes]
    wishes = _list_wishes(found)
    if context.kind == "invitation":
        return replace(
            wishes, signup=[*found.join, *joins], accept=[], decline=[], refusal=[*found.refuse, *found.absent]
        )
    if context.kind == "meeting":
        found = _drop_partial_absence(found)
        wishes = _list_wishes(found)
        refused = [one for one in found.refuse if one.likelihood >= PLAINLY]
        away = [replace(one, intent=Intent.DECLINE) for one in (*found.off, *refused)]
        goes = any(one.likelihood >= SAID for one in found.left)
        leave = [one for one in found.leave if _leaves_all(one) or (goes and one.likelihood >= SURELY)]
        yes = {one.clause.sentence for one in found.yes}
        joins_network = [
            one
            for one in found.join
            if (one.clause.sentence not in yes or JOINS_ALL.search(one.clause.sentence_folded))
            and (not found.absent or _joins_anew(one))  # `jeg kan ikke, for direktionen vil have mig med hele dagen`
        ]
        if not context.meetings:
            taken_back = [one for one in found.off if TAKES_BACK.search(one.clause.sentence_folded)]
            leave += [replace(one, intent=Intent.CANCEL) for one in taken_back]
            leave += [one for one in found.leave if one not in leave and one.likelihood >= PLAINLY]
            away = [one for one in away if not TAKES_BACK.search(one.clause.sentence_folded)]
        unclear = [one for one in found.leave if one not in leave and _stands_alone(one, found.absent)]
        unclear += [one for one in found.off if ABOUT_MAILS.search(one.clause.sentence_folded)]
        return replace(
            wishes,
            signup=joins_network,
            cancel=leave,
            decline=[*found.absent, *away],
            unclear_leaving=unclear,
            refusal=[],
        )
    if (found.yes or found.join) and any(map(_says_is_member, found.clauses)):
        joins = [one for one in found.join if _signs_up_anew(one)]
        comes = [replace(one, intent=Intent.ACCEPT) for one in found.join if one not in joins]
        return replace(wishes, signup=joins, accept=[*found.yes, *comes])
    if any(one.likelihood >= SURELY for one in found.absent):  # `hun håber at være frisk til næste møde i netværket`
        wishes = replace(wishes, cancel=[one for one in found.leave if _leaves_in_words(one)])
    if found.off and about_network and not found.absent:
        wishes = replace(wishes, cancel=[*found.leave, *found.off], unclear_leaving=[])
    if (
        found.yes
        and found.join
        and not EAN_NUMBER.search(text)
        and all(_rather_comes(one, found.yes, network, day) for one in found.join)
    ):
        return replace(wishes, signup=[])
    if found.yes and found.join:
        return replace(wishes, signup=[*found.join, *joins], accept=[])
    gives_details = EAN_NUMBER.search(text) or OFFERS_DETAILS.search(fold(text))
    if found.yes and not context.is_reply and gives_details:  # who is a member gives none when coming
        return replace(wishes, signup=joins, accept=[])
    joins_all = bool(titled.join) or (
        about_network and not any(names_meeting(one.clause, network, day) for one in found.yes)
    )
    if found.yes and joins_all and not found.absent:
        wishes = replace(wishes, signup=joins, accept=[])
    return wishes


def _signs_up_anew(join: Signal) -> bool:
    """`Tilmeld mig` beside words of a place that one has; not `jeg er medlem og tilmelder mig mødet i Aarhus`, for oneself alone."""
    whole, said = join.clause.sentence_folded, join.clause.sentence_text
    if SENDS.search(join.clause.folded):
        return True
    is_named = bool(find_names(said)) and not FIRST_PERSON.search(
        whole
    )  # `Ole vil gerne med i Vejle. Jeg er med i forvejen`
    is_of_other = OF_ANOTHER.search(whole) or find_names(said)
    return (is_named and join.likelihood >= PLAINLY) or (
        _enters(join) and bool(is_of_other or not ALREADY.search(whole) or is_negated(whole))
    )


def _rather_comes(join: Signal, yes: list[Signal], network: Network, day: date) -> bool:
    """`Kalenderen er faldet på plads, så jeg deltager i mødet i Aarhus`: a yes to one meeting, and no word of a place in the network."""
    is_yes = any(one.clause.place == join.clause.place and one.likelihood >= SURELY for one in yes)
    is_faint = join.likelihood <= PLAIN_YES and not _enters(join)
    return is_yes and is_faint and names_meeting(join.clause, network, day)


def _leaves_in_words(signal: Signal) -> bool:
    return signal.likelihood >= SURELY or bool(LEAVES.search(signal.clause.sentence_folded))


def _list_wishes(found: Signals) -> Wishes:
    return Wishes(found.join, found.leave, found.off, found.absent, found.yes, found.update, found.refuse)


def _drop_partial_absence(found: Signals) -> Signals:
    """`Jeg kommer, men må gå kl. 14` is a yes."""
    comes = any(one.likelihood >= PLAINLY for one in found.yes)
    return replace(
        found, absent=[one for one in found.absent if not (comes and is_partial(one.clause.sentence_folded))]
    )


def _stands_alone(leaving: Signal, absent: list[Signal]) -> bool:
    """`Jeg melder fra, kan ikke komme` is an absence; `I kan give min plads til en anden` beside one may mean more."""
    others = {one.clause.sentence for one in absent}
    return not absent or (leaving.likelihood >= PLAINLY and leaving.clause.sentence not in others)


def _find_bare_meetings(clauses: list[Clause], network: Network, day: date) -> list[Signal]:
    """`Aarhus og Vejle, tak` answers an invitation: meetings, thanks and nothing else."""
    return [Signal(Intent.SIGNUP, one) for one in clauses if _is_bare_meetings(one, network, day)]


def _is_bare_meetings(clause: Clause, network: Network, day: date) -> bool:
    rest = clause.folded
    mentions = find_meetings(rest, network, day)
    for one in reversed(mentions):
        rest = rest[: one.start] + " " + rest[one.end :]
    return (
        bool(mentions)
        and all(one.ids for one in mentions)
        and bool(BARE_THANKS.fullmatch(rest))
        and not clause.is_question
    )


#: `Tilmelding` above `Se vedhæftede`: who it is for stands there
IN_ATTACHMENT = pattern(r"\b(?:vedhæft\w*|bilag\w*|attach\w*|bifog\w*|vedlagt\w*)\b")


def _weigh_subject(
    found: Signals, titled: Signals, title: list[Clause], subject: str, text: str, *, has_form: bool, has_details: bool
) -> Verdict | None:
    """Let the subject decide where the text has no wish of its own. title: its clauses; titled: what they do."""
    if not title or found.foreign:
        return None
    if BARE_SUBJECT.fullmatch(fold(subject)) and (has_form or has_details):
        reason = "Emnet siger »tilmelding«, og teksten giver oplysninger om en person."
        return Verdict(Intent.SIGNUP, (Signal(Intent.SIGNUP, title[0]),), reasons=(reason,))
    wishes = (
        (Intent.CANCEL, titled.leave),
        (Intent.SIGNUP, titled.join),
        (Intent.DECLINE, titled.absent),
        (Intent.UPDATE, [one for one in titled.update if DETAIL.search(one.clause.sentence_text)]),
    )
    intent, signals = next((one for one in wishes if one[1]), (None, []))
    if intent is None or any(one.is_question for one in title) or (found.ask and not has_form):
        return None
    words = len(re.findall(r"[^\W\d_]+", text))
    tells_of = any(
        one.name in text for one in find_names(subject)
    )  # `Tilmelding af Ole Finn` above what is to be known of him
    is_backed = words < LONG_TEXT or has_form or has_details or tells_of
    review = () if is_backed else ("Ønsket står kun i emnet; teksten siger det ikke.",)
    denies = any(is_negated(one.folded) and WISH_WORD.search(one.folded) for one in found.clauses)
    if intent is Intent.SIGNUP and (denies or found.refuse or found.unsure):
        review = (*review, "Emnet og teksten siger ikke det samme.")
    if IN_ATTACHMENT.search(fold(text)):
        review = (*review, "Mailen henviser til et bilag, som Netpost ikke læser.")
    kinds = frozenset(one.kind for one in signals) if intent is Intent.UPDATE else frozenset()
    return Verdict(intent, tuple(signals), review, (f"Emnet siger det: »{subject.strip()}«.",), kinds)


def _choose(wishes: Wishes, found: Signals, context: Context, network: Network) -> Verdict:  # noqa: PLR0911 - one return a case reads best
    wishes = _drop_lesser(wishes)
    asks = bool(found.ask)
    kinds = _find_kinds(wishes.update, found)
    if wishes.cancel and wishes.signup:
        both = (*wishes.cancel, *wishes.signup)
        return Verdict(
            Intent.CANCEL, both, ("Mailen taler både om at melde til og om at melde fra.",), has_question=asks
        )
    if wishes.cancel:
        return _cancel(wishes, found, context, kinds, asks)
    if wishes.signup and wishes.decline and _rather_declines(wishes):
        staying = {one.clause.place for one in found.find_all("stay") if KEPT_ON.search(one.clause.sentence_folded)}
        is_stay = all(one.clause.place in staying for one in wishes.signup)  # `lad mig endelig stå på listen`
        decline = _decline(wishes, found, kinds, asks)
        return decline if is_stay else replace(decline, review=(*decline.review, UNCLEAR_JOINING))
    if wishes.signup:
        return _signup(wishes, found, context, asks)
    if wishes.decline:
        return _decline(wishes, found, kinds, asks)
    if wishes.unclear_leaving:
        return Verdict(Intent.CANCEL, tuple(wishes.unclear_leaving), (UNCLEAR_LEAVING,), has_question=asks)
    if found.left and not (found.stay or kinds & {"job", "email"}):
        review = "Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket."
        return Verdict(Intent.CANCEL, tuple(found.left), (review,), has_question=asks)
    if wishes.accept and not kinds:
        reasons = (REASONS[Intent.ACCEPT],)
        doubts = (ASKS_RATHER,) if _rather_asks(wishes.accept, found) else ()
        return Verdict(Intent.ACCEPT, tuple(wishes.accept), doubts, reasons, has_question=asks)
    if kinds:
        return _update(wishes, found, kinds, asks)
    if asks:
        reasons = ("Mailen spørger om noget, som et menneske må svare på.",)
        return Verdict(Intent.QUESTION, tuple(found.ask), reasons, has_question=True)
    refuses = bool(wishes.refusal)
    is_plain = not (refuses and _wavers(found, network))
    is_calm = is_plain and found.is_calm(is_answer=context.kind != "none")
    return Verdict(Intent.OTHER, is_calm=is_calm, is_refusal=refuses and is_plain)


def _drop_lesser(wishes: Wishes) -> Wishes:
    """Drop what only sounds like a wish beside one that is plain."""
    if _leaves_elsewhere(wishes):
        wishes = replace(wishes, cancel=[], unclear_leaving=[])
    if wishes.signup and (_rather_leaves(wishes) or _states_membership(wishes) or _rather_refuses(wishes)):
        wishes = replace(wishes, signup=[])
    return wishes


def _leaves_elsewhere(wishes: Wishes) -> bool:
    """`Jeg melder ellers fra til alle kurser, men her vil jeg gerne med`: what is left is another thing, and the wish is plain."""
    leaving = [*wishes.cancel, *wishes.unclear_leaving]
    is_plain = any(one.likelihood >= SURELY for one in wishes.signup)
    return is_plain and bool(leaving) and all(_is_elsewhere(one.clause) for one in leaving)


def _rather_leaves(wishes: Wishes) -> bool:
    """`Jeg vil nøjes med havet. Tag mig ud af netværket`: the leaving is plain, and what sounds like a wish to join is not."""
    is_plain = any(
        one.likelihood >= SURELY and ABOUT_NETWORK.search(one.clause.sentence_folded) for one in wishes.cancel
    )
    return is_plain and not any(
        one.likelihood >= PLAINLY or ABOUT_NETWORK.search(one.clause.sentence_folded) for one in wishes.signup
    )


def _rather_refuses(wishes: Wishes) -> bool:
    """`Jeres invitation landede hos mig. Det bliver et nej tak`: the refusal is plain, and what sounds like a wish to join is not."""
    is_plain = any(one.kind == "refuse" and one.likelihood >= SURELY for one in wishes.refusal)
    return is_plain and all(one.likelihood < PLAINLY for one in wishes.signup)


def _is_elsewhere(clause: Clause) -> bool:
    is_named = is_foreign(clause.sentence_folded) or OTHER_NETWORK.search(clause.sentence_folded)
    return bool(is_named) and not ABOUT_NETWORK.search(clause.folded)


#: to an invitation
NO_THANKS = pattern(
    r"\W*(?:nej,\ )?(?:vi|jeg)\ (?:deltager|kommer|er)\ (?:desværre\ )?ikke(?:\ med)?(?:\ (?:i\ år|denne\ gang))?\W*"
)


#: `den 14. kan jeg ikke, om resten må I høre nærmere`
HEAR_LATER = pattern(r"\bhøre\ nærmere\b|\bhører\ (?:nærmere|fra\ mig)\b")
#: `kan pladsen flytte med?`
PLACE = pattern(r"\b(?:(?<!på\ )plads(?:en)?|medlemskab\w*|kontingent\w*)\b")
#: `… er blevet til it-chef. Er det mon rigtigt?`
WANTS_CHECK = pattern(r"\b(?:er|kan|passer)\ det\ (?:\w+\ )?(?:rigtigt?|korrekt|passe|sandt)\b|\bpasser\ det\b")
#: `jeg vil gerne med, hvad Ole derimod ikke vil`
WANTS = pattern(
    r"\bmen\ det\ (?:vil|ønsker|kan)\b|\bja\ tak\b|\b(?:vil|ønsker)\ (?:\w+\ )?(?:gerne|meget\ gerne)\ (?:med|deltage|tilmeld\w*|være\ med|på|stå|have|modtage)\b(?![^.]*\b(?:anden\ gang|næste|senere|fremover|til\ (?:foråret|efteråret))\b)"
)


#: a member rather than who was invited
NO_LONGER = pattern(r"\bikke\b[^.]*\b(?:længere|flere\ (?:møder|gange))\b")


def _names_somebody(sentence: str, network: Network) -> bool:
    """`Nej tak. Ole tager den`: tell whether a sentence names anybody but who signs our mails."""
    return not set(find_given_names(sentence)) <= set(network.contact.split())


def _wavers(found: Signals, network: Network) -> bool:
    """`Må jeg få en foreløbig plads? Siger chefen nej, bliver det ikke til noget`: no plain refusal."""
    if any(HEAR_LATER.search(one.folded) for one in found.clauses):
        return True
    no_thanks = [one for one in found.absent if NO_THANKS.fullmatch(one.clause.sentence_folded)]
    refused = {one.clause.sentence for one in (*found.refuse, *no_thanks)}
    wanted = any(
        one.kind in {"join", "yes"} and one.likelihood >= PERHAPS for one in found.faint
    )  # `ja tak til Aarhus, nej tak til Odense`
    wanted = wanted or any(WANTS.search(one.folded) for one in found.clauses)
    return (
        wanted
        or bool(found.unsure or found.stay or found.substitute)
        or any(
            NO_LONGER.search(one.sentence_folded) or _names_somebody(one.sentence_text, network)
            for one in found.clauses
        )
        or any(
            one.is_question or (one.sentence not in refused and WISH_WORD.search(one.sentence_folded))
            for one in found.loud
        )
    )


def _find_kinds(updates: list[Signal], found: Signals) -> frozenset[str]:
    """Return what an update is about; where it does not say, what sentences are about that may belong to it."""
    kinds = frozenset(one.kind for one in updates)
    if kinds != {"details"}:
        return kinds
    nearby = [one for one in (*found.faint, *found.detail) if one.kind in {"update", "detail"}]
    return kinds.union(*(find_kinds(one.clause.sentence_folded) for one in nearby))


#: `begge står som medlemmer; det skal kun Ole Finn gøre`
ONLY_ONE_STAYS = pattern(r"\bkun\ (?:[\w-]+\ ){1,3}(?:gøre|blive|fortsætte|stå|være)\b")


def _cancel(wishes: Wishes, found: Signals, context: Context, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    if kinds & {"email", "ean"} and not all(map(_is_of_another, wishes.update)):  # who leaves has no use for these
        review.append("Mailen melder ud af netværket og giver samtidig nye oplysninger.")
    staying = [
        one
        for one in found.stay
        if one.likelihood >= CORRECTS and not DENIES_STAYING.search(one.clause.sentence_folded)
    ]
    if not all(map(_is_of_somebody_named, staying)):
        review.append("Mailen siger både, at nogen forlader netværket, og at nogen bliver.")
    coming = [one for one in wishes.accept if not is_negated(one.clause.folded)]  # `jeg kommer heller ikke til Vejle`
    if coming and not re.search(r"\b(?:sidste|indtil)\b", coming[0].clause.sentence_folded):
        review.append("Mailen melder ud af netværket og siger samtidig, at nogen kommer til et møde.")
    if context.kind == "invitation" and not any(_leaves_in_words(one) for one in wishes.cancel):
        review.append("Mailen svarer på invitationen; det er ikke klart, om nogen skal meldes ud.")
    of_list = all(LISTED.search(one.clause.sentence_folded) and not _leaves_all(one) for one in wishes.cancel)
    about_mails = of_list and any(ABOUT_MAILS.search(one.sentence_folded) for one in found.clauses)
    if about_mails or any(SENDING_LIST.search(one.clause.sentence_folded) for one in wishes.cancel):
        review.append("Det er ikke klart, om mailen gælder netværket eller kun de mails, der sendes ud.")
    if all(WITHDRAWS.search(one.clause.sentence_folded) and not _leaves_all(one) for one in wishes.cancel):
        review.append(UNCLEAR_LEAVING)
    if any(PLACE.search(one.clause.sentence_folded) for one in found.ask):
        review.append("Mailen melder ud af netværket og spørger samtidig til pladsen.")
    if any(ONLY_ONE_STAYS.search(one.sentence_folded) for one in found.clauses):
        review.append("Mailen siger både, at nogen forlader netværket, og at nogen bliver.")
    reasons = (REASONS[Intent.CANCEL],)
    return Verdict(Intent.CANCEL, tuple(wishes.cancel), tuple(review), reasons, has_question=asks)


def _leaves_all(signal: Signal) -> bool:
    return LEAVES_ALL.search(signal.clause.sentence_folded) is not None


def _is_of_another(detail: Signal) -> bool:
    """`Hans mail er …`, `Mia Holm (miho@…) er flyttet` only tell who leaves."""
    if pattern(r"\b(?:hans|hendes|deres|de\ har)\b").search(detail.clause.sentence_folded):
        return True
    return bool(find_names(detail.clause.sentence_text)) and not WE.search(detail.clause.sentence_folded)


#: `de øvrige fra kommunen fortsætter`
THE_OTHERS = pattern(r"^\W*(?:de\ (?:øvrige|andre)|resten)\b")


def _is_of_somebody_named(staying: Signal) -> bool:
    """`Ole Damborg, som også er med, fortsætter` says nothing against the writer's leaving."""
    clause = staying.clause
    is_of_others = bool(find_names(clause.sentence_text)) or THE_OTHERS.search(clause.sentence_folded) is not None
    return is_of_others and not WE.search(clause.sentence_folded)


def _signup(wishes: Wishes, found: Signals, context: Context, asks: bool) -> Verdict:
    review = []
    if wishes.unclear_leaving:
        review.append("Mailen taler både om at melde til og om at melde fra.")
    if context.kind == "none" and _rather_asks(wishes.signup, found):
        review.append(ASKS_RATHER)
    if depends_on_question(found.ask, wishes.signup):
        review.append("Tilmeldingen kan afhænge af et spørgsmål, som mailen stiller.")
    if context.kind != "invitation" and _rather_corrects(
        wishes, is_answer=context.kind == "meeting"
    ):  # who was invited has nothing to correct yet
        review.append(OR_JOINS)
    if context.kind == "meeting" and not any(map(_joins_anew, wishes.signup)):
        review.append(
            "Mailen svarer på en mail om et møde; det er ikke klart, om det er en ny tilmelding eller et ja til mødet."
        )
    if _is_any(found.refuse, SURELY) and all(one.likelihood < SURELY for one in wishes.signup):
        review.append("Mailen kan læses både som et ja og som et nej.")
    reasons = (REASONS[Intent.SIGNUP],)
    return Verdict(Intent.SIGNUP, tuple(wishes.signup), tuple(review), reasons, has_question=asks)


def _may_join_beside(wishes: Wishes, found: Signals) -> bool:
    """Tell whether another sentence than the plain corrections may ask for a place; `til listen: mit nummer er …` does not."""
    corrected = {one.clause.sentence for one in wishes.update if one.likelihood >= PLAINLY}
    is_renamed = any(one.kind in {"name", "email"} and one.likelihood >= SURELY for one in wishes.update)
    least = {"join": PERHAPS, "yes": SAID if is_renamed else PERHAPS}
    may_join = (one for one in found.faint if one.likelihood >= least.get(one.kind, 1.0))
    return any(one.clause.sentence not in corrected for one in may_join)


def _enters(signal: Signal) -> bool:
    """Tell whether a sentence speaks of the network, or of being written down for it."""
    folded = signal.clause.sentence_folded
    return bool(ENTERS.search(folded) or ABOUT_NETWORK.search(folded))


def _joins_anew(signal: Signal) -> bool:
    """`Tilmeld mig mødet i Vejle`: whoever is a member need not say so."""
    folded = signal.clause.sentence_folded
    if ABOUT_NETWORK.search(folded):
        return True
    if ENTERS.search(folded):
        return signal.kind == "join" and signal.likelihood >= PLAINLY
    return signal.kind == "join" and signal.likelihood >= SURELY and SEAT.search(folded) is not None


def _states_membership(wishes: Wishes) -> bool:
    """`Vores direktør deltager i jeres netværk. Han har fået nyt nummer`: a correction of somebody who is in already."""
    corrects = any(one.likelihood >= SURELY for one in wishes.update)
    return corrects and all(
        one.likelihood < PLAINLY and IS_MEMBER.search(one.clause.sentence_folded) for one in wishes.signup
    )


def _rather_declines(wishes: Wishes) -> bool:
    """`Karsten kommer ikke i morgen. Vil du strege ham på listen?`: what is plain is the absence."""
    return max(one.likelihood for one in wishes.signup) < PLAINLY <= max(one.likelihood for one in wishes.decline)


def _rather_asks(wishes: list[Signal], found: Signals) -> bool:
    """`Lejre har én deltager. Hvornår bliver betalingen opkrævet?`: a faint wish beside what is asked as plainly."""
    wish = max((one.likelihood for one in wishes), default=1.0)
    return wish < PLAINLY and any(one.likelihood >= wish for one in found.ask)


def _rather_corrects(wishes: Wishes, *, is_answer: bool) -> bool:
    """`Jeg hedder nu …. Listen må gerne få en opdatering`: a plain correction beside a sign-up that is faint, or only tells of a place.

    is_answer: to a mail about a meeting, which members get: there the sign-up must be the plainer one.
    """
    corrects = max((one.likelihood for one in wishes.update), default=0.0)
    least = max(PLAINLY, corrects) if is_answer else PLAINLY
    told = {one.clause.place: one.likelihood for one in wishes.update}
    return (corrects >= CORRECTS and any(map(_tells_news, wishes.update))) or (
        corrects >= CORRECTS
        and all(
            one.likelihood < max(least, told.get(one.clause.place, 0.0)) or IS_MEMBER.search(one.clause.folded)
            for one in wishes.signup
        )
    )


#: `jeg har fået ny adresse`: nobody's who is not on the list
NEWS = pattern(r"\b(?:ny|nyt|nye|skift\w*|ændre\w*)\b")


def _tells_news(update: Signal) -> bool:
    is_plain = update.likelihood >= PLAINLY and update.kind in {"email", "name"}
    return is_plain and NEWS.search(update.clause.sentence_folded) is not None


def _says_absent(sentence: str) -> bool:
    return is_negated(sentence) or AWAY.search(sentence) is not None


def _may_leave_instead(absence: Signal, found: Signals) -> bool:
    """`Ole skal ikke være med mere, heller ikke i Odense`: the sentence may as well leave."""
    leaving = (one for one in found.faint if one.kind == "leave" and one.clause.sentence == absence.clause.sentence)
    is_for_good = FOR_GOOD.search(absence.clause.sentence_folded) is not None
    return any(one.likelihood >= MAY_BE and (is_for_good or absence.likelihood < PLAINLY) for one in leaving)


def _withdraws(signal: Signal) -> bool:
    """`Jeg bliver nødt til at trække mig` below a programme: from the meeting, or from the network."""
    folded = signal.clause.sentence_folded
    return signal.kind == "off" and bool(WITHDRAWS.search(folded)) and not OF_A_DAY.search(folded)


def _may_be_for_good(signal: Signal, found: Signals) -> bool:
    """`Jeg er nødt til at melde fra. Her er for travlt` below a programme: no word of the day, and a reason that lasts."""
    told = [one.sentence_folded for one in found.clauses]
    return signal.kind == "off" and any(map(LASTS.search, told)) and not any(map(OF_A_DAY.search, told))


def _decline(wishes: Wishes, found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    if wishes.unclear_leaving:
        review.append(UNCLEAR_LEAVING)
    if any(
        _may_leave_instead(one, found) or FOR_THE_REST.search(one.clause.sentence_folded) for one in wishes.decline
    ) or all(_withdraws(one) or _may_be_for_good(one, found) for one in wishes.decline):
        review.append(UNCLEAR_LEAVING)
    is_told = any(one.likelihood >= PLAINLY and DETAIL.search(one.clause.sentence_text) for one in wishes.update)
    if is_told and kinds - {"ean", "job"}:
        review.append("Mailen melder afbud og retter samtidig oplysninger.")
    if found.left and not found.stay:
        review.append("Mailen melder afbud, men siger også, at nogen stopper i sit job.")
    if all(one.likelihood < CORRECTS and not _says_absent(one.clause.sentence_folded) for one in wishes.decline):
        review.append("Det er ikke klart, om mailen melder afbud.")
    if any(MEMBERSHIP.search(one.clause.sentence_folded) for one in found.ask):
        review.append("Mailen melder afbud og spørger samtidig til medlemskabet.")
    reasons = (REASONS[Intent.DECLINE],)
    return Verdict(Intent.DECLINE, tuple(wishes.decline), tuple(review), reasons, has_question=asks)


def _update(wishes: Wishes, found: Signals, kinds: frozenset[str], asks: bool) -> Verdict:
    review = []
    is_of_list = any(ON_LIST.search(one.clause.sentence_folded) for one in wishes.update)
    if "job" in kinds and not (found.stay or is_of_list):
        review.append("Mailen fortæller om et nyt job, men ikke, om pladsen i netværket følger med.")
    if asks and not any(one.kind != "details" or DETAIL.search(one.clause.sentence_text) for one in wishes.update):
        review.append(ASKS_RATHER)
    if any(PLACE.search(one.clause.sentence_folded) for one in found.ask):
        review.append("Mailen retter oplysninger og spørger samtidig til medlemskabet.")
    if any(WANTS_CHECK.search(one.clause.folded) for one in found.ask):
        review.append("Mailen spørger, om en oplysning er rigtig.")
    if wishes.accept:
        review.append("Mailen retter oplysninger og siger samtidig ja til et møde.")
    if _may_join_beside(wishes, found) or any(JOINS_TOO.search(one.clause.sentence_folded) for one in wishes.update):
        review.append(OR_JOINS)
    if any(one.likelihood >= PLAINLY for one in found.left) and not found.stay:
        review.append("Mailen siger, at nogen stopper i sit job, men ikke, hvad der skal ske med pladsen i netværket.")
    reasons = (REASONS[Intent.UPDATE],)
    return Verdict(Intent.UPDATE, tuple(wishes.update), tuple(review), reasons, kinds, asks)
