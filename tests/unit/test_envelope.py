"""envelope.py: what a server can take, and how MAIL says it."""

from __future__ import annotations

import pytest

from netpost.envelope import choose_parameters, encode_domain, find_hindrance

SENDER = "netvaerk@kl.example"
EVERYTHING = {"size": "1000", "8bitmime": "", "smtputf8": ""}
NO_UTF8 = "the address has letters outside ASCII before the @, which the server does not take (SMTPUTF8)"
NO_8BIT = "the mail is 8-bit text, which the server does not take; it must be encoded"


@pytest.mark.parametrize(
    ("features", "text", "recipient", "hindrance"),
    [
        pytest.param({}, b"x", "anne@koege.example", None, id="plain mail, plain server"),
        pytest.param(EVERYTHING, "æ".encode(), "søren@køge.example", None, id="everything"),
        pytest.param({}, "æ".encode(), "anne@koege.example", NO_8BIT, id="no 8BITMIME"),
        pytest.param({"8bitmime": ""}, b"x", "søren@koege.example", NO_UTF8, id="no SMTPUTF8"),
        pytest.param({}, b"x", "soren@køge.example", None, id="the domain needs none"),
        pytest.param({"size": "1000"}, b"x" * 1000, "anne@koege.example", None, id="just fits"),
        pytest.param(
            {"size": "1000"},
            b"x" * 1001,
            "a@x.example",
            "the mail has 1001 bytes, the server takes 1000",
            id="too large",
        ),
        pytest.param({"size": "0"}, b"x" * 2000, "a@x.example", None, id="0 means no limit"),
        pytest.param({"size": ""}, b"x" * 2000, "a@x.example", None, id="no limit told"),
    ],
)
def test_hindrances(features: dict[str, str], text: bytes, recipient: str, hindrance: str | None) -> None:
    assert find_hindrance(features, text, SENDER, recipient) == hindrance


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anne",
        "@x.example",
        "anne@",
        "a b@x.example",
        "a@x.example\n",
        "a\x00@x.example",
        "<a@x.example>",
        "a\u00a0@x.example",
    ],
)
def test_what_is_no_address(address: str) -> None:
    sentence = f"{address!a} is not an address that can be written in a command"
    assert find_hindrance(EVERYTHING, b"x", SENDER, address) == sentence
    assert find_hindrance(EVERYTHING, b"x", address, SENDER) == sentence


@pytest.mark.parametrize(
    ("features", "text", "recipient", "parameters"),
    [
        ({}, b"x", "anne@koege.example", ""),
        (EVERYTHING, b"x", "anne@koege.example", " SIZE=1"),
        (EVERYTHING, "æ".encode(), "søren@koege.example", " SIZE=2 BODY=8BITMIME SMTPUTF8"),
    ],
    ids=["nothing", "size", "everything"],
)
def test_parameters(features: dict[str, str], text: bytes, recipient: str, parameters: str) -> None:
    assert choose_parameters(features, text, SENDER, recipient) == parameters


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("anne@koege.example", "anne@koege.example"),
        ("anne@Køge.example", "anne@xn--kge-0na.example"),
        ("a@b@koege.example", "a@b@koege.example"),
        ("anne@" + "ø" * 70 + ".example", "anne@" + "ø" * 70 + ".example"),
    ],
    ids=["ascii", "danish", "two @", "too long for DNS"],
)
def test_encode_domain(address: str, encoded: str) -> None:
    assert encode_domain(address) == encoded
