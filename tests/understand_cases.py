"""The network of the tests, and a mail with one sentence in it."""

from __future__ import annotations

from datetime import date, datetime

from conftest import COPENHAGEN, make_mail
from factories import MEETINGS
from netpost.message import Mail, read_mail
from netpost.understand import Network, Reading, understand_mail
from netpost.understand.outcome import FACETS, OUTCOMES, UNDECIDED, Opinion

NETWORK = Network(
    "Netværk om ledelse af digitalisering", "KL", "Signe Toft", ("netvaerk@kl.example",), MEETINGS, date(2017, 8, 16)
)
INVITATION = (
    "Kære leder\nNu åbner vi for flere deltagere til de tre næste møder i Netværk om ledelse af digitalisering.\n"
    "Du tilmelder dig ved at svare på denne mail. Afbud skal meldes senest otte dage før.\nSigne Toft"
)
PROGRAMME = (
    "Kære alle\nHermed programmet for tredje møde i Netværk om ledelse af digitalisering, torsdag den 16. november 2017\n"
    "kl. 10-15 på Odense Rådhus. Husk at melde afbud.\nSigne Toft"
)
CONTEXTS = {
    "-": ("Netværket", "", datetime(2017, 8, 16, 8, tzinfo=COPENHAGEN)),
    "inv": (
        "SV: Invitation: Netværk om ledelse af digitalisering",
        INVITATION,
        datetime(2017, 6, 28, 8, tzinfo=COPENHAGEN),
    ),
    "prog": (
        "SV: Program for netværksmødet den 16. november i Odense",
        PROGRAMME,
        datetime(2017, 11, 13, 8, tzinfo=COPENHAGEN),
    ),
}
SIGNATURE = "Venlig hilsen\nMette Friis\nAfdelingschef\nVejen Kommune"


def write(text: str, context: str = "-", *, signature: str = SIGNATURE, **changes: str) -> Mail:
    """Read a mail by Mette Friis from Vejen. context: what it answers (see CONTEXTS)."""
    subject, answered, day = CONTEXTS[context]
    quoted = "\n".join(f"> {line}" for line in answered.split("\n")) if answered else ""
    quote = f"\n\nDen 27. jun. 2017 kl. 14.03 skrev Signe Toft <netvaerk@kl.example>:\n\n{quoted}\n" if quoted else ""
    given = {"sender": "Mette Friis <mef@vejen.example>", "subject": subject} | changes
    return read_mail(make_mail(f"Hej Signe\n\n{text}\n\n{signature}\n{quote}", date=day, **given))  # type: ignore[arg-type]


def understand(text: str, context: str = "-", **changes: str) -> Reading:
    """Understand such a mail."""
    return understand_mail(write(text, context, **changes), NETWORK)


def make_opinion(facets: dict[str, float] | None = None, **shares: float) -> Opinion:
    """Make an opinion of which some likelihoods are known; the other outcomes share the rest, the other facets are undecided."""
    rest = (1 - sum(shares.values())) / max(1, len(OUTCOMES) - len(shares))
    likelihoods = tuple(shares.get(one, rest) for one in OUTCOMES)
    return Opinion(likelihoods, tuple((facets or {}).get(one, UNDECIDED) for one in FACETS))
