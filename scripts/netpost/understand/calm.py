"""What is never mere conversation, and what a polite answer says: the words that decide what is let go.

Beside the likelihoods of acts.py, as what is let go is seen by nobody: a word too many here costs staff a look, one too few a sign-up.
"""

from __future__ import annotations

import re

from netpost.understand.text import pattern

#: however it is spelt; what holds such a word is never mere conversation
WISH_WORD = re.compile(
    r"\b(?:til|af|fra|ud|ind)m[ea]\w*|\bmeld\w* (?:mig|os|sig|ham|hende) (?:til|fra|ud|ind|af)\b|\bframe\w*|\bdelt[ag]\w*|\bafb?ud\b|\bgerne (?:vaere )?med\b|\b(?:saet|skriv|noter|tag) mig\b"
)
#: what a mail that only answers out of politeness says
THANKS = pattern(
    r"\b(?:tak|takker|mange\ tak|thanks?|thank\ you|modtaget|noteret|læst|set|fint|super|perfekt|skønt|dejligt?|godt\ at\ vide|glæder\ os|spændende|flot|velkommen"
    r"|god\ (?:sommer|ferie|weekend|dag|jul|påske|bedring|fornøjelse|arbejdslyst)|godt\ nytår|held\ og\ lykke|hyggeligt|ingen\ årsag|selv\ tak)\b"
)
#: … and what reports that all is done already
DONE_BEFORE = pattern(r"\b(?:allerede|i\ forvejen|svaret|svarede|(?:til|af|fra)?meldte?|sendt|betalt|bekræftet)\b")
#: … and what says that something went wrong
COMPLAINT = pattern(
    r"\b(?:passer\ ikke|(?:jeg|vi)\ troede|troede\ (?:jeg|vi)|ikke\ (?:mig|os),\ der|i\ (?:mit|vores)\ navn|ikke\ betale|betalt\ (?:\w+\ )?(?:to\ gange|for\ to)|dobbelt\w*|skulle\ (?:vist\ )?have\ været|forkerte?|fejl|misforst\w*|ikke\ (?:\w+\ ){0,2}(?:fået|modtaget|hørt)|ikke\ (?:er\ )?(?:tilmeldt|medlem)|aldrig\ (?:\w+\ ){0,2}(?:tilmeldt|meldt|fået|modtaget|bedt|bestilt|hørt)|undrer|mangler|rykke[rt]?|klage[rt]?|skuffe\w*|utilfreds)\b"
)
#: `Ole beder mig sige, at han deltager`, `min efterfølger hedder Ole`
PASSED_ON = pattern(r"\b(?:beder|bad|bedt)\ (?:mig|os)\b|\b(?:afløser|efterfølger|stedfortræder|vikar)\w*")
#: `vi ses ikke mere`
LEAVES_US = pattern(r"\bses\ (?:\w+\ )?ikke\b")
#: `jeg prøvede at ringe til dig`
REACHES_OUT = pattern(r"\b(?:prøvet|prøvede|forsøgt|forsøgte)\ (?:\w+\ )?at\ (?:ringe|få\ fat|kontakte)\b")
#: what may be a form that somebody filled in, or a wish to be taken off a list that is ours
ATTACHED = pattern(r"^\W*(?:(?:se\ )?(?:den\ |det\ )?vedhæft\w*|hermed\b)")
TAKEN_OFF = pattern(r"\b(?:fjern|slet|stryg|framel|afmel)\w*\ (?:\w+\ ){0,2}(?:mig|os)\b")
#: what is to be done by somebody
TO_BE_CHANGED = pattern(r"\bskal\ (?:\w+\ )?(?:ændres|rettes|opdateres|laves\ om)\b")
STAYS_AWAY = pattern(r"\bikke\b[^.]{0,30}\b(?:være\ med|deltage\w*|fortsætte\w*|medlem|for\ (?:mig|os))\b")
TURNS_DOWN = pattern(r"\b(?:nej\ tak|takke[rt]?\ (?:\w+\ )?nej|invit\w*|indby\w*|tilbud\w*)\b")
#: somebody who may want to join, also where others are spoken of
PROSPECT = pattern(
    r"\binteressere(?:t|de)\b|\binteresse\ for\b|\bnetværk\w*\ lyder\b|\b(?:hørt|læst|synes)\ (?:\w+\ )?om\ (?:\w+\ )?netværk(?!smøde)|\bjeg\ er\ (?:\w+\ )?ny\b"
)
#: `desværre er min bil gået i stykker`
REGRETS = pattern(r"\b(?:desværre|ærgerligt)\b")
#: `som aftalt får du her min tilmelding`: told of the past, and yet said now
HERE_AND_NOW = pattern(r"\b(?:her|hermed|herved|det\ (?:gør|vil)\ (?:jeg|vi)\ (?:nu|gerne|så))\b")
#: what a host must hear of, however it is said: diets, access, health
NEED = pattern(
    r"\b(?:vegetar\w*|vegan\w*|\w*allergi\w*|glutenfri\w*|gluten|laktose\w*|cøliaki|diabet\w*|halal|kosher|tåler\ ikke|spiser\ ikke"
    r"|ikke\ (?:\w+\ ){0,2}(?:frokost|mad|spise\w*)|kørestol\w*|gangbesvær\w*|krykke\w*|svagtseende|hørehæmmet|teleslynge|tegnsprog\w*|førerhund|forslag|foreslå\w*|elevator\w*|gravid|ammer)\b"
)


SEEN_ALWAYS = (NEED, COMPLAINT, PASSED_ON, LEAVES_US, REACHES_OUT, ATTACHED, TAKEN_OFF, TO_BE_CHANGED)


def is_seen_by_staff(sentence: str, *, is_told: bool, is_refusal: bool) -> bool:
    """Tell whether a (folded) sentence holds a word that staff must see, whatever else the mail says.

    is_told: it speaks plainly of the past, of others or of something else. is_refusal: it plainly refuses.
    """
    if any(words.search(sentence) for words in SEEN_ALWAYS):
        return True
    if is_refusal:
        return False
    wishes = not is_told or bool(HERE_AND_NOW.search(sentence))
    return bool(
        PROSPECT.search(sentence)
        or (not is_told and REGRETS.search(sentence))
        or (wishes and WISH_WORD.search(sentence))
    )


def gives_thanks(sentence: str) -> bool:
    """Tell whether a (folded) sentence thanks, greets or praises."""
    return bool(THANKS.search(sentence))


def tells_of_done(sentence: str) -> bool:
    """Tell whether a (folded) sentence reports that all is done already."""
    return bool(DONE_BEFORE.search(sentence))


def gives_up_place(sentence: str) -> bool:
    """Tell whether a (folded) sentence may be a member's farewell: `jeg kan ikke være med det næste år` answers nothing."""
    return bool(STAYS_AWAY.search(sentence)) and not TURNS_DOWN.search(sentence)
