"""The text in which a person checks how a mail is understood, and the JSON object."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from conftest import ROOT, run_script
from netpost.explain import explain_reading, make_object
from netpost.understand import understand_mail
from understand_cases import NETWORK, write

MAIL = write("Jeg kan ikke deltage i mødet i Aarhus.\n\nKan I sende slides?", sender="Mette Friis <mef@vejen.example>")
NETWORK_THEN = replace(NETWORK, today=date(2017, 8, 16))
TEXT = """=== mail.eml
Fra:    Mette Friis <mef@vejen.example>
Dato:   16-08-2017 08.00
Emne:   Netværket

egne ord  | Hej Signe
egne ord  | Jeg kan ikke deltage i mødet i Aarhus.
egne ord  | Kan I sende slides?
underskr. | Venlig hilsen
underskr. | Mette Friis
underskr. | Afdelingschef
underskr. | Vejen Kommune

Forstået som: afbud til et møde
  Person: Mette Friis, mef@vejen.example, Afdelingschef, Vejen Kommune
  Møder: 2017-09-14 (Aarhus)
  ønske: »afbud til et møde« — fra teksten: Jeg kan ikke deltage i mødet i Aarhus.
  navn: »Mette Friis« — fra underskriften: Mette Friis
  mailadresse: »mef@vejen.example« — fra afsenderfeltet: mef@vejen.example
  titel: »Afdelingschef« — fra underskriften: Afdelingschef
  organisation: »Vejen Kommune« — fra underskriften: Vejen Kommune
  Ikke brugt: Kan I sende slides?
  Mailen som helhed: {opinion}
Afgørelse: Netpost kan klare den selv.
  - Mailen siger, at nogen ikke kommer til et møde.
"""


def test_explanation_shows_words_and_decision() -> None:
    reading = understand_mail(MAIL, NETWORK_THEN)
    assert reading.opinion.startswith("afbud ")
    assert explain_reading("mail.eml", MAIL, reading, NETWORK_THEN) == TEXT.format(opinion=reading.opinion)


def test_object_has_the_agreed_keys() -> None:
    assert make_object("mail.eml", understand_mail(MAIL, NETWORK_THEN)) == {
        "file": "mail.eml",
        "intent": "decline",
        "action": "act",
        "people": [
            {
                "name": "Mette Friis",
                "email": "mef@vejen.example",
                "title": "Afdelingschef",
                "organisation": "Vejen Kommune",
                "phone": None,
                "ean": None,
            }
        ],
        "meetings": ["2017-09-14"],
        "reasons": ["Mailen siger, at nogen ikke kommer til et møde."],
    }


def test_script_prints_one_object_a_line() -> None:
    files = [str(ROOT / "tests" / "mails" / name) for name in ("002-iphone-saet-mig-paa.eml", "067-tak-for-i-gaar.eml")]
    done = run_script("explain_mail.py", "--json", *files)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["intent"] for line in done.stdout.splitlines()] == ["signup", "other"]


def test_missing_file_is_told() -> None:
    done = run_script("explain_mail.py", "nowhere.eml")
    assert (done.returncode, done.stderr) == (65, "nowhere.eml: No such file or directory.\n")
