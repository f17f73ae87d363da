"""Whether what a mail wishes it wishes for each of the people that its sentences name.

`Ole Finn skal ud af netværket, Eva Lund bliver`: two are named and one is meant.
"""

from __future__ import annotations

import re

from netpost.understand.acts import judge_acts
from netpost.understand.entry import Entry
from netpost.understand.name_role import PLAINLY, SAID
from netpost.understand.named import WISHES
from netpost.understand.stance import split_parts
from netpost.understand.text import fold, pattern, split_sentences
from netpost.understand.verdict import Verdict
from netpost.understand.writer_alone import WE

HAS_VERB = pattern(
    r"\b(?:er|var|har|havde|skal|vil|kan|må|bliver|får|fik|står|fortsætter|beholder|plejer|kommer|deltager|siger|melder|springer|tager)\b"
)
SELF = pattern(r"\b(?:jeg|mig|undertegnede|os|vi)\b")
INTRODUCES = pattern(r"\W*(?:(?:og|så)\ )?(?:det|deltagerne|vi)\ (?:bliver|er|sender|stiller)\b")
LIKEWISE = pattern(r"\b(?:det\ samme|ligeledes|også|heller\ ikke)\b")
AND_ME = pattern(r"\bog\ (?:jeg|undertegnede)\b|\b(?:jeg|undertegnede)\ og\b")
NOT_ALIKE = "Det er ikke klart, om mailen vil det samme for alle, som den nævner."


def check_shared(text: str, verdict: Verdict, named: list[Entry], *, with_me: bool) -> list[str]:
    """Say, as Danish sentences, why a wish may not be for all. text: the writer's words; named: those named in its sentences."""
    if verdict.intent not in WISHES or len(named) + with_me < 2:
        return []
    told = [part for sentence in split_sentences(text) for part in split_parts(sentence)]
    wishing = {part for part in told if max(map(judge_acts(part).__getitem__, WISHES[verdict.intent])) >= SAID}
    of_each = [_find_own(one.name or "", told) for one in named]
    left = [own for own in of_each if own and wishing.isdisjoint(own)]
    if with_me and any(WE.search(fold(part)) for part in wishing):  # `Kim og jeg har talt sammen. Vi siger begge op`
        left = [own for own in left if not any(map(_joins_writer, own))]
    is_unlike = any(all(_tells_more(part) for part in own) for own in left)
    is_wished = with_me and any(SELF.search(fold(part)) for part in wishing)
    return [NOT_ALIKE] if is_unlike and (is_wished or len(left) < len(named)) else []


def _joins_writer(part: str) -> bool:
    return AND_ME.search(fold(part)) is not None


def _tells_more(part: str) -> bool:
    """Tell whether a part says something else of somebody; a mere list does not, nor `det bliver Ole Finn`, `hendes mail er olfi@…`."""
    folded = fold(part)
    if HAS_VERB.search(folded) is None or INTRODUCES.match(folded) or LIKEWISE.search(folded):
        return False
    return judge_acts(part)["detail"] < PLAINLY


def _find_own(name: str, parts: list[str]) -> set[str]:
    """Return the parts that name somebody, by the given name at least."""
    given = re.compile(rf"\b{re.escape(name.partition(' ')[0])}\b")
    return {part for part in parts if given.search(part)}
