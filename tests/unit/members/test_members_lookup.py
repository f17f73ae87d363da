"""Whom a word of the staff means."""

from __future__ import annotations

import pytest

from netpost.members.lookup import find_members

KNOWN = {
    "M0001": ["Anne Bro", "anne@koege.example"],
    "M0002": ["Bo Dam", "bo@koege.example", "Bo Damgaard Dam", "Bo@Lolland.example"],
    "M0003": ["Anne Bro Hansen", "abh@koege.example"],
    "M0004": ["Anne Bro", "anne2@koege.example"],
    "M0005": ["Åse Ørsted"],
    "M0006": [],
}


@pytest.mark.parametrize(
    ("who", "found"),
    [
        pytest.param("M0003", ["M0003"], id="id"),
        pytest.param(" m 0003", ["M0003"], id="id-as-typed"),
        pytest.param("M0099", [], id="no-such-id"),
        pytest.param("BO@koege.example", ["M0002"], id="address"),
        pytest.param("bo@lolland.example", ["M0002"], id="earlier-address"),
        pytest.param("o@koege.example", [], id="part-of-an-address"),
        pytest.param("anne bro", ["M0001", "M0004"], id="whole-name-before-part"),
        pytest.param("Hansen", ["M0003"], id="part-of-a-name"),
        pytest.param("dam bo", ["M0002"], id="words-in-any-order"),
        pytest.param("Anne", ["M0001", "M0003", "M0004"], id="several"),
        pytest.param("åse", ["M0005"], id="danish-letters"),
        pytest.param("An", [], id="part-of-a-word"),
        pytest.param("  ", [], id="nothing"),
    ],
)
def test_who_is_meant(who: str, found: list[str]) -> None:
    assert find_members(who, KNOWN) == found
