"""The sandbox that templates run in: what they may use, how values are printed, what their faults are called.

Jinja2's own escaping knows HTML only. A mail is Markdown first, so here every value that `{{ … }}` prints is escaped for
Markdown, except text of the type `Markdown`. Joining or cutting such text gives a plain string, which is escaped again.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any

from netpost import danish
from netpost.render.markup import Markdown, escape_markdown
from netpost.render.template_errors import explain_fault

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2 import Template as CompiledTemplate

#: A tag at the end of a line that holds more than tags. Lines of tags alone vanish; all others keep their line break.
TAG_AFTER_TEXT = re.compile(
    r"""
    ^ (?! (?: [ \t]* \{% (?: (?!%\}) [^\n] )* %\} )+ [ \t]* $ )   # not a line of tags alone
    ( [^\n]* [^-+\n] ) %\} [ \t]* $
    """,
    re.MULTILINE | re.VERBOSE,
)
UNSAFE_FILTERS = ("safe", "urlize", "xmlattr", "tojson", "pprint", "random")


def make_environment(finalize: Callable[[object], object], *, is_html: bool = False) -> Environment:
    """Make the sandbox that templates run in. finalize: how a value is printed."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=is_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters.update(FILTERS)
    for name in UNSAFE_FILTERS:
        del environment.filters[name]
    return environment


def keep_line_breaks(code: str) -> str:
    """Mark the tags that end a line of text, so that Jinja2's trim_blocks does not swallow the line break."""
    return TAG_AFTER_TEXT.sub(r"\1+%}", code)


def compile_source(environment: Environment, name: str, code: str, source: str) -> CompiledTemplate:
    """Compile Jinja2. source: the whole file, for quoting its lines. Raises TemplateError."""
    from jinja2 import TemplateSyntaxError
    from jinja2.environment import Template as JinjaTemplate

    try:
        compiled = environment.compile(keep_line_breaks(code), name, name)
        return JinjaTemplate.from_code(environment, compiled, {})
    except TemplateSyntaxError as error:
        raise explain_fault(name, error.lineno, error.message or "", source, sorted(FILTERS)) from error


def run_template(template: CompiledTemplate, name: str, source: str, values: Mapping[str, object]) -> str:
    """Run a compiled template. Raises TemplateError that quotes the line of source where it stopped."""
    from jinja2 import TemplateRuntimeError

    try:
        return template.render(values)
    except (TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
        line = frames[-1].lineno if frames else None
        raise explain_fault(name, line or 1, str(error), source, sorted(values)) from error


class EmptyValueError(TypeError):
    """A template prints a value that is not there for this person or meeting."""

    def __init__(self) -> None:
        super().__init__("empty value")


def print_plain(value: object) -> object:
    """Print a value as Danish text: dates and times written out, lists joined. Raises EmptyValueError for None."""
    from jinja2 import Undefined

    if value is None:
        raise EmptyValueError
    if isinstance(value, Undefined):
        return value
    if isinstance(value, date):
        return danish.format_date(value)
    if isinstance(value, time):
        return danish.format_time(value)
    if isinstance(value, (list, tuple)):
        return danish.join_words([str(print_plain(item)) for item in value])
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, (str, int)):
        return str(value)
    raise TypeError("cannot be printed")


def print_escaped(value: object) -> object:
    """Print a value so that Markdown shows it letter by letter; only `Markdown` itself goes in as it is."""
    if isinstance(value, Markdown):
        return str(value)
    printed = print_plain(value)
    return escape_markdown(printed) if isinstance(printed, str) else printed


def print_for_html(value: object) -> object:
    """Print a value for layout.html, where Jinja2 escapes everything but what is marked as HTML."""
    return value if hasattr(value, "__html__") else print_plain(value)


def _as_date(value: object) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, date):
        return value
    raise _wrong_kind(value, "date")


def _as_time(value: object) -> time:
    if isinstance(value, time):
        return value
    raise _wrong_kind(value, "time")


def _as_amount(value: object) -> int:
    if isinstance(value, int):
        return value
    raise _wrong_kind(value, "amount")


def _wrong_kind(value: object, kind: str) -> TypeError:
    if value is None:
        return EmptyValueError()
    str(value)  # of an unknown name this raises what Jinja2 has to say about it
    return TypeError(f"not the {kind} that was expected")


def _capitalise(value: object) -> str:
    text = str(value)
    return text[:1].upper() + text[1:]


FILTERS: Mapping[str, Callable[[Any], str]] = {
    "dato": lambda value: danish.format_date(_as_date(value)),
    "dag_og_måned": lambda value: danish.format_day_and_month(_as_date(value)),
    "kort_dato": lambda value: danish.format_short_date(_as_date(value)),
    "lang_dato": lambda value: danish.format_weekday_and_date(_as_date(value)),
    "ugedag": lambda value: danish.name_weekday(_as_date(value)),
    "klokken": lambda value: danish.format_time(_as_time(value)),
    "kroner": lambda value: danish.format_kroner(_as_amount(value)),
    "telefonnummer": lambda value: danish.format_phone(str(value)),
    "opremsning": lambda value: danish.join_words([str(print_plain(item)) for item in value]),
    "stort": _capitalise,
}
