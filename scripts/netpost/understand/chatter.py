"""Mails that need nobody: invoices, newsletters, other organisers' events, sales letters, refusals.

Only what is plainly so is let go; whatever a human may have meant otherwise is for staff. kind: Danish, for the
reasons.
"""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.machine import is_list_mail
from netpost.understand.text import fold_all, pattern

INVOICE = pattern(
    r"""
    \b(?:faktura\ (?:nr\.?\ )?\d+|fakturanr\w*|hermed\ faktura|vedhæftet\ faktura|kreditnota|rykker
    |betalingspåmindelse|betalingsbetingelser|netto\ \d+\ dage|ordrebekræftelse|ordre\ (?:nr|nummer)\w*
    |følgeseddel|kontoudtog|tilbud\ nr|invoice\ (?:no|number|\d)|regning\ (?:nr|for)|bogholderi\w*
    |tak\ for\ (?:handlen|ordren|din\ (?:ordre|bestilling))|din\ (?:ordre|bestilling)|bestilling\ (?:nr
    |er\ modtaget)|ordrenr\w*|tak\ for\ dit\ køb|din\ billet|rejsende|kvittering\ for\ (?:køb|betaling))\b
    """
)
BOOKED = pattern(
    r"\b(?:bekræft\w*|kvittering\w*|tak\ for)\b[^.!?]{0,40}\b(?:booking\w*|reservation\w*|reserver\w*|bestilling\w*|\d+\ værelse\w*|lokaleleje\w*|lokalebooking\w*)\b"
    r"|\b(?:jeres|din)\ (?:\w*booking|reservation|\w*bestilling)\b"
)
ROOMS = pattern(
    r"\b(?:\w*værelse\w*|\w*lokale\w*|sal(?:en)?|mødesal\w*|foyer\w*|kuvert\w*|forplejning\w*|frokostbuffet\w*|morgenbrød|rundstykker|ankomst|afrejse|indtjekning|check-?in|opstilling|bordopstilling)\b"
)
EVENT = pattern(
    r"""
    \b(?:invitation\w*|inviterer|indbyd\w*|konference\w*|temadag\w*|seminar\w*|webinar\w*|morgenmøde\w*
    |gå-hjem-møde\w*|kursus\w*|kurser|messe\w*|workshop\w*|fyraftensmøde\w*|event|arrangement\w*|tilmeld\ (?:dig
    |jer)|meld\ (?:dig|jer)\ til|program\w*|save\ the\ date|høring\w*|reception|åbent\ hus|roadshow
    |gratis\ (?:deltag\w*|adgang))\b
    """
)
SALES = pattern(
    r"""
    \b(?:tilbud\w*|rabat\w*|gratis\ (?:demo|prøve\w*|analyse)|demo\b|book\ et\ møde|løsning\w*|platform\w*
    |vores\ (?:produkt\w*|kunder|løsning\w*|system\w*|software)|leverandør\w*|prøv\ (?:nu|gratis)|læs\ mere
    |klik\ her|early\ bird|svar\ stop|afmeld\ dig\ her|vil\ du\ ikke\ have\ flere|salgschef|account\ manager
    |får\ i\ automatisk|skal\ jeg\ ringe|nyhedsbrev\w*|unsubscribe|afmeld\ nyhedsbrev|whitepaper|casestudy
    |pristilbud|priser\ fra|abonnement\w*|kampagne\w*|samarbejdspartner|vi\ (?:tilbyder|hjælper|leverer
    |har\ udviklet)|our\ (?:product|solution|platform|customers|services)|we\ (?:offer|provide|help)|seo
    |markedsføring|salg\w*|konsulentbistand|lejlighed\ til\ at\ (?:vise|præsentere)|rekrutter\w*|stillingsopslag
    |kandidat\w*|opslag)\b
    """
)
CONCERNS_US = pattern(r"\b(?:jeres|i\ jeres|kl's|kls)\ (?:netværk\w*|møde\w*)\b")
NEWS_SENDER = re.compile(
    r"^(?:nyt|nyhed\w*|news\w*|newsletter|marketing|info|kampagne|post|mail|kontakt|event\w*|kursus\w*"
    r"|konference\w*|salg|sales|hello|hej|team|support|no-?reply|faktura|bogholderi\w*|regnskab|invoice|order"
    r"|ordre|booking)(?:$|[@._+-])",
    re.IGNORECASE,
)


def is_newsletter(mail: Mail) -> bool:
    """Tell whether a mail comes from a mailing system or is written like one."""
    if not is_list_mail(mail):
        return False
    text = fold_all(mail.subject, mail.own_text)
    return bool(EVENT.search(text) or SALES.search(text) or mail.header("list-unsubscribe"))


def is_invoice(mail: Mail) -> bool:
    """Tell whether a mail is a supplier's invoice, reminder or receipt."""
    text = fold_all(mail.subject, mail.own_text)
    business = (
        mail.sender is None
        or bool(NEWS_SENDER.match(mail.sender.email))
        or bool(mail.attachments)
        or bool(pattern(r"\b(?:i/s|aps|a/s)\b|konto\ \d|hermed\ (?:\w+\ )?faktura").search(text))
    )
    return bool(INVOICE.search(text)) and business


def is_booking(mail: Mail) -> bool:
    """Tell whether a place confirms what the network's own house has booked: rooms, halls, meals."""
    text = fold_all(mail.subject, mail.own_text)
    return bool(BOOKED.search(text)) and bool(ROOMS.search(text))


def is_foreign_event(mail: Mail) -> bool:
    """Tell whether a mail invites the reader to something of the sender's own."""
    text = fold_all(mail.subject, mail.own_text)
    invites = pattern(
        r"""
        \b(?:vi\ (?:holder|afholder|inviterer|har\ fornøjelsen|arrangerer|byder)|inviterer\ (?:vi|dig|jer|hermed
        |til)|du\ inviteres|i\ inviteres|(?:har\ du|har\ i)\ lyst\ til|tilmeld\ (?:dig|jer)|meld\ (?:dig
        |jer)\ til|kom\ og|mød\ os|velkommen\ til\ (?:vores|årets)|inviteret\ til|invitation\ til
        |læs\ mere\ og\ tilmeld)\b
        """
    ).search(text)
    return bool(EVENT.search(text)) and bool(invites)


def is_sales_letter(mail: Mail) -> bool:
    """Tell whether a mail wants to sell something: two different words of selling, at least."""
    hits = {match[0] for match in SALES.finditer(fold_all(mail.subject, mail.own_text))}
    return len(hits) >= 2


def is_internal(mail: Mail, own_addresses: tuple[str, ...]) -> bool:
    """Tell whether a colleague of the network's own house writes."""
    if mail.sender is None:
        return False
    domains = {address.rpartition("@")[2] for address in own_addresses}
    return mail.sender.email.rpartition("@")[2] in domains and mail.sender.email not in own_addresses
