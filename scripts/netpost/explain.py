"""Mail + Reading → the text in which a person can check how a mail is understood, and the JSON object of explain_mail.py --json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netpost.message import Mail
from netpost.understand.reading import Intent, Network, Person, Reading

INTENT_NAMES = {
    Intent.SIGNUP: "tilmelding til netværket",
    Intent.CANCEL: "afmelding fra netværket",
    Intent.DECLINE: "afbud til et møde",
    Intent.ACCEPT: "ja til et møde",
    Intent.UPDATE: "nye eller rettede oplysninger",
    Intent.QUESTION: "spørgsmål",
    Intent.BOUNCE: "mail, der ikke kunne leveres",
    Intent.AUTO_REPLY: "automatisk svar eller kvittering",
    Intent.OTHER: "andet",
}
ACTION_NAMES = {
    "act": "Netpost kan klare den selv.",
    "review": "Et menneske skal se på den.",
    "ignore": "Der er ikke noget at gøre.",
}
FACT_NAMES = {
    "intent": "ønske",
    "name": "navn",
    "email": "mailadresse",
    "title": "titel",
    "organisation": "organisation",
    "phone": "telefon",
    "ean": "EAN",
}
FIELDS = ("name", "email", "title", "organisation", "phone", "ean")
#: Intents whose people are listed; a promise to come is its writer's own.
WITH_PEOPLE = frozenset({Intent.SIGNUP, Intent.CANCEL, Intent.DECLINE, Intent.UPDATE})


def make_object(file: str, reading: Reading) -> dict[str, Any]:
    """Return the object that explain_mail.py --json prints for one file."""
    return {
        "file": file,
        "intent": reading.intent.value,
        "action": reading.action,
        "people": _list_people(reading),
        "meetings": list(reading.meetings),
        "reasons": [*reading.review, *reading.reasons],
    }


def _list_people(reading: Reading) -> list[dict[str, str | None]]:
    if reading.intent is Intent.BOUNCE:
        return [{"email": person.email} for person in reading.people]
    if reading.intent not in WITH_PEOPLE:
        return []
    return [{field: getattr(person, field) for field in FIELDS} for person in reading.people]


def explain_reading(file: str, mail: Mail, reading: Reading, network: Network) -> str:
    """Write in Danish what a mail says, how it is understood, from which words, and what would happen."""
    blocks = [
        "\n".join(_describe_envelope(file, mail)),
        "\n".join(_show_words(mail)),
        "\n".join(_tell_result(reading, network)),
    ]
    return "\n\n".join(blocks) + "\n"


def _describe_envelope(file: str, mail: Mail) -> Iterator[str]:
    yield f"=== {file}"
    sender = mail.sender.email if mail.sender else "(ingen)"
    yield f"Fra:    {mail.sender_name} <{sender}>" if mail.sender_name else f"Fra:    {sender}"
    yield f"Dato:   {mail.date:%d-%m-%Y %H.%M}" if mail.date else "Dato:   (ingen)"
    yield f"Emne:   {mail.subject or '(intet)'}"


def _show_words(mail: Mail) -> Iterator[str]:
    yield from _mark("egne ord ", mail.own_text)
    yield from _mark("underskr.", mail.signature)
    yield from _mark("citat    ", mail.quoted)
    if mail.forwarded is not None:
        yield from _mark("videres. ", mail.forwarded.own_text)
        yield from _mark("videres. ", mail.forwarded.signature)
    yield from _mark("SKJULT   ", mail.hidden_text)


def _mark(label: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield f"{label} | {line}"


def _tell_result(reading: Reading, network: Network) -> Iterator[str]:
    yield f"Forstået som: {INTENT_NAMES[reading.intent]}"
    for person in reading.people:
        yield f"  Person: {_describe_person(person)}"
    if reading.meetings or reading.intent is Intent.SIGNUP:
        yield f"  Møder: {_name_meetings(reading, network)}"
    for one in reading.evidence:
        value = INTENT_NAMES[Intent(one.value)] if one.fact == "intent" else one.value
        yield f"  {FACT_NAMES.get(one.fact, one.fact)}: »{value}« — fra {one.where}: {' '.join(one.words.split())}"
    if reading.old_email:
        yield f"  Adressen {reading.old_email} bruges ikke længere."
    if reading.unused_text:
        yield "  Ikke brugt: " + " / ".join(reading.unused_text.split("\n"))
    if reading.is_machine:
        yield "  Mailen er sendt af en maskine og besvares ikke."
    if reading.opinion:
        yield f"  Mailen som helhed: {reading.opinion}"
    yield f"Afgørelse: {ACTION_NAMES[reading.action]}"
    yield from (f"  - {sentence}" for sentence in (*reading.review, *reading.reasons))


def _describe_person(person: Person) -> str:
    parts = [getattr(person, field) for field in FIELDS if getattr(person, field)]
    if person.bad_ean:
        parts.append(f"EAN {person.bad_ean} er ikke et rigtigt nummer")
    return ", ".join(parts) or "(ukendt)"


def _name_meetings(reading: Reading, network: Network) -> str:
    if not reading.meetings:
        return "alle, der er tilbage"
    cities = {meeting.id: meeting.city for meeting in network.meetings}
    return ", ".join(f"{one} ({cities[one]})" if cities.get(one) else one for one in reading.meetings)
