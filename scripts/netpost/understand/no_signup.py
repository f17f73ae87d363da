"""Words that show that a mail which sounds like a sign-up is none: it regrets one, misses an answer to one, wants an offer first.

The reservations that any wish may have stand in reservations.py.
"""

from __future__ import annotations

from netpost.understand.text import pattern

#: A place that is none yet.
WAITING_LIST = pattern(
    r"""
    \bventeliste\w*|\bhold\w*\ (?:\w+\ ){0,2}plads\w*|\bafbud\ fra\ andre\b|\bsom\ (?:tilhører|observatør|gæst|flue\ på\ væggen)\b|\bnår\ der\ bliver\ plads\b
    """
)
#: `jeg fortryder min tilmelding`
GIVES_BACK = pattern(
    r"\b(?:fortr[yu]d\w*|annuller\w*|tilbagekald\w*|se\ bort\ fra|ignorer\w*)\ (?:\w+\ ){0,3}?(?:tilmeld|indmeld)\w*"
)
#: `ring lige til hende først og hør, om hun har lyst`
NOT_ASKED = pattern(
    r"\bring\w*\ (?:\w+\ ){0,4}først\b|\bhør\w*,?\ om\ (?:han|hun|de)\ (?:har\ lyst|vil|kan|gider)\b|\bikke\ (?:nået\ at\ |fået\ )?spurgt\b|\bikke\ nået\ at\ spørge\b"
)
#: `min plads vil jeg gerne have med mig`: of somebody who has one
NO_MEMBER = pattern(r"\bmedlem\ (?:bliver|vil)\ jeg\ ikke\b|\bikke\ (?:være|blive)\ medlem\b")
KEEPS_PLACE = pattern(
    r"\b(?:fortsætte|blive)\ i\ netværket\b|\b(?:min|vores|hans|hendes)\ plads\b[^.]*\b(?:med|beholde|følge|blive|videre)\b|\b(?:beholde|tage)\ (?:min|vores|hans|hendes)\ plads\b"
)
#: `jeg har ikke fået bekræftelse på min tilmelding` … `så tilmeld mig`
MISSES_ANSWER = pattern(
    r"\b(?:ikke|aldrig|ingen|intet)\b[^.]{0,30}\b(?:bekræftelse\w*|kvittering\w*|svar|besked)\b|\b(?:mangler|savner|afventer)\ (?:\w+\ ){0,2}(?:bekræftelse\w*|kvittering\w*|svar)\b"
)
ASKS_ANEW = pattern(r"\b(?:tilmeld|skriv|sæt|notér|vil\ (?:\w+\ ){0,2}gerne|ønsker|hermed)\b")
OFFER = pattern(r"\b(?:tilbud|prisoverslag|overslag)\ på\b")
#: `jeg er ikke leder; må jeg alligevel være med?`
ALTHOUGH = pattern(r"\bmå\ (?:jeg|vi)\ (?:\w+\ )?alligevel\b")
#: `Eva er interesseret i netværket`
INTERESTED = pattern(r"\ber\ (?:\w+\ ){0,2}?interessere(?:t|de)\ i\ (?!at\b)")
SENDS_FOR = pattern(
    r"\bsend\w*\ (?:[\w-]+\ ){0,5}?(?:invitation\w*|materiale\w*|brochure\w*|oplysninger|information\w*|info)\b"
)

RESERVED = "Mailen tøver eller udsætter: det er ikke en klar besked for nu."
KEPT = "Mailen taler om en plads, som nogen har i forvejen; det er ikke klart, hvad der skal ske med den."
BACK = "Mailen tager noget tilbage, som er meldt før."
WAITS = "Mailen taler om en venteliste eller om at holde en plads; det er ikke en almindelig tilmelding."


def find_no_signup(text: str, wish: str) -> list[str]:
    """List, as Danish sentences, what shows that a sign-up asks for something else, or not yet.

    text: the writer's own words, folded. wish: the sentences that the verdict rests on, folded.
    """
    found = []
    asks_anew = ASKS_ANEW.search(wish) is not None
    if NOT_ASKED.search(text) or ALTHOUGH.search(wish) or (INTERESTED.search(wish) and not asks_anew):
        found.append(RESERVED)
    if NO_MEMBER.search(text):
        found.append(RESERVED)
    if MISSES_ANSWER.search(wish) and not asks_anew:
        found.append("Mailen savner svar på en tilmelding, som er sendt før.")
    if OFFER.search(wish) or (SENDS_FOR.search(wish) and not asks_anew):
        found.append("Mailen beder om et tilbud eller noget at læse; det er ikke en tilmelding.")
    if GIVES_BACK.search(wish):
        found.append(BACK)
    if KEEPS_PLACE.search(wish):
        found.append(KEPT)
    if WAITING_LIST.search(text):
        found.append(WAITS)
    return found
