"""Words that show that a mail which sounds like a sign-up is none: it regrets one, misses an answer to one, wants an offer first.

The reservations that any wish may have stand in reservations.py.
"""

from __future__ import annotations

from netpost.understand.text import pattern

#: A place that is none yet.
WAITING_LIST = pattern(
    r"""
    \b(?:på|til)\ (?:\w+\ )?venteliste\w*|\b(?:jeg|mig|os)\b[^.]*\bventeliste\w*|\bhold\w*\ (?:\w+\ ){0,2}plads\w*\b[^.]*\b(?:indtil|til\ (?:jeg|vi|det|chefen|budgettet|direktøren)|mens|foreløbig\w*|åben)\b|\bafbud\ fra\ andre\b|\bsom\ (?:tilhører|observatør|gæst|flue\ på\ væggen)\b|\bnår\ der\ bliver\ plads\b
    |\breserveliste\w*|\bsom\ (?:\w+\ )?(?:reserve|suppleant|nummer\ (?:to|tre|\d))\b
    """
)
#: `jeg fortryder min tilmelding`
GIVES_BACK = pattern(
    r"\b(?:tilmelding|indmeldelse)\w*\b[^.]{0,60}\b(?:var|er)\ (?:\w+\ )?(?:en\ fejl\w*|forkert)|"
    r"\b(?:fortr[yu]d\w*|annuller\w*|tilbagekald\w*|se\ bort\ fra|ignorer\w*|glem|slet|stryg|drop|træk\w*)\ (?:\w+\ ){0,3}?(?:tilmeldin|indmeld)\w*"
)
#: `ring lige til hende først og hør, om hun har lyst`
NOT_ASKED = pattern(
    r"\bring\w*\ (?:\w+\ ){0,4}først\b|\bhør\w*,?\ om\ (?:han|hun|de)\ (?:har\ lyst|vil|kan|gider)\b|\bikke\ (?:nået\ at\ |fået\ )?spurgt\b|\bikke\ nået\ at\ spørge\b"
)
#: `min plads vil jeg gerne have med mig`: of somebody who has one
NO_MEMBER = pattern(r"\bmedlem\ (?:bliver|vil)\ jeg\ ikke\b|\bikke\ (?:være|blive)\ medlem\b")
#: `vi er med i forvejen, men vil gerne have en plads til`: for whom?
ONE_MORE = pattern(
    r"\b(?:i\ forvejen|allerede)\b.*\ben\ (?:plads|stol)\ til\b|\ben\ (?:ekstra|yderligere)\ (?:plads|stol)\b"
)
#: `vil du sætte mig på listen med min nye titel?`: somebody who stands there with the old one
RENEWED = pattern(
    r"\b(?:min|mit)\ nye\ (?:titel|mail\w*|\w*nummer|\w*adresse|navn|efternavn)\b|\b(?:på|ved)\ min\ tilmelding\b"
)
#: `i deltagerlisten hedder jeg …`, `desuden står jeg som konsulent`
ON_LIST = pattern(r"\b(?:jeg\ står|står\ jeg)\ (?:\w+\ )?som\b|\bdeltagerlisten?\ (?:hedder|står)\ jeg\b")
KEEPS_PLACE = pattern(
    r"\b(?:fortsætte|blive)\ i\ netværket\b|\b(?:min|vores|hans|hendes)\ plads\b[^.]*\b(?:med|beholde|følge|blive|videre)\b|\b(?:beholde|tage)\ (?:min|vores|hans|hendes)\ plads\b"
)
#: `jeg har ikke fået bekræftelse på min tilmelding` … `så tilmeld mig`
MISSES_ANSWER = pattern(
    r"\b(?:ikke|aldrig|ingen|intet)\b[^.]{0,30}\b(?:bekræftelse\w*|kvittering\w*|svar|besked)\b|\b(?:mangler|savner|afventer)\ (?:\w+\ ){0,2}(?:bekræftelse\w*|kvittering\w*|svar)\b"
)
ASKS_ANEW = pattern(r"\b(?:tilmeld|skriv\w*|sæt\w*|notér\w*|vil\ (?:\w+\ ){0,2}gerne|ønsker|hermed)\b")
WANTED = pattern(r"\btilmeld\w*|\b(?:skriv|sæt|notér?)\w*\ (?:mig|os)\b|\bvil\ (?:\w+\ ){0,2}gerne\b")
OFFER = pattern(
    r"\b(?:tilbud|prisoverslag|overslag)\ på\b|\binviteres\b|\bhave\ (?:\w+\ ){0,2}(?:invitation\w*|\w*blanket\w*|\w*link\w*|\w*skema\w*)\b"
)
#: `sig til, hvis der er plads`, `er der plads til en mere, så giv lyd`
TELL_ME = r"(?:sige?\ (?:endelig\ |gerne\ |bare\ |lige\ )?til|giv\w*\ (?:\w+\ ){0,2}(?:lyd|besked)|(?:lad|hold)\ (?:mig|os)\b(?!\ (?:få|komme|være|deltage))|må\ (?:\w+\ ){0,2}(?:ringe|sige\ til|skrive)|\W*(?:skriv|ring)(?=,))"
TELL_IF_ROOM = pattern(
    rf"(?:^|\b){TELL_ME}\b[^.]*\b(?:plads\w*|stol\w*|ledig\w*)\b|\b(?:plads\w*|stol\w*|ledig\w*)\b[^.]*\b{TELL_ME}\b"
)
#: `jeg er ikke leder; må jeg alligevel være med?`
ALTHOUGH = pattern(r"\bmå\ (?:jeg|vi)\ (?:\w+\ )?alligevel\b")
#: `Eva er interesseret i netværket`
INTERESTED = pattern(r"\ber\ (?:\w+\ ){0,2}?interessere(?:t|de)\ i\ (?!at\b)")
SENDS_FOR = pattern(
    r"(?<!jeg\ )(?<!vi\ )\bsend\w*\ (?!jeg\b|vi\b)(?:[\w-]+\ ){0,5}?(?:invitation\w*|materiale\w*|brochure\w*|oplysninger|information\w*|info|\w*blanket\w*|\w*link\w*|\w*skema\w*)\b"
)

RESERVED = "Mailen tøver eller udsætter: det er ikke en klar besked for nu."
OR_JOINS = "Det er ikke klart, om mailen retter oplysninger eller tilmelder nogen."
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
    if TELL_IF_ROOM.search(wish) and not WANTED.search(wish):
        found.append(RESERVED)
    if RENEWED.search(wish) or ON_LIST.search(text):
        found.append(OR_JOINS)
    if ONE_MORE.search(text):
        found.append("Mailen beder om en plads mere, men siger ikke til hvem.")
    if GIVES_BACK.search(wish):
        found.append(BACK)
    if KEEPS_PLACE.search(wish):
        found.append(KEPT)
    if WAITING_LIST.search(text):
        found.append(WAITS)
    return found
