"""The organisation of a mail's writer: what the signature says, else what the words claim, else a real mail domain."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from netpost.message import Mail
from netpost.understand.entry import Entry
from netpost.understand.name import CAPITAL_WORD, find_names, is_given_name
from netpost.understand.organisation import (
    ADDRESS_LINE,
    OrganisationFound,
    find_organisation_of_domain,
    find_organisations,
    is_municipality,
    is_official_label,
    is_organisation_name,
    is_unit_name,
)
from netpost.understand.reading import Evidence
from netpost.understand.text import (
    FROM,
    MOST_REMEMBERED,
    SIGNATURE,
    TEXT,
    fold,
    fold_letters,
    join_soft_lines,
    split_sentences,
)
from netpost.understand.title import has_title, is_title_word
from netpost.understand.title_in_line import PART_BREAK
from netpost.understand.title_in_prose import find_title_in_prose

SELF_ORGANISATION = re.compile(
    r"(?:\b(?:her\s+i|her\s+fra|hos\s+os\s+i|vi\s+i|os\s+i|jeg\s+(?:er|sidder|arbejder)\b[^.\n]{0,60}?\b(?:i|hos|ved|fra)|(?:starter|begynder|tiltræder|ansat|ansættelse|job|stilling)\b[^.]{0,80}?\b(?:i|hos|ved)|meld(?:er)?|tilmeld(?:er)?|skriv|sæt|not[eé]r|før|på\s+vegne\s+af|fra|i\s+vores|(?:går|følger|tager)\s+med(?:\s+mig)?\s+til|(?:er|bliver)\b[^.\n]{0,40}?\bi|chef\w*\b[^.]{0,40}?\bi|leder\w*\b[^.]{0,30}?\bi|vikar\s+for[^.]{0,40}?\bi|navnet|\w+s\s+(?:kommune)|invoice|faktur\w+(?:\s+\w+){0,3}?)\s+(?:the\s+|hele\s+)?)$",
    re.IGNORECASE,
)


NOT_OWN_ORGANISATION = re.compile(
    r"(?:\b(?:kolleg\w+|nabo\w*|ven\w*|venner|oplæg\w*|folk\w*|tidligere|gamle|borgmester\w*|hører(?!\s+til\b)|hørte|skifter|flytter|kender|bekendt|besøg|møde|ligesom|inspir\w*|projekt(?:et|er|erne)?|erfaring\w*|samarbejd\w*|netværket\s+i|rejser|forlader|forladt|fratrådt|sidste\s+dag|stoppet|stopper|stop|slutter|afsked\w*|farvel)\b[^.,\n]{0,30})$",
    re.IGNORECASE,
)


#: `fra onsdag er jeg ikke længere i Faxe`
NO_LONGER_AT = re.compile(
    r"\bikke\s+(?:længere|mere)\s+(?:[\w-]+\s+){0,4}?(?:i|hos|ved|fra|på)\s+(?:\w+\s+)?$", re.IGNORECASE
)
#: `der står "Odder Kommune", men`, `der står, at jeg er ansat i Odder Kommune`, `i stedet for Odder Forsyning`, `det hedder ikke længere Odder Vand`
NOT_THIS = re.compile(
    r"\b(?:(?i:ikke(?:\s+(?:længere|mere))?|i\s+stedet\s+for|frem\s+for|står\s+(?:der|jeg|vi)|(?:der|jeg|vi)\s+står)|I\s+skriver)(?:,?\s+at\s+jeg\s+er)?"
    r"(?:\s+(?:der|som|i|hos|ved|med|under|ansat|opført|anført|på\s+listen|stadig)){0,3}\s*[\"“”»«'’]?\s*$"
)
#: `Halsnæs Kommune, hvor jeg bliver digitaliseringschef`
WHERE_I_AM = re.compile(r",\s+hvor\s+jeg\s+(?:er|bliver|sidder|arbejder|begynder|starter|tiltræder)\b")
#: `… i Glostrup Kommune. Jeg fortsætter`: a new employer.
NEW_EMPLOYER = re.compile(
    r"\b(?:begynder|begyndt|starter|startet|tiltræder|tiltrådt|skifter|skiftet|nyt\s+job|ny\s+stilling|ny\s+arbejdsplads|flytter|ansat|fremover|goddag\s+til|(?:går|følger|tager)\s+med(?:\s+mig)?\s+til)\b[^.]{0,90}$",
    re.IGNORECASE,
)


def read_employer(
    mail: Mail,
    signature: list[str],
    text: str,
    own: Entry | None,
    name: str | None,
    email: str | None,
    *,
    new_job: bool,
) -> Evidence | None:
    """Read the organisation of the writer. email: the address that he wants used. new_job: the words count before the signature."""
    domain = (email or "").rpartition("@")[2]
    if mail.sender_name and _find_employer_of_domain(mail.sender_name, domain):
        domain = ""  # it is no person who writes, but what the domain names
    found = _signed_organisation([_capitalise(line, domain) for line in signature], domain)
    said = _said_organisation(
        join_soft_lines(text), mail.subject, domain, _find_addressees(text), name, new_job=new_job
    )
    if found and not find_organisations(found[0]) and (post := _find_post(join_soft_lines(text))):
        found, said = None, post
    is_there = said is not None and _fits_domain(said[0], domain) and not (found and _fits_domain(found[0], domain))
    moves = is_there and mail.sender is not None and not mail.sender.email.endswith(f"@{domain}")
    chosen: tuple[str, str, str] | None = None
    if own and own.organisation:
        chosen = (own.organisation, own.organisation, TEXT)
    elif found and (found[2] <= 1 or not said) and not (said and ((new_job and said[2]) or moves)):
        chosen = (_call_as_told(found[0], text), found[1], SIGNATURE)
    elif said:
        chosen = (said[0], said[1], TEXT)
    if (
        chosen is None
        and mail.sender_name
        and (shown := re.search(r"[(/,|–-]\s*([^()/,|]+?)\)?\s*$", mail.sender_name))
    ):
        display = [one for one in find_organisations(shown[1]) if one.rank <= 1]
        chosen = (display[0].name, mail.sender_name, FROM) if display else None
    if chosen is None and email and (known := find_organisation_of_domain(email)):
        chosen = (known, email, FROM)
    return Evidence("organisation", *chosen) if chosen else None


def _call_as_told(name: str, text: str) -> str:
    """`Bispen A/S`, `BISPEN SKOLE` is signed, but `Bispen` or `Bispen Skole` it is called: the words show the usual name."""
    told = re.search(rf"(?<![\w@.-]){re.escape(name)}(?![\w@-])", text, re.IGNORECASE) if name.isupper() else None
    if told is not None and told[0].istitle():
        return told[0]
    bare = COMPANY_KIND.sub("", name)
    is_usual = bare != name and re.search(rf"(?<![\w@.-]){re.escape(bare)}(?![\w@-]|[ ][AIPK]/S)", text) is not None
    return bare if is_usual else name


def _signed_organisation(signature: list[str], domain: str) -> tuple[str, str, int] | None:
    """Return (name, words, rank) of the signature's organisation: named in full, by its kind of word, bare, or by its place."""
    best: tuple[str, str, int] | None = None
    for place, line in enumerate(signature):
        named, spelt = _find_named_employer(line, domain), _find_employer_of_domain(line, domain)
        for found in [named] if named else find_organisations(line):
            is_within = spelt is not None and spelt.start <= found.start < spelt.end
            one = spelt if spelt and is_within and (found.rank or found.end <= spelt.end) else found
            rank = one.rank if one.rank == 0 else 2
            if rank == 2 and ADDRESS_LINE.search(line):
                continue
            if has_title(line[: one.start]) or _fits_domain(one.name, domain):
                rank = min(rank, 1)  # `it-chef, Odder`: where a post is held nobody merely lives
            is_only_house = best is not None and rank == best[2] == 0 and _is_house_of(best[0], one.name, domain)
            if best is None or rank < best[2] or is_only_house:
                best = (one.name, line, rank)
        for part in PART_BREAK.split(line) if place > 0 else ():
            if (
                part
                and (best is None or best[2] > 1)
                and is_organisation_name(part.strip())
                and not has_title(part)
                and not find_organisations(part)
            ):
                best = (part.strip(" .,"), line, 1)
    if best is None or best[2] > 1:  # `Hilsen fra Randers` above `Tradium`
        best = _by_domain(signature, domain) or best
    return best or _by_place(signature) or _behind_title(signature, domain)


def _is_house_of(house: str, authority: str, domain: str) -> bool:
    """`Jobcenter Odder` above `Odder Kommune`: tell whether a house is merely a part of an authority, as no address of its own says otherwise."""
    return not PUBLIC.search(house) and PUBLIC.search(authority) is not None and not _fits_domain(house, domain)


PUBLIC = re.compile(r"ommune$|^Region ")


def _behind_title(signature: list[str], domain: str) -> tuple[str, str, int] | None:
    """`trafikchef, BAT`, `Ole Finn | planlægger | Sonfor`: what stands behind a title is a department, but who has a municipality's address."""
    label = domain.rpartition(".")[0].rpartition(".")[2]
    if not label or is_municipality(label) or is_official_label(label):
        return None
    for line in signature:
        parts = [part.strip(" .") for part in PART_BREAK.split(line)]
        for title, part in pairwise(filter(None, parts)):
            is_brand = BRAND_NAME.fullmatch(part) is not None and not find_organisations(part)
            if has_title(title) and is_brand and _could_be_employer(part):
                return part, line, 2
    return None


#: one word or two, none of them like `Børn og Unge`
BRAND_NAME = re.compile(r"[A-ZÆØÅ][\w-]*(?:[ ][A-ZÆØÅ][\w-]*)?")


#: `driftschef i Morsø Forsyning`, `teamleder hos Digital Hub Fyn`, `konsulent, Det Kgl. Bibliotek`
AT_EMPLOYER = re.compile(
    r"(?<![\w-])(?P<title>[\w-]++)\s+(?P<word>i|hos|ved|på|at|with|for)\s+(?:the\s+)?(?P<name>[A-ZÆØÅ][\w-]*(?:(?:(?<=\b[A-Z]\w\w)\.)?[ ](?:[A-ZÆØÅ][\w/-]*|og|of|for|&)){0,5})"
)


def _find_named_employer(text: str, domain: str) -> OrganisationFound | None:
    """Find what is no public authority, but where a title is held: after `hos`, or known by its words."""
    for match in AT_EMPLOYER.finditer(text):
        name = re.sub(r" (?:og|of|for|&)$", "", match["name"])
        is_known = is_organisation_name(name) or (
            match["word"] in {"hos", "with"} and name.split()[0] not in {"KL", "Jer"}
        )
        is_unit = is_unit_name(name) and not _fits_domain(name, domain)  # `Digital Service`, but not `Digital Hub Fyn`
        is_other = is_unit or find_names(name) or find_organisations(name)
        if is_title_word(match["title"]) and is_known and not is_other:
            return OrganisationFound(name, match.start("name"), match.start("name") + len(name))
    return None


def _by_domain(signature: list[str], domain: str) -> tuple[str, str, int] | None:
    found = ((_find_employer_of_domain(line, domain), line) for line in signature)
    town = ((one, line) for line in signature for one in _find_own_town(line, domain))
    return next(((one.name, line, 0) for one, line in (*found, *town) if one is not None), None)


def _find_own_town(line: str, domain: str) -> list[OrganisationFound]:
    """`Ole Finn, Vejle` from @vejle.…: where meetings are held, too, it is the writer's employer if the address says so."""
    towns = [one for one in CAPITAL_WORD.finditer(line) if is_municipality(one[0]) and _bears(domain, one[0])]
    is_elsewhere = ADDRESS_LINE.search(line) is not None or any(find_names(line[one.start() - 1 :]) for one in towns)
    return [] if is_elsewhere else [found for one in towns for found in find_organisations(f"{one[0]} Kommune")]


#: `Renosyd Vest I/S`
COMPANY_KIND = re.compile(r"[ ](?:[AIPK]/S|ApS|a\.m\.b\.a\.?|amba)(?!\w)", re.IGNORECASE)
#: `VandCenter Syd`
COMPASS = re.compile(r"[ ](?:Nord|Syd|Øst|Vest|Midt)")
#: what a domain has behind the name that a firm calls itself by
TRADE = re.compile(r"(?:as|aps|is|amba|forsyning|vand|energi|spildevand|varme|gruppen|group)$")
#: words that begin with capitals, `og` and `for` among them
CAPITALISED = re.compile(
    r"(?<![\w@./-])[A-ZÆØÅ][\w&-]*(?:[ ](?:[A-ZÆØÅ][\w&-]*|og|for|i|&)){0,4}(?![\w@]|\.\w|[ ]kommun)"
)


def _find_employer_of_domain(text: str, domain: str) -> OrganisationFound | None:
    """`Hillerød Forsyning` from @hillerodforsyning.…, `Fors` from @forsas.…: what is neither a public authority nor a person, and the domain spells.

    A town behind it belongs to it: `Learnmark Horsens` from @learnmark.…. The domain may shorten it: `SOSU Østjylland` from @sosuoj.….
    """
    label = _keep_letters(domain.rpartition(".")[0].rpartition(".")[2])
    labels = {one for one in (label, TRADE.sub("", label)) if len(one) >= SHORTEST_CAPITALS}
    short = {one for one in labels if len(one) < SHORTEST_NAME and one != _keep_letters(text.lower())}
    if not labels:
        return None
    for match in CAPITALISED.finditer(text):
        public = (one for one in find_organisations(match[0]) if one.rank == 0 and PUBLIC.search(one.name))
        words = [] if any(public) else match[0].split(" ")
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                name = " ".join(words[first:last])
                borne = labels & _spell(name) - (set() if name.isupper() else short)  # `SDU`, but not `sdu` for `Sdu`
                is_named = borne or (_is_short_for(label, name) and not has_title(name))
                is_town = is_municipality(name) or is_municipality(name.removesuffix("s"))
                if is_named and not (is_town or find_names(name)):
                    is_genitive = not borne and name.endswith("s") and is_organisation_name(name[:-1])
                    name = name[:-1] if is_genitive else name
                    start = match.start() + len(" ".join([*words[:first], ""]))
                    town = " ".join(["", *words[last:]])
                    kind = COMPANY_KIND.match(text, start + len(name))
                    is_part = is_municipality(town.strip()) or COMPASS.fullmatch(town) is not None
                    name += town if is_part else kind[0] if kind else ""
                    return OrganisationFound(name, start, start + len(name))
    return None


def _by_place(signature: list[str]) -> tuple[str, str, int] | None:
    """The line right above the street is the organisation's, if it is neither name nor title."""
    for above, below in pairwise(signature[1:]):
        if ADDRESS_LINE.search(below) and not ADDRESS_LINE.search(above) and _could_be_employer(above):
            return above, above, 0
    return None


def _could_be_employer(line: str) -> bool:
    return (
        line[0].isupper()
        and len(line.split()) <= 6
        and not re.search(r"\d|@|:", line)
        and not is_unit_name(line)
        and not has_title(line)
        and not find_names(line)
    )


def _said_organisation(
    text: str, subject: str, domain: str, addressees: frozenset[str], writer_name: str | None, *, new_job: bool
) -> tuple[str, str, bool] | None:
    """Return (name, words, whether he tells that it is new) of the organisation that the writer's words claim as his own.

    domain: of his address. addressees: what stands above an address in the text, as in the head of a letter.
    """
    candidates: list[tuple[tuple[int, bool], OrganisationFound, str]] = []
    for source in (text, subject):
        spelt = _find_employer_of_domain(source, domain)
        for one in find_organisations(source):
            if spelt and spelt.start <= one.start and one.end <= spelt.end and spelt.name != one.name:
                continue
            if _is_listed(source, one) and not _fits_domain(one.name, domain):
                continue
            before = source[max(0, one.start - 110) : one.start]
            last = re.split(r"[.!?\n]", before)[-1]
            if (
                NO_LONGER_AT.search(last)
                or NOT_THIS.search(last)
                or (FROM_HERE.search(last) and TO_THERE.match(source[one.end :]))
            ):
                continue
            is_new, fits = bool(NEW_EMPLOYER.search(last)), _fits_domain(one.name, domain)
            if NOT_OWN_ORGANISATION.search(last) and not is_new:
                continue
            if _is_anothers(last, writer_name) and not fits:
                continue
            is_held = WHERE_I_AM.match(source, one.end) is not None or _is_held_on(last)
            claimed = bool(SELF_ORGANISATION.search(last)) or source is subject or is_held
            starts = not last.strip(" -–>") or bool(re.search(r"(?:hilsen|hilsner|vh|mvh|,)\s*$", last, re.IGNORECASE))
            if (one.rank == 1 and not (claimed or starts or fits)) or (one.name in addressees and not claimed):
                continue
            full = one.rank == 0
            rank = 0 if is_new and new_job else 1 if claimed and full else 2 if full else 4 if claimed else 5
            candidates.append(((rank, not fits), one, source))
        if (named := _find_named_employer(source, domain)) is not None:
            candidates.append(((1, True), named, source))
        if spelt is not None:
            candidates.append(((BY_DOMAIN, False), spelt, source))
    candidates.sort(key=lambda item: item[0])
    if not candidates:
        small = _said_in_small_letters(text, domain)
        return (*small, False) if small else None
    place, one, source = candidates[0]
    rivals = {other.name for theirs, other, _ in candidates if theirs == place}
    if len(rivals) > 1 and place[0] >= MUST_BE_ALONE:
        return None
    return one.name, source[max(0, one.start - 20) : one.end].strip(), place[0] == NEW


#: between a title and where it is held
HELD_AT = re.compile(r"\s+(?:her\s+)?(?:i|hos|ved|at|in|with)\s+$")
#: … and where somebody works whose title is not told there
WORKS_AT = re.compile(
    r"\b(?:jeg\s+er|er\s+jeg)\s+(?:(?!ikke\b|tidligere\b)[\w.]+\s+){0,4}(?:ansat|udlånt|udlejet|udstationeret|indlejet)\s+(?:af|i|hos|til|ved)\s+$",
    re.IGNORECASE,
)


def _is_held_on(before: str) -> bool:
    """`vicedirektør på`: tell whether words end in a title and what leads to the house where it is held."""
    words = before.split()[-2:]
    return len(words) > 1 and words[1] == "på" and is_title_word(words[0])


def _find_post(text: str) -> tuple[str, str, bool] | None:
    """`Jeg er konstitueret it-chef i Halsnæs Kommune`: the authority that the writer, whoever's signature he has, says he has a post in."""
    for one in find_organisations(text, bare_names=False):
        sentence = " ".join([*split_sentences(text[: one.start])[-1:], ""])
        title = find_title_in_prose(sentence) if HELD_AT.search(sentence) else None
        has_title_there = title is not None and fold(HELD_AT.sub("", sentence)).endswith(fold(title.title))
        if has_title_there or WORKS_AT.search(sentence):
            return one.name, text[one.start : one.end], False
    return None


FROM_WHERE = re.compile(r"\b(?:fra|i|hos|ved)\s+$")
HERE = re.compile(r"\b(?:her|hos\s+os)\s+\w+\s+$", re.IGNORECASE)
SPEAKER = re.compile(r"\b(?:jeg|mig|vi|os|min|mit|vores|undertegnede)\b", re.IGNORECASE)
#: `ham fra Odder`, `hende ovre i Odder`
HIM = re.compile(r"\b(?:ham|hende|dem|en anden|vedkommende)\b")
NEAR = 40


def _is_anothers(before: str, writer_name: str | None) -> bool:
    """`Carstens fra Norddjurs`, `Ole Finn, it-chef i Odder`: tell whether what follows is where somebody else than the writer works."""
    if not FROM_WHERE.search(before) or HERE.search(before):
        return False
    near, own = before[-NEAR:], {*(writer_name or "").split()}
    named = [(one.end(), {one[0], one[0].removesuffix("s")}) for one in CAPITAL_WORD.finditer(near)]
    others = [end for end, forms in named if own.isdisjoint(forms) and any(map(is_given_name, forms))]
    last = max([*others, *(one.end() for one in HIM.finditer(near))], default=None)
    return last is not None and SPEAKER.search(near, last) is None


#: between two that are named side by side
AND = re.compile(r"\s*(?:,|/|&|,?\s(?:og|samt|and)\s)\s*")


def _is_listed(text: str, one: OrganisationFound) -> bool:
    """`vi dækker Holbæk, Lejre og Roskilde`: of several municipalities side by side none is said to be the employer."""
    others = (other for other in find_organisations(text) if other.name != one.name and other.name.endswith("ommune"))
    between = ((min(one.end, other.end), max(one.start, other.start)) for other in others)
    return one.name.endswith("ommune") and any(AND.fullmatch(text, *ends) for ends in between)


#: `jeg skifter fra Odder Kommune til Syddjurs Kommune`
FROM_HERE = re.compile(r"\bfra\s+$", re.IGNORECASE)
TO_THERE = re.compile(r"\s+(?:(?:og|over|videre|hen)\s+)?(?:til|(?:over|ind)\s+i)\s+[A-ZÆØÅ]")
#: … that the words call new
NEW = 0
#: organisations that nothing but their being named speaks for
MUST_BE_ALONE = 2
#: … and that the sender's domain speaks for: `hilsen fra Randers` merely tells where `Tradium` lies
BY_DOMAIN = 3


def _said_in_small_letters(text: str, domain: str) -> tuple[str, str] | None:
    """`albertslund vil også gerne være med` from @albertslund.…: the address shows that the word is the employer's name."""
    fitting = [one for one in find_organisations(_capitalise(text, domain)) if _fits_domain(one.name, domain)]
    return (fitting[0].name, text[fitting[0].start : fitting[0].end]) if fitting else None


SMALL_WORD = re.compile(r"(?<!\w)[a-zæøå]{4,}")


def _capitalise(text: str, domain: str) -> str:
    """Begin with a capital letter what the sender's domain names."""
    borne = {word for word in set(SMALL_WORD.findall(text)) if _bears(domain, word)}
    return SMALL_WORD.sub(lambda word: word[0].capitalize() if word[0] in borne else word[0], text) if borne else text


def _fits_domain(organisation: str, domain: str) -> bool:
    """Tell whether a mail domain bears an organisation's name: Rødovre Kommune's `rodovre`, `roedovre-k`."""
    name, label = re.sub(r"s? (?:Regionsk|K)ommune$|^Region ", "", organisation), domain.rpartition(".")[0]
    parts = name.split("-") if name != organisation else [name]
    return any(_bears(domain, one) for one in (name, *parts)) or any(
        _is_short_for(one, organisation) for one in re.split("[.-]", label) if PUBLIC.search(organisation)
    )


def _bears(domain: str, name: str) -> bool:
    letters = _keep_letters(domain.rpartition(".")[0])
    if name.isascii() and name.isalpha():  # as most words of a text: there is one spelling
        return len(name) >= SHORTEST_NAME and name.lower() in letters
    return any(len(one) >= SHORTEST_NAME and one in letters for one in _spell(name))


def _is_short_for(label: str, name: str) -> bool:
    """`sosuoj`, `itcfyn`, `rksk`: tell whether a label is made of letters of each word of a name, in their order, each word's first among them."""
    words = re.split(r"[ -]+", name)
    if not SMALL_WORDS.isdisjoint({words[0], words[-1]}):
        return False
    words = [one for one in words if one not in SMALL_WORDS]
    least = SHORTEST_SHORT_FORM if len(words) > 1 else LONG_SHORT_FORM
    return len(label) >= least and any(_is_made_of(label, [*map(spell, words)]) for spell in (fold_letters, _plain))


def _is_made_of(label: str, words: list[str]) -> bool:
    if not words or not label:
        return not words and not label
    word, rest = words[0], words[1:]
    for length in range(1, len(label) + 1):
        letters = iter(word)
        if label[0] != word[:1] or not all(one in letters for one in label[:length]):
            return False
        if _is_made_of(label[length:], rest):
            return True
    return False


SMALL_WORDS = frozenset({"og", "for", "i", "&", ""})
#: `UC Lillebælt` from @ucl.…; of one word so much that it is not chance: `Nationalmuseet` from @natmus.…
SHORTEST_SHORT_FORM = 2
LONG_SHORT_FORM = 6


def _plain(text: str) -> str:
    return text.casefold().translate(PLAIN)


@lru_cache(maxsize=MOST_REMEMBERED)
def _spell(name: str) -> frozenset[str]:
    """Return the ways in which a domain may spell a name: with `oe` for `ø`, or with `o`."""
    return frozenset({_keep_letters(fold_letters(name)), _keep_letters(_plain(name))})


@lru_cache(maxsize=MOST_REMEMBERED)
def _keep_letters(text: str) -> str:
    return OTHER_THAN_LETTER.sub("", text)


OTHER_THAN_LETTER = re.compile("[^a-z]")
PLAIN = str.maketrans("øåæ", "oaa")
SHORTEST_NAME = 4
#: … and, in nothing but capitals, of one like `DTU`
SHORTEST_CAPITALS = 3


SENTENCE_PART_END = re.compile(r"[.!?,:]\s")
ADDRESSED = re.compile(r"\W*(?:til|att|kære|hej|goddag|dear|to)\b", re.IGNORECASE)


def _find_addressees(text: str) -> frozenset[str]:
    """Return the organisations that a letter is to: right above an address, or behind `Til` in its first line."""
    lines = [line.strip() for line in text.split("\n")]
    heads = [above for above, below in pairwise(lines) if above and ADDRESS_LINE.search(below)]
    first = next(filter(None, lines), "")
    if ADDRESSED.match(first):
        heads.append(SENTENCE_PART_END.split(first)[0])
    return frozenset(one.name for above in heads for one in find_organisations(above))
