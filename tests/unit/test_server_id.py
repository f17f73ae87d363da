import pytest

from netpost.message import Mail, read_mail
from netpost.setup.server_id import compare_server_ids, look_at_mails

OWN = ("netvaerk@kl.example",)
OURS = "mx.kl.example; spf=pass smtp.mailfrom={0}; dmarc=pass header.from={0}"
#: as Exchange Online writes it on what it takes in, and leaves it in what it sends out
TAKEN_IN = (
    "spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom={0}; dkim=pass (signature was verified)\r\n header.d={0};"
    "dmarc=pass action=none header.from={0};compauth=pass reason=100"
)
SENT_OUT = "dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from={0};"
TOWNS = ("koege.example", "lolland.example", "vejle.example")
NOTE = "So far only sign-ups are acted upon, the rest is for staff."
REMEDY = (
    "Let it check SPF, DKIM and DMARC and write the result (the provider's setting, OpenDMARC, rspamd ...), "
    "or write SENDER_CHECK=off if it refuses forged mail by itself."
)


def mail(domain: str, *fields: str) -> Mail:
    """Make a mail with these Authentication-Results, topmost first; {0} is the sender's domain."""
    lines = "".join(f"Authentication-Results: {field.format(domain)}\r\n" for field in fields)
    return read_mail(f"{lines}From: Anne <anne@{domain}>\r\nSubject: Program\r\n\r\n".encode())


def check(*mails: Mail, trusted: tuple[str, ...] = ()) -> str:
    return compare_server_ids(trusted, look_at_mails(mails, OWN)).line


def from_towns(*fields: str) -> list[Mail]:
    return [mail(town, *fields) for town in TOWNS]


def test_an_id_on_top_of_all_mails_is_proposed() -> None:
    assert check(*from_towns(OURS)) == (
        "note  mx.kl.example is on top of the newest mail from 3 of 3 outside domains:\n"
        "      Authentication-Results: mx.kl.example; spf=pass smtp.mailfrom=koege.example; dmarc=pass header.from=koege.example\n"
        f"      {NOTE} If that is your own server's word, write TRUSTED_AUTHSERV_ID=mx.kl.example"
    )


def test_the_field_without_id_of_exchange_online() -> None:
    assert check(*from_towns(TAKEN_IN)) == (
        "note  microsoft365 is on top of the newest mail from 3 of 3 outside domains:\n"
        "      Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=koege.example; dkim=pass "
        "(signature was verified) header.d=koege.example;dmarc=pass action=none header.from=koege.example;compauth=pass reason=100\n"
        f"      {NOTE} If that is your own server's word, write TRUSTED_AUTHSERV_ID=microsoft365"
    )


def test_the_newest_mails_decide() -> None:
    newest = [mail(f"by{number}.example", OURS) for number in range(10)]
    older = [mail(f"foer{number}.example") for number in range(20)]
    assert check(*newest, *older, trusted=("mx.kl.example",)) == (
        "ok    senders: mx.kl.example is trusted, and is on top of the newest mail from 10 of 10 outside domains"
    )


def test_one_domain_alone_proves_little() -> None:
    twice = [mail("koege.example", OURS), mail("koege.example")]
    assert check(*twice) == (
        "note  mx.kl.example is on top of the newest mail from 1 of 1 outside domain:\n"
        "      Authentication-Results: mx.kl.example; spf=pass smtp.mailfrom=koege.example; dmarc=pass header.from=koege.example\n"
        f"      {NOTE} If that is your own server's word, write TRUSTED_AUTHSERV_ID=mx.kl.example, "
        "but first run again with mail from a second domain: the sender's server can have written it."
    )


MISSING = "Your server writes no Authentication-Results: no id is on top of most mails (3 outside domains looked at)."


@pytest.mark.parametrize(
    ("mails", "line"),
    [
        pytest.param(from_towns(), f"note  {MISSING} {NOTE} {REMEDY}", id="no-field"),
        pytest.param(from_towns(SENT_OUT), f"note  {MISSING} {NOTE} {REMEDY}", id="left-in-by-the-senders-exchange"),
        pytest.param(
            from_towns("mx.{0}; dmarc=pass", OURS),
            f"note  {MISSING} Do not trust mx.koege.example, mx.lolland.example, mx.vejle.example: "
            f"it is on top of some only, so their senders can have written it. {NOTE} {REMEDY}",
            id="ours-is-further-down",
        ),
        pytest.param(
            [*from_towns()[:2], mail(TOWNS[2], OURS), *[mail(TOWNS[2], OURS)] * 5],
            f"note  {MISSING} Do not trust mx.kl.example: "
            f"it is on top of some only, so their senders can have written it. {NOTE} {REMEDY}",
            id="many-mails-from-one-domain",
        ),
    ],
)  # fmt: skip
def test_a_server_that_writes_none(mails: list[Mail], line: str) -> None:
    assert check(*mails) == line


@pytest.mark.parametrize("mails", [[], [mail("kl.example", OURS)], [read_mail(b"Subject: x\r\n\r\n")]])
def test_no_mail_from_outside(mails: list[Mail]) -> None:
    assert check(*mails) == (
        "note  There is no mail from outside yet in which your server's Authentication-Results could be looked at. "
        "Send one from another domain, then run again."
    )


def test_the_trusted_id_is_the_one_on_top() -> None:
    mails = [mail("kl.example"), *from_towns(OURS)]
    assert check(*mails, trusted=("andet", "MX.kl.example")) == (
        "ok    senders: mx.kl.example is trusted, and is on top of the newest mail from 3 of 3 outside domains"
    )


def test_the_setting_names_another_id() -> None:
    assert check(*from_towns(TAKEN_IN), trusted=("mx.kl.example",)).splitlines()[0] == (
        "mend  TRUSTED_AUTHSERV_ID=mx.kl.example is on top of no mail from outside. "
        "microsoft365 is on top of the newest mail from 3 of 3 outside domains:"
    )
    assert check(mail(TOWNS[0], TAKEN_IN), trusted=("mx.kl.example",)).startswith("note  TRUSTED_AUTHSERV_ID=")


def test_an_id_is_trusted_that_the_server_does_not_write() -> None:
    assert check(*from_towns(), trusted=("mx.kl.example", "to")) == (
        f"mend  TRUSTED_AUTHSERV_ID=mx.kl.example,to is on top of no mail from outside. {MISSING} {REMEDY}"
    )


def test_the_trusted_id_is_not_on_all() -> None:
    assert check(*from_towns()[:2], mail(TOWNS[2], OURS), trusted=("mx.kl.example",)) == (
        "note  TRUSTED_AUTHSERV_ID=mx.kl.example, but it is on top of the newest mail from 1 of 3 outside domains. "
        "The rest is for staff, and if your server does not always write that field, others can."
    )
