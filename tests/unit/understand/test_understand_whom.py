"""For whom a wish is, where the words around a name and the mail as a whole differ."""

import pytest

from netpost.understand.outcome import UNDECIDED
from netpost.understand.reading import Intent
from netpost.understand.whom import Whom
from understand_cases import make_opinion

OLE, EVA = "Ole Finn", "Eva Lund"


def make_whom(intent: Intent = Intent.SIGNUP, *, writer: float, others: float = UNDECIDED, **asked: float) -> Whom:
    opinion = make_opinion({"writer": writer, "others": others})
    likelihoods = {OLE: asked.get("ole", UNDECIDED), EVA: asked.get("eva", UNDECIDED)}
    return Whom(intent, opinion, lambda names: {name: likelihoods[name] for name in names})


@pytest.mark.parametrize(
    ("whom", "role", "settled"),
    [
        pytest.param(make_whom(writer=0.01, ole=0.97), "mentioned", "target", id="surely meant"),
        pytest.param(make_whom(writer=0.6, ole=0.97), "mentioned", "unclear", id="meant, the writer perhaps"),
        pytest.param(make_whom(writer=0.6, ole=0.8), "mentioned", "mentioned", id="perhaps meant"),
        pytest.param(make_whom(writer=0.99, ole=0.02), "target", "mentioned", id="the writer's alone"),
        pytest.param(make_whom(writer=0.5, ole=0.02), "unclear", "unclear", id="nobody's"),
        pytest.param(make_whom(writer=0.5, ole=0.08), "target", "unclear", id="hardly meant"),
        pytest.param(make_whom(writer=0.5, ole=0.5), "target", "target", id="as the words say"),
        pytest.param(make_whom(Intent.ACCEPT, writer=0.01, ole=0.99), "mentioned", "mentioned", id="a yes"),
    ],
)
def test_one_of_several_is_meant(whom: Whom, role: str, settled: str) -> None:
    assert whom.settle({OLE: role, EVA: "unclear"})[OLE] == settled


@pytest.mark.parametrize(
    ("role", "asked", "settled"),
    [
        ("unclear", 0.6, "target"),
        ("target", 0.6, "target"),
        ("mentioned", 0.6, "mentioned"),
        ("unclear", 0.4, "unclear"),
    ],
)
def test_the_only_one_who_is_named_is_meant_where_the_wish_is_for_others(role: str, asked: float, settled: str) -> None:
    assert make_whom(writer=0.5, others=0.99, ole=asked).settle({OLE: role}) == {OLE: settled}


def test_nobody_is_meant_where_the_wish_is_for_no_others() -> None:
    assert set(make_whom(writer=0.9, others=0.01, ole=0.9).settle({OLE: "target", EVA: "unclear"}).values()) == {
        "mentioned"
    }


@pytest.mark.parametrize(("likelihood", "is_hardly"), [(0.09, True), (0.11, False)])
def test_the_writer_is_not_simply_counted_in(likelihood: float, is_hardly: bool) -> None:
    assert make_whom(writer=likelihood).is_hardly_writers is is_hardly
    assert not make_whom(Intent.ACCEPT, writer=likelihood).is_hardly_writers
