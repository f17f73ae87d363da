"""May a mail change what is known of its sender? The topmost Authentication-Results of our own server decides.

RFC 8601. Only the topmost field counts: anybody can write one further down. Exchange Online's has no server id
(documented by Microsoft as "Anti-spam message headers"), hence the word `microsoft365`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netpost.message import Mail

MICROSOFT_365 = "microsoft365"
COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
METHOD = re.compile(r"^\s*(?P<method>[\w-]+)\s*(?:/\s*\d+)?\s*=\s*(?P<result>[\w-]+)(?P<properties>.*)$", re.DOTALL)
#: the domain publishes no policy; bestguesspass is Exchange Online's word for "none, but SPF or DKIM passed"
NO_POLICY = frozenset({"none", "bestguesspass"})
PROPERTY = re.compile(r"([\w-]+\.[\w-]+)\s*=\s*(\"[^\"]*\"|[^\s;]+)")


@dataclass(frozen=True)
class Verdict:
    """Whether the sender is who the mail says. why: a Danish sentence where not."""

    is_trusted: bool
    why: str = ""


@dataclass(frozen=True)
class MethodResult:
    """One method's result: "dmarc", "pass", {"header.from": "lolland.dk"}."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]

    def domains(self, *names: str) -> list[str]:
        """Return the domains of some properties, lower case."""
        return [value.rpartition("@")[2].casefold() for name, value in self.properties if name in names]


def judge_sender(mail: Mail, trusted_ids: tuple[str, ...], *, is_check_off: bool = False) -> Verdict:
    """Judge the From of a mail by the topmost Authentication-Results.

    trusted_ids: TRUSTED_AUTHSERV_ID; empty means that nobody is trusted. is_check_off: SENDER_CHECK=off, the server
    itself refuses forged mail.
    """
    if mail.sender is None or len(mail.senders) != 1:
        return Verdict(is_trusted=False, why="Mailen har ikke én tydelig afsender.")
    if is_check_off:
        return Verdict(is_trusted=True)
    if not trusted_ids:
        return Verdict(is_trusted=False, why="Netpost er ikke sat op til at kontrollere, hvem der har sendt en mail.")
    results = _own_results(mail, trusted_ids)
    if results is None:
        return Verdict(is_trusted=False, why="Vores egen mailserver har ikke skrevet, om afsenderen er ægte.")
    if _is_authentic(results, mail.sender.email.rpartition("@")[2]):
        return Verdict(is_trusted=True)
    return Verdict(
        is_trusted=False, why="Mailserveren kan ikke bekræfte, at mailen kommer fra den adresse, den angiver."
    )


def parse_results(value: str) -> tuple[str | None, tuple[MethodResult, ...]]:
    """Split an Authentication-Results value into the server id (None where absent) and its results."""
    parts = COMMENT.sub(" ", value).split(";")
    first = parts[0].strip()
    server_id = None if METHOD.match(first) else first.split()[0].casefold() if first else None
    found = (METHOD.match(part) for part in (parts if server_id is None else parts[1:]))
    return server_id, tuple(
        MethodResult(
            match["method"].casefold(),
            match["result"].casefold(),
            tuple((name.casefold(), text.strip('"')) for name, text in PROPERTY.findall(match["properties"])),
        )
        for match in found
        if match
    )


def _own_results(mail: Mail, trusted_ids: tuple[str, ...]) -> tuple[MethodResult, ...] | None:
    value = mail.header("authentication-results")
    if value is None:
        return None
    server_id, results = parse_results(value)
    wanted = {name.casefold() for name in trusted_ids}
    is_own = server_id in wanted if server_id is not None else MICROSOFT_365 in wanted
    return results if is_own else None


def _is_authentic(results: tuple[MethodResult, ...], domain: str) -> bool:
    domain = domain.casefold()
    dmarc = [result for result in results if result.method == "dmarc" and result.result not in NO_POLICY]
    if dmarc:
        # a server that found the domain's own policy has the last word, whatever else passed
        names = [name for result in dmarc for name in result.domains("header.from")]
        return all(result.result == "pass" for result in dmarc) and all(_is_aligned(name, domain) for name in names)
    return any(
        result.result == "pass" and any(_is_aligned(name, domain) for name in result.domains(*properties))
        for method, properties in (("spf", ("smtp.mailfrom",)), ("dkim", ("header.d", "header.i")))
        for result in results
        if result.method == method
    )


def _is_aligned(authenticated: str, domain: str) -> bool:
    """Relaxed alignment without a suffix list: equal, or one is a subdomain of the other's registered-looking name."""
    if authenticated == domain:
        return True
    shorter, longer = sorted((authenticated, domain), key=len)
    return shorter.count(".") >= 1 and longer.endswith("." + shorter)
