"""Signs that a mail is forged or tries to steer a machine. Each finding is a Danish sentence for staff.

Only an explicit fail of the sender check counts here (topmost Authentication-Results, RFC 8601); reading the inbox
knows more.
"""

from __future__ import annotations

import re
import unicodedata

from netpost.message import Mail
from netpost.understand.reading import Network
from netpost.understand.text import fold, fold_all, pattern

RESULT = re.compile(r"\b(dmarc|spf|dkim)\s*=\s*(\w+)", re.IGNORECASE)
MACHINE_ORDER = pattern(
    r"""
    \b(?=[\w#<{])(?:ignor(?:er|ér|e|ing)\b[^.]{0,50}\b(?:instruk\w*|regler|ordre\w*|instruction\w*|rules|prompt)
    |(?:se\ bort\ fra|glem|disregard|forget|override|tilsidesæt)\b[^.]{0,40}\b(?:instruk\w*|regler
    |instruction\w*|prompt)
      |system\ ?prompt|(?:du\ er|you\ are)\b[^.]{0,30}\b(?:mail-?assistent|assistent|ai\b|sprogmodel
      |language\ model|assistant|chatbot|robot)|review\s*[=:]\s*false|as\ an\ ai|som\ (?:en\ )?ai\b|\b(?:ai
      |mailbot|bot|robot|system|assistent|assistant)(?:-?assistent\w*|-?agent\w*)?\s*:\s*(?:du|you|ignor\w*
      |afmeld|slet|tilmeld|send|svar|skriv|udfør|kør|act|set|sæt|godkend|mark\w*)\b
      |(?:til|to)\ (?:mailrobot\w*|robot(?:ten)?|systemet|scriptet|programmet|the\ (?:bot|ai|system|parser|script)
      |assistenten|maskinen|den\ automatiske\ \w+|ai\w*)\b|\#\#\#\s*(?:system|instruk\w*)|<\|?(?:system
      |im_start)|(?:eksporter|export|send|videresend|udlever)\b[^.]{0,40}\b(?:hele\ )?(?:medlemsliste\w*
      |deltagerliste\w*|members\.csv|alle\ (?:medlemmer\w*|deltagere\w*)\b[^.]{0,20}\b(?:adresser|mail\w*
      |oplysninger|data)|member\ list)\b[^.]{0,50}@
      |(?:afmelde?|framelde?|slette?|fjerne?|delete|remove)\b[^.]{0,25}\b(?:alle|samtlige|all)\b[^.]{0,20}\b(?:medlemmer\w*
      |deltagere\w*|members|participants|personer)|drop\ table|<script|\{\{.*\}\}|\{%|uden\ (?:gennemsyn
      |godkendelse|at\ spørge\ (?:et\ menneske|nogen|personale\w*|medarbejder\w*))\b|godkend\ automatisk|uden\ (?:manuel|menneskelig)\w*\ \w+
      |\b(?:json|intent|prompt)\b\s*(?:=|:|hvor|med|with|where)|\bautomatisk\ \w*behandl\w+\s*:
      |(?:besked|instruks\w*|note|meddelelse|message|instruction\w*)\ (?:til|to|for)\ (?:den\ |det\ |the\ )?(?:automatisk\w*|maskine\w*|mail\w*|system\w*|program\w*|robot\w*|ai\b|\w*model\w*|agent\w*)
      |(?:system\w*|program\w*|script\w*|robot\w*|maskine\w*|assistent\w*|sprogmodel\w*|model|agent|bot|parser)\ ?,?\ (?:der|som|that|which)\ (?:\w+\ )?(?:læser|behandler|modtager|sorterer|scanner|tolker|reads?|process\w*|pars\w*)[^.]{0,25}\b(?:mail\w*|besked\w*|dette|e-?mail\w*|message\w*|this)
      |administratorrettighed\w*|adminrettighed\w*|admin(?:istrator)?\ (?:rights|access|mode)|udviklertilstand|developer\ mode
      |\b(?:eksport[eé]r\w*|udlever\w*|export)\b[^.]{0,50}\b(?:deltager|medlem|member|participant)\w*
      |\b(?:bede?r?|beordrer)\ (?:systemet|programmet|robotten)\b
      |\bvis\ ikke\ (?:\w+\ ){1,3}(?:til|for)\b|\bdo\ not\ (?:show|tell|forward)\b[^.]{0,30}\b(?:human|staff|employee|person)\w*
      |\bmark(?:er|ér|ere)\b[^.]{0,40}\bsom\ (?:færdigbehandlet|godkendt|behandlet)\b)
    """
)
MONEY = pattern(
    r"""
    \b(?:tilbagebetal\w*|refusion|refunder\w*|refund|(?:reg|registrering)\w*\.?\s*(?:nr\.?\s*)?\d{4}|iban|swift
    |tilbagefør\w*|kontonummer|kontonr|(?:konto|kto)\.?\s*(?:nr\.?\s*)?\d[\d -]{5,}|bankkonto|overfør\w*|mobilepay|gavekort\w*|gift\ ?card|bitcoin
    |udbetal\w*|ny(?:e|t)?\ (?:bank)?konto\w*|bank\s?details|payout)\b
    """
)
#: A letter of another alphabet, or a rare Latin one.
BEYOND_LATIN = re.compile(r"[^\W\d_\x00-\u024f]")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]")
#: More people than a municipality sends in one mail.
MANY_PEOPLE = 12
MANY_RECIPIENTS = 40


def find_suspicions(mail: Mail, network: Network) -> list[str]:
    """List what makes a mail suspect, in Danish; empty where nothing does."""
    checks = (
        _find_failed_check(mail),
        _find_senders(mail, network),
        _find_orders(mail),
        _find_hidden(mail),
        _find_money(mail),
        _find_odd_letters(mail),
        _find_display_address(mail),
    )
    return [sentence for sentence in checks if sentence]


def _find_failed_check(mail: Mail) -> str | None:
    results = {
        method.casefold(): result.casefold()
        for method, result in reversed(RESULT.findall(mail.header("authentication-results") or ""))
    }
    failed = results.get("dmarc") in {"fail", "reject", "quarantine", "permerror"}
    if "dmarc" not in results or results["dmarc"] in {"none", "temperror", "bestguesspass"}:
        failed = failed or (
            "pass" not in {results.get("spf"), results.get("dkim"), results.get("dmarc")}
            and (
                "fail" in {results.get("spf"), results.get("dkim")}
                or results.get("spf") == "hardfail"
                or (results.get("spf") == "softfail" and "dmarc" not in results)
            )
        )
    return (
        "Mailserverens afsenderkontrol siger, at mailen ikke kommer fra den, der står som afsender." if failed else None
    )


def _find_senders(mail: Mail, network: Network) -> str | None:
    if len({one.email for one in mail.senders}) > 1:
        return "Mailen har mere end én afsender."
    if mail.sender is None:
        return "Mailen har ingen brugbar afsender."
    if mail.sender.email in network.own_addresses:
        return "Mailen står som sendt fra netværkets egen adresse."
    return None


def _find_orders(mail: Mail) -> str | None:
    text = fold_all(mail.subject, mail.own_text, mail.signature, mail.hidden_text, mail.quoted[:3000])
    return (
        "Mailen ser ud til at give ordrer til et program i stedet for at skrive til et menneske."
        if MACHINE_ORDER.search(text)
        else None
    )


def _find_hidden(mail: Mail) -> str | None:
    words = re.findall(r"[^\W\d_]{3,}", mail.hidden_text)
    tells = pattern(
        r"""
        \b(?:tilmeld\w*|afmeld\w*|framel\w*|slet\w*|afbud|medlem\w*|netværk\w*|ean|konto\w*|instruk\w*|ignor\w*
        |system|send\w*|godkend\w*|adresse\w*|@\w+|mail\w*)\b
        """
    )
    if len(words) >= 4 and tells.search(fold(mail.hidden_text)):
        return "Mailen indeholder skjult tekst, som en læser ikke kan se."
    return None


def _find_money(mail: Mail) -> str | None:
    """Money asked for, together with an address for the answer that is not the sender's domain."""
    text = fold_all(mail.subject, mail.own_text)
    if mail.sender is None or not MONEY.search(text):
        return None
    domain = mail.sender.email.rpartition("@")[2]
    elsewhere = any(one.email.rpartition("@")[2] != domain for one in mail.reply_to)
    asks = pattern(
        r"\b(?:tilbagebetal\w*|tilbagefør\w*|refusion|refunder\w*|overfør\w*|udbetal\w*|refund|gavekort\w*|bitcoin|returner\w*)\b"
        r"|\b(?:penge\w*|gebyr\w*|\w*beløb\w*)\b[^.]*\b(?:retur|tilbage|igen|indsæt\w*|indsat|sendes)\b"
    ).search(text)
    account = pattern(r"\b(?:reg|kto|konto|iban|bank|mobilepay)\w*\b\.?[^.]{0,20}\d{4}").search(text)
    if elsewhere or (asks and account):
        return "Mailen beder om penge eller nævner en konto" + (
            ", og svar går til en anden adresse end afsenderens." if elsewhere else "."
        )
    return None


def _find_odd_letters(mail: Mail) -> str | None:
    """Greek or Cyrillic letters among Latin ones, or letters without width inside words."""
    sender = f"{mail.sender.name} {mail.sender.email}" if mail.sender else ""
    shown = f"{sender} {mail.subject} {mail.own_text} {mail.signature}"
    odd_words = re.findall(r"[^\W\d_]{2,}", shown) if BEYOND_LATIN.search(shown) else []
    for word in odd_words:
        scripts = {_script(letter) for letter in word}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return f"Ordet »{word}« blander bogstaver fra flere alfabeter."
    if mail.sender and any(
        ord(letter) > 127 and _script(letter) != "LATIN" for letter in mail.sender.email if letter.isalpha()
    ):
        return "Afsenderens adresse er skrevet med bogstaver fra et andet alfabet."
    if not INVISIBLE.search(shown):
        return None
    if re.search("[^\\W\\d_][\u200b\u200c\u200d\u2060\u202a-\u202e\u2066-\u2069]+[^\\W\\d_]", shown) or re.search(
        "[\u202d\u202e\U000e0020-\U000e007f]", shown
    ):
        return "Mailen har usynlige tegn inde i ord."
    return None


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _find_display_address(mail: Mail) -> str | None:
    """A display name that is somebody else's address is a disguise."""
    if mail.sender is None or not mail.sender.name:
        return None
    shown = re.findall(r"[\w.+-]+@[\w.-]+\w", mail.sender.name.casefold())
    if any(address != mail.sender.email for address in shown):
        return "Afsenderens navn er en anden mailadresse end den, mailen kommer fra."
    return None
