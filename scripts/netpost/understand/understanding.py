"""Mail → Reading: machines first, then what the writer's own words want, then for whom and which meetings.

Everything in a mail is material to be understood, never an instruction to be followed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from netpost.meetings import COPENHAGEN
from netpost.message import Mail
from netpost.understand.bounces import read_bounce
from netpost.understand.calendar_answer import CalendarPart, read_answer
from netpost.understand.chatter import (
    CONCERNS_US,
    is_foreign_event,
    is_internal,
    is_invoice,
    is_newsletter,
    is_refusal,
    is_sales_letter,
    is_thanks,
)
from netpost.understand.context import FORWARD_PREFIX, REPLY_PREFIX, Context, read_context
from netpost.understand.entry import Entry, find_entries
from netpost.understand.intent import Verdict, collect_signals, split_own_words, weigh
from netpost.understand.machine import has_left, is_auto_reply, is_receipt, is_sent_by_machine
from netpost.understand.name import clean_display_name, is_same_name
from netpost.understand.organisation import find_organisations
from netpost.understand.people import Target, find_people, make_inner_person, split_entries
from netpost.understand.reading import CHANGING, Evidence, Intent, Network, Person, Reading
from netpost.understand.scope import find_scope
from netpost.understand.suspicion import MANY_PEOPLE, MANY_RECIPIENTS, find_suspicions
from netpost.understand.text import fold, split_sentences
from netpost.understand.when import find_meetings
from netpost.understand.writer import Writer, read_writer

DECIDED_BY = {"ACCEPTED": Intent.ACCEPT, "DECLINED": Intent.DECLINE}
NEEDS_DETAIL = {"ean": "ean", "phone": "phone", "email": "email", "title": "title", "name": "name"}


def understand_mail(mail: Mail, network: Network) -> Reading:
    """Understand one mail by itself. Never raises on any content; what is not clear is said in `review`."""
    bounce = read_bounce(mail)
    if bounce is not None:
        people = tuple(Person(email=one) for one in bounce.addresses)
        return Reading(Intent.BOUNCE, people, reasons=("Mailen melder, at en mail ikke kunne leveres.",), is_machine=True, bounce=bounce)
    part = read_answer(mail.calendar) if mail.calendar else None
    if part is not None and part.method in {"REPLY", "COUNTER"}:
        return _read_calendar(mail, part, network)
    if is_receipt(mail):
        return Reading(Intent.AUTO_REPLY, reasons=("Mailen er en kvittering for, at en mail er læst eller modtaget.",), is_machine=True)
    if is_auto_reply(mail) and not _is_filled_form(mail):
        return Reading(Intent.AUTO_REPLY, reasons=("Mailen er et automatisk svar.",), is_machine=True, has_left=has_left(mail))
    reading = _read_human(mail, network)
    return replace(reading, is_machine=is_sent_by_machine(mail))


def _is_filled_form(mail: Mail) -> bool:
    """A web form's robot says that it is one, yet a human filled the form in."""
    if not any(one.kind == "form" and one.name for one in find_entries(mail.own_text)):
        return False
    return bool(re.search(r"\btilmeld|\bafmeld|\bnetvaerk", fold(f"{mail.subject} {mail.own_text}")))


def _today(mail: Mail, network: Network) -> date:
    return mail.date.astimezone(COPENHAGEN).date() if mail.date else network.today


def _read_calendar(mail: Mail, part: CalendarPart, network: Network) -> Reading:
    """An answer to an invitation counts for the meeting on its day, and only from the person invited."""
    review = find_suspicions(mail, network)
    answer = part.answer
    ids = tuple(one.id for one in network.meetings if one.day == part.day)
    name = clean_display_name(part.attendee_name) or clean_display_name(mail.sender_name)
    person = Person(name, answer.attendee if answer else None, is_writer=True)
    if answer is None or not part.is_whole or answer.partstat not in DECIDED_BY:
        review.append("Kalendersvaret er hverken et klart ja eller et klart nej.")
    if not ids:
        review.append("Kalendersvaret gælder ikke en dag, hvor netværket har møde.")
    elif part.day and part.day < _today(mail, network):
        review.append("Kalendersvaret gælder et møde, der er holdt.")
    if answer and mail.sender and answer.attendee != mail.sender.email:
        review.append("Kalendersvaret kommer fra en anden adresse end den, der var inviteret.")
    intent = DECIDED_BY.get(answer.partstat, Intent.ACCEPT) if answer else Intent.OTHER
    said = collect_signals(split_own_words(mail.own_text), network, _today(mail, network))
    if (intent is Intent.ACCEPT and (said.decline or said.cancel)) or (intent is Intent.DECLINE and (said.cancel or said.accept)):
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
    )


def _read_human(mail: Mail, network: Network) -> Reading:
    if is_newsletter(mail):
        return Reading(Intent.OTHER, reasons=("Mailen er udsendt til mange, for eksempel et nyhedsbrev.",))
    day = _today(mail, network)
    context = read_context(mail, network, day)
    display = clean_display_name(mail.sender_name)
    own, others = split_entries(mail, network, display)
    text = _without_entries(mail.own_text, [*others, *([own] if own else [])])
    subject = "" if REPLY_PREFIX.match(mail.subject) or FORWARD_PREFIX.match(mail.subject) else mail.subject
    forms = [one for one in [own, *others] if one is not None and one.kind in {"form", "table"}]
    verdict = weigh(text, subject, context, network, day, has_form=bool(forms), has_details=bool(own or others))
    inner = _read_inner(mail, network, verdict)
    if inner is not None and inner[1].intent in CHANGING and (verdict.intent not in CHANGING):
        verdict = replace(inner[1], review=(*inner[1].review, *verdict.review)) if verdict.intent is not Intent.QUESTION else verdict
    if verdict.intent not in CHANGING:
        return _read_rest(mail, network, verdict, context)
    return _read_change(mail, network, day, context, verdict, own, others, inner[0] if inner else None)


def _without_entries(text: str, entries: list[Entry]) -> str:
    for entry in sorted(entries, key=lambda one: -one.start):
        if entry.kind in {"form", "table"} or entry.end > entry.start:
            text = text[: entry.start] + "\n" + text[entry.end :]
    return text


def _read_inner(mail: Mail, network: Network, verdict: Verdict) -> tuple[Person | None, Verdict] | None:
    """Read the mail that this one forwards: who wrote it and what it wanted. None where it is the network's own."""
    inner = mail.forwarded
    if inner is None:
        return None
    sender = inner.sender.email if inner.sender else None
    if sender in network.own_addresses or (inner.sender is None and inner.sender_name is None):
        return None
    writer = read_writer(inner, None, [])
    day = _today(mail, network)
    context = read_context(inner, network, day)
    read = weigh(inner.own_text, "" if REPLY_PREFIX.match(inner.subject) else inner.subject, context, network, day, has_form=False, has_details=False)
    return make_inner_person(inner, network, writer), read


def _read_rest(mail: Mail, network: Network, verdict: Verdict, context: Context) -> Reading:
    """Nothing is to be changed: is it for a person, or for nobody?"""
    suspicions = find_suspicions(mail, network)
    text = fold(mail.own_text)
    base = Reading(verdict.intent, reasons=verdict.reasons, unused_text=mail.own_text.strip())
    concerns = bool(CONCERNS_US.search(text))
    harmless = _name_harmless(mail, network, verdict, context, text)
    if suspicions and not (harmless and mail.sender and mail.sender.email not in network.own_addresses):
        return replace(base, intent=Intent.OTHER, review=tuple(suspicions))
    if harmless:
        return replace(base, intent=Intent.OTHER, reasons=(harmless,), review=())
    if verdict.intent is Intent.QUESTION:
        return replace(base, review=verdict.reasons or ("Mailen spørger om noget.",))
    if concerns and verdict.has_question:
        return replace(base, intent=Intent.QUESTION, review=("Mailen spørger om noget.",))
    if not mail.own_text.strip() and not mail.attachments and mail.forwarded is None and not mail.subject.strip():
        return replace(base, review=("Mailen er tom.",))
    return replace(base, intent=Intent.OTHER, review=verdict.reasons or ("Det er ikke klart, hvad mailen vil.",))


def _name_harmless(mail: Mail, network: Network, verdict: Verdict, context: Context, text: str) -> str | None:
    if is_invoice(mail):
        return "Mailen er en faktura eller en besked fra en leverandør."
    if is_foreign_event(mail) and not context.is_reply:
        return "Mailen er en invitation til noget andet end netværkets møder."
    if is_sales_letter(mail) and not context.is_reply:
        return "Mailen vil sælge eller oplyse om noget, som ikke angår netværket."
    if is_internal(mail, network.own_addresses):
        return "Mailen er fra en kollega og melder hverken nogen til eller fra."
    if context.kind == "invitation" and is_refusal(text) and not verdict.has_question:
        return "Mailen siger nej tak til invitationen."
    if is_thanks(text, verdict.has_question or verdict.intent is Intent.QUESTION) and len(text.split()) < 120:
        return "Mailen er en tak eller en hilsen."
    return None


def _read_change(
    mail: Mail, network: Network, day: date, context: Context, verdict: Verdict, own: Entry | None, others: list[Entry], inner: Person | None
) -> Reading:
    new_job = "job" in verdict.kinds or verdict.intent is Intent.UPDATE
    writer = read_writer(mail, own, others, new_job=new_job)
    target = find_people(mail, verdict, writer, own, others, network, inner)
    found = collect_signals(split_own_words(_without_entries(mail.own_text, others)), network, day)
    form_meetings = next((one.meetings for one in [own, *others] if one is not None and one.meetings), "")
    scope = find_scope(mail, verdict, found, context, network, day, form_meetings)
    review = [*verdict.review, *target.review, *scope.review, *_check_details(verdict, target, writer, mail), *find_suspicions(mail, network)]
    if is_internal(mail, network.own_addresses):
        review.append("Mailen er fra en kollega på vegne af andre.")
    review += _check_place(mail, verdict, target, writer)
    review += _check_behalf(verdict, target, writer)
    meetings = scope.meetings
    evidence = (Evidence("intent", verdict.intent.value, " … ".join(dict.fromkeys(one.words for one in verdict.deciding)) or mail.subject, _where(verdict)), *writer.evidence)
    return Reading(
        verdict.intent,
        target.people,
        meetings,
        tuple(dict.fromkeys(review)),
        verdict.reasons,
        evidence,
        _unused(mail, verdict, network, day),
        old_email=writer.old_email if verdict.intent is Intent.UPDATE and writer.has_new_email else None if verdict.intent is not Intent.UPDATE else writer.old_email,
    )


def _where(verdict: Verdict) -> str:
    return verdict.deciding[0].clause.where if verdict.deciding else "teksten"


def _check_details(verdict: Verdict, target: Target, writer: Writer, mail: Mail) -> list[str]:
    """An update must hold what it updates; a sign-up must not leave open which number is meant."""
    review = list(writer.doubts) if verdict.intent in {Intent.SIGNUP, Intent.UPDATE} and any(one.is_writer for one in target.people) else []
    if verdict.intent is not Intent.UPDATE:
        return review
    person = target.people[0] if target.people else Person()
    if "ean" in verdict.kinds and not any(one.ean for one in target.people):
        review.append("Mailen nævner et EAN-nummer, men der er ikke noget gyldigt.")
    if "phone" in verdict.kinds and person.phone is None:
        review.append("Mailen retter et telefonnummer, men der er ikke noget gyldigt.")
    if "email" in verdict.kinds and not (writer.has_new_email or writer.old_email or re.search(r"@", mail.own_text)) and not verdict.kinds - {"email"}:
        review.append("Mailen retter en mailadresse, men siger ikke hvilken.")
    if verdict.kinds <= {"details"} and not (person.ean or writer.has_new_email or re.search(r"\d{2}.?\d{2}.?\d{2}.?\d{2}", mail.own_text)):
        review.append("Mailen vil have noget rettet, men det er ikke klart hvad.")
    if verdict.kinds & {"title"} and person.title is None:
        review.append("Mailen retter en titel, men det er ikke klart til hvad.")
    return review


def _check_place(mail: Mail, verdict: Verdict, target: Target, writer: Writer) -> list[str]:
    """Look at who writes about whom: another organisation's people, far too many people, a name that is not the sender's."""
    review = []
    others = [one for one in target.people if not one.is_writer]
    domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
    strangers = [one for one in others if one.email and one.email.rpartition("@")[2] != domain]
    if strangers and len(strangers) == len(target.people) and verdict.intent is not Intent.SIGNUP and len(domain) > 0:
        review.append("Mailen handler om en person i en anden organisation end afsenderens.")
    if strangers and len(strangers) == len(target.people) and verdict.intent is Intent.SIGNUP and _is_other_house(others, writer):
        review.append("Mailen tilmelder personer fra en anden organisation end afsenderens.")
    if len(target.people) > MANY_PEOPLE or len(mail.to) + len(mail.cc) > MANY_RECIPIENTS:
        review.append("Mailen handler om usædvanligt mange personer.")
    display = clean_display_name(mail.sender_name)
    signed = writer.name
    if target.is_writer_only and display and signed and len(display.split()) > 1 and not is_same_name(display, signed) and fold(display) != fold(signed):
        review.append("Navnet under mailen er ikke afsenderens.")
    if verdict.intent in {Intent.CANCEL, Intent.DECLINE, Intent.UPDATE} and _signature_differs(mail, display):
        review.append("Navnet under mailen er ikke afsenderens.")
    return review


def _check_behalf(verdict: Verdict, target: Target, writer: Writer) -> list[str]:
    """`På vegne af Køge Kommune`, written from another organisation."""
    for one in verdict.deciding:
        match = re.search(r"\b[Pp]å vegne af ([^.,;]{3,60})|\b[Oo]n behalf of ([^.,;]{3,60})", one.words)
        houses = {found.name for found in find_organisations(match[1] or match[2])} if match else set()
        if houses and not houses & {writer.organisation, *(person.organisation for person in target.people if not person.is_writer)}:
            return ["Mailen er skrevet på vegne af en anden organisation end afsenderens."]
    return []


def _is_other_house(others: list[Person], writer: Writer) -> bool:
    houses = {one.organisation for one in others if one.organisation}
    return bool(writer.organisation and houses and writer.organisation not in houses)


def _signature_differs(mail: Mail, display: str | None) -> bool:
    from netpost.understand.name import find_names

    names = [one.name for line in mail.signature.split("\n")[:3] for one in find_names(line)]
    if not names or display is None or len(display.split()) < 2:
        return False
    return not any(is_same_name(name, display) or len(set(fold(name).split()) & set(fold(display).split())) > 0 for name in names)


def _unused(mail: Mail, verdict: Verdict, network: Network, day: date) -> str:
    """Return the sentences that no rule used: questions, diets, wishes."""
    used = {fold(one.words) for one in verdict.deciding}
    rest = []
    for sentence in split_sentences(mail.own_text):
        folded = fold(sentence)
        if folded in used or any(one in folded for one in used):
            continue
        if re.fullmatch(r"\W*(?:hej|kaere|goddag|hi|hello|dear)?[\w ]{0,30}[,.!]?", folded) and len(folded.split()) <= 3:
            continue
        if re.search(r"\bean\b|\d{8,}|@", folded) or find_meetings(sentence, network, day):
            continue
        rest.append(sentence)
    return "\n".join(rest)


