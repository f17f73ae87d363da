"""May a mail change what is known of its sender? The topmost Authentication-Results of our own server decides.

RFC 8601. Only the topmost field counts: anybody can write one further down. Exchange Online's has no server id
(documented by Microsoft as "Anti-spam message headers"), hence the word `microsoft365`.

The field repeats what strangers chose (the envelope sender, the DKIM domain), so it is cut up by its grammar: comments
and quoted strings are taken out before it is split, encoded words are not decoded, and what does not add up (a quote
that never ends, two results that contradict each other) proves nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netpost.envelope import encode_domain
from netpost.message import Mail
from netpost.message.headers import split_fields

MICROSOFT_365 = "microsoft365"
FIELD = "authentication-results"
METHOD = re.compile(
    r"""
    \s*(?P<method>[\w-]+)\s*(?:/\s*\d+\s*)?     # dmarc, or dmarc/1
    =\s*(?P<result>[\w-]+)(?=\s|$)               # =pass
    (?P<properties>.*)                            # header.from=lolland.dk
    """,
    re.VERBOSE | re.DOTALL,
)
#: the domain publishes no policy; bestguesspass is Exchange Online's word for "none, but SPF or DKIM passed"
NO_POLICY = frozenset({"none", "bestguesspass"})
PROPERTY = re.compile(r"(?<!\S)([\w-]+\s*\.\s*[\w-]+)\s*=\s*(\S+)")
#: what stands in quotes is lifted above all other characters, out of reach of the patterns
LIFT = 0x20000


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
        """Return the domains of some properties in one form: lower case, letters outside ASCII as in DNS (xn--)."""
        return [_normal_domain(value.strip("<>")) for name, value in self.properties if name in names]


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
    if _is_authentic(results, mail.sender.email):
        return Verdict(is_trusted=True)
    return Verdict(
        is_trusted=False, why="Mailserveren kan ikke bekræfte, at mailen kommer fra den adresse, den angiver."
    )


def parse_results(value: str) -> tuple[str | None, tuple[MethodResult, ...]]:
    """Split an Authentication-Results value into the server id (None where absent) and its results.

    value: unfolded, not decoded. One with a comment or a quote that does not end has no results.
    """
    parts = _split_parts(value)
    first = parts[0].strip()
    server_id = first.split()[0].casefold() if first and not METHOD.match(first) else None
    found = (METHOD.match(part) for part in (parts if server_id is None else parts[1:]))
    return server_id, tuple(
        MethodResult(match["method"].casefold(), match["result"].casefold(), _read_properties(match["properties"]))
        for match in found
        if match
    )


def _split_parts(value: str) -> list[str]:
    """Split at the semicolons that are neither in a comment nor in quotes; without comments, quoted words lifted."""
    parts = [""]
    depth, is_quoted, is_escaped = 0, False, False
    for letter in value:
        if is_escaped:
            is_escaped = False
            parts[-1] += _lift(letter) if is_quoted else ""
        elif letter == "\\" and (depth or is_quoted):
            is_escaped = True
        elif letter == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            parts[-1] += _lift(letter)
        elif letter == "(" or (letter == ")" and depth):
            depth += 1 if letter == "(" else -1
            parts[-1] += " "
        elif letter == ";" and not depth:
            parts.append("")
        elif not depth:
            parts[-1] += letter
    return [""] if depth or is_quoted else parts


def _lift(letter: str) -> str:
    return chr(ord(letter) + LIFT) if ord(letter) < LIFT else ""


def _read_properties(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            re.sub(r"\s", "", name).casefold(),
            "".join(chr(ord(letter) - LIFT) if ord(letter) >= LIFT else letter for letter in value),
        )
        for name, value in PROPERTY.findall(text)
    )


def _own_results(mail: Mail, trusted_ids: tuple[str, ...]) -> tuple[MethodResult, ...] | None:
    # not from Mail.headers: there an encoded word in the envelope sender has become a semicolon
    value = next((text for name, text in split_fields(mail.raw)[0] if name == FIELD), None)
    if value is None:
        return None
    server_id, results = parse_results(value)
    wanted = {name.casefold() for name in trusted_ids}
    is_own = server_id in wanted - {MICROSOFT_365} if server_id is not None else MICROSOFT_365 in wanted
    return results if is_own and results else None


def _is_authentic(results: tuple[MethodResult, ...], domain: str) -> bool:
    domain = _normal_domain(domain)
    dmarc = [result for result in results if result.method == "dmarc"]
    spf = [result for result in results if result.method == "spf"]
    dkim = [result for result in results if result.method == "dkim"]
    if len({result.result for result in dmarc}) > 1 or len({result.result for result in spf}) > 1:
        return False
    if any(result.result not in NO_POLICY for result in dmarc):
        # a server that found the domain's own policy has the last word, whatever else passed
        names = [name for result in dmarc for name in result.domains("header.from")]
        return dmarc[0].result == "pass" and all(_is_aligned(name, domain) for name in names)
    return _has_aligned_pass(spf, ("smtp.mailfrom",), domain) or _has_aligned_pass(
        dkim, ("header.d", "header.i"), domain
    )


def _has_aligned_pass(results: list[MethodResult], properties: tuple[str, ...], domain: str) -> bool:
    """Tell whether one result passed, and every domain that it names is the sender's."""
    passed = [result.domains(*properties) for result in results if result.result == "pass"]
    return any(names and all(_is_aligned(name, domain) for name in names) for names in passed)


def _is_aligned(authenticated: str, domain: str) -> bool:
    """Relaxed alignment without a suffix list: equal, or one is a subdomain of the other's registered-looking name."""
    shorter, longer = sorted((authenticated, domain), key=len)
    return shorter.count(".") >= 1 and (longer == shorter or longer.endswith("." + shorter))


def _normal_domain(address: str) -> str:
    return encode_domain(address).rpartition("@")[2].rstrip(".").casefold()
