"""Sentences in a mail that no person wrote: footers of telephones, notices of secrecy, banners of gateways.

Kept strict: a line with a word such as "jeg" is always a person's own.
"""

from __future__ import annotations

import re

MACHINE_LINE = re.compile(
    r"""
    (?:
      # footers of telephones and programs
      (?:sendt|sent|skickat|gesendet|sänt)\ (?:fra|from|från|via|von|med|with|using)\ (?:min|mit|my|en|mail|outlook|yahoo|samsung|
        iphone|ipad|android|huawei|galaxy|windows|gmail|proton|blackberry|nokia|sony|mobil|webmail).{0,100}
    | (?:hent|få|get|download|skaffa|ladda\ ned|last\ ned)\ outlook\b.{0,120}
      # the environment
    | (?:(?:pas|tænk)\ på|skån|tag\ hensyn\ til|think\ of|(?:please\ )?consider|spar\ på|tänk\ på)\ (?:the\ |vores\ )?
        (?:miljø|environment|papir|miljö).{0,200}
      # how personal data are handled, virus scanners
    | (?:læs|se|read)\b.{0,60}(?:behandl\w+|privatliv\w*|databeskyttelse\w*|personoplysning\w*|persondata\w*|privacy).{0,160}
    | (?:.{0,80}\b(?:virus-?(?:fri|free|scannet|tjekket)|avast|checked\ by\ avg|scannet\ for\ (?:virus|spam))\b.{0,120})
      # banners that gateways put above a mail from outside
    | \W{0,20}(?:external|ekstern|extern)(?:\ (?:e-?mail|mail|sender|afsender|avsändare))?\W{0,20}
    | \W{0,20}(?:caution|advarsel|obs|bemærk|warning|vigtigt)\b\W.{0,40}\b(?:e-?mail|mail|message|meddelelse)\w*\b.{0,400}
    | (?:denne|den\ her|this)\ (?:e-?mail|mail|message|meddelelse)\w*\ (?:er\ sendt|kommer|er\ modtaget|er\ afsendt|stammer|originated|
        was\ sent|comes|came).{0,60}(?:udefra|ekstern|external|outside|uden\ for).{0,400}
    | (?:klik|åbn)\ (?:aldrig|ikke|kun)\b.{0,40}\b(?:link|vedhæft).{0,250}
    | do\ not\ click\b.{0,300}
    | (?:du\ får|i\ får)\ (?:ikke\ ofte|sjældent)\ (?:e-?)?mails?\ fra\b.{0,250}
    | (?:you|some\ people\ who\ received\ this\ message)\ don'?t\ often\ get\ e?-?mails?\ from\b.{0,250}
    | få\ mere\ at\ vide\ om,\ hvorfor\ dette\ er\ vigtigt.{0,100} | learn\ why\ this\ is\ important.{0,100}
      # pictures that Outlook names in the text part
    | \[cid:[^\]]{1,200}\](?:<[^<>]{0,300}>)?
    )\Z
    """,
    re.VERBOSE | re.IGNORECASE,
)
MAX_LINE = 1000
NOTICE_START = re.compile(
    r"""
    \W{0,3}(?:denne|dette|the\ information|this|indholdet\ af|e-?mailen|mailen|meddelelsen|oplysningerne\ i|fortrolighed\w*|
      confidential\w*|disclaimer|detta|det\ här|diese|information\ i|bemærk|note|important|vigtigt|hvis\ du\ (?:ikke|har\ modtaget)|
      er\ du\ ikke|if\ you)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
NOTICE_WORDS = re.compile(
    r"fortrolig|confidential|privileged|konfidentiel|utilsigtet|rette\ modtager|ved\ en\ fejl|intended\ (?:only|solely|for)|"
    r"tavshedspligt|tystnadsplikt|sekretess|unauthori[sz]ed|in\ error",
    re.IGNORECASE,
)
PERSONAL_WORD = re.compile(r"\b(?:jeg|mig|min chef|jag|eg)\b|\bI(?:'m| am| would| will)\b")


def remove_machine_text(text: str) -> str:
    """Take out the lines and paragraphs that programs add. Everything else stays, in its order."""
    paragraphs = re.split(r"(\n[ \t]*\n)", text)
    kept = [part if place % 2 else _clean_paragraph(part) for place, part in enumerate(paragraphs)]
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip("\n")


def _clean_paragraph(paragraph: str) -> str:
    lines = paragraph.split("\n")
    kept: list[str] = []
    for place, line in enumerate(map(str.strip, lines)):
        if NOTICE_START.match(line):
            rest = " ".join(lines[place:])
            if NOTICE_WORDS.search(rest) and not PERSONAL_WORD.search(rest):
                break
        if len(line) > MAX_LINE or not MACHINE_LINE.match(line) or PERSONAL_WORD.search(line):
            kept.append(lines[place])
    return "\n".join(kept)
