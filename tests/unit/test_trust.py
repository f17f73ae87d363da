import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.message import read_mail
from netpost.trust import Verdict, judge_sender, parse_results

OURS = ("mx.kl.example",)
EXCHANGE = ("microsoft365",)
#: what a server adds is on top of what came with the mail
LETTER = b"From: Anne Hansen <anne@koege.example>\r\nSubject: Afmelding\r\n\r\nJeg framelder mig.\r\n"


def judge(*results: str, ids: tuple[str, ...] = OURS, letter: bytes = LETTER, **more: bool) -> Verdict:
    """Judge a mail with these Authentication-Results, topmost first."""
    fields = b"".join(b"Authentication-Results: " + result.encode() + b"\r\n" for result in results)
    return judge_sender(read_mail(fields + letter), ids, **more)


@pytest.mark.parametrize(
    "result",
    [
        pytest.param("mx.kl.example; dmarc=pass header.from=koege.example", id="dmarc"),
        pytest.param("mx.kl.example; dmarc=pass", id="dmarc-without-properties"),
        pytest.param(
            "mx.kl.example; spf=fail smtp.mailfrom=x.example; dmarc=pass header.from=koege.example",
            id="dmarc-has-last-word",
        ),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=koege.example", id="spf"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=anne@koege.example; dmarc=none", id="spf-where-no-policy"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=<anne@koege.example>", id="spf-in-angle-brackets"),
        pytest.param("mx.kl.example; dkim=pass header.d=koege.example", id="dkim-d"),
        pytest.param("mx.kl.example; dkim=pass header.i=@koege.example", id="dkim-i"),
        pytest.param(
            "mx.kl.example; dkim=fail header.d=list.example; dkim=pass header.d=koege.example", id="second-signature"
        ),
        pytest.param("mx.kl.example; dkim=pass header.d=mail.koege.example", id="subdomain-of-sender"),
        pytest.param("MX.KL.EXAMPLE; DMARC=PASS HEADER.FROM=KOEGE.EXAMPLE", id="upper-case"),
        pytest.param("mx.kl.example 1; dmarc/1 = pass header.from = koege.example", id="version-and-blanks"),
        pytest.param("mx.kl.example;\r\n dmarc=pass\r\n\theader.from=koege.example", id="folded"),
        pytest.param(
            "mx.kl.example; dmarc=pass (p=none (sp=none) dis=none) header.from=koege.example", id="nested-comment"
        ),
        pytest.param('mx.kl.example; dmarc=pass (a "quote) header.from="koege.example"', id="quotes"),
        pytest.param(r"mx.kl.example; dmarc=pass (a \) b) header.from=koege.example", id="escaped-in-comment"),
        pytest.param("mx.kl.example; dmarc=pass header.from=koege.example.", id="trailing-dot"),
    ],
)
def test_a_genuine_sender_is_trusted(result: str) -> None:
    assert judge(result) == Verdict(is_trusted=True)


NOT_CONFIRMED = "Mailserveren kan ikke bekræfte, at mailen kommer fra den adresse, den angiver."
NOT_OURS = "Vores egen mailserver har ikke skrevet, om afsenderen er ægte."


@pytest.mark.parametrize(
    ("result", "why"),
    [
        pytest.param("mx.kl.example; dmarc=fail header.from=koege.example", NOT_CONFIRMED, id="dmarc-fail"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=koege.example; dmarc=fail", NOT_CONFIRMED, id="dmarc-fail-spf-pass"),
        pytest.param("mx.kl.example; dmarc=temperror; spf=pass smtp.mailfrom=koege.example", NOT_CONFIRMED, id="dmarc-temperror"),
        pytest.param("mx.kl.example; dmarc=permerror; dkim=pass header.d=koege.example", NOT_CONFIRMED, id="dmarc-permerror"),
        pytest.param("mx.kl.example; dmarc=none; spf=none; dkim=none", NOT_CONFIRMED, id="all-none"),
        pytest.param("mx.kl.example; spf=softfail smtp.mailfrom=koege.example", NOT_CONFIRMED, id="spf-softfail"),
        pytest.param("mx.kl.example; spf=temperror smtp.mailfrom=koege.example", NOT_CONFIRMED, id="spf-temperror"),
        pytest.param("mx.kl.example; dmarc=pass header.from=evil.example", NOT_CONFIRMED, id="other-header-from"),
        pytest.param("mx.kl.example; dmarc=pass header.from=evilkoege.example", NOT_CONFIRMED, id="name-that-ends-alike"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=evil.example", NOT_CONFIRMED, id="spf-of-another"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=koege.example@evil.example", NOT_CONFIRMED, id="domain-as-local-part"),
        pytest.param("mx.kl.example; spf=pass smtp.helo=koege.example", NOT_CONFIRMED, id="helo-is-not-the-sender"),
        pytest.param("mx.kl.example; spf=pass", NOT_CONFIRMED, id="spf-of-nobody"),
        pytest.param("mx.kl.example; spf=pass smtp.mailfrom=example", NOT_CONFIRMED, id="top-level-domain"),
        pytest.param("mx.kl.example; dkim=pass header.d=evil.example header.i=@koege.example", NOT_CONFIRMED, id="dkim-two-domains"),
        pytest.param("mx.kl.example; dkim=fail (was pass) header.d=koege.example", NOT_CONFIRMED, id="pass-in-comment"),
        pytest.param("mx.kl.example; dmarc=(pass)fail header.from=koege.example", NOT_CONFIRMED, id="pass-in-comment-before"),
        pytest.param("mx.kl.example; dmarc=none reason=pass", NOT_CONFIRMED, id="pass-in-a-value"),
        pytest.param('mx.kl.example; dmarc=none reason="; dmarc=pass"', NOT_CONFIRMED, id="pass-in-a-quoted-value"),
        pytest.param("mx.kl.example; dmarc=none (; dmarc=pass header.from=koege.example)", NOT_CONFIRMED, id="result-in-comment"),
        pytest.param("mx.kl.example; dmarc=passed", NOT_CONFIRMED, id="longer-word"),
        pytest.param("mx.kl.example; spf=none; dmarc=pass.not", NOT_CONFIRMED, id="word-with-hyphen"),
        pytest.param("mx.kl.example; spf=none; dmarc=pass.not", NOT_CONFIRMED, id="word-with-stop"),
        pytest.param("mx.kl.example; xdmarc=pass", NOT_CONFIRMED, id="other-method"),
        pytest.param(
            'mx.kl.example; spf=none smtp.mailfrom="a; dmarc=pass header.from=koege.example"@evil.example',
            NOT_CONFIRMED, id="result-in-the-envelope-sender",
        ),
        pytest.param(
            "mx.kl.example; spf=none smtp.mailfrom==?utf-8?q?=3B_dmarc=3Dpass_=3B?=@evil.example",
            NOT_CONFIRMED, id="result-in-an-encoded-word",
        ),
        pytest.param(
            "mx.kl.example; spf=pass smtp.mailfrom=koege.example; spf=fail smtp.mailfrom=evil.example",
            NOT_CONFIRMED, id="two-spf-results",
        ),
        pytest.param("mx.kl.example; dmarc=pass header.from=koege.example; dmarc=none", NOT_CONFIRMED, id="two-dmarc-results"),
        pytest.param("mx.kl.example; dmarc=pass (a comment header.from=koege.example", NOT_OURS, id="comment-without-end"),
        pytest.param('mx.kl.example; dmarc=pass header.from="koege.example', NOT_OURS, id="quote-without-end"),
        pytest.param("mx.kl.example; none", NOT_OURS, id="nothing-checked"),
        pytest.param("mx.other.example; dmarc=pass header.from=koege.example", NOT_OURS, id="other-server"),
        pytest.param("mx.kl.example.evil.example; dmarc=pass header.from=koege.example", NOT_OURS, id="server-named-alike"),
        pytest.param("dmarc=pass header.from=koege.example", NOT_OURS, id="without-id"),
        pytest.param("", NOT_OURS, id="empty"),
    ],
)  # fmt: skip
def test_whoever_cannot_be_confirmed_is_not_trusted(result: str, why: str) -> None:
    assert judge(result) == Verdict(is_trusted=False, why=why)


GOOD = "mx.kl.example; dmarc=pass header.from=koege.example"
BAD = "mx.kl.example; dmarc=fail header.from=koege.example"


@pytest.mark.parametrize(
    ("results", "is_trusted"),
    [
        pytest.param((), False, id="no-header"),
        pytest.param((BAD, GOOD), False, id="forged-below"),
        pytest.param(("mx.other.example; dmarc=pass", GOOD), False, id="another-server-on-top"),
        pytest.param((GOOD, BAD), True, id="topmost-counts"),
    ],
)
def test_only_the_topmost_header_counts(results: tuple[str, ...], is_trusted: bool) -> None:
    assert judge(*results).is_trusted is is_trusted


REAL_EXCHANGE = (
    "spf=pass (sender IP is 40.107.22.52)\r\n smtp.mailfrom=koege.example; dkim=pass (signature was verified)\r\n"
    " header.d=koege.example;dmarc=pass action=none\r\n header.from=koege.example;compauth=pass reason=100"
)


@pytest.mark.parametrize(
    ("result", "ids", "is_trusted"),
    [
        pytest.param(REAL_EXCHANGE, EXCHANGE, True, id="as-exchange-writes-it"),
        pytest.param(REAL_EXCHANGE, OURS, False, id="not-asked-for"),
        pytest.param(REAL_EXCHANGE, (*OURS, *EXCHANGE), True, id="one-of-several"),
        pytest.param(REAL_EXCHANGE.replace("dmarc=pass", "dmarc=bestguesspass"), EXCHANGE, True, id="best-guess-with-spf"),
        pytest.param("dmarc=bestguesspass header.from=koege.example;compauth=pass", EXCHANGE, False, id="best-guess-alone"),
        pytest.param("dmarc=fail header.from=koege.example;compauth=pass reason=108", EXCHANGE, False, id="compauth-is-no-proof"),
        pytest.param("mx.evil.example; dmarc=pass header.from=koege.example", EXCHANGE, False, id="another-server"),
        pytest.param("microsoft365; dmarc=pass header.from=koege.example", EXCHANGE, False, id="the-word-is-no-id"),
        pytest.param("; dmarc=pass header.from=koege.example", EXCHANGE, True, id="empty-id"),
    ],
)  # fmt: skip
def test_exchange_online_writes_no_id(result: str, ids: tuple[str, ...], is_trusted: bool) -> None:
    assert judge(result, ids=ids).is_trusted is is_trusted


def test_without_a_trusted_server_nobody_is_trusted() -> None:
    why = "Netpost er ikke sat op til at kontrollere, hvem der har sendt en mail."
    assert judge(GOOD, ids=()) == Verdict(is_trusted=False, why=why)


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param(b"From: anne@koege.example, mho@lolland.example\r\n", id="two-senders"),
        pytest.param(b"From: anne@koege.example\r\nFrom: mho@lolland.example\r\n", id="two-fields"),
        pytest.param(b"Subject: x\r\n", id="no-sender"),
        pytest.param(b"From: Anne Hansen\r\n", id="no-address"),
    ],
)
@pytest.mark.parametrize("is_check_off", [False, True])
def test_a_mail_without_one_clear_sender_is_never_trusted(sender: bytes, is_check_off: bool) -> None:
    verdict = judge(GOOD, letter=sender + b"\r\nHej\r\n", is_check_off=is_check_off)
    assert verdict == Verdict(is_trusted=False, why="Mailen har ikke én tydelig afsender.")


def test_a_server_that_refuses_forged_mail_needs_no_header() -> None:
    assert judge(ids=(), is_check_off=True) == Verdict(is_trusted=True)


def test_a_domain_counts_as_dns_writes_it() -> None:
    written = "ærø.example".encode("idna").decode()
    letter = "From: anne@ærø.example\r\n\r\nHej\r\n".encode()
    assert judge(f"mx.kl.example; dmarc=pass header.from={written}", letter=letter).is_trusted
    assert not judge("mx.kl.example; dmarc=pass header.from=aeroe.example", letter=letter).is_trusted


@given(st.text() | st.text('();\\"= dmarcpsf'))
def test_no_quoted_text_adds_a_result(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    server, results = parse_results(f'mx; spf=none smtp.mailfrom="{quoted}"@evil.example; dmarc=fail')
    assert server == "mx"
    assert [(result.method, result.result) for result in results] == [("spf", "none"), ("dmarc", "fail")]


@given(st.text() | st.text('();\\"= dmarcpsf'))
def test_no_header_makes_the_reader_raise(text: str) -> None:
    parse_results(text)
    assert not judge("mx.kl.example; dmarc=fail; " + text.encode("utf-8", "replace").decode()).is_trusted
