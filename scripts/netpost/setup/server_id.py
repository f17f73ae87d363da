"""Which id does our own server write into Authentication-Results? Read off the newest mails from outside.

In: mails, newest first; TRUSTED_AUTHSERV_ID. Out: a finding for check_setup.py.

Only the topmost field of a mail counts, as in trust.py: anybody can write one further down. Where our server writes none, the
topmost is somebody else's too. Hence one mail of each sender's domain is looked at, and an id must stand on top of most.

Exchange Online's field has no id. It leaves such a field in what it sends out as well, but there without SPF, which it
checks only of what it takes in (Microsoft, "Anti-spam message headers"): a field with neither is its sender's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netpost.message import Mail
from netpost.message.addresses import domain_of
from netpost.message.headers import decode_field, split_fields
from netpost.setup.findings import Finding, fine, mend, note
from netpost.trust import FIELD, MICROSOFT_365, parse_results

MOST_DOMAINS = 10
REMEDY = (
    "Let it check SPF, DKIM and DMARC and write the result (the provider's setting, OpenDMARC, rspamd ...), "
    "or write SENDER_CHECK=off if it refuses forged mail by itself."
)


@dataclass(frozen=True)
class Seen:
    """The newest mail from a domain.

    server_id: of its topmost field, lower case; None where no server of ours can have written it. field: the value on
    one line, "" where there is none.
    """

    server_id: str | None
    field: str = ""


def look_at_mails(mails: Iterable[Mail], own_addresses: Iterable[str]) -> list[Seen]:
    """Look at the newest mail from each domain outside our own. mails: newest first."""
    passed = {domain_of(address) for address in own_addresses}
    seen: list[Seen] = []
    for mail in mails:
        domain = domain_of(mail.sender.email) if mail.sender else ""
        if domain and domain not in passed and len(seen) < MOST_DOMAINS:
            passed.add(domain)
            seen.append(look_at_mail(mail))
    return seen


def look_at_mail(mail: Mail) -> Seen:
    """Read the topmost field of a mail, not decoded, as trust.py does."""
    value = next((text for name, text in split_fields(mail.raw)[0] if name == FIELD), None)
    if value is None:
        return Seen(None)
    server_id, results = parse_results(value)
    if server_id is None and any(result.method == "spf" for result in results):
        server_id = MICROSOFT_365
    return Seen(server_id, " ".join(decode_field(value).split()))


def compare_server_ids(trusted: tuple[str, ...], seen: Sequence[Seen]) -> Finding:
    """Tell whether mail from outside bears an id that is trusted, and what to do where it does not."""
    if not seen:
        return note(
            "There is no mail from outside yet in which your server's Authentication-Results could be looked at. "
            "Send one from another domain, then run again."
        )
    ids = {name.casefold() for name in trusted}
    ours = [one for one in seen if one.server_id in ids]
    if _are_most(ours, seen):
        return fine(f"senders: {ours[0].server_id} is trusted, and {_count(ours, seen)}")
    setting = f"TRUSTED_AUTHSERV_ID={','.join(trusted)}"
    if ours:
        return note(
            f"{setting}, but it {_count(ours, seen)}. The rest is for staff, and if your server does not always write "
            "that field, others can."
        )
    # one mail alone may have come by an odd way
    tell = mend if trusted and len(seen) > 1 else note
    common = find_commonest(seen)
    fault, remedy = _propose(common, seen) if common else _miss(seen)
    if trusted:
        return tell(f"{setting} is on top of no mail from outside. {fault} {remedy}")
    return tell(f"{fault} So far only sign-ups are acted upon, the rest is for staff. {remedy}")


def find_commonest(seen: Sequence[Seen]) -> list[Seen]:
    """Return the mails with the id that is on top of more than half of them, [] where none is."""
    counted = Counter(one.server_id for one in seen if one.server_id)
    for server_id, _ in counted.most_common(1):
        found = [one for one in seen if one.server_id == server_id]
        return found if _are_most(found, seen) else []
    return []


def _propose(common: Sequence[Seen], seen: Sequence[Seen]) -> tuple[str, str]:
    """Say what stands on top of most mails, and how to trust it."""
    server_id = common[0].server_id
    remedy = f"If that is your own server's word, write TRUSTED_AUTHSERV_ID={server_id}"
    if len(seen) == 1:
        remedy += ", but first run again with mail from a second domain: the sender's server can have written it."
    fault = f"{server_id} {_count(common, seen)}:\n      Authentication-Results: {common[0].field[:200]}\n     "
    return fault, remedy


def _miss(seen: Sequence[Seen]) -> tuple[str, str]:
    """Say that our server writes nothing, and what to do. Ids that only some mails have are those of their senders."""
    others = sorted({one.server_id for one in seen if one.server_id})
    fault = f"Your server writes no Authentication-Results: no id is on top of most mails ({_domains(seen)} looked at)."
    if others:
        fault += f" Do not trust {', '.join(others)}: it is on top of some only, so their senders can have written it."
    return fault, REMEDY


def _are_most(found: Sequence[Seen], seen: Sequence[Seen]) -> bool:
    return len(found) * 2 > len(seen)


def _count(found: Sequence[Seen], seen: Sequence[Seen]) -> str:
    return f"is on top of the newest mail from {len(found)} of {_domains(seen)}"


def _domains(seen: Sequence[Seen]) -> str:
    return "1 outside domain" if len(seen) == 1 else f"{len(seen)} outside domains"
