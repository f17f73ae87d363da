"""A word → its classes: by the whole word, by its beginning, by its ending."""

import pytest

from netpost.understand.words import find_classes


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        pytest.param("jeg", {"SELF"}, id="whole"),
        pytest.param("jegeren", set(), id="whole is no beginning"),
        pytest.param("tilmelder", {"JOIN"}, id="beginning"),
        pytest.param("tilmeld", {"JOIN"}, id="beginning without an ending"),
        pytest.param("kontorchef", {"BOSS"}, id="beginning, listed"),
        pytest.param("havnechefen", {"BOSS"}, id="ending"),
        pytest.param("teglvaerksdirektoeren", {"BOSS"}, id="ending with a Danish letter, folded"),
        pytest.param("gerne", {"MODAL", "WANT", "YES"}, id="several"),
        pytest.param("netvaerket", {"NETWORK"}, id="a Danish letter, folded"),
        pytest.param("xyzzy", set(), id="unknown"),
        pytest.param("", set(), id="empty"),
    ],
)
def test_a_word_belongs_to_its_classes(word: str, classes: set[str]) -> None:
    assert set(find_classes(word)) >= classes
    assert find_classes(word) == tuple(sorted(set(find_classes(word))))
    assert bool(find_classes(word)) is bool(classes)


def test_an_ending_counts_only_where_nothing_else_is_known() -> None:
    assert "FOREIGN" in find_classes("havnenetvaerk")
    assert "FOREIGN" not in find_classes("klubnetvaerk")
    assert "CALENDAR" in find_classes("blomsterdag")
    assert "CALENDAR" not in find_classes("dag")


def test_whole_and_beginning_add_up() -> None:
    assert set(find_classes("deltagerplads")) > set(find_classes("deltagerpladsen"))
