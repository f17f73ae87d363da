"""People who are named in the sentence that asks, in running text → their details, or why it is not clear that they are meant.

Somebody who is merely mentioned (`Ole Finn viste mig jeres mail`) is nobody's participant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.candidates import Candidates
from netpost.understand.context import PREFIX, cut_answered
from netpost.understand.entry import Entry, find_addresses
from netpost.understand.name import NameFound, find_names, fits_address, is_same_name
from netpost.understand.name_role import (
    ACTS_OF,
    HAS_TAKEN_OVER,
    POINTS_BACK,
    RELATION_BEFORE,
    REPORTS,
    SAID,
    TITLE_ALONE,
    Setting,
    does,
    does_too,
    find_role,
    find_side_role,
    is_mentioned,
    is_same_role,
    weigh_role,
)
from netpost.understand.reading import Intent, Network
from netpost.understand.self_meant import lists_writer
from netpost.understand.signals import Signal
from netpost.understand.stance import OPENING, is_left_out, split_parts
from netpost.understand.text import CLAUSE_END, Clause, fold, join_lines, pattern, split_sentences
from netpost.understand.told_number import find_counts
from netpost.understand.verdict import Verdict
from netpost.understand.whom import Whom
from netpost.understand.writer import Writer


def find_named(
    mail: Mail, verdict: Verdict, writer: Writer, network: Network, whom: Whom
) -> tuple[list[Entry], list[str]]:
    """Find the people for whom the wish is, with what the text says of them. whom: what the mail as a whole says of that."""
    joined = join_lines(mail.own_text)
    is_titled = any(one.clause.where == "emnet" for one in verdict.deciding)
    head = _head(mail, joined, verdict)
    sources = [*head, *split_sentences(joined), *([cut_answered(mail.subject)] if is_titled else [])]
    deciding = {fold(one.words) for one in verdict.deciding}
    wishes = [place for place, text in enumerate(sources) if _is_among(text, deciding)]
    candidates = Candidates(mail, verdict, writer, network)
    names = [candidates.find_full(sentence) for sentence in sources]
    unclear: list[str] = []
    for place in _near(wishes):
        more, unknown = candidates.find_lone(sources[place])
        names[place] = sorted([*names[place], *more], key=lambda one: one.start)
        unclear += [f"Det er ikke klart, hvem {name} er." for name in unknown] if place in wishes else []
    judge = _Judge(mail, verdict, sources, wishes, names)
    judge.titled |= {one.name for text in head for one in candidates.find_full(text)}
    told = [(place, name, role) for place in range(len(sources)) for name, role in judge.find_roles(place)]
    settled = {
        name: "unclear" if role == "target" and judge.is_denied_elsewhere(name) else role
        for name, role in whom.settle(_sum_up((name.name, role) for _, name, role in told)).items()
    }
    plainly_told = {name.name for _, name, role in told if role == "target"}
    found: list[Entry] = []
    for place, name, role in told:
        if settled[name.name] == "target" and (role == "target" or name.name not in plainly_told):
            sentence = sources[place]
            text = joined if name.name in joined else f"{sentence}.\n{joined}"  # only the subject names him in full
            found.append(candidates.describe(text, sentence, name))
        elif settled[name.name] == "unclear":
            unclear.append(MEANT_OR_MENTIONED.format(name.name))
    if not found and not unclear and not is_titled:
        unclear = [MEANT_OR_MENTIONED.format(name) for name in sorted(judge.find_headlined(candidates))]
    return _without_doubles(found), list(dict.fromkeys(unclear))


def _sum_up(roles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the role of each who is named, as the plainest of the words around the name say it."""
    plainest: dict[str, str] = {}
    for name, role in roles:
        plainest[name] = max(role, plainest.get(name, role), key=ROLES.index)
    return plainest


#: what words may say of somebody named, from the faintest to the plainest
ROLES = ("mentioned", "unclear", "target")
MEANT_OR_MENTIONED = "Det er ikke klart, om {} skal med eller kun er nævnt."


def _head(mail: Mail, joined: str, verdict: Verdict) -> list[str]:
    """Return the subject, if a text that names nobody means it.

    `Nyt nummer til Ole Finn` above `Ovenstående er hans mobil fra i dag`; `Direktør Ole Finn` above `Udgår af netværket`.
    """
    subject = cut_answered(mail.subject)
    names = find_names(subject)
    if PREFIX.match(subject) or len(names) != 1 or find_names(joined) or any(map(is_own_detail, verdict.deciding)):
        return []
    is_meant = verdict.intent is Intent.UPDATE or _names_only(subject, names[0]) or _find_titled(mail, verdict)
    return [subject] if is_meant else []


def _names_only(subject: str, name: NameFound) -> bool:
    """`Direktør Ole Finn`: tell whether a subject holds a name and nothing else."""
    before = TITLE_ALONE.sub("", fold(subject[: name.start]), count=1)
    return not re.search(r"\w", before + subject[name.end :])


class _Judge:
    """Says of each name of a mail whether its owner is meant. names: of each sentence; wishes: the places of those that ask."""

    def __init__(
        self, mail: Mail, verdict: Verdict, sources: list[str], wishes: list[int], names: list[list[NameFound]]
    ) -> None:
        self.mail, self.verdict, self.sources, self.wishes, self.names = mail, verdict, sources, wishes, names
        self.text = join_lines(mail.own_text)
        self.titled = _find_titled(mail, verdict)
        self.pointed = {_find_pointed_at(sources, place, names, verdict) for place in wishes}
        self.told_of = {_find_told_of(sources, place, names, verdict) for place in wishes}
        self.is_plural = any(POINTS_TO_SEVERAL.search(fold(sources[place])) for place in wishes)
        self.is_self_only = bool(wishes) and all(_is_for_self(one.clause) for one in verdict.deciding)
        self.is_own_update = verdict.intent is Intent.UPDATE and any(map(is_own_detail, verdict.deciding))

    def find_headlined(self, candidates: Candidates) -> set[str]:
        """Return whom a subject names that states the wish itself, above a text that names nobody."""
        subject, is_update = cut_answered(self.mail.subject), self.verdict.intent is Intent.UPDATE
        lone = candidates.find_lone(subject) if _states_wish(self.mail, self.verdict) else ([], [])
        return {*lone[1], *(one.name for one in lone[0])} | {
            one.name
            for one in candidates.find_full(subject)
            if self.wishes and (one.name in self.titled or (_names_only(subject, one) and not is_update))
        }

    def find_roles(self, place: int) -> list[tuple[NameFound, str]]:
        """Return the role of each name in a sentence; of two that `og` joins, the second has the first one's."""
        roles: list[tuple[NameFound, str]] = []
        for name in self.names[place]:
            is_next = bool(roles) and is_same_role(self.sources[place], roles[-1][0].end, name.start)
            is_shared = is_next and place in self.wishes and roles[-1][1] == "target"
            roles.append((name, "target" if is_shared else self._find_role(place, name)))
        return self._share_backwards(place, roles)

    def _share_backwards(self, place: int, roles: list[tuple[NameFound, str]]) -> list[tuple[NameFound, str]]:
        """`Vi tre, Eva Lund, Ole Finn og jeg, vil gerne med`: what is said of the last of a list is said of all."""
        sentence, last = self.sources[place], next(iter(roles[-1:]), None)
        for at, (name, role) in reversed([*enumerate(roles)][:-1]):
            is_before = is_same_role(sentence, name.end, last[0].start) if last else False
            if is_before and place in self.wishes and last and last[1] == "target" and role != "target":
                is_told_of = is_mentioned(sentence, name.start, name.end)
                roles[at] = (name, role if is_told_of else "target")
            last = roles[at]
        return roles

    def _find_role(self, place: int, name: NameFound) -> str:
        sentence, is_wish, is_alone = self.sources[place], place in self.wishes, len(self.names[place]) == 1
        role = find_role(sentence, name) if is_wish else find_side_role(sentence, name, self.verdict.intent)
        if is_wish and (reason := _find_reason(sentence, name, self.verdict)):
            is_away = role != "mentioned" and max(map(judge_acts(reason).__getitem__, AWAY)) >= SAID
            return "unclear" if is_away else "mentioned"
        is_meant_all = is_alone or (self.is_plural and not REPORTS.search(fold(sentence[name.end :])))
        if name.name in self.titled or (place in self.pointed and (role != "mentioned" or is_meant_all)):
            role = "target"
        setting = Setting(self.verdict.intent, is_wish, is_alone, self.is_own_update, self.is_self_only)
        role = weigh_role(role, sentence, name, setting)
        if is_wish and role == "target":
            role = _stands_beside(sentence, name, self.verdict.intent) or role
        if role != "mentioned" and (
            self._is_ruled_out(place, name) or (is_wish and self._wishes_for_next(place, name))
        ):
            return "mentioned"
        if self._is_counted(place, name) or self._fills_place(place, name) or self._is_surely_told_of(place):
            return "target"
        if (
            role == "mentioned"
            and is_wish
            and any(_is_subject_alone(one.clause, name) for one in self.verdict.deciding)
        ):
            return "unclear"
        if role != "mentioned" or is_wish or self.is_self_only:
            return role
        aside = "unclear" if self._is_told_of(place) else role
        return "target" if _has_own_address(self.text, name.name, self.mail) else aside

    def _wishes_for_next(self, place: int, name: NameFound) -> bool:
        """`Eva Lund ønsker, at Ole Finn tilmeldes`, `på vegne af Eva Lund tilmelder jeg Ole Finn`: tell whether one asks for the next."""
        behind = next((one for one in self.names[place] if one.start > name.end), None)
        gap = self.sources[place][name.end : behind.start] if behind else ""
        return WISHES_FOR.match(RELATION_BEFORE.sub(" ", fold(gap))) is not None

    def _is_told_of(self, place: int) -> bool:
        return place in self.told_of and len(self.names[place]) == 1 and not self.is_own_update

    def _is_surely_told_of(self, place: int) -> bool:
        return self._is_told_of(place) and (
            does(self.sources[place], ("update", "stay")) or does(self.sources[place + 1], ("stay",))
        )

    def _fills_place(self, place: int, name: NameFound) -> bool:
        is_near_wish = not {place, place - 1}.isdisjoint(self.wishes)
        if is_near_wish and self.verdict.intent in WISHES and does_too(self.sources[place], name, self.verdict.intent):
            return True
        if is_near_wish and self.verdict.intent in {Intent.DECLINE, Intent.CANCEL}:
            return NOR_DOES.match(fold(self.sources[place][name.end :])) is not None
        if self.verdict.intent is not Intent.SIGNUP:
            return False
        is_behind = bool(self.wishes) and place > self.wishes[0]
        is_told = is_behind and IS_NAMED.fullmatch(fold(self.sources[place][: name.start])) is not None
        is_behind_wish = place - 1 in self.wishes or is_told
        return is_behind_wish and _fills_place(self.sources[place], name)

    def _is_counted(self, place: int, name: NameFound) -> bool:
        """`To pladser, tak: én til Ole Finn og én til mig`: tell whether a sentence names as many as the wish wants places."""
        sentence, after = self.sources[place], fold(self.sources[place][name.end :])
        is_told_of = REPORTS.search(after) if place in self.wishes else is_mentioned(sentence, name.start, name.end)
        if self.verdict.intent is not Intent.SIGNUP or is_told_of:
            return False
        near = [one for one in (place, place - 1) if one in self.wishes]
        told = {number for one in near for number in find_counts(fold(self.sources[one]))}
        return len(self.names[place]) + lists_writer(fold(self.sources[place])) in told

    def _is_ruled_out(self, place: int, name: NameFound) -> bool:
        """Tell whether the words around a name show that only something of its owner's is meant, or that its owner will not."""
        sentence = self.sources[place]
        is_pointed_at = place in self.pointed and len(self.names[place]) == 1
        is_owner = self.verdict.intent is Intent.UPDATE and _is_owner(sentence, name)
        is_anothers = (
            _is_anothers(sentence, name, self.verdict.intent) and not is_pointed_at
        )  # `Ole Finns stilling er nedlagt. Han udgår`
        is_without = WITHOUT.search(fold(sentence[: name.start])) is not None
        is_missing = is_without and self.verdict.intent in {Intent.SIGNUP, Intent.ACCEPT}
        return is_owner or is_anothers or is_missing or self._is_denied(sentence, name)

    def _is_denied(self, sentence: str, name: NameFound) -> bool:
        """`Ole Finn vil gerne med, men Eva Lund vil ikke`: tell whether the name begins a part that denies what is wished."""
        shown = sentence[name.start : name.end]
        pieces = [sentence] if NEITHER.search(fold(sentence)) else _cut_before(sentence, shown)
        parts = [piece for piece in pieces if shown in piece]
        if len(parts) != 1 or BEFORE_SUBJECT.fullmatch(fold(parts[0].partition(shown)[0])) is None:
            return False
        if self._says_opposite(parts[0]):
            return True
        if self.verdict.intent is Intent.SIGNUP and IS_IN.search(fold(parts[0])):
            return True
        is_asked = self.verdict.intent in {Intent.SIGNUP, Intent.ACCEPT}
        return is_asked and is_left_out(parts[0]) and DENIES_PLACE.search(fold(parts[0])) is not None

    def is_denied_elsewhere(self, name: str) -> bool:
        """`Sæt mig og Ole Finn på. Ole Finn springer dog over`: tell whether a sentence that wishes nothing denies it to somebody."""
        return any(
            one.name == name and self._is_denied(sentence, one)
            for place, sentence in enumerate(self.sources)
            if place not in self.wishes
            for one in self.names[place]
        )

    def _says_opposite(self, part: str) -> bool:
        """`Jeg må melde afbud, men Ole Finn kommer`: tell whether a part does the opposite of what the mail wishes."""
        intent = self.verdict.intent
        if intent not in WISHES:
            return False
        acts = judge_acts(OPENING.sub("", part))
        opposite = max(map(acts.__getitem__, OPPOSITES[intent]))
        return opposite >= SAID and opposite > max(map(acts.__getitem__, WISHES[intent]))


WISHES_FOR = pattern(
    r"^(?:\ \([^)]*\)|,[^,]{2,40},)?\ (?:(?:ønsker|vil|skal|beder|anmoder|indstiller|foreslår|har\ (?:besluttet|ønsket|bedt\ om|indstillet|foreslået))\b(?!.*\bog\b)[^.;]*(?:,?\ at|\b(?:tilmelde|indmelde|afmelde|framelde|udmelde|melde|sende|have|indstille))"
    r"|(?:tilmelder|indmelder|afmelder|framelder|udmelder|melder|sender|indstiller)(?:\ (?:jeg|vi))?(?:\ (?:hermed|derfor|også))?)\ $"
)
#: `Vi kommer på torsdag, men uden Ole Finn`
WITHOUT = pattern(r"\b(?:uden|undtagen|bortset\ fra|på\ nær)\ $")
NEITHER = pattern(r"\b(?:hverken|ingen\ af)\b")


VERB = r"(?:kommer|kan|vil|deltager|skal|må|melder|bliver|har|er|ønsker|gør|når|springer|tager)\b"


def _cut_before(sentence: str, shown: str) -> list[str]:
    """`Ole Finn kommer ikke, Eva Lund kommer`: cut a sentence into its parts, and before a name that a comma parts off."""
    joint = re.compile(rf",\s(?:(?:og|men|mens|så)\s)?(?={re.escape(shown)}\s{VERB})")
    return [piece for part in split_parts(sentence) for piece in joint.split(part)]


#: what a clause does that wishes what the mail wishes, and the opposite
WISHES = ACTS_OF | {Intent.ACCEPT: ("yes", "join")}
OPPOSITES = {
    Intent.SIGNUP: ("absent", "refuse", "leave", "left", "off", "stay"),
    Intent.ACCEPT: ("absent", "off", "leave"),
    Intent.DECLINE: ("yes", "join", "stay"),
    Intent.CANCEL: ("stay", "yes", "join"),
}


def _is_anothers(sentence: str, name: NameFound, intent: Intent) -> bool:
    """`Tilmeld Ole Finn, der har overtaget Eva Lunds stilling`; `det gør Eva Lund ikke`; beside an absence, `… heller ikke` is one more."""
    nor = r" ikke\b" if intent in {Intent.DECLINE, Intent.CANCEL} else r" (?:heller )?ikke\b"
    before, after = fold(sentence[: name.start]), fold(sentence[name.end :])
    is_genitive = after.startswith("s ") or name.name.endswith("s")
    return (is_genitive and WORK_OF.match(after) is not None) or (
        ECHO.search(before) is not None and re.match(nor, after) is not None
    )


def _is_owner(sentence: str, name: NameFound) -> bool:
    """`Nummeret på listen er Ole Finns`, `jeg har fået Ole Finns titel`: tell whether a sentence only says that something is somebody's."""
    before, after = fold(sentence[: name.start]), sentence[name.end :]
    if not name.name.endswith("s"):
        return False
    is_whose = before.endswith(" er ") and re.match(r"\W*$|[.,;]", after) is not None
    return is_whose or (HAS_GOT.search(before) is not None and OF_SOMEBODY.match(fold(after)) is not None)


def _fills_place(sentence: str, name: NameFound) -> bool:
    """Tell whether a sentence says who takes the place: `Vi siger ja til én plads. Det bliver Ole Finn`."""
    return bool(FILLS.fullmatch(fold(sentence[: name.start])) and NO_CLAUSE.match(fold(sentence[name.end :])))


DENIES_PLACE = pattern(
    r"\b(?:har|kan|får)\ (?:\w+\ )?ikke\ (?:afse\ |finde\ )?(?:tid|tiden|mulighed|lyst)\b|\b(?:vil|skal|ønsker|kan|deltager|kommer|er)\b[^.]*\bikke\b(?:\ (?:alligevel|denne\ gang|i\ år|længere|mere))?(?:\W*$|[^.]*\b(?:med|deltage\w*|tilmeld\w*|netværk\w*)\b)"
)
WORK_OF = pattern(
    r"['’]?s?\ (?:\w+\ )?[\w-]*(?:afløser|efterfølger|stilling|job|chef|leder|kollega|medarbejder|sekretær|opgaver|kontor|team|afdeling|souschef|stedfortræder|arbejde)\b"
)
#: `på listen har jeg fået` … ` titel`
HAS_GOT = pattern(r"\b(?:har\ jeg|jeg\ har|fik\ jeg|jeg\ fik|jeg\ står\ med|står\ jeg\ med)\ (?:\w+\ ){0,2}$")
OF_SOMEBODY = pattern(r"\ (?:titel|\w*nummer|telefon\w*|\w*adresse|\w*mail|navn)\b")
#: `Ole Finn er allerede medlem; den, I skal melde ind, er Eva Lund`
IS_IN = pattern(
    r"\ber\ (?:allerede|i\ forvejen)\ (?:\w+\ )?(?:medlem|med|tilmeldt)\b|\ber\ (?:medlem|med|tilmeldt)\ i\ forvejen\b"
    r"|\b(?:kom|røg)\ (?:\w+\ )?(?:på\ (?:\w+\ )?listen|med\ (?:allerede|tilbage)?\ ?i)\b|\bhar\ været\ (?:medlem|med)\ (?:siden|fra)\b"
)
ECHO = pattern(r"\bdet\ (?:gør|vil|skal|kan|er)\ $")
BEFORE_SUBJECT = pattern(r"\W*(?:(?:men|og|mens|at)\ )?")
FILLS = pattern(
    r"\W*(?:(?:det|den|deltageren|pladsen|vedkommende|navnet)\ (?:er|bliver|hedder)|(?:hans|hendes|deltagerens|chefens)\ (?:fulde\ )?navn\ er|(?:han|hun|personen|chefen)\ hedder)\ (?:til\ |vores\ |min\ |\w*(?:chef|leder|direktør)\ ){0,3}"
)
#: `Hans navn er`, at some distance from the wish
IS_NAMED = pattern(r"\W*(?:hans|hendes|deltagerens|chefens)\ (?:fulde\ )?navn\ er\ ")
#: `Jeg kommer ikke. Det gør Ole Finn heller ikke`, `Ole Finn gør heller ikke`
NOR_DOES = pattern(r"^\ (?:(?:gør|kan|kommer|vil|skal)\ )?(?:det\ )?heller\ ikke\W*$")
NO_CLAUSE = pattern(r"\W*$|[,(]?\ ?(?!der\b|som\b)(?:[,(]|fra\b|og\b|i\b)")


def _is_subject_alone(wish: Clause, name: NameFound) -> bool:
    """`Dorrit Skovlund fra Børn og Unge kommer som planlagt` says nothing of the writer."""
    subject = wish.part.rpartition(": ")[2].partition(",")[0]
    return subject.lstrip(' »"').startswith(name.name) and not FIRST_PERSON.search(fold(subject))


FIRST_PERSON = pattern(r"\b(?:jeg|mig|mi[nt]|mine|vi|os|vores|undertegnede|my|me|we|us|our)\b")
OWN_DETAIL = pattern(
    r"\b(?:jeg|mig|min|mit|mine|undertegnede|my|i\ (?:am|have|had|can|will|was|got|use|no\ longer|changed|moved|now))\b"
)


def is_own_detail(signal: Signal) -> bool:
    """`Mit nummer er …` is the writer's; `EAN-nummeret på hendes plads er …` and `til Ole Finn skal I bruge …` are not."""
    folded = KIN.sub(" ", signal.clause.sentence_folded)
    return bool(OWN_DETAIL.search(folded)) and not OTHERS_DETAIL.search(folded)


#: `my manager's number` is not the writer's, nor tells `han skal med ligesom jeg` of him
KIN = pattern(
    r"\b(?:ligesom|som|end)\ (?:jeg|mig|undertegnede)\b|\b(?:min|mit|mine|my)\ (?:\w+\ ){0,2}?(?:\w*(?:chef|leder|direktør|kollega|kolleger|medarbejder|souschef|konsulent)|manager|boss|colleague|director|deputy)(?:s|'s)?\b"
)


OTHERS_DETAIL = pattern(
    r"\b(?:hans|hendes|ham|hende|his|her|him)\b|^\W*(?:til|for|vedr\.?|vedrørende|angående)\ (?!jer\b|dig\b|en\b|et\b)\w+\ \w+.*\bean\b"
)
#: what the owner of a name may do himself in the reason that is given
AWAY = ("absent", "leave", "off", "left")
REASON = pattern(r"\W*(?:da|fordi|for|idet|eftersom|because|since|as)\b")


def _find_reason(sentence: str, name: NameFound, verdict: Verdict) -> str:
    """`Jeg kan ikke, da Ole Finn og jeg skal rejse`: return the reason that a name stands in beside the writer's own wish, else ""."""
    deciding = [one.clause for one in verdict.deciding if one.clause.sentence_text == sentence]
    parts = [part for part in CLAUSE_END.split(sentence) if REASON.match(fold(part)) and name.name in part]
    is_own = all(SELF_WISHES.search(one.folded) and name.name not in one.part for one in deciding)
    return parts[0] if deciding and parts and is_own else ""


def _stands_beside(sentence: str, name: NameFound, intent: Intent) -> str:
    """`Jeg kommer ikke på torsdag, så Ole Finn må klare sig selv`: return the role of who does something else in his part, else ""."""
    shown, acts = sentence[name.start : name.end], WISHES.get(intent, ())
    if intent is Intent.SIGNUP or LIKEWISE.search(fold(sentence)):
        return ""
    parts = _cut_before(sentence, shown)
    own = [part for part in parts if shown not in part and SELF_SUBJECT.search(fold(part)) and does(part, acts)]
    if not own or any(shown in part and does(part, acts) for part in parts):
        return ""
    return "mentioned" if all(SELF_TAKES_PART.search(fold(part)) for part in own) else "unclear"


#: `Ole Finn bliver ligeledes hjemme`, `… kommer heller ikke`
LIKEWISE = pattern(r"\b(?:det\ samme|ligeledes|ligeså|heller\ ikke|også|likewise)\b")
SELF_SUBJECT = pattern(r"\b(?:jeg|undertegnede)\b")


def _find_titled(mail: Mail, verdict: Verdict) -> set[str]:
    """`Tilmelding af Kim Dreyer`: return the names in a subject that states the wish itself."""
    return {one.name for one in find_names(cut_answered(mail.subject))} if _states_wish(mail, verdict) else set()


def _states_wish(mail: Mail, verdict: Verdict) -> bool:
    subject = cut_answered(mail.subject)
    is_wish = any(judge_acts(subject)[act] >= SAID for act in ACTS_OF.get(verdict.intent, ()))
    return is_wish and PREFIX.match(subject) is None


#: how far back a pronoun may point
REACH = 3


def _near(wishes: list[int]) -> list[int]:
    """Return the places of the sentences that wish something, and of those that a pronoun in them may point back to."""
    return sorted({one for place in wishes for one in range(max(0, place - REACH), place + 1)})


POINTS_TO_SEVERAL = pattern(r"\b(?:begge|dem|deres|them|they|de\ (?:vil|kan|skal|ønsker|deltager|kommer|må))\b")
CONTACT = pattern(
    r"\b(?:kontakt\w*|spørgsmål\w*|faktura\w*|regning\w*|att|kopi|cc|bestil\w*|henvend\w*|sekretær\w*|assistent\w*|stedfortræder\w*|suppleant\w*|reserve|backup|send\w*|skriv\w*|svar\ (?:\w+\ )?til|bekræftelse\w*|kvittering\w*|materiale\w*|kalender\w*|indkaldelse\w*|betaling\w*|invoice|questions?)\b"
)


def _is_among(text: str, deciding: set[str]) -> bool:
    folded = fold(text)
    return any(one in folded or folded in one for one in deciding)


def _find_pointed_at(sources: list[str], place: int, names: list[list[NameFound]], verdict: Verdict) -> int | None:
    """`… projektleder Ole Damborg har tiden. Ham må I gerne notere.`: return the place of the sentence that is meant."""
    if names[place] or not _points_back(sources[place], verdict):
        return None
    before = range(place - 1, max(-1, place - 1 - REACH), -1)
    return next((one for one in before if names[one] and not STANDS_IN.search(fold(sources[one]))), None)


def _find_told_of(sources: list[str], place: int, names: list[list[NameFound]], verdict: Verdict) -> int | None:
    """`Min medarbejder Ole Finn flytter internt. Telefonen bliver …`: return the place of the news that a correction of nobody's goes on from."""
    if verdict.intent is not Intent.UPDATE or names[place] or FIRST_PERSON.search(fold(sources[place])):
        return None
    before = range(place - 1, max(-1, place - 1 - REACH), -1)
    near = next((one for one in before if names[one] or FIRST_PERSON.search(fold(sources[one]))), None)
    return near if near is not None and names[near] and _is_news_of(sources[near], names[near][0]) else None


def _is_news_of(sentence: str, name: NameFound) -> bool:
    """Tell whether a sentence tells of the one whom it begins with, and of the writer nothing."""
    before = TITLE_ALONE.fullmatch(RELATION_BEFORE.sub(" ", f" {fold(sentence[: name.start])}"))
    after = fold(sentence[name.end :])
    return before is not None and NEWS.match(after) is not None and FIRST_PERSON.search(after) is None


NEWS = pattern(
    r"^\ (?:er|bliver|blev|har|får|fik|flytter|flyttede|skifter|skiftede|rykker|begynder|starter|tiltræder|hedder)\b"
)
#: `Måske kommer Eva Lund i stedet for ham`: a pronoun behind it still means him
STANDS_IN = pattern(r"\b(?:i\ stedet\ for|på\ vegne\ af|afløser\ for|som\ vikar\ for)\ (?:ham|hende)\b")


def _points_back(sentence: str, verdict: Verdict) -> bool:
    """Tell whether a sentence wishes something for somebody named before; `han siger, at jeg skal med` does not."""
    told = fold(sentence)
    folded = _without_bystanders(told)
    parts = " ".join(_without_bystanders(one.clause.folded) for one in verdict.deciding if one.clause.folded in told)
    if SELF_WISHES.search(parts) and not POINTS_BACK.search(parts):
        return False
    return bool(POINTS_BACK.search(folded))


def _without_bystanders(folded: str) -> str:
    """Blank pronouns for somebody who only has an opinion, is compared with, or had what the writer has now."""
    return HAS_TAKEN_OVER.sub(" ", COMPARES.sub(" ", OPINION.sub(" ", folded)))


def _is_for_self(clause: Clause) -> bool:
    """`Tilmeld mig`, `jeg vil gerne deltage`; `jeg vil gerne tilmelde min chef`, `"jeg deltager", siger han` are for another."""
    is_quoted = clause.sentence_text.startswith(('"', "“", "”", "»"))
    points_back = POINTS_BACK.search(HAS_TAKEN_OVER.sub(" ", clause.folded))
    return bool(SELF_TAKES_PART.search(clause.folded)) and not (is_quoted or points_back)


SELF_TAKES_PART = pattern(
    r"\b(?:stryg\w*|slet\w*|fjern\w*)\ (?:\w+\ )?mit\ navn\b|\b(?:(?:til|af|fra|ind|ud)?meld\w*|skriv\w*|sæt\w*|notér?\w*|tilføj\w*|føj\w*|opret\w*|optag\w*|indskriv\w*|registr\w+|slet\w*|fjern\w*)\ (?:(?:venligst|gerne|derfor|hermed|også|jeg)\ ){0,2}mig\b(?!\ (?:og|samt))"
    r"|\b(?:jeg|undertegnede)\ (?:\w+\ ){0,3}?(?:deltag\w*|være\ en\ (?:af|del)\b|tilmeldes|med\b|ikke\b|komme?r?\b|fortsætter|opsiger|udtræder|stopper|forlader|udmelder\ mig)"
    r"|\b(?:vil|må|kan|kommer|deltager)\ jeg\ (?:\w+\ ){0,3}?(?:deltag\w*|tilmeldes|med\b|ikke\b|komme\b)"
)
#: who only has an opinion of what the writer does
OPINION = pattern(
    r"\b(?:han|hun|de|vedkommende|\w*(?:chefen|lederen|direktøren))\ (?:\w+\ ){0,1}?(?:synes|siger|sagde|mener|mente|anbefaler|anbefalede|foreslog|foreslår|har\ (?:sagt|godkendt|foreslået|anbefalet|givet)|bad|(?:har\ )?bedt?)\b(?=[^.]*\b(?:jeg|mig)\b)(?![^.]*\b(?:ham|hende|sig)\b)"
)
#: `til samme hold som hende`
COMPARES = pattern(r"\b(?:som|ligesom|end)\ (?:ham|hende|dem|han|hun)\b")
SELF_WISHES = pattern(
    r"\b(?:mig|undertegnede|jeg\ (?:vil|ønsker|må|skal|melder|tilmelder|kan)|(?:vil|må|kan|skal)\ jeg)\b"
)


#: where a sentence ends behind an address
STOP = re.compile(r"[.!?]\s|\n")


def _has_own_address(text: str, name: str, mail: Mail) -> bool:
    """An address that is given for somebody is there to be used, unless questions or bills are to go there."""
    sender = mail.sender.email if mail.sender else None
    for match in find_addresses(text):
        address = match[0].casefold().rstrip(".")
        behind = STOP.split(text[match.end() : match.end() + 60])[0]
        before = STOP.split(text[max(0, match.start() - 80) : match.start()])[-1]
        sentence = f"{before} # {behind}"
        if address != sender and fits_address(name, address) and not CONTACT.search(fold(sentence)):
            return True
    return False


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    kept: list[Entry] = []
    for entry in entries:
        if not any(is_same_name(entry.name, other.name) for other in kept):
            kept.append(entry)
    return kept
