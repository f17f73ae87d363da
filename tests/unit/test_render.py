from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netpost.errors import TemplateError
from netpost.render.markup import Markdown, clean_line
from netpost.render.renderer import Renderer, parse_meeting_file, parse_template

LAYOUT = "<html><head><style>p {margin: 0}</style></head><body>{{ indhold }}<i>{{ navn }}</i></body></html>"


def render(source: str, **values: object):
    return Renderer({"x.md": source}, LAYOUT).render("x.md", {"navn": "Mette", **values})


def fault(source: str, **values: object) -> str:
    with pytest.raises(TemplateError) as caught:
        render(source, **values)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "values", "text"),
    [
        pytest.param("{{ d }}", {"d": date(2017, 9, 14)}, "14. september 2017", id="date-alone"),
        pytest.param("{{ t }}", {"t": time(9, 30)}, "kl. 9.30", id="time-alone"),
        pytest.param("{{ d|ugedag }}", {"d": date(2017, 9, 14)}, "torsdag", id="weekday"),
        pytest.param("{{ d|ugedag|stort }}", {"d": date(2017, 9, 14)}, "Torsdag", id="capital"),
        pytest.param("{{ d|kort_dato }}", {"d": date(2017, 9, 14)}, "14-09-2017", id="short-date"),
        pytest.param("{{ d|dato }}", {"d": "2017-08-14"}, "14. august 2017", id="date-of-a-cell"),
        pytest.param("{{ t|klokken }}", {"t": time(9, 30)}, "kl. 9.30", id="time"),
        pytest.param("{{ n|kroner }} + moms", {"n": 5900}, "5.900 kr. + moms", id="price"),
        pytest.param("{{ l }}", {"l": ["a_b", "c"]}, "a_b og c", id="list-alone"),
        pytest.param("{{ f }}", {"f": True}, "ja", id="flag"),
        pytest.param("{{ p|telefonnummer }}", {"p": "+4533700000"}, "33 70 00 00", id="phone"),
        pytest.param("{{ navn ~ p }}", {"p": Markdown("**x**")}, "Mette**x**", id="joined-with-markdown-is-escaped"),
        pytest.param("{{ p }}", {"p": Markdown("**x**")}, "x", id="staff-markdown"),
        pytest.param("{{ p|upper }}", {"p": Markdown("**x**")}, "**X**", id="made-from-markdown-is-escaped"),
        pytest.param(
            "{% if navn %}Kære {{ navn }}{% endif %}\n\nb", {}, "Kære Mette\n\nb", id="tag-at-end-keeps-break"
        ),
        pytest.param("{% if navn %}\na\n{% endif %}\n\nb", {}, "a\n\nb", id="tag-lines-vanish"),
        pytest.param("{% for x in 'ab' %}\n- {{ x }}\n{% endfor %}", {}, "- a\n- b", id="loop"),
        pytest.param("{% if 0 %}a{% endif %} {% if 1 %}b{% endif %}\nc", {}, "b\nc", id="two-tags-with-text"),
    ],
)
def test_values_are_printed_in_danish(body: str, values: dict[str, object], text: str) -> None:
    assert render(f"Emne: x\n\n{body}\n", **values).text == text + "\n"


def test_all_three_parts_come_from_one_source() -> None:
    rendered = render("Emne: Til {{ navn }}\n\nKære **{{ navn }}**\n", navn="O'Hara & <Søn> *")
    assert rendered.subject == "Til O'Hara & <Søn> *"
    assert rendered.text == "Kære O'Hara & <Søn> *\n"
    assert '<p style="margin: 0;">Kære <strong>O\'Hara &amp; &lt;Søn&gt; *</strong></p>' in rendered.html
    assert (
        "<i>O&#39;Hara &amp; &lt;Søn&gt; *</i>" in rendered.html or "<i>O'Hara &amp; &lt;Søn&gt; *</i>" in rendered.html
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("\ufeffEmne: a\r\n\r\nb\r\n", id="windows"),
        pytest.param("\n\nemne:a\n  \nb", id="blank-lines-first"),
    ],
)
def test_a_file_may_come_from_any_editor(source: str) -> None:
    rendered = render(source)
    assert (rendered.subject, rendered.text) == ("a", "b\n")


def test_letters_written_as_two_are_known() -> None:
    assert render("Emne: a\n\n{{ a\u030ar }}\n", år=2017).text == "2017\n"


def test_a_subject_has_an_end() -> None:
    assert render("Emne: Til {{ navn }}\n\nb\n", navn="a" * 900).subject == "Til " + "a" * 196


@given(st.text())
def test_no_value_breaks_a_subject(text: str) -> None:
    subject = render("Emne: Til {{ navn }}.\n\nb\n", navn=text).subject
    assert subject == clean_line(f"Til {text}.")[:200]
    assert len(subject.splitlines()) == 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(
            "Kære Mette\n",
            "x.md, linje 1: Filen skal begynde med mailens emne. Skriv »Emne: « og emnet på den første linje, for "
            "eksempel »Emne: Du er tilmeldt {{ netværk }}«.",
            id="no-subject",
        ),
        pytest.param(
            "Emne: a\nKære Mette\n",
            "x.md, linje 2: Der mangler en tom linje efter emnet. Sæt en tom linje ind mellem emnet og brevet.",
            id="no-blank-line",
        ),
        pytest.param(
            "Emne: a\n\n",
            "x.md, linje 1: Der står kun et emne. Skriv brevet under emnet, efter en tom linje.",
            id="empty",
        ),
        pytest.param(
            "Emne: a\n\nb\n{{ nvan }}\n",
            "x.md, linje 4: »{{ nvan }}«. »nvan« er ikke noget, der kan sættes ind her. Skriv »navn«.",
            id="unknown-name",
        ),
        pytest.param(
            "Emne: {{ nvan }}\n\nb\n",
            "x.md, linje 1: »Emne: {{ nvan }}«. »nvan« er ikke noget, der kan sættes ind her. Skriv »navn«.",
            id="unknown-name-in-subject",
        ),
        pytest.param(
            "Emne: a\n\nb\n{{ navn|datto }}\n",
            "x.md, linje 4: »{{ navn|datto }}«. Der findes ikke noget, der hedder »|datto«. Skriv »dato«.",
            id="unknown-filter",
        ),
        pytest.param(
            "Emne: a\n\n{% if navn %}\nb\n\nc\n",
            "x.md, linje 3: »{% if navn %}«. Her begynder {% if … %}, men den slutter ikke. Skriv {% endif %} der, hvor "
            "den skal slutte.",
            id="no-endif",
        ),
        pytest.param(
            "Emne: a\n\nb {% endif %}\n",
            "x.md, linje 3: »b {% endif %}«. {% endif %} passer ikke til det, der er begyndt ovenfor. Hver {% if … %} "
            "skal have sin {% endif %}, og hver {% for … %} sin {% endfor %}.",
            id="endif-too-many",
        ),
        pytest.param(
            "Emne: a\n\n{% iff navn %}\nb\n",
            "x.md, linje 3: »{% iff navn %}«. {% iff … %} findes ikke. Skriv »if«.",
            id="unknown-tag",
        ),
        pytest.param(
            "Emne: a\n\n{{ navn }\n",
            "x.md, linje 3: »{{ navn }«. {{ … }} eller {% … %} er ikke skrevet rigtigt. Skriv navnet alene mellem "
            "tegnene, for eksempel {{ navn }} eller {{ møde.dato|dato }}.",
            id="half-closed",
        ),
        pytest.param(
            "Emne: a\n\n{{ tom }}\n",
            "x.md, linje 3: »{{ tom }}«. Det, der skal sættes ind her, kan være tomt. Sæt {% if … %} foran og "
            "{% endif %} bagefter, så linjen udelades, når der ikke er noget.",
            id="empty-value",
        ),
        pytest.param(
            "Emne: a\n\n{{ navn|kroner }}\n",
            "x.md, linje 3: »{{ navn|kroner }}«. Det, der skal sættes ind her, er af en anden slags, end linjen regner "
            "med. |dato, |ugedag og lignende kræver en dato, |klokken et klokkeslæt og |kroner et beløb.",
            id="wrong-kind",
        ),
        pytest.param(
            "Emne: a\n\n{{ navn|klokken }}\n",
            "x.md, linje 3: »{{ navn|klokken }}«. Det, der skal sættes ind her, er af en anden slags, end linjen regner "
            "med. |dato, |ugedag og lignende kræver en dato, |klokken et klokkeslæt og |kroner et beløb.",
            id="no-time",
        ),
        pytest.param(
            "Emne: a\n\n{{ 1|dato }}\n",
            "x.md, linje 3: »{{ 1|dato }}«. Det, der skal sættes ind her, er af en anden slags, end linjen regner "
            "med. |dato, |ugedag og lignende kræver en dato, |klokken et klokkeslæt og |kroner et beløb.",
            id="no-date",
        ),
        pytest.param(
            "Emne: a\n\n{{ {} }}\n",
            "x.md, linje 3: »{{ {} }}«. Det, der skal sættes ind her, er af en anden slags, end linjen regner "
            "med. |dato, |ugedag og lignende kræver en dato, |klokken et klokkeslæt og |kroner et beløb.",
            id="cannot-be-printed",
        ),
        pytest.param(
            "Emne: a\n\n{{ nvan|dato }}\n",
            "x.md, linje 3: »{{ nvan|dato }}«. »nvan« er ikke noget, der kan sættes ind her. Skriv »navn«.",
            id="unknown-name-with-filter",
        ),
        pytest.param(
            "Emne: a\n\n{% for x in navn %}\n{% if x %}\nb\n{% endif %}\n{% if x %}\nc\n{% endfor %}\n",
            "x.md, linje 9: »{% endfor %}«. {% endfor %} passer ikke til det, der er begyndt ovenfor. Hver {% if … %} "
            "skal have sin {% endif %}, og hver {% for … %} sin {% endfor %}.",
            id="crossed",
        ),
        pytest.param(
            "Emne: a\n\n{% for x in navn %}\n{% if x %}\nb\n{% endif %}\n",
            "x.md, linje 3: »{% for x in navn %}«. Her begynder {% for … %}, men den slutter ikke. Skriv {% endfor %} "
            "der, hvor den skal slutte.",
            id="no-endfor",
        ),
        pytest.param(
            "Emne: a\n\n{{ navn|safe }}\n",
            "x.md, linje 3: »{{ navn|safe }}«. Der findes ikke noget, der hedder »|safe«. Her kan bruges: dag_og_måned, "
            "dato, klokken, kort_dato, kroner, lang_dato, opremsning, stort, telefonnummer, ugedag.",
            id="escaping-cannot-be-switched-off",
        ),
        pytest.param(
            "Emne: a\n\n{{ navn.__class__ }}\n",
            "x.md, linje 3: »{{ navn.__class__ }}«. Linjen kan ikke forstås. Se efter tegn, der mangler eller er skrevet "
            "forkert.",
            id="sandbox",
        ),
    ],
)
def test_a_fault_is_told_with_line_and_remedy(source: str, message: str) -> None:
    assert fault(source, tom=None) == message


def test_a_fault_in_one_template_leaves_the_others() -> None:
    renderer = Renderer({"a.md": "Emne: a\n\na\n", "b.md": "b\n"}, LAYOUT)
    assert renderer.render("a.md", {"navn": ""}).text == "a\n"
    with pytest.raises(TemplateError, match=r"^b\.md, linje 1:"):
        renderer.render("b.md", {"navn": ""})


def test_a_missing_template_is_told() -> None:
    with pytest.raises(TemplateError, match=r"^a\.md: Filen mangler i mappen templates\."):
        Renderer({}, LAYOUT).render("a.md", {})


def test_a_fault_in_the_layout_names_the_layout() -> None:
    renderer = Renderer({"x.md": "Emne: a\n\nb\n"}, "<html>\n{{ indold }}</html>")
    with pytest.raises(TemplateError, match=r"^layout\.html, linje 2: .* Skriv »indhold«\."):
        renderer.render("x.md", {"navn": ""})


def test_parse_keeps_the_lines_of_the_file() -> None:
    template = parse_template("x.md", "\nEmne: a {{ b }}\n\nc\n")
    assert (template.subject, template.body) == ("\na {{ b }}", "\n\n\nc\n")


@pytest.mark.parametrize(
    ("source", "is_ready", "markdown", "problem"),
    [
        pytest.param("Status: klar\n\n## Program\n", True, "## Program\n", None, id="ready"),
        pytest.param("\ufeffstatus : KLAR.\r\nKaffe", True, "Kaffe\n", None, id="ready-by-hand"),
        pytest.param("**Status:** klar\nKaffe", True, "Kaffe\n", None, id="ready-in-bold"),
        pytest.param("Status: kladde\n\nKaffe {{\n", False, "Kaffe {{\n", None, id="draft"),
        pytest.param(
            "## Program\n",
            False,
            "\n",
            "Den første linje skal være »Status: kladde« eller »Status: klar«.",
            id="no-status",
        ),
        pytest.param(
            "Status: klart\nKaffe",
            False,
            "Kaffe\n",
            "Den første linje skal være »Status: kladde« eller »Status: klar«.",
            id="another-word",
        ),
        pytest.param(
            "Status: ikke klar\nKaffe",
            False,
            "Kaffe\n",
            "Den første linje skal være »Status: kladde« eller »Status: klar«.",
            id="not-ready",
        ),
        pytest.param(
            "Status: klar\n", False, "\n", "Der står »Status: klar«, men der er ingen tekst under den.", id="nothing"
        ),
        pytest.param(
            "Status: klar\nKære {{ navn }}",
            False,
            "Kære {{ navn }}\n",
            "{{ … }} og {% … %} virker ikke i denne fil. Skriv teksten helt ud.",
            id="variables",
        ),
        pytest.param("", False, "\n", "Den første linje skal være »Status: kladde« eller »Status: klar«.", id="empty"),
    ],
)
def test_a_meeting_file_is_used_only_when_it_says_so(
    source: str, is_ready: bool, markdown: str, problem: str | None
) -> None:
    text = parse_meeting_file(source)
    assert (text.is_ready, text.markdown, text.problem) == (is_ready, markdown, problem)
