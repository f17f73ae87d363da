"""Whether somebody comes in one's place, or a place goes on to somebody else: who is then meant, a person must settle."""

from __future__ import annotations

import re

from netpost.understand.gather import Signals
from netpost.understand.name import find_given_names, find_names, is_given_name
from netpost.understand.reading import Intent
from netpost.understand.signals import is_negated
from netpost.understand.text import Clause, pattern
from netpost.understand.verdict import Verdict

#: how likely a sentence must speak of it: the one that the wish stands in, and another
NEAR, FAR = 0.35, 0.7
#: `der kommer ingen i mit sted`
NOBODY_INSTEAD = pattern(
    r"""
    \bikke\ (?:at\ )?(?:lade|have)\ (?:andre|nogen|en\ anden)\b|
    \b(?:ingen|(?:ikke|heller\ ikke)\ (?:nogen|en\ (?:anden|ny)|andre|afløser\w*)|nobody|no\ one)\b[^,;]{0,40}
    \b(?:i\ (?:mit|hans|hendes|deres|vores|den)\ sted|i\ stedet|efter\ (?:mig|ham|hende|dem)|afløser\w*|for\ (?:ham|hende|mig)|instead|replac\w*)\b
    """
)
#: `jeg melder afbud, og min souschef Bo Dam kommer`
SENDS_ANOTHER = pattern(
    r"\b(?:sender|stiller)\ (?:jeg|vi)\ (?:min|vores|en|et)\b|\bi\ stedet\ (?:for\ (?:mig|ham|hende)\ )?(?:sætter|sender|kommer|møder|deltager|tager|får|dukker)\b|\bder\ kommer\ (?:en|min|to)\b|\b(?:og|men|så)\ (?:min|vores|en)\ \w+(?:\ \w+){0,3}\ (?:kommer|deltager|møder|tager\ med|træder|repræsenterer)\b(?!\ (?:\w+\ )?ikke)"
)
#: `Tobias overtager mit job`: of the place it says nothing
JOB_TAKEN = pattern(
    r"\bovert[ao]g\w*\ (?:\w+\ )?(?:job\w*|stilling\w*|opgave\w*|arbejde\w*|post\w*|kontor\w*|funktion\w*|ansvar\w*)\b"
)
PLACE = pattern(r"\b(?:plads\w*|sted|stedet|netværk\w*|medlem\w*|møde\w*|stol\w*)\b")
#: `I kan give stolen til en anden`: the network may, nobody of ours comes
GIVEN_BACK = pattern(
    r"\b(?:i|du)\ (?:kan|må)\ (?:\w+\ ){0,2}give\ (?:\w+\ ){1,6}til\ (?:en\ anden|andre|nogen|den\ næste)\b"
)
#: what a substitute is told by
STANDS_IN = pattern(
    r"\b(?:sted|stedet|afløser\w*|stedfortræder\w*|suppleant\w*|vikar\w*|efterfølger\w*|kommer|deltager|overtag\w*|plads\w*|stol\w*|repræsenter\w*|sende[rs]?|instead|replac\w*|place)\b"
)
TAKES_OVER = pattern(
    r"\b(?:han|hun|de|vedkommende)\ (?:fik|får|må\ få|skal\ have|kan\ få|overtager)\ (?:\w+\ )?pladsen\b|\b(?:jeg|vi)\ overtager(?=\W*$|,)|\b(?:sidder?|sidde)\ på\ (?:min|hans|hendes)\ (?:plads|stol)\b|\b(?:bruger?|tager?|låner?)\ (?:min|hans|hendes)\ (?:plads|stol)\b|\bhave\ (?:min|hans|hendes)\ plads\b|\boverdrag\w*\b|\b(?:overtage[r]?|overtog|arve[rt]?)\ (?:\w+\ )?(?:plads\w*|stol\w*)|\bi\ (?:mit|hans|hendes)\ sted\b"
)
#: `pladsen, der står i Oles navn, overføres til mig`
PASSES_ON = pattern(
    r"\bplads(?:en)?\b[^.]*\b(?:overføres|overgår|overdrages|overtager|går\ (?:videre\ )?til)\b|\bovert[ao]ge?r?\b[^.]*\bplads(?:en)?\b"
    r"|s\ (?:afløser|efterfølger)\ (?:hedder|er|bliver)\b"  # `Ole Finns afløser hedder …`
)
IN_ONES_PLACE = pattern(
    r"\bi\ stedet\ for\ (?:ham|hende)\b|\bi\ (?:\w+\ ){0,2}\w+s\ sted\b|\b(?:bruge|overtage|få|have)\ (?:hans|hendes)\ (?:plads|stol)\b|\bnu\ (?:er|bliver)\ det\ mig\b|\b(?:erstatning|afløser|stedfortræder|suppleant)\ for\b|\bin\ place\ of\b"
)
#: `jeg træder ind i netværket efter Ole Falk`, `jeg vil gerne med i stedet for Ole Falk`
STEPS_IN = re.compile(r"(?:\b[Tt]ræde[rs]?\sind\b[^.]*\b(?:efter|for)|\bi\sstedet\sfor)\s[A-ZÆØÅ]")


def is_about_substitute(verdict: Verdict, found: Signals) -> bool:
    """Tell whether a mail speaks of a substitute, or of a place that is passed on."""
    if verdict.intent is Intent.UPDATE:
        return any(PASSES_ON.search(one.sentence_folded) for one in found.clauses)
    return (
        (verdict.intent is Intent.SIGNUP and _takes_place(verdict))
        or (verdict.intent in {Intent.CANCEL, Intent.DECLINE} and any(map(_is_taken_over, found.clauses)))
        or (verdict.intent is Intent.DECLINE and _sends_another(verdict, found))
        or _is_spoken_of(verdict, found)
    )


def _takes_place(verdict: Verdict) -> bool:
    """`Jeg træder ind i netværket efter Ole Falk`."""
    is_said = any(map(IN_ONES_PLACE.search, verdict.sentences))
    return is_said or any(STEPS_IN.search(one.words) for one in verdict.deciding)


def _sends_another(verdict: Verdict, found: Signals) -> bool:
    """`Jeg kan ikke på torsdag. I stedet sender vi Ole`, `… Ole vil gerne`."""
    instead = {one.sentence_folded for one in found.clauses if one.sentence_folded.lstrip().startswith("i stedet")}
    if any(map(SENDS_ANOTHER.search, verdict.sentences | instead)) or any(map(_sends_somebody, found.clauses)):
        return True
    is_of_writer = all(map(SELF.search, verdict.sentences)) and not any(
        find_names(one.words) for one in verdict.deciding
    )
    return is_of_writer and any(_may_come_instead(one, verdict) for one in found.clauses)


def _is_spoken_of(verdict: Verdict, found: Signals) -> bool:
    """Tell whether the sentence of the wish, or plainly another one, speaks of somebody in one's place."""
    for one in found.find_all("substitute"):
        folded = one.clause.sentence_folded
        is_near = one.clause.place in verdict.plainest or TAKES_OVER.search(folded) is not None
        is_likely = one.likelihood >= (NEAR if is_near else FAR)
        if is_likely and (one.likelihood >= FAR or STANDS_IN.search(folded)) and not _is_no_substitute(folded):
            return True
    return False


def _sends_somebody(clause: Clause) -> bool:
    """`Jeg sender derfor Sofie Brandt fra min stab til Odense`, `Ole kommer`."""
    comes = COMES_INSTEAD.match(clause.part) or DOES_SO.match(clause.part)
    if comes and (find_names(comes["who"]) or is_given_name(comes["who"])):
        return not is_negated(clause.folded)
    return SENDS.search(clause.sentence_folded) is not None and bool(find_names(clause.sentence_text))


COMES_INSTEAD = re.compile(
    r"\W*(?P<who>[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+){0,3})\s(?:kommer|deltager|møder|tager\smed|dukker\sop)\b"
)


def _may_come_instead(clause: Clause, verdict: Verdict) -> bool:
    """`Jeg kan ikke på torsdag. Ole vil gerne`, `Kan min kollega komme?`."""
    folded = clause.sentence_folded
    if clause.place in {one.clause.place for one in verdict.deciding} or is_negated(folded):
        return False
    is_another = COLLEAGUE.search(folded) or find_given_names(clause.sentence_text)
    return bool(is_another) and MAY_COME.search(folded) is not None


SELF = pattern(r"\b(?:jeg|mig)\b")
COLLEAGUE = pattern(
    r"\b(?:min|vores|en)\ (?:\w+\ )?(?:kollega|souschef|chef|leder|medarbejder|afløser|stedfortræder|vikar)\b"
)
MAY_COME = pattern(
    r"\b(?:kommer?|kan|vil|tager?(?!\ af\ sted)|giv|træder|stiller|klar|deltage\w*|repræsenter\w*|overtag\w*|plads\w*|(?:mit|vores)\ sted|stedet|nøjes)\b"
)


#: `jeg kommer ikke, men det gør Ole Damborg`
DOES_SO = re.compile(r"\W*(?:[Mm]en\s)?[Dd]et\s(?:gør|kan|vil)\s(?P<who>[A-ZÆØÅ][\w-]+(?:\s[A-ZÆØÅ][\w-]+){0,3})\b")


#: … but neither mail nor papers
SENDS = pattern(
    r"\b(?:sender|sendt)\ (?:jeg\ |vi\ )?(?:derfor\ |så\ |nu\ )?(?:i\ stedet\ )?(?!(?:en|et|jer|dig|mail|besked|hilsen|gerne|mig|os|det|den)\b)\w+"
)


def _is_no_substitute(folded: str) -> bool:
    if NOBODY_INSTEAD.search(folded) or GIVEN_BACK.search(folded):
        return True
    return bool(JOB_TAKEN.search(folded) and not PLACE.search(folded))


def _is_taken_over(clause: Clause) -> bool:
    folded = clause.sentence_folded
    return bool(TAKES_OVER.search(folded)) and not _is_no_substitute(folded)
