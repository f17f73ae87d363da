"""The address that a writer wants to be reached at: From, unless the words name another; and the one that is given up."""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.entry import Entry, find_addresses
from netpost.understand.name import fits_address, is_given_name
from netpost.understand.text import fold, pattern

USE_THIS_ADDRESS = pattern(
    r"(?:(?<!han\ kan\ )(?<!hun\ kan\ )\b(?:hedder\ jeg\b|jeg\ hedder\ nu\b|i\ (?:can|will)\ be\ reached|reach\ me|min\ post\ på\b|(?:givet\ mig|jeg\ har\ fået|har\ jeg\ fået|fik\ jeg|jeg\ fik)\ (?:e-?mail\w*|mail\w*|adressen?)|brug|bruge|benytt?e?|anvende?|skriv\ til\ mig|skrive\ til\ mig|kontakt\ mig|fat\ i\ mig|kan\ jeg\ træffes|(?:træffes|nås|fanges|kontaktes|findes)\ jeg|undertegnede\ (?:\w+\ ){0,5}?(?:kontakt\w*|træff\w*|skriv\w*|nås)|fange\ mig|nå\ mig|jeg\ (?:kan\ )?(?:træffes|fanges|kontaktes|nås|findes)|(?:min\ |my\ )(?:arbejds-?mail\w*|arbejdsadresse\w*|tjenstlig\w*|jobmail\w*)|min\ (?:rigtige\ |nye\ |kommende\ |officielle\ |egen\ |faste\ |nuværende\ )?(?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|ny\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|nye\ (?:e-?mail|mail|adresse|mailadresse|e-mailadresse)|fremover|i\ stedet|rettes\ til|ændres\ til|skal\ være|skal\ der\ stå|til\ mig\ på|mine\ (?:\w+\ )?(?:kontakt)?(?:oplysninger|data)|email\ is|address\ is|use\ my|instead|sendes?\ til\ mig|alt,?\ (?:hvad\ )?(?:i|du)\ sender,?\ (?:skal|bedes|må)\ (?:\w+\ ){0,2}(?:gå|sendes)\ til|send\ (?:venligst\ |gerne\ |bare\ )?(?:alt|det|(?:al\ )?post|mails?|invitation\w*|bekræftelse\w*|materiale\w*)\b[^.]{0,30}\ til|(?:post|korrespondance\w*|materiale\w*|mails?)\ (?:\w+\ ){0,4}sendt?es?\ til|bedes\ sendt\ til|registrer\ mig\ (?:med|på)|mailen\ er|mail\ er|(?:mail|mailen|adresse|adressen|mailadressen)\ (?:\w+\ ){0,4}bliver|(?:er|bliver)\ min\ (?:e-?mail|mail|adresse)\w*|min\ er)\b[^@.]{0,60})$"
)


#: `Notér adressen awib@…, når I opretter mig`: said of an address that can be made of the writer's name.
GIVES_ADDRESS = pattern(
    r"\b(?:(?:er|bliver)\ (?:den|(?:mail|adress|mailadress)en)|hedder\ den|(?:rigtige|rette|korrekte)\ (?:e-?mail|mail|adresse|mailadresse)\ er|får\ (?:jeg\ )?adressen|læser\ (?:jeg\ )?(?:post|mail|mails)\ på|ud\ med|notér|noter|svar|skriv|registrér|registrer|opret|tilføj|skift|flyt|ret|adressen\ er|gå\ til|mail)\b[^@.]{0,50}$"
)


OLD_ADDRESS_BEFORE = pattern(
    r"(?:\b(?:skriver\ (?:stadig|fortsat)\ til|gamle|gammel|tidligere|forrige|før\ var\ den|den\ hed|hed\ før|før|ikke\ længere\ (?:på|til|bruge)?|ikke|i\ stedet\ for(?!\ (?:denne|den\ her|den,?\ jeg))|(?<!jeg\ skriver\ )fra(?=\ (?:(?:min|den|vores|adresse\w*|e-?mail\w*|mail\w*|gamle|tidligere)\ ){0,3}$)|ændre\w*\ fra|erstatter|smid|slet|fjern|kassér|glem|old|previous|nedlagte|not|instead\ of(?!\ this)|private)\b[^@.]{0,40})$"
)


OLD_ADDRESS_AFTER = pattern(
    r"^\W{0,3}(?:(?:(?:men|og|for)\ )?(?:(?:som|der|den|denne|det|sådan\ en)\ )?(?:(?:e-?mail|mail|mailadresse|adresse|postkasse|konto|boks)(?:en)?\ )?(?:lukkes|lukker|nedlægges|udgår|virker\ ikke|(?:\w+\ ){1,3}ikke\ (?:længere|mere)(?!\ [\w-]*(?:chef|leder|direktør|konsulent|koordinator|ansat)\b)|(?:er|bliver)\ (?:lukket|nedlagt|gammel|udgået|forældet|slukket|død|udfaset|pensioneret|på\ (?:vej\ på\ )?pension)|dør|slukkes|udløber|udfases|forsvinder|gælder\ ikke|bruges\ ikke|bliver\ (?:lukket|nedlagt)|(?:skal|må|bedes|kan)\ i\ (?:\w+\ ){0,2}?(?:holde\ op|slette|fjerne|glemme|stryge|ikke)|skal\ (?:slettes|ikke\ bruges)|ophører|er\ (?:jo\ )?(?:forkert|en\ (?:\w+)?fejl)|(?:holder|hører)\ op\b|går\ i\ graven|stopper|eksisterer\ ikke|findes\ ikke|\(?gammel(?!\ (?:e-?mail|mail|adresse)))\b|(?:(?:er|bliver)\ (?:blevet\ |ændret\ |skiftet\ |rettet\ )?)?til\ \S+@|(?:men\ )?(?:den|det)\ (?:rigtige|rette|korrekte)\ (?:er|hedder|lyder)\b)"
)


#: `hendes mail er amly@…`: somebody else's, never the writer's. `den her mail` is Danish for this one.
OTHERS_ADDRESS = pattern(
    r"\b(?:hans|hendes|deres|dennes|vedkommendes|chefens|lederens|direktørens|kollegaens|his|their|(?<!den\ )her)"
    r"\ (?:[\w-]+\ ){0,2}?(?:e-?mail|mail|adresse|e-?mailadresse|mailadresse|arbejdsmail|address)\b[^@.]{0,40}$"
)


#: where mail is to go: `al post skal gå til …`, `invitationer bedes sendt til …`
SENT_TO = pattern(
    r"\b(?:gå|går|ryge|lande|sendes?|sendt|stiles|rettes|adresseres|ledes|skrives?)\ (?:\w+\ ){0,3}?(?:til|på)\ (?:\w+\ ){0,3}$"
    r"|\bfra\ @\ (?:og\ |over\ )?til\ $|@\ (?:bliver|skifter|ændres|rettes|er\ (?:ændret|rettet|blevet))\ (?:\w+\ ){0,2}?til\ $|\b(?:ændre\w*|skifte\w*|rette[rst]?|ret)\b[^@]{0,60}\btil\ $|\bbytte?\b[^@]{0,60}\bud\ med\ $"
)
#: … and right behind the address, what is not to be used any longer: `… , ikke hertil`
NOT_HERE = pattern(
    r"^\W{0,3}(?:og\ )?(?:ikke|i\ stedet\ for|frem\ for|fremfor|instead\ of)\ (?:her\w*|den\ (?:her|private)|denne|til\ denne|på\ denne|this)\b"
)
#: `vil du bruge denne adresse i stedet for …`, written from the one to use
THIS_INSTEAD = pattern(
    r"\b(?:denne|den\ her)\ (?:e-?mail\w*|mail\w*|adresse)\ (?:\w+\ ){0,2}(?:i\ stedet\ for|frem\ for)\ $"
)
#: whom else mail may be sent to: bills, copies, questions
TO_OTHERS = pattern(
    r"\b(?:faktura\w*|regning\w*|kopi|cc|kontakt\w*|spørgsmål|sekretær\w*|bogholderi\w*|økonomi\w*|invoice)\b[^@.]{0,60}$"
)
#: `I skriver stadig til …`: the network uses an address that is out of use
STILL_USED = pattern(
    r"\b(?:skriver|sender|mailer|ligger)\ (?:\w+\ ){0,2}?(?:stadig\w*|fortsat|endnu|altid)\ (?:\w+\ ){0,3}?(?:til|på)\ $"
    r"|(?<!hvis\ )(?<!når\ )(?<!at\ )\bi\ (?:skriver|sender|mailer)\ (?!skal\b|bedes\b|må\b)(?:\w+\ ){0,4}?(?:til|på)\ $"
    r"|\b(?:e-?mail|mail|adresse|mailadresse)(?:n|en)?\ (?:\w+\ ){0,2}?(?:skrevet|stavet|noteret|angivet|opført)\ (?:som|med)\ $"
    r"|\b(?:har|står)\ (?:\w+\ ){0,3}?(?:stående|noteret|opført|registreret)\ (?:med|på|under|som)\ (?:\w+\ ){0,3}$"
)
#: the full stop of a short form ends no sentence: `ny mailadresse pr. i dag: …`
ABBREVIATED = re.compile(r"\b(pr|kl|nr|ca|jf|vedr|inkl|adr|mailadr)\.")
WRAPPED = re.compile(r" *\n(?!\n) *")
NEWLY = pattern(r"\b(?:nye?|nyt|fra\ (?:på\ )?\w+dag|fremover|skift\w*|nu|new|from|changed)\b[^@.]{0,80}$")
#: `Evas mail er …`: an address that a given name in the genitive stands before
SOMEBODYS = re.compile(
    r"\b([A-ZÆØÅ][a-zæøå]+)s\s+(?:e-?mail|mail|adresse|mailadresse|arbejdsmail)\b[^@.]{0,40}$", re.IGNORECASE
)


#: … unless the right one is announced after it
RIGHT_ONE_BEFORE = pattern(
    r"\b(?:men(?!\ (?:\w+\ )?gamle\b)|rettes\ til|ændres\ til|skiftet\ til|use|brug\w*|fremover|ud\ med|altså)\b[^@]{0,40}$|\btil\W*$"
)
#: nobody's own: `send i stedet fakturaen til bogholderi@…`
PAYS = re.compile(
    r"(?:bogholderi|faktura|fakt|regnskab|oekonomi|økonomi|okonomi|finans|kreditor|invoice|betaling)[\w.-]*@"
)
REACH_BEFORE, REACH_BEHIND = 110, 50


def read_own_address(
    mail: Mail, own: Entry | None, text: str, name: str | None, *, is_update: bool
) -> tuple[str | None, bool, str | None]:
    """Return (the address to use, whether the words name it, the address that is given up).

    name: the writer's. is_update: the mail corrects details, so that an address beside the sender's is the old one.
    """
    sender = mail.sender.email if mail.sender else None
    new: str | None = own.email if own and own.email and own.email != sender else None
    old: str | None = None
    left: list[str] = []
    is_sender_old = False
    is_confirmed = False  # the address written from is told to be the right one
    for match in find_addresses(text):
        address = match[0].casefold().rstrip(".")
        before, after = _words_around(text, match)
        if THIS_INSTEAD.search(before):
            old = address
            continue
        is_new = bool(NOT_HERE.search(after))
        if _is_given_up(before, after, is_new=is_new):
            old = address if address != sender else old
            is_sender_old |= address == sender
            continue
        if address == sender and (USE_THIS_ADDRESS.search(before) or SENT_TO.search(before)):
            is_confirmed = True
        if PAYS.match(address) and address != sender:
            continue
        if address == sender or OTHERS_ADDRESS.search(before) or _is_somebodys(text[: match.start()], name):
            continue
        fits = fits_address(name or mail.sender_name or "", address)
        is_given = (
            fits and bool(GIVES_ADDRESS.search(before) or SENT_TO.search(before)) and not TO_OTHERS.search(before)
        )
        is_new = is_new or bool(USE_THIS_ADDRESS.search(before)) or is_given
        if is_new or any(one.email == address for one in mail.reply_to):
            new = address
        elif not TO_OTHERS.search(before) or address == sender:
            left.append(address)
    if new is None and len(left) == 1 and fits_address(name or "", left[0]):
        is_only_one = sender is not None and sender not in text.casefold()
        new = left[0] if is_only_one or (is_update and (is_sender_old or _is_newly_own(left[0], text, name))) else None
    if old and old == new:
        old = None
    if is_update and new is None and old is None and not is_sender_old and sender and sender in text.casefold():
        old = _find_old(left, sender, name)
    if new and sender and old is None:
        old = sender
    return new or sender, new is not None or is_confirmed, old


def find_given_up(text: str) -> set[str]:
    """Find the addresses of a text that it calls old or wrong, whoever has them."""
    return {
        match[0].casefold().rstrip(".") for match in find_addresses(text) if _is_given_up(*_words_around(text, match))
    }


def _words_around(text: str, address: re.Match[str]) -> tuple[str, str]:
    """Return the folded words before and behind an address; mail programs break lines anywhere."""
    before = fold(text[max(0, address.start() - REACH_BEFORE) : address.start()])
    before = ABBREVIATED.sub(r"\1", re.sub(r"[\w.+-]+@[\w.-]+", "@", before))
    after = WRAPPED.sub(" ", fold(text[address.end() : address.end() + REACH_BEHIND]))
    return " ".join(before.split()) + " ", after


def _is_given_up(before: str, after: str, *, is_new: bool = False) -> bool:
    """Tell by the words around an address whether it is not to be used; is_new: what stands behind it says that another is not."""
    if OLD_ADDRESS_AFTER.search(after) or STILL_USED.search(before):
        return True
    return not is_new and bool(OLD_ADDRESS_BEFORE.search(before)) and not RIGHT_ONE_BEFORE.search(before)


def _is_somebodys(before: str, name: str | None) -> bool:
    """Tell whether somebody else than the writer, by the given name, has the address that follows."""
    owner = SOMEBODYS.search(before[-80:])
    return owner is not None and is_given_name(owner[1]) and fold(owner[1]) not in fold(name or "").split()


def _is_newly_own(address: str, text: str, name: str | None) -> bool:
    """`Fra mandag er min kirsten.lyngholm@…`: tell whether the words before an address made of the writer's name say that it is new."""
    before = fold(text[: max(text.casefold().find(address), 0)])
    return fits_address(name or "", address) and NEWLY.search(before) is not None


def _find_old(left: list[str], sender: str, name: str | None) -> str | None:
    """`Mailen er skiftet til lahm@…, mens laba@… går i graven`: of two addresses the sender's is in use, the other is the old one."""
    start = fold(name or "")[:2]  # the surname may be another one
    house = sender.rpartition("@")[2]
    own = [one for one in left if start and one.startswith(start) and one.rpartition("@")[2] == house]
    return own[0] if len(own) == 1 else None
