"""Template + values → the subject, the text and the HTML of a mail.

A template is a file that staff edit: header lines (`Emne: …`), a blank line, then Markdown with Jinja2. Templates run in
Jinja2's sandbox with StrictUndefined; whatever `{{ … }}` puts in is escaped, so that a stranger's name is only ever
letters. The one exception is text of the type `Markdown`, which only the staff's own programme and summary have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netpost.errors import TemplateError
from netpost.render.markup import clean_line, render_html, render_text
from netpost.render.sandbox import (
    compile_source,
    make_environment,
    print_escaped,
    print_for_html,
    print_plain,
    run_template,
)
from netpost.render.template_errors import fault_at

if TYPE_CHECKING:
    from jinja2 import Template as CompiledTemplate

LAYOUT = "layout.html"
HEADER_LINE = re.compile(r"([^\W\d]+):[ \t]*(.*)")
STATUS_LINE = re.compile(r"\W*status\W*:\W*(\w*)\W*", re.IGNORECASE)
MAX_SUBJECT = 200


@dataclass(frozen=True)
class Template:
    """A template, taken apart. name: the file's. subject, body: Jinja2; each keeps its line numbers of the file."""

    name: str
    subject: str
    body: str


@dataclass(frozen=True)
class Rendered:
    """A mail's content. subject: one line. text: plain, LF line ends. html: a whole document with its CSS inlined."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class MeetingText:
    """A meeting's programme or summary. is_ready: the staff have written `Status: klar` and nothing is wrong.

    problem: why the file cannot be used as it stands, a Danish sentence; None where all is well, draft or not.
    """

    is_ready: bool
    markdown: str
    problem: str | None = None


def read_source(source: str) -> str:
    """Make line ends LF and letters composed (a Mac may write å as two), and drop a byte order mark."""
    return unicodedata.normalize("NFC", source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def parse_template(name: str, source: str) -> Template:
    """Take a template apart. Raises TemplateError where the header lines are not `Emne: …` and a blank line."""
    lines = read_source(source).split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    match = HEADER_LINE.fullmatch(lines[start].strip())
    if match is None or match[1].casefold() != "emne" or not match[2].strip():
        raise fault_at(
            name,
            start + 1,
            "Filen skal begynde med mailens emne.",
            "Skriv »Emne: « og emnet på den første linje, for eksempel »Emne: Du er tilmeldt {{ netværk }}«.",
        )
    if start + 1 < len(lines) and lines[start + 1].strip():
        raise fault_at(
            name, start + 2, "Der mangler en tom linje efter emnet.", "Sæt en tom linje ind mellem emnet og brevet."
        )
    body = "\n".join(lines[start + 1 :])
    if not body.strip():
        raise fault_at(name, start + 1, "Der står kun et emne.", "Skriv brevet under emnet, efter en tom linje.")
    # Blank lines in front keep the line numbers of the file in whatever Jinja2 says.
    return Template(name, "\n" * start + match[2].strip(), "\n" * (start + 1) + body)


def parse_meeting_file(source: str) -> MeetingText:
    """Read a programme or summary: a line `Status: kladde` or `Status: klar`, then Markdown. Never raises."""
    first, _, rest = read_source(source).lstrip().partition("\n")
    match = STATUS_LINE.fullmatch(first.strip())
    status = match[1].casefold() if match else ""
    body = rest.strip() + "\n"
    if status == "kladde":
        return MeetingText(False, body)
    if status != "klar":
        return MeetingText(False, body, "Den første linje skal være »Status: kladde« eller »Status: klar«.")
    if not body.strip():
        return MeetingText(False, body, "Der står »Status: klar«, men der er ingen tekst under den.")
    if re.search(r"\{\{|\{%", body):
        return MeetingText(False, body, "{{ … }} og {% … %} virker ikke i denne fil. Skriv teksten helt ud.")
    return MeetingText(True, body)


class Renderer:
    """Renders mails from a folder of templates; each template is compiled once, when it is first used."""

    def __init__(self, sources: Mapping[str, str], layout: str) -> None:
        """Take the templates by file name, such as `bekraeftelse.md`, and the text of layout.html."""
        self._sources, self._layout = sources, layout
        self._compiled: dict[str, tuple[CompiledTemplate, CompiledTemplate]] = {}
        self._page: CompiledTemplate | None = None

    def render(self, name: str, values: Mapping[str, object]) -> Rendered:
        """Render one mail. Raises TemplateError with file, line and remedy, in Danish."""
        subject_template, body_template = self._compile(name)
        subject = clean_line(run_template(subject_template, name, self._sources[name], values))[:MAX_SUBJECT]
        markdown = run_template(body_template, name, self._sources[name], values)
        html = self._lay_out({**values, "emne": subject}, render_html(markdown))
        return Rendered(subject, render_text(markdown), html)

    def _compile(self, name: str) -> tuple[CompiledTemplate, CompiledTemplate]:
        if name not in self._sources:
            raise TemplateError(f"{name}:", "Filen mangler i mappen templates.", "Læg den tilbage.")
        if name not in self._compiled:
            template = parse_template(name, self._sources[name])
            subject = compile_source(make_environment(print_plain), name, template.subject, self._sources[name])
            body = compile_source(make_environment(print_escaped), name, template.body, self._sources[name])
            self._compiled[name] = subject, body
        return self._compiled[name]

    def _lay_out(self, values: Mapping[str, object], content: str) -> str:
        from css_inline import CSSInliner
        from markupsafe import Markup

        if self._page is None:
            environment = make_environment(print_for_html, is_html=True)
            self._page = compile_source(environment, LAYOUT, read_source(self._layout), self._layout)
        # The content is HTML that render_html made of escaped text: the layout must not escape it again.
        page = run_template(self._page, LAYOUT, self._layout, {**values, "indhold": Markup(content)})  # noqa: S704
        inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
        return inliner.inline(page)
