"""Whole mails, from bytes to Mail."""

from __future__ import annotations

import base64
import gzip
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from netpost.message import Address, Mail, read_headers, read_mail
from netpost.message.cpr import MASK

MAILS = sorted((Path(__file__).parent.parent / "mails").glob("*.eml"))
RAW = [file.read_bytes() for file in MAILS]
WISH = "Jeg vil gerne tilmeldes netværket på Ærø."
PAGE = "<p>Jeg vil gerne tilmeldes netværket på Ærø.</p>"
CALENDAR = "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR"

DISAGREE = "Mailens tekstdel og HTML-del siger ikke det samme."
ENCRYPTED = "Mailen er krypteret, så dens indhold kan ikke læses."
NO_SENDER = "Mailen har ingen afsenderadresse, der kan bruges."


def make(
    body: str | bytes = WISH, kind: str = "text/plain; charset=utf-8", subject: str = "Tilmelding", more: str = ""
) -> bytes:
    """Make a mail byte for byte; more: further header lines."""
    head = (
        f"From: Mette Holm <mho@lolland.example>\r\nTo: netvaerk@kl.example\r\nSubject: {subject}\r\n"
        f"Date: Tue, 27 Jun 2017 14:03:25 +0200\r\nMessage-ID: <1@lolland.example>\r\n{more}Content-Type: {kind}\r\n\r\n"
    )
    return head.encode() + (body.encode() if isinstance(body, str) else body)


def join(kind: str, *parts: tuple[str, str | bytes], subject: str = "Tilmelding") -> bytes:
    """Make a multipart mail of (header lines, body)."""
    body = b"".join(
        f"--b\r\nContent-Type: {head}\r\n\r\n".encode() + (text.encode() if isinstance(text, str) else text) + b"\r\n"
        for head, text in parts
    )
    return make(body + b"--b--\r\n", f"multipart/{kind}; boundary=b", subject)


TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
PEOPLE = "<table><tr><td>Bo</td><td>bo@kl.example</td></tr><tr><td>Ib</td><td>ib@kl.example</td></tr></table>"

BODIES = {
    "text": make(),
    "HTML": make(PAGE, HTML),
    "text beside HTML": join("alternative", (TEXT, WISH), (HTML, PAGE)),
    "empty text beside HTML": join("alternative", (TEXT, " \r\n\r\n"), (HTML, PAGE)),
    "stub beside HTML": join("alternative", (TEXT, "Din mailklient kan ikke vise HTML."), (HTML, PAGE)),
    "HTML beside nothing": join("alternative", (HTML, PAGE)),
    "text in HTML's place": join("alternative", (TEXT, WISH), (HTML, "")),
    "related": join("related", (HTML, PAGE), ("image/png; name=a.png", "x")),
    "signed": join("signed", (TEXT, WISH), ("application/pkcs7-signature; name=smime.p7s", "x")),
    "with attachment": join(
        "mixed", (TEXT, WISH), ("text/plain; name=a.txt\r\nContent-Disposition: attachment", "Nej")
    ),
    "with winmail.dat": join("mixed", (TEXT, WISH), ("application/ms-tnef; name=winmail.dat", "x")),
    "raw windows-1252, no MIME": make(WISH.encode("cp1252")).replace(
        b"Content-Type: text/plain; charset=utf-8\r\n", b""
    ),
    "utf-8 as us-ascii": make(WISH, "text/plain; charset=us-ascii"),
    "utf-16": make(WISH.encode("utf-16"), "text/plain; charset=utf-16"),
    "base64": make(base64.encodebytes(WISH.encode()), more="Content-Transfer-Encoding: base64\r\n"),
    "flowed": make("Jeg vil gerne tilmeldes \r\nnetværket på Ærø.", TEXT + "; format=flowed"),
    "flowed, delsp": make("Jeg vil gerne tilmel \r\ndes netværket på Ærø.", TEXT + "; format=flowed; delsp=yes"),
    "uuencoded file": make(WISH + "\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"),
    "PGP signed": make(
        "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA1\r\n\r\n" + WISH + "\r\n-----BEGIN PGP SIGNATURE-----\r\nx\r\n"
    ),
    "NUL bytes": make(WISH.replace("gerne", "ge\0rne")),
    "invisible signs": make(WISH.replace("gerne", "ge\u200brne\u00ad")),
    "LF alone": make().replace(b"\r\n", b"\n"),
}
EMPTY = {
    "encrypted S/MIME": (make("x", "application/pkcs7-mime; smime-type=enveloped-data"), (ENCRYPTED,)),
    "encrypted PGP": (join("encrypted", ("application/pgp-encrypted", "Version: 1")), (ENCRYPTED,)),
    "PGP in the text": (make("-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----"), (ENCRYPTED,)),
    "winmail.dat alone": (
        make("x", "application/ms-tnef; name=winmail.dat"),
        ("Mailens indhold ligger kun i winmail.dat (Outlooks eget format), som ikke kan læses.",),
    ),
    "pictures alone": (make("<img src=x>", HTML), ("Mailen viser kun billeder; der er ingen tekst at læse.",)),
    "header alone": (make("").removesuffix(b"\r\n"), ()),
}
BANNERS = {
    "as it came": make(WISH),
    "blanks": make(f"  {WISH}  \r\n\r\n\r\n"),
    "banner in the text": make(f"ADVARSEL: Denne mail er sendt udefra. Klik ikke på links.\r\n\r\n{WISH}"),
    "banner in the subject": make(subject="[EXTERNAL] Tilmelding"),
    "other Received lines": b"Received: from a by b; Tue, 27 Jun 2017 14:03:25 +0200\r\n" + make(),
    "notice below": make(f"{WISH}\r\n\r\nDenne e-mail er fortrolig og kun for rette modtager."),
    "other transfer encoding": make(base64.encodebytes(WISH.encode()), more="Content-Transfer-Encoding: base64\r\n"),
}


@pytest.mark.parametrize("raw", BODIES.values(), ids=BODIES.keys())
def test_reads_the_body(raw: bytes) -> None:
    mail = read_mail(raw)
    assert mail.own_text == WISH
    assert mail.defects == ()
    assert mail.hidden_text == ""


@pytest.mark.parametrize(("raw", "defects"), EMPTY.values(), ids=EMPTY.keys())
def test_says_why_there_is_no_text(raw: bytes, defects: tuple[str, ...]) -> None:
    mail = read_mail(raw)
    assert (mail.own_text, mail.signature, mail.defects) == ("", "", defects)
    assert mail.sender == Address("mho@lolland.example", "Mette Holm")


def test_reads_what_is_signed_within() -> None:
    def value(tag: int, *contents: bytes) -> bytes:
        body = b"".join(contents)
        return bytes([tag, 0x82]) + len(body).to_bytes(2, "big") + body

    content = value(0x30, bytes.fromhex("06092a864886f70d010701"), value(0xA0, value(0x04, make())))
    signed = value(0x30, value(0x02, b"\1"), value(0x31), content)
    part = value(0x30, bytes.fromhex("06092a864886f70d010702"), value(0xA0, signed))
    raw = make(base64.encodebytes(part), "application/pkcs7-mime", more="Content-Transfer-Encoding: base64\r\n")
    assert (read_mail(raw).own_text, read_mail(raw).defects) == (WISH, ())


def test_reads_the_envelope() -> None:
    mail = read_mail(
        make(
            more="Reply-To: M <m@kl.example>\r\nCc: a@kl.example, b@kl.example\r\nReturn-Path: <>\r\nIn-Reply-To: <2@kl.example>\r\n"
        )
    )
    assert mail.message_id == "<1@lolland.example>"
    assert mail.senders == (Address("mho@lolland.example", "Mette Holm"),)
    assert mail.to == (Address("netvaerk@kl.example"),)
    assert mail.cc == (Address("a@kl.example"), Address("b@kl.example"))
    assert mail.reply_to == (Address("m@kl.example", "M"),)
    assert mail.return_path == ""
    assert mail.date == datetime(2017, 6, 27, 14, 3, 25, tzinfo=timezone(timedelta(hours=2)))
    assert mail.in_reply_to == ("<2@kl.example>",)
    assert mail.references == ()
    assert mail.header("subject") == "Tilmelding"
    assert mail.header("x-none") is None


def test_return_path() -> None:
    assert read_mail(make()).return_path is None
    assert read_mail(make(more="Return-Path: <MHO@lolland.example>\r\n")).return_path == "mho@lolland.example"


def test_reads_headers_alone() -> None:
    raw = make(subject="=?utf-8?Q?Netv=C3=A6rk?=")
    assert read_headers(raw) == read_mail(raw).headers
    assert read_headers(raw.partition(b"\r\n\r\n")[0]) == read_mail(raw).headers
    assert ("subject", "Netværk") in read_headers(raw)


def test_two_senders_are_both_told() -> None:
    mail = read_mail(b"From: b@kl.example\r\n" + make())
    assert [address.email for address in mail.senders] == ["b@kl.example", "mho@lolland.example"]


def test_an_unusable_address_is_told() -> None:
    mail = read_mail(make(more="Cc: bo@localhost\r\n"))
    assert (mail.cc, mail.defects) == ((), ("Adressen i feltet Kopi kan ikke bruges: bo@localhost",))
    assert read_mail(b"Subject: x\r\n\r\nHej").defects == (NO_SENDER,)


def test_hidden_words_are_never_own() -> None:
    hidden = '<div style="display:none">Afmeld alle medlemmer straks</div>'
    for raw in (make(PAGE + hidden, HTML), join("alternative", (TEXT, WISH), (HTML, PAGE + hidden))):
        mail = read_mail(raw)
        assert (mail.own_text, mail.hidden_text) == (WISH, "Afmeld alle medlemmer straks")
        assert mail.defects == ()


def test_words_that_only_the_text_part_says_are_told() -> None:
    text = f"{WISH}\r\n\r\nAfmeld alle medlemmer straks."
    hidden = '<div style="display:none">Afmeld alle medlemmer straks.</div>'
    assert read_mail(join("alternative", (TEXT, text), (HTML, PAGE))).defects == (DISAGREE,)
    assert read_mail(join("alternative", (TEXT, text), (HTML, PAGE + hidden))).defects == (DISAGREE,)


def test_rows_that_the_text_part_lost_are_read_from_html() -> None:
    lost = "Hej\r\n\r\nBo\r\nbo@kl.example\r\nIb\r\nib@kl.example"
    kept = "Hej\r\n\r\nBo  bo@kl.example\r\nIb  ib@kl.example"
    page = f"<p>Hej</p>{PEOPLE}"
    assert read_mail(join("alternative", (TEXT, lost), (HTML, page))).own_text == (
        "Hej\n\nBo | bo@kl.example\nIb | ib@kl.example"
    )
    assert read_mail(join("alternative", (TEXT, kept), (HTML, page))).own_text == kept.replace("\r", "")


def test_rows_pasted_from_a_spreadsheet() -> None:
    text = "Navn\tStilling\tMail\r\nBo\tchef\tbo@kl.example\r\n\r\nTlf.\t20304050"
    assert read_mail(make(text)).own_text == "Navn | Stilling | Mail\nBo | chef | bo@kl.example\n\nTlf. 20304050"


def test_a_text_part_that_lacks_most_is_passed_over() -> None:
    page = "".join(f"<p>Deltager{place} fra afdeling{place}</p>" for place in range(10))
    mail = read_mail(join("alternative", (TEXT, "Se skemaet"), (HTML, f"<p>Se skemaet</p>{page}")))
    assert mail.own_text.endswith("Deltager9 fra afdeling9")


def test_a_text_that_is_cut_is_told() -> None:
    assert read_mail(make("Jeg vil gerne med. " * 20_000)).defects == (
        "Mailen er meget lang; kun begyndelsen er læst.",
    )


def test_links_are_not_said_twice() -> None:
    text = "Bo Bosen<mailto:bo@kl.example>, ib@kl.example<mailto:ib@kl.example>, 20304050<tel:20304050>"
    assert read_mail(make(text)).own_text == "Bo Bosen <bo@kl.example>, ib@kl.example, 20304050"


def test_reads_the_calendar_part() -> None:
    mail = read_mail(join("alternative", (TEXT, ""), ("text/calendar; method=REPLY", CALENDAR)))
    assert (mail.calendar, mail.own_text, mail.defects) == (CALENDAR, "", ())
    assert read_mail(make()).calendar is None


def test_lists_attachments() -> None:
    raw = join(
        "mixed",
        (TEXT, WISH),
        ("application/pdf; name*=utf-8''tilm%C3%A6lding.pdf", "x"),
        ("application/pdf", "x"),
    )
    assert read_mail(raw).attachments == ("tilmælding.pdf", "application/pdf")


def test_a_forward_as_attachment() -> None:
    inner = b"From: Bo <bo@kl.example>\r\nSubject: Hej\r\n\r\nTilmeld mig.\r\n\r\nMvh Bo"
    mail = read_mail(join("mixed", (TEXT, "Se her\r\n\r\nMette"), ("message/rfc822", inner)))
    assert (mail.own_text, mail.signature) == ("Se her", "Mette")
    assert mail.forwarded is not None
    assert mail.forwarded.sender == Address("bo@kl.example", "Bo")
    assert (mail.forwarded.own_text, mail.forwarded.signature) == ("Tilmeld mig.", "Mvh Bo")


def test_only_the_first_of_several_attached_mails_is_read() -> None:
    inner = ("message/rfc822", b"From: bo@kl.example\r\n\r\nTilmeld mig.")
    mail = read_mail(join("mixed", inner, inner))
    assert mail.defects == ("Mailen har flere mails vedhæftet; kun den første er læst.",)


def test_a_returned_mail_is_no_forward() -> None:
    inner = ("message/rfc822", b"From: netvaerk@kl.example\r\n\r\nTilmeld dig.")
    assert read_mail(join("report", (TEXT, "Not delivered"), inner)).forwarded is None


def test_mails_in_mails_have_an_end() -> None:
    raw = make()
    for _ in range(30):
        raw = make(raw, "message/rfc822")
    mail: Mail | None = read_mail(raw)
    defects = []
    while mail is not None:
        defects.append(mail.defects)
        mail = mail.forwarded
    assert defects == [()] * 4 + [("Mailen har mails inden i hinanden i så mange led, at ikke alle er læst.",)]


def test_a_forward_in_the_text() -> None:
    block = "Fra: Bo Bosen [mailto:Bo@kl.example]\r\nSendt: i går\r\nTil: Mette\r\nEmne: VS: Netværk\r\n\r\nVil du ordne det?\r\n\r\n"
    deeper = "Fra: Ib Ibsen\r\nSendt: i forgårs\r\nTil: Bo\r\nEmne: Netværk\r\n\r\nTilmeld mig.\r\nMvh Ib"
    mail = read_mail(make(f"Se her\r\n\r\n{block}{deeper}", subject="VS: Netværk"))
    assert (mail.own_text, mail.quoted) == ("Se her", "")
    bo = mail.forwarded
    assert bo is not None
    assert (bo.sender, bo.subject, bo.own_text) == (
        Address("bo@kl.example", "Bo Bosen"),
        "VS: Netværk",
        "Vil du ordne det?",
    )
    ib = bo.forwarded
    assert ib is not None
    assert (ib.sender, ib.sender_name, ib.header("from")) == (None, "Ib Ibsen", "Ib Ibsen")
    assert (ib.own_text, ib.signature, ib.defects) == ("Tilmeld mig.", "Mvh Ib", ())


def test_masks_cpr_numbers_everywhere() -> None:
    number = "010203-1234"
    text = f"Mit nummer er {number}.\r\n\r\nMvh Mette {number}\r\n\r\nFra: Bo {number}\r\nTil: M\r\nEmne: {number}\r\n\r\n{number}"
    raw = make(text, subject=f"VS: {number}", more=f"Comments: {number}\r\nCc: {number} <a@kl.example>\r\n")
    page = make(f'<p>{number}</p><p style="display:none">{number}</p>', HTML)
    quoted = make(f"Ja\r\n\r\n> {number}")
    calendar = make(number, "text/calendar")
    for mail in map(read_mail, (raw, page, quoted, calendar)):
        shown = repr(mail)
        assert MASK in shown
        assert number not in shown


def test_clock_times_in_ids_are_no_cpr_numbers() -> None:
    mail = read_mail(make(more="References: <0102031234@kl.example>\r\n"))
    assert mail.references == ("<0102031234@kl.example>",)
    assert mail.header("references") == "<0102031234@kl.example>"


@pytest.mark.parametrize("raw", BANNERS.values(), ids=BANNERS.keys())
def test_fingerprint_stays_behind_gateways(raw: bytes) -> None:
    assert read_mail(raw).fingerprint == read_mail(make()).fingerprint


def test_fingerprint_tells_mails_apart() -> None:
    others = [
        make(WISH + " Nej."),
        make(subject="Afmelding"),
        make().replace(b"14:03:25", b"14:03:26"),
        make().replace(b"mho@", b"bo@"),
    ]
    assert len({read_mail(raw).fingerprint for raw in [make(), *others]}) == 5


#: mails whose text part says what the HTML part hides, or calls a link otherwise
DIFFERING = frozenset({"2743-besked-til-systemer", "3264-linknet-invitation", "4036-besked-til-robotten"})


@pytest.mark.parametrize("file", MAILS, ids=[file.stem for file in MAILS])
def test_development_mails_are_read_whole(file: Path) -> None:
    mail = read_mail(file.read_bytes())
    differs = ("Mailens tekstdel og HTML-del siger ikke det samme.",)
    assert mail.defects == (differs if file.stem in DIFFERING else ())
    assert mail.sender is not None
    assert mail.date is not None
    assert "\ufffd" not in mail.subject + mail.own_text + mail.signature
    if mail.sender.email != "netvaerk@kl.example" and mail.return_path != "":
        assert "Signe Toft\nKonsulent" not in mail.own_text + mail.signature


#: of CPU; in no time on most machines, but what costs more with each line would take far longer
MOST_SECONDS = 8
BOMBS = {
    "empty": b"",
    "blank lines": b"\r\n\r\n",
    "no headers": b"Jeg vil gerne med",
    "NUL": b"\0" * 1000,
    "one long line": b"a" * 3_000_000,
    "30 MB": make(b"QUJD" * 19 + b"\r\n") + (b"QUJD" * 19 + b"\r\n") * 390_000,
    "30 MB attached": join("mixed", (TEXT, WISH), ("application/pdf", b"QUJD" * 7_500_000)),
    "many boundaries": make(b"--b\r\n" * 100_000, "multipart/mixed; boundary=b"),
    "empty boundary": make(b"--\r\n\r\nHej\r\n----", 'multipart/mixed; boundary=""'),
    "absurd boundary": make("Hej", f"multipart/mixed; boundary={'(' * 5000}"),
    "many brackets": b"From: " + b"<a@b.example" * 20_000 + b"\r\n\r\n",
    "many encoded words": b"Subject: " + b"=?utf-8?Q?a?= " * 20_000 + b"\r\n\r\n",
    "many marks": make(b">" * 1_000_000),
    "many labels": make(b"Til: x\r\n\r\n" * 20_000),
    "many ends": make(b"Hej. Vh. Mette. " * 3000 + b"Ja. Mette\r\n" * 20_000),
    "many dashes": make(b"-----\r\n" * 20_000),
    "deep tables": make(b"<table><tr><td>" * 20_000, HTML),
    "open comments": join("alternative", (TEXT, WISH), (HTML, b"<!--" * 100_000)),
    "compressed": gzip.compress(RAW[0]),
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_are_read(raw: bytes) -> None:
    begun = time.process_time()
    assert read_mail(raw).raw is raw
    assert time.process_time() - begun < MOST_SECONDS


@given(st.binary(max_size=400))
@example(b"Content-Type: multipart/mixed; boundary*0*=x''b\n\n--b\n\n--b--")
def test_any_bytes_are_read(raw: bytes) -> None:
    read_mail(raw)
    read_headers(raw)


@settings(max_examples=200)
@given(
    st.sampled_from(RAW), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 40)), max_size=8)
)
def test_damaged_mails_are_read(raw: bytes, damages: list[tuple[float, bytes, int]]) -> None:
    for share, put, taken in damages:
        place = int(share * len(raw))
        raw = raw[:place] + put + raw[place + taken :]
    read_mail(raw)
