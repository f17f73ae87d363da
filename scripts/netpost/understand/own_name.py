"""The name of a mail's writer: as signed, if that fits the sender's display name, else the display name."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.entry import Entry
from netpost.understand.name import (
    PARTICLE,
    TOKEN,
    capitalise_names,
    clean_display_name,
    cut_at_title,
    find_names,
    fits_address,
    is_given_name,
    is_same_name,
    is_surname,
    split_name,
)
from netpost.understand.organisation import (
    find_organisations,
    is_organisation_name,
)
from netpost.understand.reading import Evidence
from netpost.understand.text import FROM, SIGNATURE, TEXT, fold_letters, join_lines
from netpost.understand.title import has_title, is_title_word
from netpost.understand.title_in_line import PART_BREAK

#: a name of two words or more; `Digitaliserings- og …` is the beginning of a title
FULL_NAME = rf"[\"»“„]?({TOKEN}(?:\s+(?:{PARTICLE}\s+)?{TOKEN}){{1,4}})(?![\w:-])"
#: one word of a name, or two
SURNAME = rf"({TOKEN}(?:\s+{TOKEN})?)(?![\w-]|\s+[A-ZÆØÅ])"
FROM_NOW = r"(?:nu|fremover|herefter|efter\s+\w+|(?:fra\s+)?i\s+dag|(?:fra|pr\.?)\s+(?-i:(?:[^.!?,A-ZÆØÅ]|\.(?=\s[a-zæøå])){1,20}?))"
#: `… og hedder nu Louise Kjær Bonde`, `fremover hedder jeg Louise Kjær Bonde`: a new name counts before the one in From.
NEW_NAME = re.compile(
    rf"\b(?i:(?:hedder\s+jeg\s+(?:derfor\s+)?fra\s+nu\s+af|{FROM_NOW}\s+hedder(?:\s+jeg)?|hedder(?:\s+jeg)?(?:\s+{FROM_NOW})+(?:\s+(?:blot|bare|kun))?|hedder\s+ikke\s+længere\s+[^,.]{{3,50}},\s+men|nyt\s+(?:efter)?navn\s+og\s+hedder|(?:nyt?e?|rigtige)\s+navn(?:\s+er|:)"
    r"|(?:skift\w+|ændr\w+)\s+(?:mit\s+)?navn\s+(?:[\w-]+\s+){0,5}?til|navn(?:et)?\s+(?:[\w-]+\s+){0,3}?(?:ændret|skiftet|rettet)\s+til"
    r"|name\s+is\s+now|make\s+it))\s+" + FULL_NAME
)
#: … and so does one that is to stand on a list or a badge: `der skal stå Louise Bonde`, `ret mig til Louise Bonde`
CORRECTED_NAME = re.compile(
    r"\b(?i:(?:skal|må|bør|kan)\s+(?:\w+\s+){0,3}?stå|staves|navn(?:et)?\s[^.!?]{0,30}[:;.]\s+det\s+er|(?:rigtige|korrekte|rett+e)\s+er"
    r"|(?:mellemnavn\w*|fulde\s+navn)(?:\s[^.!?:;,]{0,30})?(?:\s+er|:|[.;,:]\s+(?:det\s+er|jeg\s+hedder))"
    r"|(?:ret|rette|ændr[er]*)\s+(?:mig|mit\s+navn|navnet)\s+(?:[\w-]+\s+){0,4}?til|kalde?\s+mig(?:\s+[\w-]+){0,5}?)\s+"
    + FULL_NAME
)


#: `jeg går under Emil Fabricius`: of several names those that are used
USED_NAME = re.compile(
    r"\b(?:går\s+(?:\w+\s+)?under(?:\s+navnet)?|kaldes|kalder\s+mig|(?:bruger|kalder\s+mig|hedder)\s+(?:kun|bare|altid|til\s+daglig))\s+"
    + FULL_NAME
)
#: `jeg staves Kjeld med j`, `jeg er Liz med z, ikke Lis`, `the correct spelling is Siobhan`: before a name that is told letter by letter, and behind it
IS_SPELT = r"(?:staves|skrives|stavet|skrevet|spelling\s+is|spelled|kaldes|er\s+jeg\s+igen|jeg\s+er\s+igen)"
IS_SELF = r"(?:[Jj]eg\s+(?:er|hedder|skal\s+hedde)|(?:er|hedder)\s+jeg|(?:for|mellem|efter)?navn(?:et)?\s+er)"
IN_BETWEEN = r"\s+(?:(?:nemlig|altså|faktisk|rigtigt|nu|jo|en|stadig|derimod)\s+)*[\"»“]?"
BY_LETTERS = r"[\"«”]?(?:,?\s+(?:med|m\.?|uden|u\.?|og\s+ikke|ikke)\s|\s+i\s+(?:ét|et)\s+ord\b)"
#: `jeg har skiftet fornavn fra Ronja til Robin`
NEW_GIVEN_NAME = re.compile(
    rf"\b[Ff]ornavn(?:et)?\s+(?:fra\s+[A-ZÆØÅ][\w'’-]+\s+)?(?:til|er\s+nu|bliver)\s+({TOKEN})(?![\w-])"
)
#: `mit mellemnavn skal have dobbelt-a`, `mit fornavn skrives med f og ikke ph`
OWN_LETTERS = re.compile(
    r"\bmit\s+(?:for|mellem|efter)?navn\b[^.!?]{0,30}?\b(?:(?:dobbelt|to)[- ](?P<double>[a-zæøå])|(?:med|har)\s+(?:et\s+|stumt\s+|bolle-)?(?P<some>[a-hj-zæøå]|ph|th|ck|ch|aa))(?![\w-])",
    re.IGNORECASE,
)
#: behind a name that begins a sentence, and before one: `Wolff med to f'er`, `der er ikke noget h i Lisbet`
LETTERS = r"(?:[a-hj-zæøåé](?![\w-])|(?:to|dobbelt|enkelt|stort|stumt|bolle)[- ][a-zæøå](?!\w)|bindestreg|accent)"


def _spells(word: str) -> str:
    """Return the pattern of a sentence that says how words are spelt."""
    written = rf"{word}(?:\s{word})*"
    return (
        rf"(?<!ikke )\b(?:{IS_SPELT}{IN_BETWEEN}{written}|{IS_SELF}{IN_BETWEEN}{written}{BY_LETTERS})"
        rf"|(?:^|\n|[.!?:]\s+){written}\s+(?:med|uden)\s+{LETTERS}|\b{LETTERS}\s+i\s+{written}"
    )


#: ... whichever words: asked first, as a pattern for each name costs more than all else that is done with a mail
SPELLS = re.compile(_spells(r"[A-ZÆØÅ]\S+"))
GIVEN_AND_SURNAME = 2
#: `mit efternavn er nu Bonde`, `… skiftet efternavn fra Kjær til Bonde`
NEW_SURNAME = re.compile(
    rf"\b(?:[Ee]r|[Bb]liver)\s+mit\s+(?:nye\s+)?efternavn\s+(?:(?:nu|blevet|ændret\s+til)\s+)?{SURNAME}"
    rf"|\b(?:[Nn]u|[Ff]remover|[Hh]erefter)\s+hedder\s+jeg\s+({TOKEN})(?![\w-]|\s+[A-ZÆØÅ])|\b[Jj]eg\s+hedder\s+(?:nu|fremover|herefter)\s+({TOKEN})(?![\w-]|\s+[A-ZÆØÅ])"
    rf"|\b[Ee]fternavn(?:et)?\s+\(?(?:(?:er|bliver|blevet|ændret|til|{FROM_NOW}|fra\s+[A-ZÆØÅ][\w'’-]+\s+til)\s+)+{SURNAME}"
)
#: above the name of somebody who did not write: `På vegne af` / `Mads Peter Holt`
ON_BEHALF = re.compile(r"\b(?:på vegne af|p\.?v\.?a\.?|on behalf of)\W*$", re.IGNORECASE)
#: `Jeg hedder Thea Nørgaard Balle og er …`
CALLED = re.compile(r"\b(?:[Jj]eg\s+hedder|[Mm]it\s+(?:fulde\s+)?navn\s+er|[Mm]y\s+name\s+is)\s+" + FULL_NAME)


def is_given_name_of(name: str, other: str) -> bool:
    """Tell whether two names begin with the same given name."""
    return fold_letters(name).partition(" ")[0] == fold_letters(other).partition(" ")[0]


def read_own_name(
    mail: Mail, signature: list[str], own: Entry | None, evidence: list[Evidence]
) -> tuple[str | None, bool]:
    """Return (the name, whether the sender is a role or an organisation and no person)."""
    raw = mail.sender_name
    display = clean_display_name(raw)
    is_role = display is None and bool(raw)
    signed = _signed_name(signature, display) or (_find_name_below(mail.own_text) if is_role or not signature else None)
    chosen: str | None
    renamed = _find_new_name(mail, display)
    if renamed:
        chosen, where = renamed, TEXT
    elif own and own.name and (own.kind == "form" or not any(_is_part_of(own.name, one) for one in (signed, display))):
        chosen, where = own.name, TEXT
    elif signed and (display is None or is_same_name(signed, display) or _is_spelling_of(signed, display)):
        chosen, where = _better(signed, display), SIGNATURE
    else:
        chosen, where = display or signed, FROM
    if chosen and display and _is_less_than(chosen, display, mail):
        chosen, where = display, FROM
    if chosen and is_spelt_out(chosen, mail.own_text):
        where = TEXT
    if told := tell_in_full(chosen, mail):
        chosen, where = told, TEXT
    if chosen and len(chosen.split()) == 1 and mail.sender:
        chosen = _extend_by_address(chosen, mail.sender.email)
    if chosen:
        evidence.append(Evidence("name", chosen, chosen, where))
    return chosen, is_role


def _find_new_name(mail: Mail, display: str | None) -> str | None:
    """Return the new name that the words give to whom From names; another given name is another's."""
    text = join_lines(mail.own_text)
    told = (cut_at_title(match[1]) for regex in (NEW_NAME, CORRECTED_NAME) for match in regex.finditer(text))
    found = next((one for one in told if " " in one and display and is_given_name_of(one, display)), None)
    used = next(
        (one[1] for one in USED_NAME.finditer(text) if set(one[1].split()) < set((display or "").split())), None
    )
    given = NEW_GIVEN_NAME.search(text)
    if given and display and not found:
        found = " ".join([given[1], *display.split()[1:]])
    found = found or used
    surname = NEW_SURNAME.search(text)
    if found or surname is None or display is None or len(display.split()) != GIVEN_AND_SURNAME:
        return found
    new = cut_at_title(next(filter(None, surname.groups())))
    is_other = not new or is_title_word(new) or (is_given_name(new) and not is_surname(new))
    return None if is_other else f"{display.split()[0]} {new}"


def is_spelt_out(name: str, text: str) -> bool:
    """Tell whether a text says how the writer's name is spelt: `jeg staves Kjeld med j`, `mit mellemnavn skal have dobbelt-a`."""
    joined, words = join_lines(text), [re.escape(one) for one in name.split() if len(one) > 1]
    if not words:
        return False
    letters, given = OWN_LETTERS.search(joined), NEW_GIVEN_NAME.search(joined)
    return (
        (
            SPELLS.search(joined) is not None
            and re.search(_spells(f"(?:{'|'.join(words)})(?![\\w-])"), joined) is not None
        )
        or (letters is not None and (letters["some"] or letters["double"] * 2).lower() in name.lower())
        or (given is not None and given[1] == name.partition(" ")[0])
    )


def tell_in_full(name: str | None, mail: Mail) -> str | None:
    """`rasmus`, `Thea N.`: a name cut short, which the words give in full (`Jeg hedder …`, or so that it fits the address)."""
    words = (name or "").split()
    if len(words) > 2 or (len(words) == 2 and len(words[1].strip(".")) > 1):
        return None
    text = join_lines(mail.own_text)
    if (called := CALLED.search(text)) and (name is None or is_same_name(called[1], name)):
        return called[1]
    if name is None or mail.sender is None:
        return None
    fitting = {
        one.name
        for one in find_names(text)
        if is_same_name(one.name, name) and fits_address(one.name, mail.sender.email)
    }
    return fitting.pop() if len(fitting) == 1 else None


def _signed_name(signature: list[str], display: str | None) -> str | None:
    """Return the fullest name in the first lines of the signature."""
    best: str | None = None
    for above, line in zip(["", *signature], signature[:4], strict=False):
        if ON_BEHALF.search(above):
            continue
        first = PART_BREAK.split(line)[0].strip(" .,")
        names = [one.name for one in find_names(line) or find_names(capitalise_names(line))]
        if (
            (display and fold_letters(first) == fold_letters(display))
            or (not names and _is_titled_like_name(first) and display and is_same_name(first, display))
            or (
                not names
                and display is None
                and len(signature) > 1
                and _is_titled_like_name(first)
                and line is signature[0]
                and 2 <= len(first.split()) <= 4
                and not has_title(first)
                and not is_organisation_name(first)
                and not find_organisations(first)
            )
        ):
            names = [first]
        for name in names:
            if best is None or len(name.split()) > len(best.split()):
                best = name
        if best and len(best.split()) > 1:
            break
    return best


def _find_name_below(text: str) -> str | None:
    """Return the only full name that stands on a line of its own, as below a mail without any closing."""
    alone = {
        one.name for line in capitalise_names(text).split("\n") for one in find_names(line) if one.name == line.strip()
    }
    return alone.pop() if len(alone) == 1 else None


def _is_titled_like_name(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-ZÆØÅÄÖ][\w'’.-]*\s*){1,5}", text))


def _is_spelling_of(one: str, other: str) -> bool:
    """`Soeren Kjaer` and `Søren Kjær`; also one letter's difference."""
    left, right = split_name(one), split_name(other)
    return left == right or (
        len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) <= 1 and left[0] == right[0]
    )


def _is_part_of(name: str, other: str | None) -> bool:
    """`Svend Aage` who signs as `Svend Aage Nygård Pedersen`."""
    return is_same_name(name, other) and len(split_name(name)) < len(split_name(other or ""))


def _better(signed: str, display: str | None) -> str:
    """Prefer the signature, unless it is the shorter by whole words, all small or all capitals, or has initials only."""
    if display is None:
        return signed
    is_cut = display.casefold().startswith(signed.casefold() + " ")  # given names alone
    if len(signed.split()) < 2 or signed.islower() or is_cut:
        return display
    if signed.isupper():
        return display if fold_letters(signed) == fold_letters(display) else clean_display_name(signed) or signed
    return signed


def _is_less_than(chosen: str, display: str, mail: Mail) -> bool:
    """Tell whether From has the better form of a name: `Ida L`, `Ida lund` or `Ida Lund Skive` (from skive.example) for `Ida Lund`."""
    left, right = split_name(chosen), split_name(display)
    domain = fold_letters(mail.sender.email.partition("@")[2].partition(".")[0]) if mail.sender else ""
    return (
        (is_same_name(chosen, display) and len(left) <= len(right) and _count_cut(chosen) > _count_cut(display))
        or (left == right and _count_small(chosen) > _count_small(display))
        or left == [*right, domain]
    )


def _count_cut(name: str) -> int:
    """Count initials and words like `Chr.`."""
    return sum(len(word) == 1 for word in split_name(name)) + sum(word.endswith(".") for word in name.split())


def _count_small(name: str) -> int:
    return sum(word.islower() for word in name.split())


def _extend_by_address(name: str, email: str) -> str:
    """`Jens` with jens.overgaard@… is Jens Overgaard."""
    parts = re.split(r"[._]", re.sub(r"\d+", "", email.split("@", maxsplit=1)[0]))
    if len(parts) in {2, 3} and fold_letters(parts[0]) == fold_letters(name) and all(len(part) > 2 for part in parts):
        return " ".join([name, *(part.capitalize() for part in parts[1:])])
    return name


def is_given_name_only(name: str | None) -> bool:
    """Tell whether a name is a given name without surname."""
    return name is None or (len(name.split()) == 1 and is_given_name(name))
