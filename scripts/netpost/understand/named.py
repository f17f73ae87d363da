"""People who are named in the sentence that asks, in running text → their details, or why it is not clear that they are meant.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant.
"""

from __future__ import annotations

import re
from dataclasses import replace

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.context import PREFIX
from netpost.understand.entry import ADDRESS, Entry, parse_entry
from netpost.understand.name import NameFound, find_names, fits_address, is_given_name, is_same_name, is_surname
from netpost.understand.phone import find_phones
from netpost.understand.reading import Intent, Network
from netpost.understand.roles import judge_person
from netpost.understand.text import fold, join_lines, measure_distance, pattern, split_sentences
from netpost.understand.title import cut_title
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
    r"\b(?:(?:mig(?:\ selv)?|undertegnede)\ (?:og|samt)(?:\ (?:til|for))?|sammen\ med|på\ vegne\ af|for|tilmelding\w*\ (?:af|for|fra|til)|afbud\ (?:fra|for|til|på)|afmelding\w*\ (?:af|for|fra)|framelding\w*\ (?:af|for)|deltagelse\ (?:af|for|fra)|plads\w*\ til|plads\ til|vedr\.?|vedrørende|angående|mail\ fra|meddelelse\ fra|ønske\ fra|on\ behalf\ of|together\ with|along\ with|pladser\ til|med\ følgende|repræsenter\w*\ (?:i\ \w+\ )?(?:af|ved|med)|navnlig|nemlig|opsiger\w*\ (?:\w+\ ){0,3}for)\ (?:(?:min|vores|direktør|chef|kollega|kolleger|kontorchef|afdelingschef|hr\.|fr\.|fru|my|colleague|it-chef|digitaliseringschef|\w*chef|\w*leder|\w*direktør|\w*konsulent)\ ){0,3}$"
)


ALSO = pattern(
    r"\b(?:vil|skal|ønsker|deltager|kommer|også|ligeledes|det\ samme|samt|tilmeld\w*|afmeld\w*|meld\w*|med\ til|i\ stedet|overtager|gerne|afbud|forhindret)\b"
)


#: What a colleague is called right before the name: `min kollega, it-konsulent`.
RELATION_BEFORE = pattern(
    r"(?:[\s,]+(?:min|vores|vor|nye|ny|gode|nærmeste|kollega|kolleger|kollegaer|medarbejder\w*|hr\.?|fru|direktør\w*|it-\w+|[\w-]*(?:chef|leder|direktør|konsulent|koordinator|medarbejder|sekretær|strateg|arkitekt|udvikler|ansvarlig|rådgiver|specialist|fuldmægtig)(?:en)?))+[\s,]*$"
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
    titled = _find_titled(mail, verdict)
    wishes = [place for place, text in enumerate(sources) if _is_among(text, deciding)]
    pointed = {_find_pointed_at(sources, place, writer, mail, network) for place in wishes}
    is_plural = any(POINTS_TO_SEVERAL.search(fold(sources[place])) for place in wishes)
    is_own_update = verdict.intent is Intent.UPDATE and bool(SELF_NAMED.search(fold(joined)))
    for place, sentence in enumerate(sources):
        is_wish = place in wishes
        unclear += _lone_given_names(sentence, writer, mail) if is_wish else []
        names = [one for one in find_names(sentence) if not _is_no_candidate(one.name, verdict, writer, mail, network)]
        for name in names:
            is_alone = len(names) == 1
            role = _role(sentence, name.start, name.end) if is_wish else _side_role(sentence, name.start, name.end)
            is_meant_all = is_alone or (is_plural and not REPORTS.search(fold(sentence[name.end :])))
            if name.name in titled or (place in pointed and (role != "mentioned" or is_meant_all)):
                role = "target"
            role = _weigh_role(role, sentence, name, is_wish=is_wish, is_alone=is_alone, is_own_update=is_own_update)
            if role == "mentioned" and not is_wish and _has_own_address(joined, name.name, mail):
                role = "target"
            if role == "target":
                found.append(describe_person(joined, _without_genitive(name.name, sentence[name.end :])))
            elif role == "unclear":
                unclear.append(f"Det er ikke klart, om {name.name} skal med eller kun er nævnt.")
    return _without_doubles(found), unclear


def _weigh_role(
    role: str, sentence: str, name: NameFound, *, is_wish: bool, is_alone: bool, is_own_update: bool
) -> str:
    """Compare what the words around a name say of its owner with what was learned of such sentences."""
    likelihood, after = judge_person(sentence, name.start, name.end), sentence[name.end :]
    if role == "unclear":
        settled = _settle(likelihood) if is_wish or likelihood >= LIKELY else "mentioned"
        return "unclear" if is_wish and settled == "mentioned" and DOES.search(fold(after)) else settled
    if role == "mentioned" and is_wish and is_alone and _goes_on_about(after):
        return "target" if likelihood >= LIKELY else "unclear"
    if role == "target" and is_own_update and likelihood < MEANT:
        return "mentioned"
    contradicts = likelihood >= SURELY if role == "mentioned" else likelihood <= SURELY_NOT
    return "unclear" if is_wish and contradicts else role


def _find_titled(mail: Mail, verdict: Verdict) -> set[str]:
    """`Tilmelding af Kim Dreyer`: return the names in a subject that states the wish itself."""
    acts = ACTS_OF.get(verdict.intent, ())
    if PREFIX.match(mail.subject) or not any(judge_acts(mail.subject)[act] >= SAID for act in acts):
        return set()
    return {one.name for one in find_names(mail.subject)}


ACTS_OF = {Intent.SIGNUP: ("join", "yes"), Intent.DECLINE: ("absent", "off"), Intent.CANCEL: ("leave", "off")}
SAID = 0.5
#: how likely it must be that the mail is about somebody, and how unlikely that it is not
MEANT, NOT_MEANT = 0.75, 0.25
#: … to contradict what the words around the name say
SURELY, SURELY_NOT = 0.75, 0.04
LIKELY = 0.4
#: how far back a pronoun may point
REACH = 3
POINTS_BACK = pattern(
    r"""
    \b(?:han|hun|ham|hende|hans|hendes|vedkommende|pågældende|begge|dem|deres|he|she|him|her|they|them
    |de\ (?:vil|kan|skal|ønsker|har|er|deltager|kommer|må|bliver|stopper)
    |(?:vil|kan|skal|deltager|kommer|må|er)\ de|\w*(?:chefen|lederen|direktøren|konsulenten|koordinatoren))\b
    """
)
POINTS_TO_SEVERAL = pattern(r"\b(?:begge|dem|deres|them|they|de\ (?:vil|kan|skal|ønsker|deltager|kommer|må))\b")
CONTACT = pattern(
    r"\b(?:kontakt\w*|spørgsmål\w*|faktura\w*|regning\w*|att|kopi|cc|bestil\w*|henvend\w*|sekretær\w*|assistent\w*|invoice|questions?)\b"
)


def _without_genitive(name: str, after: str) -> str:
    """`Steen Bloms kalender` is Steen Blom's."""
    last = name.rsplit(maxsplit=1)[-1]
    is_noun_next = bool(re.match(r" (?!er |har |kan |vil |skal |og |som |der |i |fra )[a-zæøå]", after))
    is_genitive = (
        last.endswith("s") and is_noun_next and (is_surname(last[:-1]) or not (is_surname(last) or is_given_name(last)))
    )
    return name[:-1] if is_genitive else name


def _is_among(text: str, deciding: set[str]) -> bool:
    folded = fold(text)
    return any(one in folded or folded in one for one in deciding)


def _is_no_candidate(name: str, verdict: Verdict, writer: Writer, mail: Mail, network: Network) -> bool:
    """Tell whether a name is the writer's own, an old one of the writer's, staff, or nobody's."""
    is_old_name = (
        verdict.intent is Intent.UPDATE
        and "name" in verdict.kinds
        and writer.name is not None
        and fold(name).partition(" ")[0] == fold(writer.name).partition(" ")[0]
    )
    return (
        is_old_name
        or is_same_name(name, writer.name)
        or _is_misspelt(name, writer.name)
        or is_staff(name, mail, network)
        or _is_nobody(name)
    )


def _find_pointed_at(sources: list[str], place: int, writer: Writer, mail: Mail, network: Network) -> int | None:
    """`… projektleder Ole Damborg har tiden. Ham må I gerne notere.`: return the place of the sentence that is meant."""
    if not POINTS_BACK.search(fold(sources[place])) or _names_somebody(sources[place], writer, mail, network):
        return None
    before = range(place - 1, max(-1, place - 1 - REACH), -1)
    return next((one for one in before if _names_somebody(sources[one], writer, mail, network)), None)


def _names_somebody(sentence: str, writer: Writer, mail: Mail, network: Network) -> bool:
    return any(
        not is_same_name(one.name, writer.name) and not is_staff(one.name, mail, network)
        for one in find_names(sentence)
    )


def _goes_on_about(after: str) -> bool:
    """`… har bedt mig sørge for, at han kommer med`: what follows the name is about its owner."""
    folded = fold(after)
    return bool(POINTS_BACK.search(folded) or re.match(r"\W*(?:som|der)\b[^.]*\b(?:ikke|syg|ligger|gerne)\b", folded))


def _settle(likelihood: float) -> str:
    return "target" if likelihood >= MEANT else "mentioned" if likelihood <= NOT_MEANT else "unclear"


def _has_own_address(text: str, name: str, mail: Mail) -> bool:
    """An address that is given for somebody is there to be used, unless questions or bills are to go there."""
    sender = mail.sender.email if mail.sender else None
    for match in ADDRESS.finditer(text):
        address = match[0].casefold().rstrip(".")
        sentence = text[max(0, match.start() - 80) : match.start()]
        if address != sender and fits_address(name, address) and not CONTACT.search(fold(sentence)):
            return True
    return False


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


def is_staff(name: str | None, mail: Mail, network: Network) -> bool:
    """Tell whether somebody is of the network's own staff: whoever signs its mails, is written to, or is greeted."""
    addressed = [one.name for one in mail.to if one.email in network.own_addresses]
    return name is not None and (
        any(one and is_same_name(one, name) for one in (network.contact, *addressed)) or _is_greeted(name, mail.own_text)
    )


def _is_greeted(name: str, text: str) -> bool:
    """`Til konsulent Signe Toft` above a letter names whom it is written to."""
    return bool(
        re.match(
            rf"\s*(?:hej|kære|hi|hello|dear|goddag|godmorgen|til|hei|att\.?:?)[ ]+(?:[\w-]+[ ]+){{0,2}}?{re.escape(name)}",
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
SELF_REPORTS = pattern(
    r"\b(?:jeg\ (?:skal|kan|vil|må)\ (?:\w+\ ){0,2}?(?:meddele|melde|hilse|oplyse|sige|fortælle|bekræfte|informere)"
    r"|jeg\ (?:oplyser|meddeler|bekræfter)|skal\ jeg|jeg\ skriver)\b"
)
#: right behind a name, the verb that makes its owner the one who takes part or stays away
DOES = pattern(r"^\W*(?:deltager|vil|skal|kommer|ønsker|tilmeldes|afmeldes|melder|bliver\ forhindret|er\ forhindret)\b")
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


def _side_role(sentence: str, start: int, end: int) -> str:
    """A name elsewhere in the mail is a participant only if the sentence says that its owner takes part too."""
    before, after = fold(sentence[:start]), fold(sentence[end:])
    if REPORTS.search(after) or MENTIONED_BEFORE.search(before):
        return "mentioned"
    return "unclear" if ALSO.search(before + " # " + after) else "mentioned"


HE_IS = re.compile(r"\b(?:[Hh]an|[Hh]un|[Hh]e|[Ss]he)\s+(?:er|is)\s+(?:vores\s+|our\s+|the\s+)?([^.;!?()]{3,80})")


def describe_person(text: str, name: str) -> Entry:
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
    if title is None and (said := HE_IS.search(span)):
        title = cut_title(said[1])
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
