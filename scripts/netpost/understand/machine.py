"""Mails sent by a machine, and which of them are automatic replies or receipts.

Header tests alone decide only that no answer is sent; a mail is taken for an automatic reply when it also says so,
as a sign-up
can come from a web form's robot. Sources: RFC 3834 (Auto-Submitted), RFC 8098 (read receipts), RFC 2369 and 2919
(lists), Exchange's X-Auto-Response-Suppress.
"""

from __future__ import annotations

import re

from netpost.message import Mail
from netpost.understand.text import fold, fold_all, pattern

AUTO_SUBJECT = pattern(
    r"""
    ^\W*(?:(?:re|sv|svar|aw|vs)\W+)?(?:
        autom\w*[\s-]*(?:svar|besked|reply|response|kvittering|meddelelse)|auto(?:svar|reply|-reply|\ reply
        |matsvar|response)|fraværs(?:besked|meddelelse|svar|assistent)|fravær\b|(?:ikke\ på\ kontoret
        |ikke\ til\ stede|ikke\ tilstede)
        |out\ of\ (?:the\ )?office|away\ from|on\ (?:leave|vacation|holiday)|ferie(?:besked|svar|lukket|\W|$)
        |vacation|automatisch|frånvaro\w*|fråvaro|automatiskt\ svar|fravaers|kvittering\W|fravær\W|gået\ på\ pension|kvittering\ (?:for
        |på)\ (?:din\ )?(?:henvendelse|mail|modtag\w*)
        |(?:barsels?|orlov|sommer)(?:orlov|besked|ferie|lukket)?\b.{0,20}(?:autosvar|svar|besked)
        |jeg\ (?:er\ )?(?:på|holder)\ (?:ferie|barsel\w*|orlov|kursus)|ude\ af\ kontoret|\[?autosvar
    )
    |\b(?:vi\ har\ modtaget\ (?:din|deres|jeres)\ (?:henvendelse|mail|e-mail|besked)
    |din\ henvendelse\ er\ (?:modtaget|registreret)|tak\ for\ din\ henvendelse|automatisk\ (?:svar|kvittering)
    |we\ have\ received\ your|modtagelseskvittering|kvittering\ for\ modtagelse|ticket\ (?:received|created)
    |autosvar|out\ of\ office|autoreply|auto-reply)\b
    """
)
#: What Outlook, Gmail and their kin put before the subject of an automatic reply; nobody writes it by hand.
AUTO_PREFIX = pattern(
    r"""
    ^\W*(?:automatisk\ svar|autosvar|automatic\ reply|auto(?:matic)?\ ?response|automatiskt\ svar|automatisch\w*
    |automatyczna)\b(?!\W*\?)
    """
)
#: What a machine says of itself in its first line.
AUTO_OPENING = pattern(
    r"""
    ^\W*(?:dette|denne\ \w+)\ er\ (?:et|en)?\ ?(?:automatisk|autogenereret|autosvar)|^\W*this\ is\ an\ auto
    """
)
RECEIPT_SUBJECT = pattern(
    r"""
    ^\W*(?:læst|laest|ulæst|ikke\ læst|read|not\ read|slettet\ ulæst|lest|läst|leveret|delivered|relayed
    |videresendt\ \(kvittering\)|afleveret|læsekvittering|disposition\ notification|return\ receipt
    |kvittering\ for\ læsning)\s*(?::|\()
    """
)
RECEIPT_TEXT = pattern(
    r"""
    \b(?:blev\ (?:læst|vist|åbnet)\ (?:den|på|kl|d\.)|was\ read\ on|was\ displayed|slettet\ uden\ at\ (?:være[ ]
    |blive\ )?læst|deleted\ without\ being\ read|dette\ er\ en\ (?:læse|retur|modtage)\w*kvittering
    |this\ is\ a\ return\ receipt|er\ blevet\ vist\ på\ modtagerens)\b
    """
)
AUTO_TEXT = pattern(
    r"""
    \b(?:
        (?:denne|dette)\ (?:mail|besked|e-mail|meddelelse|svar|er\ et|er\ en)\b[^.]{0,30}\b(?:automatisk
        |autosvar|auto-?genereret|automatgenereret)|sendt\ automatisk|automatisk\ (?:genereret|udsendt|besvar\w*
        |svar|kvittering|besked)|autogenereret|autosvar|this\ is\ an\ automat\w*|automatically\ generated
        |do\ not\ reply|automatiskt\ svar|kan\ ikke\ besvares
        |(?:registreret|oprettet|modtaget)\b[^.]{0,40}\b(?:med\ )?(?:sagsnummer|sagsnr|sags-?id|ticket
        |journalnummer|referencenummer)|vi\ har\ modtaget\ (?:din|jeres)\ (?:tilmelding|bestilling|henvendelse)
        |har\ modtaget\ din\ (?:henvendelse|mail|e-mail|besked)|kvitterer\ hermed\ for\ modtagelse\w*|maskinel\w*\ (?:kvittering|besked|mail|svar)|(?:nu\ )?(?:journaliseret|fordelt)\ (?:under|til)|journal(?:nummer|nr)|(?:du\ )?kan\ ikke\ (?:be)?svare\w*\ (?:på\ )?denne|kan\ ikke\ besvares
        |(?:vil\ blive|bliver)\ slettet\ (?:om|efter)\ \d+|skriv\ dit\ svar\ over\ denne\ linje|your\ message\ was\ received\ at|protected\ by|(?:mailboks\w*
        |postkasse\w*|mailadresse\w*|mailkonto\w*|e-?mail\w*)\b[^.]{0,30}\b(?:er\ ikke\ længere\ i\ brug
        |bliver\ ikke\ længere\ (?:læst|brugt)|læses\ ikke|er\ (?:ned)?lukket|er\ nedlagt)
        |(?:din|jeres)\ (?:mail|e-mail|besked|henvendelse)\b[^.]{0,30}\b(?:bliver\ ikke\ (?:læst|videresendt
        |besvaret)|vil\ ikke\ blive\ (?:læst|videresendt)|er\ modtaget|er\ (?:nu\ )?registreret
        |videresendes\ ikke|vil\ blive\ (?:besvaret|behandlet))|læser\ ikke\ (?:mine\ )?(?:mails?|e-?mails?)
        |besvarer?\ (?:jeg\ )?(?:din\ mail|mails|henvendelser|ikke)
    )\b
    """
)
#: A mail that says outright that a machine wrote it.
SAYS_AUTOMATIC = pattern(
    r"""
    \b(?:this\ account\ is\ protected\ by|(?:denne|dette)\ (?:mail|e-?mail|besked|meddelelse|svar
    |kvittering)\ er\ (?:sendt\ |genereret\ |dannet\ |afsendt\ |udsendt\ )?(?:automatisk|autogenereret
    |et\ autosvar|auto)|(?:denne|dette|det)\ er\ (?:et|en)\ (?:automatisk|autogenereret|autosvar)
    |this\ is\ an\ auto\w*|this\ (?:message|e-?mail)\ (?:was|is|has\ been)\ (?:sent\ |generated\ )?automatic\w*)
    """
)
ABSENCE = pattern(
    r"""
    \b(?:(?:jeg|undertegnede)\b[^.]{0,40}\b(?:holder|har|er\ på|er\ gået\ på|afholder|går\ på
    |er\ i\ gang\ med)\s(?:\w+\s){0,3}(?:\w*ferie\w*|fri\b|\w*barsel\w*|\w*orlov\w*|kursus|afspadser\w*
    |fravær\w*|tjenesterejse|sygemeld\w*)|(?:jeg|undertegnede)\ (?:er|har)\ (?:desværre\ |pt\.?[ ]
    |i\ øjeblikket\ |for\ tiden\ )?(?:fraværende|ikke\ på\ kontoret|ude\ af\ kontoret|ikke\ til\ stede|væk\ fra
    |sygemeldt|bortrejst|ikke\ at\ træffe)
      |ikke\ på\ kontoret|out\ of\ (?:the\ )?office|on\ (?:annual\ |maternity\ |parental\ |sick\ )?leave
      |on\ (?:vacation|holiday)|(?:er|vender)\ (?:jeg\ )?tilbage\ (?:på\ (?:kontoret|arbejde)|igen|den|d\.
      |mandag|tirsdag|onsdag|torsdag|fredag|til|fra|i\ uge)|back\ (?:in\ the\ office|on)|har\ begrænset\ adgang
      |limited\ access|holder\ (?:sommer|vinter|efterårs|påske|jule)?ferie|på\ (?:barsel|orlov|ferie)
      |semester\ t)\b
    """
)
TURN_ELSEWHERE = pattern(
    r"""
    \b(?:haster|kontakt\w*|henvend\w*|ring\b|ringe|henvis\w*|rett?es\ til|rette[ts]?|urgent|contact|besvarer
    |besvare|læser|svarer|svare|vender\ retur|hjælp|hovednummer|god\ sommer|glædelig\ jul|tilbage)\b
    """
)
LEFT = pattern(
    r"""
    \b(?:jeg|undertegnede|[a-z]+)\ (?:er|har)\b(?:\s\w+){0,4}?\s?(?:stoppet\ (?:i|hos|som|med|ved)|fratrådt
    |afsluttet\ min\ ansættelse|ikke\ længere\ ansat|forladt\ (?:kommunen|\w+\ kommune|min|sin)|skiftet\ (?:job|arbejdsplads)
    |gået\ på\ pension|sagt\ op|fået\ nyt\ (?:job|arbejde)|holdt\ op)|\bikke\ længere\ (?:ansat|i\ (?:kommunen
    |huset))|\barbejder\ ikke\ længere|\bno\ longer\ (?:work|with|employed)|\bhas\ left\b|\bi\ have\ left\b
    |\bstoppet\ i\ \w+\ kommune|\bhar\ sidste\ arbejdsdag|\bjeg\ fratræder\b|\bmin\ ansættelse\b[^.]{0,20}\b(?:ophørte|sluttede
    |er\ ophørt)
    """
)
NO_REPLY = re.compile(
    r"(?:^|[._-])(?:no-?_?reply|do-?not-?reply|donotreply|ikke-?svar|svar-?ikke|noreply[\w-]*|notification[s]?"
    r"|notifikation|robot|system|daemon|auto(?:mat)?(?:svar|mail)?|bounce[s]?|mailer|www-data|webmaster"
    r"|wordpress|formular|webform\w*)(?:$|[._+-])",
    re.IGNORECASE,
)
CHALLENGE = pattern(
    r"""
    \b(?:protected\ by|click\ on\ the\ following\ link|confirm\ (?:that\ you|your\ (?:message|email|address))
    |challenge|verify\ (?:that\ you|your)|spam\ ?(?:arrest|filter)\b|greylist|bekræft\ (?:at\ du|din\ mail)
    |waiting\ for\ approval)\b
    """
)


def is_sent_by_machine(mail: Mail) -> bool:
    """Tell whether a mail must never be answered: robots, lists, no-reply addresses, an empty envelope sender."""
    auto = (mail.header("auto-submitted") or "no").casefold().split(";")[0].strip()
    return (
        auto not in {"no", ""}
        or read_precedence(mail) in {"bulk", "list", "junk", "auto_reply"}
        or mail.return_path == ""
        or any(
            mail.header(name) is not None
            for name in (
                "list-id",
                "list-unsubscribe",
                "list-post",
                "x-autoreply",
                "x-autorespond",
                "x-loop",
                "feedback-id",
                "x-campaign",
                "x-mailchimp-id",
            )
        )
        or is_no_reply(mail)
    )


def read_precedence(mail: Mail) -> str:
    """Return the Precedence header in small letters, "" where there is none."""
    return (mail.header("precedence") or "").casefold().strip()


def is_no_reply(mail: Mail) -> bool:
    """Tell whether the sender's address takes no answers."""
    return mail.sender is not None and bool(NO_REPLY.search(mail.sender.email.split("@")[0]))


def is_list_mail(mail: Mail) -> bool:
    """Tell whether a mail came through a mailing list or a newsletter system."""
    return (
        any(
            mail.header(name) is not None
            for name in ("list-id", "list-unsubscribe", "list-post", "x-campaign", "x-mailchimp-id", "feedback-id")
        )
        or read_precedence(mail) == "list"
    )


def is_receipt(mail: Mail) -> bool:
    """Tell whether a mail only says that another was read, deleted or delivered."""
    kind = (mail.header("content-type") or "").casefold()
    if "disposition-notification" in kind or "disposition-notification" in _part_types(mail):
        return True
    if "delivery-status" in kind and not mail.header("x-failed-recipients"):
        return True
    return bool(RECEIPT_SUBJECT.search(fold(mail.subject))) and (
        not mail.own_text.strip() or bool(RECEIPT_TEXT.search(fold(mail.own_text + mail.quoted)))
    )


def _part_types(mail: Mail) -> str:
    return " ".join(mail.attachments).casefold()


def is_marked_auto_reply(mail: Mail) -> bool:
    """Tell whether a mail says that it is an automatic reply where nobody types: in headers, or by no envelope sender."""
    auto = (mail.header("auto-submitted") or "no").casefold()
    names = ("x-autoreply", "x-autorespond", "x-ms-exchange-inbox-rules-loop", "x-autoresponse")
    return (
        auto.startswith("auto-replied")
        or bool(AUTO_PREFIX.search(fold(mail.subject)))
        or bool(AUTO_OPENING.search(fold(mail.own_text)))
        or any(mail.header(name) is not None for name in names)
        or read_precedence(mail) == "auto_reply"
        or (mail.return_path == "" and bool(ABSENCE.search(fold_all(mail.subject, mail.own_text))))
    )


def is_auto_reply(mail: Mail) -> bool:
    """Tell whether a mail is an automatic reply: by headers and words together, or by plain words alone."""
    if is_marked_auto_reply(mail):
        return True
    text = fold_all(mail.own_text, mail.signature)
    by_words = bool(AUTO_TEXT.search(text))
    by_subject = bool(AUTO_SUBJECT.search(fold(mail.subject)))
    weak_header = _has_weak_header(mail)
    if by_subject and (weak_header or by_words or len(text) < 40 or ABSENCE.search(text)):
        return True
    if weak_header and (by_words or _is_absence(text) or LEFT.search(text) or CHALLENGE.search(text)):
        return True
    return (by_words and _is_absence(text)) or bool(SAYS_AUTOMATIC.search(text))


def _has_weak_header(mail: Mail) -> bool:
    """Tell whether the headers hint at an automatic reply without saying so."""
    return (
        (mail.header("auto-submitted") or "").casefold().startswith("auto")
        or mail.return_path == ""
        or is_no_reply(mail)
        or re.search(r"\b(?:oof|all|autoreply)\b", (mail.header("x-auto-response-suppress") or "").casefold())
        is not None
    )


def _is_absence(text: str) -> bool:
    """Tell whether (folded) words say that their writer is away and whom to turn to."""
    return bool(ABSENCE.search(text)) and bool(TURN_ELSEWHERE.search(text))


def has_left(mail: Mail) -> bool:
    """Tell whether an automatic reply says that the person has left the job."""
    return bool(LEFT.search(fold_all(mail.subject, mail.own_text, mail.signature)))
