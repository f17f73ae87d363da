"""The address that a writer wants to be reached at: From, unless the words name another; and the one that is given up."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.entry import ADDRESS, Entry
from netpost.understand.name import fits_address
from netpost.understand.text import fold, pattern

USE_THIS_ADDRESS = pattern(
    r"(?:(?<!han\ kan\ )(?<!hun\ kan\ )\b(?:brug|bruge|benyt|anvend|skriv\ til\ mig|skrive\ til\ mig|kontakt\ mig|fat\ i\ mig|kan\ jeg\ træffes|jeg\ (?:kan\ )?(?:træffes|fanges)|(?:min\ |my\ )(?:arbejds-?mail\w*|arbejdsadresse\w*|tjenstlig\w*|jobmail\w*)|min\ (?:rigtige\ |nye\ |officielle\ |egen\ |faste\ |nuværende\ )?(?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|ny\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|nye\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|fremover|i\ stedet|rettes\ til|ændres\ til|skal\ være|skal\ der\ stå|til\ mig\ på|email\ is|address\ is|use\ my|instead|sendes?\ til\ mig|send\ (?:alt|det|(?:al\ )?post|mails?|invitation\w*|bekræftelse\w*|materiale\w*)\b[^.]{0,30}\ til|(?:post|korrespondance\w*|materiale\w*|mails?)\ (?:\w+\ ){0,4}sendt?es?\ til|bedes\ sendt\ til|registrer\ mig\ (?:med|på)|mailen\ er|mail\ er|(?:mail|mailen|adresse|adressen|mailadressen)\ (?:\w+\ ){0,4}bliver|(?:er|bliver)\ min\ (?:e-?mail|mail|adresse)\w*)\b[^@.]{0,60})$"
)


#: `Notér adressen awib@…, når I opretter mig`: said of an address that can be made of the writer's name.
GIVES_ADDRESS = pattern(
    r"\b(?:notér|noter|skriv|registrér|registrer|opret|tilføj|skift|flyt|ret|adressen\ er|gå\ til|mail)\b[^@.]{0,50}$"
)


OLD_ADDRESS_BEFORE = pattern(
    r"(?:\b(?:skriver\ (?:stadig|fortsat)\ til|gamle|gammel|tidligere|forrige|før\ var\ den|den\ hed|hed\ før|før|ikke\ længere\ (?:på|til|bruge)?|ikke|i\ stedet\ for(?!\ (?:denne|den\ her|den,?\ jeg))|(?<!jeg\ skriver\ )fra|ændre\w*\ fra|erstatter|smid|slet|fjern|kassér|glem|old|previous|nedlagte|not|instead\ of(?!\ this)|private)\b[^@.]{0,40})$"
)


OLD_ADDRESS_AFTER = pattern(
    r"^\W{0,3}(?:(?:som\ |der\ |den\ |og\ )?(?:lukkes|lukker|nedlægges|udgår|virker\ ikke|(?:er|bliver)\ (?:lukket|nedlagt|gammel|udgået|forældet|slukket|død|udfaset)|dør|slukkes|udløber|udfases|forsvinder|gælder\ ikke|bruges\ ikke|bliver\ (?:lukket|nedlagt)|skal\ (?:slettes|ikke\ bruges)|ophører|\(?gammel)\b|til\ \S+@)"
)


#: `hendes mail er amly@…`: somebody else's, never the writer's. `den her mail` is Danish for this one.
OTHERS_ADDRESS = pattern(
    r"\b(?:hans|hendes|deres|dennes|vedkommendes|chefens|lederens|direktørens|kollegaens|his|their|(?<!den\ )her)"
    r"\ (?:[\w-]+\ ){0,2}?(?:e-?mail|mail|adresse|e-?mailadresse|mailadresse|arbejdsmail|address)\b[^@.]{0,40}$"
)


def read_own_address(mail: Mail, own: Entry | None, text: str) -> tuple[str | None, bool, str | None]:
    """Return (the address to use, whether the words name it, the address that is given up)."""
    sender = mail.sender.email if mail.sender else None
    new: str | None = own.email if own and own.email and own.email != sender else None
    old: str | None = None
    for match in ADDRESS.finditer(text):
        address = match[0].casefold().rstrip(".")
        before, after = (
            fold(text[max(0, match.start() - 110) : match.start()]),
            fold(text[match.end() : match.end() + 50]),
        )
        before = " ".join(re.sub(r"[\w.+-]+@[\w.-]+", "@", before).split()) + " "  # mail programs break lines anywhere
        if OLD_ADDRESS_AFTER.search(after) or (
            OLD_ADDRESS_BEFORE.search(before)
            and not pattern(
                r"\b(?:men|rettes\ til|ændres\ til|skiftet\ til|use|brug\w*|fremover)\b[^@]{0,40}$|\btil\W*$"
            ).search(before)
        ):
            old = address if address != sender else old
            continue
        if address == sender or OTHERS_ADDRESS.search(before):
            continue
        is_given = bool(GIVES_ADDRESS.search(before)) and fits_address(mail.sender_name or "", address)
        if USE_THIS_ADDRESS.search(before) or is_given or any(one.email == address for one in mail.reply_to):
            new = address
    if old and old == new:
        old = None
    if new and sender and old is None:
        old = sender
    return new or sender, new is not None, old
