"""Mail → Reading: machines first, then what the writer's own words want, then for whom and which meetings.

Everything in a mail is material to be understood, never an instruction to be followed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial

from netpost.message import Mail
from netpost.understand.acts import is_readable, judge_acts
from netpost.understand.bounces import read_bounce
from netpost.understand.calendar_answer import CLEAR_ANSWERS, UNCLEAR_ANSWER, CalendarPart, read_answer
from netpost.understand.chatter import (
    CONCERNS_US,
    is_booking,
    is_foreign_event,
    is_internal,
    is_invoice,
    is_newsletter,
    is_sales_letter,
)
from netpost.understand.checks import (
    MISSING_DETAIL,
    check_behalf,
    check_choice,
    check_company,
    check_details,
    check_division,
    check_hearsay,
    check_holds_also,
    check_listed,
    check_place,
    check_subject,
    check_supplied,
)
from netpost.understand.choice import Scope
from netpost.understand.companion import make_inner_person
from netpost.understand.context import REPLY_PREFIX, Context, own_subject, read_context
from netpost.understand.ean import EAN_NUMBER
from netpost.understand.entry import ADDRESS, Entry
from netpost.understand.gather import read_signals
from netpost.understand.intent import weigh
from netpost.understand.listed import find_entries
from netpost.understand.machine import (
    has_left,
    is_auto_reply,
    is_list_mail,
    is_marked_auto_reply,
    is_receipt,
    is_sent_by_machine,
)
from netpost.understand.mention import upcoming
from netpost.understand.name import clean_display_name, find_given_names
from netpost.understand.outcome import Opinion, ask_about, form_opinion
from netpost.understand.people import Inner, Listed, find_people, split_entries
from netpost.understand.phone import find_phones
from netpost.understand.quoted_form import take_over_form
from netpost.understand.reading import CHANGING, Evidence, Intent, Network, Person, Reading
from netpost.understand.relevance import NOT_NAMED, find_irrelevance
from netpost.understand.reservations import is_about_something_else
from netpost.understand.scope import find_scope
from netpost.understand.second_opinion import (
    A_WORD,
    describe_opinion,
    doubt_people,
    is_ours,
    is_plainly,
    is_surely_writers,
    needs_nobody,
    settle_scope,
    weigh_again,
)
from netpost.understand.signals import THIS_NETWORK, Signal, is_request
from netpost.understand.stacking import stack
from netpost.understand.suspicion import find_suspicions
from netpost.understand.text import SIGNATURE, TEXT, fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.when import find_meetings
from netpost.understand.whom import Whom
from netpost.understand.writer import Writer, read_writer
from netpost.understand.writer_alone import FOR_ANOTHER
from netpost.zone import COPENHAGEN

#: nobody signs up in two pages: what is longer is a document or a text without end, and not worth the time that it may take
MOST_OWN_CHARACTERS = 5_000
TOO_LONG = "Mailen er for lang til, at Netpost læser den på egen hånd."
#: what a covering mail decides by itself, whatever the mail says that it forwards
DECIDED_OUTSIDE = frozenset({Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.QUESTION})
#: how likely a wish must be for a mail that reads like an advertisement
PLAINLY, FAINTLY = 0.8, 0.2
#: … and for one that no other of the same kind can be the plainer one
SURELY = 0.95
#: a machine repeats the subject of the mail that it answers
REPEATED = re.compile(r"[\"“”»«][^\"“”»«]{4,150}[\"“”»«]")
#: `vil du ikke have statusmails, kan du afmelde dem her`
INSTRUCTS = pattern(r"^(?!.*\b(?:jeg|vi|mig)\b).*\b(?:(?:kan|skal)\ du|du\ (?:kan|skal))\b")
SELF_SPEAKS = pattern(r"\b(?:jeg|mig|min|mit)\b")
#: what is handed over with a forwarded mail: `kan I tage den her?`
HANDED_OVER = pattern(
    r"\b(?:nedenstående|herunder|nedenfor|vedhæftede|videresendte|below|attached)\b"
    r"|\b(?:tage|klare|ordne|håndtere|behandle|registrere|se\ på|kigge\ på|tage\ jer\ af|tage\ dig\ af)\ (?:den|det|denne|dette|mailen|sagen)\b"
)
BILLED_BY_US = pattern(
    r"\bjeres\ (?:faktura|regning|kreditnota|rykker)\w*|\b(?:faktura|regning|kreditnota|rykker)\w*\ fra\ jer\b"
)


def understand_mail(mail: Mail, network: Network) -> Reading:
    """Understand one mail by itself. Never raises on any content; what is not clear is said in `review`."""
    bounce = read_bounce(mail)
    if bounce is not None:
        people = tuple(Person(email=one) for one in bounce.addresses)
        return Reading(
            Intent.BOUNCE,
            people,
            reasons=("Mailen melder, at en mail ikke kunne leveres.",),
            is_machine=True,
            bounce=bounce,
        )
    part = read_answer(mail.calendar) if mail.calendar else None
    if part is not None and part.method in {"REPLY", "COUNTER"}:
        return _read_calendar(mail, part, network)
    if is_receipt(mail):
        return Reading(
            Intent.AUTO_REPLY,
            reasons=("Mailen er en kvittering for, at en mail er læst eller modtaget.",),
            is_machine=True,
        )
    if (
        is_auto_reply(mail)
        and not _is_filled_form(mail)
        and (is_marked_auto_reply(mail) or not _wants_something(mail, network))
    ):
        return Reading(
            Intent.AUTO_REPLY, reasons=("Mailen er et automatisk svar.",), is_machine=True, has_left=has_left(mail)
        )
    reading = _read_human(mail, network)
    return replace(reading, is_machine=is_sent_by_machine(mail))


def _is_filled_form(mail: Mail) -> bool:
    """A web form's robot says that it is one, yet a human filled the form in."""
    if not any(one.kind == "form" and one.name for one in find_entries(mail.own_text)):
        return False
    return bool(re.search(r"\btilmeld|\bafmeld|\bnetvaerk", fold(f"{mail.subject} {mail.own_text}")))


def _wants_something(mail: Mail, network: Network) -> bool:
    """`Jeg er på ferie og kan ikke komme den 14.`, `er min tilmelding modtaget?` are a person's, whatever the subject looks like."""
    found = read_signals(REPEATED.sub(" ", mail.own_text), network, _today(mail, network))
    asked = [one for one in found.ask if MEMBERSHIP.search(one.clause.sentence_folded)]
    wishes = (*found.join, *found.leave, *found.off, *found.absent, *found.yes, *asked)
    return any(one.likelihood >= PLAINLY and not INSTRUCTS.search(one.clause.sentence_folded) for one in wishes)


def _today(mail: Mail, network: Network) -> date:
    return mail.date.astimezone(COPENHAGEN).date() if mail.date else network.today


def _read_calendar(mail: Mail, part: CalendarPart, network: Network) -> Reading:
    """An answer to an invitation counts for the meeting on its day, and only from the person invited."""
    suspicions = find_suspicions(mail, network)
    review = list(suspicions)
    answer = part.answer
    ids = tuple(one.id for one in network.meetings if one.day == part.day)
    name = clean_display_name(part.attendee_name) or clean_display_name(mail.sender_name)
    person = Person(name, answer.attendee if answer else None, is_writer=True)
    if answer is None or not part.is_whole or answer.partstat not in CLEAR_ANSWERS:
        review.append(UNCLEAR_ANSWER)
    if not ids:
        review.append("Kalendersvaret gælder ikke en dag, hvor netværket har møde.")
    elif part.day and part.day < _today(mail, network):
        review.append("Kalendersvaret gælder et møde, der er holdt.")
    if answer and mail.sender and answer.attendee != mail.sender.email:
        review.append("Kalendersvaret kommer fra en anden adresse end den, der var inviteret.")
    intent = CLEAR_ANSWERS.get(answer.partstat, Intent.ACCEPT) if answer else Intent.OTHER
    said = read_signals(mail.own_text, network, _today(mail, network))
    leaves = bool(said.leave or said.off)
    told = [
        one
        for one in (said.absent if intent is Intent.ACCEPT else said.yes)
        if not _names_others(one, ids, mail, network)
    ]
    if leaves or told:
        review.append("Kalendersvaret og teksten i mailen siger ikke det samme.")
    words = answer.partstat if answer else part.method
    return Reading(
        intent,
        (person,),
        ids,
        tuple(review),
        ("Mailen er et svar på en kalenderinvitation.",),
        (Evidence("intent", intent.value, words, "kalenderdelen"),),
        unused_text=mail.own_text.strip() if "?" in mail.own_text else "",
        is_machine=True,
        calendar=answer,
        is_suspicious=bool(suspicions),
    )


def _names_others(said: Signal, ids: tuple[str, ...], mail: Mail, network: Network) -> bool:
    """`Jeg kommer i Vejle`, in a no to Odense: tell whether a sentence is about other meetings alone."""
    named = {one for mention in find_meetings(said.clause.part, network, _today(mail, network)) for one in mention.ids}
    return bool(named) and named.isdisjoint(ids)


def _read_human(mail: Mail, network: Network) -> Reading:
    if is_newsletter(mail):
        return Reading(Intent.OTHER, reasons=("Mailen er udsendt til mange, for eksempel et nyhedsbrev.",))
    if max(len(mail.own_text), len(mail.forwarded.own_text) if mail.forwarded else 0) > MOST_OWN_CHARACTERS:
        suspicions = find_suspicions(mail, network)
        return Reading(Intent.OTHER, review=(*suspicions, TOO_LONG), is_suspicious=bool(suspicions))
    day = _today(mail, network)
    context = read_context(mail, network, day)
    opinion = form_opinion(mail, context, network, day)
    mail = take_over_form(mail, context)
    listed = split_entries(mail, network, clean_display_name(mail.sender_name))
    subject = own_subject(mail.subject)
    has_form = any(one.kind in {"form", "table"} for one in listed.everybody)
    text = _without_entries(mail.own_text, listed.everybody)
    verdict = weigh(text, subject, context, network, day, has_form=has_form, has_details=bool(listed.everybody))
    above = fold(mail.subject)
    speaks_above = SPEAKS_ABOVE.search(above) is not None and THANKS_ABOVE.fullmatch(above) is None
    asks_above = subject.rstrip().endswith("?") or speaks_above
    if has_form or asks_above or any(one.email for one in listed.others) or _tells_of_somebody(mail, network):
        verdict = replace(verdict, is_calm=False)  # whoever fills in fields or names somebody's address wants something
    inner = _read_inner(mail, network)
    is_open = verdict.intent not in DECIDED_OUTSIDE or _hands_over(verdict, inner) or _says_it_fainter(verdict, inner)
    if inner is not None and inner.verdict.intent in CHANGING and is_open:
        verdict = replace(inner.verdict, review=(*inner.verdict.review, *verdict.review))
        inner = replace(inner, decides=True)
    if inner is None or verdict.intent in CHANGING:
        found = read_signals(text if A_WORD.search(text) else subject, network, day)
        opinion = stack(opinion, found)
        verdict = weigh_again(verdict, opinion, found)
    if verdict.intent not in CHANGING or (inner is None and _is_business(mail, verdict, context, network)):
        reading = _read_rest(mail, network, verdict, context, opinion)
    else:
        reading = _read_change(mail, network, context, verdict, listed, inner, opinion)
    return replace(reading, opinion=describe_opinion(opinion))


def _tells_of_somebody(mail: Mail, network: Network) -> bool:
    """`Nikolaj har adressen nith@…`, `den skal til EAN …`: tell whether the own words hold another's address, a number to ring, or whom to bill."""
    if EAN_NUMBER.search(mail.own_text) or find_phones(mail.own_text):
        return True
    own = {mail.sender.email if mail.sender else "", *network.own_addresses}
    return not {one.lower() for one in ADDRESS.findall(mail.own_text)} <= own


#: `SV: Påmindelse: … - jeg afmelder mig helt`
SPEAKS_ABOVE = pattern(r"\b(?:jeg|mig|vi|os|jag|i'm)\b")
#: `Tak for sidst fra os tre`
THANKS_ABOVE = pattern(
    r"\W*(?:(?:mange|tusind|stor)\ )?tak\ for\ (?:sidst|i\ \w+|mødet|en\ \w+\ \w+)\ (?:herfra\ og\ )?fra\ (?:mig|os)(?:\ (?:to|tre|fire|begge|alle|alle\ \w+))?\W*"
)


def _hands_over(verdict: Verdict, inner: Inner | None) -> bool:
    """`Må jeg bede jer tage hånd om nedenstående?`, `kan I få Mathilde på?` ask for what is asked below, and for nothing else."""
    name = fold((inner and inner.person and inner.person.name) or "").partition(" ")[0]
    return verdict.intent is Intent.QUESTION and all(
        is_request(asked) and (HANDED_OVER.search(asked) or (name and re.search(rf"\b{re.escape(name)}\b", asked)))
        for asked in (one.clause.sentence_folded for one in verdict.deciding)
    )


def _says_it_fainter(verdict: Verdict, inner: Inner | None) -> bool:
    """`Se Allans besked, nu kommer den fra mig`: the forwarded mail asks for the same, and plainly."""
    return (
        inner is not None
        and inner.verdict.intent is verdict.intent
        and not any(find_given_names(one.clause.sentence_text) for one in verdict.deciding)
        and verdict.likelihood < SURELY <= inner.verdict.likelihood
    )


def _is_business(mail: Mail, verdict: Verdict, context: Context, network: Network) -> bool:
    """An invoice that names an EAN, a ticket that can be cancelled, a letter that sells: nobody's wish."""
    if not context.is_reply and is_booking(mail) and SELF_SPEAKS.search(fold(mail.own_text)) is None:
        return True
    if context.is_reply or verdict.intent is Intent.SIGNUP or any(one.kind == "leave" for one in verdict.deciding[:1]):
        return False
    if is_invoice(mail):
        return not _speaks_of_membership(mail, network)
    return verdict.intent is Intent.CANCEL and is_sales_letter(mail)


def _without_entries(text: str, entries: list[Entry]) -> str:
    for entry in sorted(entries, key=lambda one: -one.start):
        if entry.kind in {"form", "table"} or entry.end > entry.start:
            text = f"{text[: entry.start]}\n{entry.message}\n{text[entry.end :]}"
    return text


def _read_inner(mail: Mail, network: Network) -> Inner | None:
    """Read the mail that this one forwards: who wrote it and what it wanted. None where it is the network's own."""
    forwarded = _find_forwarded(mail, network)
    if forwarded is None:
        return None
    day = _today(mail, network)
    subject = "" if REPLY_PREFIX.match(forwarded.subject) else forwarded.subject
    context = read_context(forwarded, network, day)
    verdict = weigh(forwarded.own_text, subject, context, network, day, has_form=False, has_details=False)
    return Inner(make_inner_person(forwarded, network, read_writer(forwarded, None, [])), verdict)


def _find_forwarded(mail: Mail, network: Network) -> Mail | None:
    """Return the mail that this one forwards; None where nobody is said to have written it, or the network itself has."""
    inner = mail.forwarded
    if inner is None or (inner.sender is None and inner.sender_name is None):
        return None
    return None if inner.sender is not None and inner.sender.email in network.own_addresses else inner


def _read_rest(mail: Mail, network: Network, verdict: Verdict, context: Context, opinion: Opinion) -> Reading:
    """Tell a mail for a person from one for nobody, where nothing is to be changed."""
    suspicions = find_suspicions(mail, network)
    text = fold(mail.own_text)
    base = Reading(verdict.intent, reasons=verdict.reasons, unused_text=mail.own_text.strip())
    concerns = bool(CONCERNS_US.search(text)) or fold(network.name) in text
    harmless = _name_harmless(mail, network, verdict, context, text, opinion)
    is_known = bool(harmless) and harmless != CALM
    if suspicions and not (is_known and mail.sender and mail.sender.email not in network.own_addresses):
        return replace(base, intent=Intent.OTHER, review=tuple(suspicions), is_suspicious=True)
    if harmless:
        return replace(base, intent=Intent.OTHER, reasons=(harmless,), review=())
    if verdict.intent is Intent.QUESTION:
        return replace(base, review=verdict.reasons or ("Mailen spørger om noget.",))
    if concerns and verdict.has_question:
        return replace(base, intent=Intent.QUESTION, review=("Mailen spørger om noget.",))
    if not mail.own_text.strip() and not mail.attachments and mail.forwarded is None and not mail.subject.strip():
        return replace(base, review=("Mailen er tom.",))
    return replace(base, intent=Intent.OTHER, review=verdict.reasons or ("Det er ikke klart, hvad mailen vil.",))


#: `Vil I fremover bruge EAN 5798005810223`: about how a member is billed, not a bill to us
OUR_BILL = pattern(
    r"\b(?:brug\w*|benyt\w*|anvend\w*|send\w*\ (?:\w+\ ){0,4}til|nyt|nye|rette)\ (?:(?!jeres\b)\w+\ )?ean\b"
    r"|\b(?:regning\w*|faktura\w*|den)\b[^.]{0,30}\b(?:skal|bedes|må)\ (?:\w+\ ){0,3}til\ (?:os|mig|vores)\b"
)

MEMBERSHIP = pattern(r"\b(?:deltagelse|deltager|medlem\w*|tilmeld\w*)\b")


def _speaks_of_membership(mail: Mail, network: Network) -> bool:
    """Tell whether accounts write of a member's place: of taking part in the network, or of the EAN to use."""
    text = " ".join(fold(mail.own_text).split())
    return (fold(network.name) in text and bool(MEMBERSHIP.search(text))) or bool(OUR_BILL.search(text))


def _name_harmless(  # noqa: PLR0911 - one return a case reads best
    mail: Mail, network: Network, verdict: Verdict, context: Context, text: str, opinion: Opinion
) -> str | None:
    names_us = bool(THIS_NETWORK.search(text) or BILLED_BY_US.search(text))
    is_to_us = context.is_reply or (verdict.has_question and names_us) or _asks_in_person(mail)
    if is_invoice(mail) and not is_to_us and not _speaks_of_membership(mail, network):
        return "Mailen er en faktura eller en besked fra en leverandør."
    if is_booking(mail) and not is_to_us:
        return "Mailen bekræfter noget, som vi selv har bestilt."
    if is_foreign_event(mail) and not is_to_us and mail.forwarded is None:
        return "Mailen er en invitation til noget andet end netværkets møder."
    if is_sales_letter(mail) and not is_to_us:
        return "Mailen vil sælge eller oplyse om noget, som ikke angår netværket."
    if is_internal(mail, network.own_addresses) and not _brings_mail(mail, network):
        return INTERNAL
    if context.kind == "invitation" and verdict.is_refusal and needs_nobody(verdict, opinion):
        return "Mailen siger nej tak til invitationen."
    if is_about_something_else(text) and not is_list_mail(mail):
        return None
    is_whole = verdict.is_calm or not mail.defects
    is_read = is_whole and A_WORD.search(mail.own_text) and mail.forwarded is None and is_readable(mail.own_text)
    return CALM if is_read and needs_nobody(verdict, opinion) else None


def _brings_mail(mail: Mail, network: Network) -> bool:
    """`Den her landede hos mig`: tell whether a colleague sends on a mail that somebody outside the house wrote."""
    inner = _find_forwarded(mail, network)
    return inner is not None and not is_internal(inner, network.own_addresses)


def _asks_in_person(mail: Mail) -> bool:
    """Tell whether a question is put that no advertisement would put."""
    judged = map(judge_acts, split_sentences(mail.own_text))
    return any(one["ask"] >= PLAINLY and one["foreign"] <= FAINTLY for one in judged)


def _read_change(
    mail: Mail,
    network: Network,
    context: Context,
    verdict: Verdict,
    listed: Listed,
    inner: Inner | None,
    opinion: Opinion,
) -> Reading:
    day = _today(mail, network)
    writer = read_writer(mail, listed.own, listed.others, new_job=verdict.intent is Intent.UPDATE)
    whom = Whom(verdict.intent, opinion, partial(ask_about, mail, context, network, day))
    target = find_people(mail, verdict, writer, listed, network, inner, whom)
    found = read_signals(_without_entries(mail.own_text, listed.others), network, day)
    form_meetings = next((one.meetings for one in listed.everybody if one.meetings), "")
    scope = find_scope(mail, verdict, found, context, network, day, form_meetings)
    if inner is not None and mail.forwarded is not None and not (inner.decides or scope.meetings):
        scope = _add_inner_scope(scope, mail.forwarded, inner.verdict, network, day)
    ahead = tuple(one.id for one in upcoming(network.meetings, day))
    named = {one for mention in find_meetings(mail.own_text, network, day) if mention.exact for one in mention.ids}
    is_of_one, is_each_named = len(target.people) == 1, named.issuperset(ahead)
    scope = settle_scope(scope, verdict.intent, opinion, ahead, is_of_one=is_of_one, is_each_named=is_each_named)
    suspicions = find_suspicions(mail, network)
    review = [
        *verdict.review,
        *target.review,
        *scope.review,
        *check_details(verdict, target, writer, mail),
        *check_place(mail, verdict, target, writer),
        *check_behalf(verdict, target, writer),
        *check_subject(verdict, target, mail),
        *check_supplied(mail, verdict, target, context),
        *check_choice(mail, verdict, target),
        *check_listed(verdict, listed),
        *check_company(verdict, target, writer),
        *check_hearsay(verdict, target),
        *check_holds_also(mail, verdict, target),
        *check_division(mail, verdict, target, network, day),
        *doubt_people(verdict.intent, opinion, target.people),
        *_doubt_relevance(mail, verdict, network, day, context, opinion),
        *suspicions,
        *mail.defects,
        *([] if is_readable(mail.own_text) else [FOREIGN_LANGUAGE]),
    ]
    is_plain = verdict.likelihood >= PLAINLY
    if (
        not (context.is_reply or is_plain)
        and inner is None
        and found.foreign
        and (is_foreign_event(mail) or is_sales_letter(mail))
    ):
        review.append("Mailen ligner en indbydelse eller en reklame, der er sendt til mange.")
    if is_internal(mail, network.own_addresses) and inner is None and all(one.is_writer for one in target.people):
        return Reading(Intent.OTHER, reasons=(INTERNAL,), unused_text=mail.own_text.strip())
    is_brought = inner is not None and inner.decides
    if is_internal(mail, network.own_addresses) and not (
        is_brought or any(one.kind == "form" and one.email for one in listed.everybody)
    ):
        review.append("Mailen er fra en kollega på vegne af andre.")
    if target.is_writer_only and is_surely_writers(opinion, verdict.intent):
        review = [one for one in review if one not in {FOR_ANOTHER, MISSING_DETAIL}]
    return Reading(
        verdict.intent,
        target.people,
        scope.meetings,
        tuple(dict.fromkeys(review)),
        verdict.reasons,
        (_show_intent(mail, verdict), *_show_people(mail, target.people, writer)),
        _unused(mail, verdict, network, day),
        old_email=_find_old_email(mail, writer, target.people) if verdict.intent is Intent.UPDATE else None,
        is_suspicious=bool(suspicions),
    )


def _doubt_relevance(
    mail: Mail, verdict: Verdict, network: Network, day: date, context: Context, opinion: Opinion
) -> list[str]:
    """Say why a wish may not be meant for this network; that it is left unnamed is no doubt about a plain wish."""
    if is_ours(opinion, verdict.intent, is_reply=context.is_reply):
        return []
    is_plain = is_plainly(opinion, verdict.intent)
    return [one for one in find_irrelevance(mail, verdict, network, day) if not (is_plain and one == NOT_NAMED)]


def _find_old_email(mail: Mail, writer: Writer, people: tuple[Person, ...]) -> str | None:
    """Return the address that is given up; `Ole Finns nye mail er …` leaves the sender's as it is."""
    is_senders = mail.sender is not None and writer.old_email == mail.sender.email
    return None if is_senders and not any(one.is_writer for one in people) else writer.old_email


def _add_inner_scope(scope: Scope, forwarded: Mail, verdict: Verdict, network: Network, day: date) -> Scope:
    """`Vil I notere Anton, jf. vedhæftede?`: he says in his own mail which meetings he wants."""
    if verdict.intent is not Intent.SIGNUP:
        named = [one for one in find_meetings(forwarded.own_text, network, day) if one.exact and one.ids]
        return replace(scope, review=(*scope.review, INNER_MEETINGS)) if named else scope
    found = read_signals(forwarded.own_text, network, day)
    told = find_scope(forwarded, verdict, found, read_context(forwarded, network, day), network, day, "")
    return replace(told, review=(*scope.review, *told.review)) if told.meetings else scope


def _show_intent(mail: Mail, verdict: Verdict) -> Evidence:
    words = " … ".join(dict.fromkeys(one.words for one in verdict.deciding)) or mail.subject
    return Evidence(
        "intent", verdict.intent.value, words, verdict.deciding[0].clause.where if verdict.deciding else TEXT
    )


def _show_people(mail: Mail, people: tuple[Person, ...], writer: Writer) -> list[Evidence]:
    """Show where each person's facts stand; the writer's own are shown only where the mail is about the writer."""
    shown = list(writer.evidence) if any(person.is_writer for person in people) else []
    for person in people:
        if person.is_writer:
            continue
        for fact in ("name", "email", "title", "organisation", "phone", "ean"):
            value = getattr(person, fact)
            for text, where in ((mail.own_text, TEXT), (mail.signature, SIGNATURE)):
                if value and _stands_in(value, text):
                    shown.append(Evidence(fact, value, value, where))
                    break
    return shown


def _stands_in(value: str, text: str) -> bool:
    """Tell whether a text holds a value; of numbers only the last eight digits are compared, blanks aside."""
    if re.fullmatch(r"\+?\d+", value):
        return value[-8:] in re.sub(r"[\s.-]", "", text)
    return " ".join(value.casefold().split()) in " ".join(text.casefold().split())


INNER_MEETINGS = "Den videresendte mail nævner et møde; det er ikke klart, hvilke møder tilmeldingen gælder."
CALM = "Mailen er en tak, en hilsen eller en besked, der ikke kræver noget."
FOREIGN_LANGUAGE = "Mailen er skrevet på et sprog eller i en form, som Netpost ikke læser sikkert."
INTERNAL = "Mailen er fra en kollega og melder hverken nogen til eller fra."
DETAIL = re.compile(r"\bean\b|\d{8,}|@")
LEAD_IN = re.compile(r"[^.!?]{0,60}:\s*")
FAREWELL = re.compile(
    r"\W*(?:god (?:sommer|weekend|ferie|dag|arbejdslyst|jul)|rigtig god \w+|ha(?:v)? en god \w+|tak(?: for (?:mailen|invitationen|sidst))?)\W*"
)
GREETED = re.compile(r"\W*(?:hej|kaere|goddag|godmorgen|hi|hello|dear|til)\b[\w ]{0,40}\W*")


def _unused(mail: Mail, verdict: Verdict, network: Network, day: date) -> str:
    """Return the sentences that no rule used: questions, diets, wishes."""
    used = {fold(one.words) for one in verdict.deciding}
    rest = []
    for sentence in split_sentences(mail.own_text):
        folded = fold(sentence)
        if any(one in folded for one in used) or GREETED.fullmatch(folded):
            continue
        if LEAD_IN.fullmatch(sentence) or FAREWELL.fullmatch(folded):
            continue
        if "?" not in sentence and (DETAIL.search(folded) or find_meetings(sentence, network, day)):
            continue
        rest.append(sentence)
    return "\n".join(rest)
