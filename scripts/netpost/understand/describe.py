"""What a running text says of a person whom it names: title, address, telephone, from the name to where it speaks of somebody else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from netpost.understand.anothers_phone import find_letter_end
from netpost.understand.entry import Entry, find_addresses, parse_entry
from netpost.understand.name import find_names, fits_address, is_given_name, is_same_name, is_surname
from netpost.understand.organisation import find_organisations
from netpost.understand.phone import find_phones
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.title import cut_title, cut_title_at_once, is_old_title
from netpost.understand.title_beside_name import (
    APPOINTED,
    find_title_before_name,
    find_title_of_given,
    find_title_said_later,
    without_dates,
)
from netpost.understand.title_in_line import begins_with_title, find_title_among_details

#: a clause that the writer is the subject of, to the end of its sentence: `…, og mit eget nummer er 20 …`, `… - jeg er it-chef`
WRITERS_CLAUSE = re.compile(
    r"\s+(?:og|samt)\s+(?:jeg|mig)(?:\s+selv)?\s*[,(][^.!?\n]*"
    r"|\b(?:via|til|kontakte?|fange?|fat\s+(?:i|på))\s+(?:mig|os|undertegnede)\b(?:[^.!?\n]|[.](?=\S))*"
    r"|[.,;:–-]\s+(?:(?!som\b|der\b|hvem\b)[^\W\d_]+\s+){0,3}(?:jeg|mit|min (?:egen|mobil\w*|telefon\w*|tlf)|mig(?=,? I\b))\b"
    r"(?!\s+(?:\w+\s+){0,3}(?:meddele|oplyse|melde|fortælle|sige|bekræfte)r?,?\s+at\s)"
    r"(?:(?!,\s(?:og\s|at\s)?h[au]n\b)(?:[^.!?\n]|[.](?=\S)))*",
    re.IGNORECASE,
)
#: what is sent somewhere, or asked, is no detail of who is named before: `Tilmeld Ole Finn. Bekræftelsen kan sendes til …`
ERRAND = pattern(
    r"\b(?:(?:hans|hendes)\ (?:sekretær|assistent|leder|chef)|sende?s?|(?:bekræftelse|kvittering|faktura|regning)(?:en)?|kontakte?s?(?!:)|spørgsmål|skriv(?:es)?|svar(?:es)?)\b"
)
OF_HIM = pattern(r"\b(?:han|ham|hun|hende|(?:hans|hendes)(?!\ (?:sekretær|assistent|leder|chef)))\b")
#: how far from the name a text may still speak of its owner
REACH = 320
#: … and how far before it his title may begin
BEFORE = 90
#: right behind a name: `Ole Finn skal stå som it-chef`
BECOMES = re.compile(
    r"(?:,\s(?:som|der)\s[^,.;!?]{1,80},)?\s+(?:"
    + APPOINTED
    + r"|skal\s+(?:stå|noteres|registreres|opføres)(?:\s+opført)?\s+som|er\s+(?:nu|blevet)|bliver|(?:begynder|starter|tiltræder|arbejder|sidder|fungerer)\s+som|(?:har\s+fået|får)\s+titlen|er\s+ikke\s+(?:længere\s+)?[^.;!?(),]{3,40},\s+men(?:\s+nu)?)\s+([^.;!?(),]{3,80})"
)
#: … and behind its genitive: `ret Ole Finns titel til it-chef`
RETITLED = re.compile(
    r"(?:['’]?s|['’])\s+(?:nye\s+)?(?:titel|stilling)\s+(?:\w+\s+){0,3}?(?:til|være)\s+([^.;!?(),]{3,80})"
)


#: what somebody may have: it follows a genitive
OWNED = pattern(
    r"""
    \ (?:og|eller)\ (?:mit|min|mine|egne)\b|\ er\ (?=\d|\S+@)
    |\ (?:(?:[a-z-]+[en]de|nye?|nyt|gamle|gammel|direkte|egen|eget|egne|faste|rette|rigtige|korrekte|officielle|to|tre|fulde|private|mange)\ ){0,2}
    (?:[\w-]*(?:plads|indbakke|nummer|numre|nr|adresse|mail|titel|stilling|navn|kalender|faktura|regning|telefon|mobil|kontor|afdeling|team|stab
    |tilmelding|melding|deltagelse|medlemskab|afbud|fravaer|oplysning|job|arbejde|opgave|post|rolle|stol|invitation|bekraeftelse|kvittering
    |chef|leder|direktoer|sekretaer|assistent|kollega|kolleg|medarbejder|afloeser|efterfoelger|stedfortraeder|vikar|oplaeg|oensk|hilsen|skrivelse|brev
    |sygdom|sygemelding|ferie|orlov|barsel|begravelse|foedselsdag|jubilaeum|reception|afgang|fratraeden|moede|bil|tog|fly|ean|tlf|vegne|vedkommende|skyld|sted
    |kone|mand|mor|far|datter|soen|barn|boern|familie|bestilling|rettelse|konto|computer|pc|skema|program|forfald|ansaettelse|kontrakt|forloeb|udmelding
    |anbefaling|forslag|projekt|besked|svar|spoergsmaal|kommentar|bemaerkning|ord|sag|situation|tid|dag|uge|bord|evne|ansvar|hverdag|hjerne|haand|hals|ben|arm|ryg|hoved)\w*)\b
    """
)


def describe_person(text: str, name: str, shown: str = "") -> Entry:
    """Collect what a running text says of a person: from the name to the next name, and the title before it.

    shown: how the text calls a person whose full name it does not give.
    """
    written = name if name in text else shown
    at = max(text.find(written), 0)
    span = _find_span(text, at, written)
    first_sentence = split_sentences(span)[0] if span.strip() else span
    entry = parse_entry(first_sentence)
    title, length = _find_title(text, at, written, span, entry.title)
    title = None if title and _holds_name(title, name) else title
    given = written.partition(" ")[0]
    spans = [span, *_find_later_spans(text, at + len(written), given)]
    title = title or next(filter(None, (find_title_said_later(one, given) for one in spans[1:])), None)
    told = [_without_errands(one) for one in spans]
    emails = [entry.email, *(parse_entry(one).email for one in told)]
    phones = [phone for one in told for phone in find_phones(one)]
    return replace(
        entry,
        name=name,
        email=next(filter(None, emails), None),
        title=title,
        organisation=entry.organisation or _find_workplace(span),
        phone=phones[0].number if phones else None,
        start=at - length,
        end=at + len(first_sentence),
        kind="prose",
        words=first_sentence,
    )


#: `Hun sidder i Fanø Kommune`, `…, der er ansat som jurist hos Region Fyn`
WORKS_AT = re.compile(
    r"\b(?:han|hun|der|som)\s+(?:(?:\w+\s+)?(?:sidder|arbejder|ansat)|er)\b[^.!?\n]{0,60}?\s(?:i|hos|ved)\s+(?=[A-ZÆØÅ])",
    re.IGNORECASE,
)


def _find_workplace(span: str) -> str | None:
    """Find where a text says later that a person works; `hun sidder i Odense` may only tell of a room."""
    ends = {one.end() for one in WORKS_AT.finditer(span)}
    return next((one.name for one in find_organisations(span, bare_names=False) if one.start in ends), None)


#: nobody is named more often before his details are given
MOST_MENTIONS = 6


def _find_later_spans(text: str, start: int, given: str) -> list[str]:
    """`Ole Finn vil gerne med. Ole træffes på …`: return what a text says behind each later mention, if only one bears the given name."""
    if not given or not _is_borne_by_one(text, given):
        return []
    again = re.compile(rf"(?<![\w@.-]){re.escape(given)}s?(?![\w@-])")
    return [_find_span(text, one.start(), one[0]) for one in islice(again.finditer(text, start), MOST_MENTIONS)]


def _holds_name(title: str, name: str) -> bool:
    """`Ole Finns sekretær` is no title of Ole Finn's."""
    surname = re.escape(fold(name).rpartition(" ")[2])
    return fold(name) in fold(title) or re.match(rf"{surname}['’]?s?(?: |$)", fold(title)) is not None


def _is_borne_by_one(text: str, given: str) -> bool:
    """Tell whether the full names with a given name are one person's: `Niels Jørn Falk`, `Niels Jørn`."""
    bearers = {one.name for one in find_names(text) if one.name.partition(" ")[0] == given}
    fullest = max(bearers, key=len, default=given)
    return all(is_same_name(one, fullest) for one in bearers)


def _without_errands(span: str) -> str:
    first, *rest = split_sentences(span) or [""]
    kept = (one for one in rest if OF_HIM.search(fold(one)) or not ERRAND.search(fold(one)))
    return "\n".join([first, *kept])


def _find_span(text: str, at: int, written: str) -> str:
    """Return the words that may speak of a person: to the next name, without what the writer says of himself."""
    behind = at + len(written)
    given = {one.name.partition(" ")[0] for one in find_names(text)} - {written.partition(" ")[0]}
    others = re.compile(rf"(?<![\w@.-])(?:{'|'.join(map(re.escape, sorted(given)))})s?(?![\w@-])") if given else None
    rest = [one.start for one in find_names(text[behind:])]
    alone = others.search(text, behind) if others else None  # `Ole Finn og Eva Lund. Oles nummer er …, Evas er …`
    end = max(find_letter_end(text), behind)
    stop = min(behind + rest[0] if rest else end, alone.start() if alone else end, end)
    span = text[at : min(stop, at + REACH)]
    if rest:  # `… og projektleder Jan Roed`: the next person's title is not this one's
        span = re.sub(r"\s+(?:og|samt)\s+[^,;@\n]{0,60}$", "", span)
    return WRITERS_CLAUSE.sub(lambda match: " " * len(match[0]), span)


ADDRESS_BESIDE = re.compile(r"^\s*\([^()@]*@[^()]*\)")
#: `ret titlen ved Ole Finn til it-chef`
TITLE_OF = pattern(r"\b(?:titel|titlen|stilling\w*)\ (?:ved|for|på|hos|til|ud\ for|af)\ $")
TO_TITLE = re.compile(r"\s+(?:\w+\s+)?til\s+[\"»“]?([^.;!?(),]{3,80})")
#: `kontorchef Ole Finn …. Hans titel bliver`: what is said later counts before what stands beside the name
ANNOUNCED = re.compile(
    r"\b(?:tit(?:el|len)|stilling(?:en)?|bliver|blev|blevet|udnævnt|forfremmet|længere)\b[^.!?]{0,50}$"
)
GENITIVE = re.compile(r"(?:['’]?s|['’])\s")


def _find_title(text: str, at: int, written: str, span: str, told: str | None) -> tuple[str | None, int]:
    """Return the title right behind a name, else the one before it, else what is said later; and how long the one before it is.

    told: found somewhere behind the name.
    """
    if told is not None and GENITIVE.match(span, len(written)):  # `Ole Finns sekretær her`
        told = None
    if told is not None and fold(span).endswith(
        f"{fold(told)} "
    ):  # `it-arkitekt Lisbet Grøn, driftsleder Samir Haddad`
        told = None
    if told is not None and is_old_title(text[:at] + span[: max(span.lower().find(told.lower()), 0)]):
        told = None  # `Ole Finn er stadig anført som konsulent, men …`
    is_apposed = told is not None and fold(span[len(written) :]).lstrip(" ,(-–").startswith(fold(told)[:8])
    before = text[max(0, at - BEFORE) : at]
    behind = without_dates(ADDRESS_BESIDE.sub("", span[len(written) :], count=1))
    becomes = BECOMES.match(behind) or RETITLED.match(behind)
    if becomes is None and TITLE_OF.search(fold(before)):
        becomes = TO_TITLE.match(behind)
    given = written.partition(" ")[0]
    new = cut_title(becomes[1]) if becomes else None
    later = None if new else find_title_said_later(span, given)
    if later is not None and ANNOUNCED.search(span[: span.lower().find(later.lower())]):
        new = later
    if not new and not is_apposed and (above := find_title_before_name(before)) is not None:
        return above, len(before) - max(before.lower().rfind(above.lower().split()[0]), 0)
    title = new or told or _find_title_alone(span) or _find_title_apposed(text, at + len(written), written)
    return title or later or _find_title_elsewhere(text, given), 0


#: between a name or an address and the title
APPOSED = re.compile(r"(?:\s*[,(·|]\s*|\s+er\s+(?:(?:vores|en|til\s+daglig)\s+)?)(?P<title>[^.;!?()·|@\n]{3,80})")


def _find_title_apposed(text: str, start: int, written: str) -> str | None:
    """`Tilmeld Ole Finn. Ole Finn er jurist`, `… olfi@…, jurist`: behind the name where it stands again, or behind its owner's address."""
    again = re.compile(rf"(?<![\w@.-]){re.escape(written)}(?![\w@-])")
    ends = [one.end() for one in islice(again.finditer(text, start), MOST_MENTIONS)]
    ends += [one.end() for one in find_addresses(text) if fits_address(written, one[0])]
    apposed = (APPOSED.match(text, end) for end in ends)
    return next(filter(None, (cut_title_at_once(one["title"]) for one in apposed if one)), None)


def _find_title_alone(span: str) -> str | None:
    """`Opret Ole Finn som deltager. Planlægger, olfi@…`: a sentence that begins with the title, or has no verb."""
    following = next(iter(split_sentences(span)[1:2]), "")
    return parse_entry(following).title if begins_with_title(following) else find_title_among_details(following)


def _find_title_elsewhere(text: str, given: str) -> str | None:
    """`Ole Finn og Eva Lund vil med. Ole er jurist, Eva revisor`: by a given name that one alone of the named bears."""
    is_known = given and given in {one.name.partition(" ")[0] for one in find_names(text)}
    return find_title_of_given(text, given) if is_known and _is_borne_by_one(text, given) else None


def without_genitive(name: str, after: str, known: Collection[str] = ()) -> str:
    """`Steen Bloms kalender` is Steen Blom's; `Kirsten Mols ringede` is Kirsten Mols. known: names that the mail gives elsewhere."""
    last = name.rsplit(maxsplit=1)[-1]
    if name.endswith("s") and any(f"{one} ".startswith(f"{name[:-1]} ") for one in known):
        return name[:-1]
    is_noun_next = OWNED.match(fold(after)) is not None
    is_genitive = (
        last.endswith("s")
        and not last.endswith("ss")
        and is_noun_next
        and (is_surname(last[:-1]) or not (is_surname(last) or is_given_name(last)))
    )
    return name[:-1] if is_genitive else name
