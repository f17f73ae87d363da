"""People who are named in the sentence that asks, in running text → their details, or why it is not clear that they are meant.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant.
"""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.message import Mail
from netpost.understand.entry import Entry, parse_entry
from netpost.understand.name import find_names, is_given_name, is_same_name
from netpost.understand.phone import find_phones
from netpost.understand.reading import Network
from netpost.understand.text import fold, join_lines, measure_distance, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.writer import Writer

#: Words behind a name that make its owner somebody who only said or did something.
REPORTS = pattern(
    r"^\W{0,3}(?:,\s[^,]{0,40},\s)?(?:\([^)]*\)\s)?(?:har\ (?:sagt|godkendt|fortalt|givet|bedt|nikket|anbefal\w*|nævnt|vist|opfordr\w*|talt|lovet|foreslået|hørt|haft)|viste|fortalte|sagde|nævnte|anbefalede|spurgte|sendte|foreslog|bad|synes|mener|siger|skrev|hjalp|tipsede|gav|opfordrede|er\ (?:min|vores)\ (?:chef|leder|kontakt)|på\ nabokontoret|told|said|mentioned|passed|recommended|suggested)\b"
)


MENTIONED_BEFORE = pattern(
    r"(?:\b(?:af|med|fra|hos|til|efter|ved|om|cc|kopi\ til|hilsen\ til|hilsner\ til|hils|tak\ til|hører\ af|talt\ med|snakket\ med|aftalt\ med|aftale\ med|møde\ med|ifølge|spurgt|refererer\ til|kære|hej|from|with|by|to|dear)\ (?:(?:min|vores|jeres|en|direktør|chef|kollega|my|colleague)\ ){0,3})$"
)


TAKES_PART_BEFORE = pattern(
    r"\b(?:sammen\ med|på\ vegne\ af|for|tilmelding\w*\ (?:af|for|fra|til)|afbud\ (?:fra|for|til|på)|afmelding\w*\ (?:af|for|fra)|framelding\w*\ (?:af|for)|deltagelse\ (?:af|for|fra)|plads\w*\ til|plads\ til|vedr\.?|vedrørende|angående|mail\ fra|meddelelse\ fra|ønske\ fra|on\ behalf\ of|together\ with|along\ with|pladser\ til|med\ følgende|navnlig|nemlig|opsiger\w*\ (?:\w+\ ){0,3}for)\ (?:(?:min|vores|direktør|chef|kollega|kolleger|kontorchef|afdelingschef|hr\.|fr\.|fru|my|colleague|it-chef|digitaliseringschef|\w*chef|\w*leder|\w*direktør|\w*konsulent)\ ){0,3}$"
)


ALSO = pattern(
    r"\b(?:vil|skal|ønsker|deltager|kommer|også|ligeledes|det\ samme|samt|tilmeld\w*|afmeld\w*|meld\w*|med\ til|i\ stedet|overtager|gerne|afbud|forhindret)\b"
)


#: What a colleague is called right before the name: `min kollega, it-konsulent`.
RELATION_BEFORE = pattern(
    r"(?:[\s,]+(?:min|vores|vor|nye|ny|gode|nærmeste|kollega|kolleger|kollegaer|medarbejder\w*|hr\.?|fru|direktør\w*|it-\w+|[\w-]*(?:chef|leder|direktør|konsulent|koordinator|medarbejder|sekretær|strateg|arkitekt|udvikler|ansvarlig|rådgiver|specialist|fuldmægtig)(?:en)?))+[\s,]*$"
)


POINTS_AT_PEOPLE = pattern(
    r"\b(?:tilmeld\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|slet\w*|afmeld\w*|framel\w*|optag\w*|tag\w*|meld\w*|fjern\w*|opret\w*|tilføj\w*)\ (?:\w+\ ){0,2}(?:dem|ham|hende|begge|vedkommende|alle)\b"
)


BEFORE_TITLE = re.compile(r"\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|at|fra)\s+")


def find_named(mail: Mail, verdict: Verdict, writer: Writer, network: Network) -> tuple[list[Entry], list[str]]:
    """Find the people who are named where the wish stands, with what the text says of them."""
    joined = join_lines(mail.own_text)
    deciding = {fold(one.words) for one in verdict.deciding}
    found: list[Entry] = []
    unclear: list[str] = []
    sources = [
        *split_sentences(joined),
        *([mail.subject] if any(one.clause.where == "emnet" for one in verdict.deciding) else []),
    ]
    pointed = _pointed_at(sources, deciding)
    for sentence in sources:
        folded = fold(sentence)
        is_deciding = any(one in folded or folded in one for one in deciding)
        unclear += _lone_given_names(sentence, writer, mail) if is_deciding else []
        for name in find_names(sentence):
            if (
                is_same_name(name.name, writer.name)
                or _is_misspelt(name.name, writer.name)
                or _is_staff(name.name, mail, network)
                or _is_nobody(name.name)
            ):
                continue
            role = (
                _role(sentence, name.start, name.end)
                if is_deciding
                else _side_role(sentence, name.start, name.end, is_pointed_at=sentence in pointed)
            )
            if role == "target":
                found.append(_describe(joined, name.name))
            elif role == "unclear":
                unclear.append(f"Det er ikke klart, om {name.name} skal med eller kun er nævnt.")
    return _without_doubles(found), unclear


def _pointed_at(sentences: list[str], deciding: set[str]) -> list[str]:
    """`… Annette Fink og Jan Roed. Vil du sætte dem på listen?`: the sentence before is meant."""
    return [
        sentences[place - 1]
        for place, sentence in enumerate(sentences)
        if place
        and any(one in fold(sentence) or fold(sentence) in one for one in deciding)
        and POINTS_AT_PEOPLE.search(fold(sentence))
    ]


def _lone_given_names(sentence: str, writer: Writer, mail: Mail) -> list[str]:
    """`Tilmeld venligst Peter`: a given name alone names nobody for sure."""
    spans = [(one.start, one.end) for one in find_names(sentence)]
    known = {fold(word) for name in (writer.name or "", *(one.name or "" for one in mail.to)) for word in name.split()}
    found = []
    for match in re.finditer(r"(?<=[^\W\d_] )(?<![.!?] )([A-ZÆØÅ][a-zæøå]+)(?!\w|\s+Kommune)", sentence):
        word = match[1]
        if (
            is_given_name(word)
            and fold(word) not in known
            and not any(start <= match.start() < end for start, end in spans)
            and len(word) > 1
            and word not in NOT_GIVEN
        ):
            before = fold(sentence[: match.start()])
            if not MENTIONED_BEFORE.search(before) and not REPORTS.search(fold(sentence[match.end() :])):
                found.append(f"Det er ikke klart, hvem {word} er.")
    return found


#: Given names that are also something else in such mails.
NOT_GIVEN = frozenset({"Vejle", "Odense", "April", "May", "June", "Maj", "Juni", "August", "Region", "Mors", "Signe"})


def _is_misspelt(name: str, right: str | None) -> bool:
    """`Grete Keldsen` stands for Grethe Kjeldsen."""
    return right is not None and measure_distance(fold(name), fold(right)) <= 3


def _is_nobody(name: str) -> bool:
    return not any(is_given_name(word) for word in name.split()[:1]) and len(name.split()) < 2


def _is_staff(name: str, mail: Mail, network: Network) -> bool:
    return any(
        one.name and is_same_name(one.name, name) for one in mail.to if one.email in network.own_addresses
    ) or _is_greeted(name, mail.own_text)


def _is_greeted(name: str, text: str) -> bool:
    return bool(
        re.match(
            rf"\s*(?:hej|kære|hi|hello|dear|goddag|godmorgen|til|hei|att\.?:?)[ ]+{re.escape(name)}",
            text,
            re.IGNORECASE,
        )
    )


#: Where the name stands in the sentence that asks.
JOINED_BEFORE = pattern(
    r"\b(?:mig|jeg|undertegnede|selv|både)\b(?:\ selv)?,?\ (?:og|samt|plus|sammen\ med)\ *$|\bsammen\ med\ *$|\bbåde\ *$"
)
FOLLOWS_NAME = pattern(r"\b(?:og|samt|plus)\ *$")
JOINED_AFTER = pattern(r"^(?:\s*\([^)]*\))?\s*(?:og|samt)\ (?:jeg|undertegnede|mig)\b")
ACTS = pattern(
    r"^(?:\s*[,(][^,)]*[,)])?\s*(?:@?\S+@\S+\s*)?(?:og\ [\w ]{3,30}\ )?(?:vil|skal|ønsker|kan|er|deltager|kommer|bliver|må|har\ (?:desværre|meldt|ikke|besluttet|fået|skiftet|ændret)|tilmeldes|afmeldes|melder|springer|når|stopper|fratræder|gerne|udgår|til\b|på\b|som\b|$|[.,(!:])"
)
ASKED_BEFORE = pattern(
    r"\b(?:tilmeld\w*|afmeld\w*|framel\w*|meld\w*|slet\w*|fjern\w*|skriv\w*|sæt\w*|notér?\w*|før\w*|opsig\w*|tag\w*|register|remove|sign|add|udmeld\w*|indmeld\w*|tilføj\w*|deltager\w*|gerne\ have)\b[^.]*$"
)
SELF_ASKS = pattern(r"\b(?:jeg\ (?:vil|skal|ønsker|må|kan)|vil\ jeg|skal\ jeg|bedes|beder|mig\ at)\b")
SELF_REPORTS = pattern(r"\b(?:jeg\ skal\ (?:meddele|melde|hilse|oplyse)|skal\ jeg|jeg\ skriver)\b")
SELF_NAMED = pattern(r"\b(?:jeg|mig|undertegnede)\b")
TOGETHER = pattern(r"\bsammen\ med\ (?:\w+\ ){0,3}$")


def _role(sentence: str, start: int, end: int) -> str:
    """Tell whether a name in the sentence that asks is a "target", only "mentioned", or "unclear"."""
    before, after = RELATION_BEFORE.sub(" ", fold(sentence[:start])), fold(sentence[end:])
    if TAKES_PART_BEFORE.search(before) and not REPORTS.search(after):
        return "target"
    if REPORTS.search(after) or (MENTIONED_BEFORE.search(before) and not TOGETHER.search(before)):
        return "mentioned"
    has_self = bool(SELF_NAMED.search(before + " " + after))
    follows_name = bool(FOLLOWS_NAME.search(before)) and bool(find_names(sentence[:start]))
    if JOINED_BEFORE.search(before) or JOINED_AFTER.search(after) or (follows_name and not has_self):
        return "target"
    if ASKED_BEFORE.search(before):
        return "target" if not has_self or SELF_ASKS.search(before) else "unclear"
    if ACTS.search(after):
        return "target" if not has_self or SELF_REPORTS.search(before) else "unclear"
    return "unclear"


def _side_role(sentence: str, start: int, end: int, *, is_pointed_at: bool) -> str:
    """A name elsewhere in the mail is a participant only if the sentence says that its owner takes part too."""
    before, after = fold(sentence[:start]), fold(sentence[end:])
    if REPORTS.search(after) or MENTIONED_BEFORE.search(before):
        return "mentioned"
    if is_pointed_at:
        return "target"
    return "unclear" if ALSO.search(before + " # " + after) else "mentioned"


def _describe(text: str, name: str) -> Entry:
    """Collect what a running text says of a person: from the name to the next name, and the title before it."""
    at = text.index(name) if name in text else 0
    rest = [one.start for one in find_names(text[at + len(name) :])]
    stop = at + len(name) + (rest[0] if rest else len(text))
    span = text[at : min(stop, at + 320)]
    if rest:  # `… og projektleder Jan Roed`: the next person's title is not this one's
        span = re.sub(r"\s+(?:og|samt)\s+[^,;@\n]{0,60}$", "", span)
    first_sentence = split_sentences(span)[0] if span.strip() else span
    before = text[max(0, at - 60) : at]
    title_before = re.search(
        r"(?:\b(?:vores|min|af|for|nye|tilmelde|tilmelder|tilmeld|er|,|at|fra)\s+)?((?:[\wæøåÆØÅ-]+\s+){0,2}?[\wæøåÆØÅ-]+)\s*$",
        re.split(r"[.!?,:\n]", before)[-1],
    )
    entry = parse_entry(first_sentence)
    whole = parse_entry(span)
    title = entry.title
    if title is None and title_before:
        title = parse_entry(_cut_to_title(BEFORE_TITLE.split(title_before[0])[-1])).title
    email = entry.email or whole.email
    phones = find_phones(span)
    return replace(
        entry,
        name=name,
        email=email,
        title=title,
        phone=phones[0].number if phones else None,
        start=at,
        kind="prose",
        words=first_sentence,
    )


def _cut_to_title(words: str) -> str:
    """Keep the title word at the end and what belongs to it: `kommer administrativ leder` → `administrativ leder`."""
    match = re.search(r"(?:(?:[\w-]+-\s+og\s+)|(?:\w+(?:iv|sk|el|al|t|ende|ig)\s+)|(?:konst\.\s+))?[\w-]+\s*$", words)
    return match[0] if match else words


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in entries:
        if not any(is_same_name(entry.name, other.name) for other in kept):
            kept.append(entry)
    return kept
