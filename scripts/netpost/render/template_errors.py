"""What Jinja2 finds wrong with a template → TemplateError that tells staff the file, the line and what to write instead.

The patterns are the messages of Jinja2 3.1 (src/jinja2/parser.py, lexer.py, compiler.py, runtime.py). A message that no
pattern knows gives a plain sentence and the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from netpost.errors import TemplateError

BLOCK_TAG = re.compile(r"\{%-?\s*(if|for|endif|endfor)\b")
#: What a template needs no more than; the other tags of Jinja2 are refused by check_template.
TAGS = ("if", "elif", "else", "endif", "for", "endfor", "set")


def fault_at(name: str, line: int, why: str, remedy: str = "", source: str = "") -> TemplateError:
    """Make the error for one line of a template, quoting the line where the source is given."""
    lines = source.replace("\r\n", "\n").split("\n")
    quoted = lines[line - 1].strip() if source and 0 < line <= len(lines) else ""
    where = f"{name}, linje {line}:" + (f" »{quoted[:120]}«." if quoted else "")
    return TemplateError(where, why, remedy)


def suggest(wrong: str, known: Sequence[str]) -> str:
    """Name what was probably meant, else all there is to choose from."""
    near = get_close_matches(wrong.casefold(), known, 1, 0.6)
    return f"Skriv »{near[0]}«." if near else f"Her kan bruges: {', '.join(known)}."


def explain_fault(name: str, line: int, message: str, source: str, known: Sequence[str]) -> TemplateError:
    """Turn a message of Jinja2 into a TemplateError. known: the names that would have been right there."""
    for pattern, explain in EXPLANATIONS:
        match = pattern.search(message)
        if match:
            why, remedy = explain(match, known)
            is_unclosed = pattern is UNCLOSED_TAG
            return fault_at(name, _find_unclosed(source, line) if is_unclosed else line, why, remedy, source)
    return fault_at(
        name, line, "Linjen kan ikke forstås.", "Se efter tegn, der mangler eller er skrevet forkert.", source
    )


def _find_unclosed(source: str, line: int) -> int:
    opened: list[tuple[str, int]] = []
    for match in BLOCK_TAG.finditer(source):
        tag = match[1]
        if not tag.startswith("end"):
            opened.append((tag, source.count("\n", 0, match.start()) + 1))
        elif opened and opened[-1][0] == tag.removeprefix("end"):
            opened.pop()
    return opened[-1][1] if opened else line


Explanation = Callable[[re.Match[str], Sequence[str]], tuple[str, str]]

UNCLOSED_TAG = re.compile(r"The innermost block that needs to be closed is '(\w+)'")
EXPLANATIONS: tuple[tuple[re.Pattern[str], Explanation], ...] = (
    (
        re.compile(r"No filter named '([^']+)'"),
        lambda match, known: (f"Der findes ikke noget, der hedder »|{match[1]}«.", suggest(match[1], known)),
    ),
    (
        re.compile(r"Encountered unknown tag '(end\w+)'"),
        lambda match, _: (
            f"{{% {match[1]} %}} passer ikke til det, der er begyndt ovenfor.",
            "Hver {% if … %} skal have sin {% endif %}, og hver {% for … %} sin {% endfor %}.",
        ),
    ),
    (
        re.compile(r"Encountered unknown tag '([^']+)'"),
        lambda match, _: (f"{{% {match[1]} … %}} findes ikke.", suggest(match[1], TAGS)),
    ),
    (
        UNCLOSED_TAG,
        lambda match, _: (
            f"Her begynder {{% {match[1]} … %}}, men den slutter ikke.",
            f"Skriv {{% end{match[1]} %}} der, hvor den skal slutte.",
        ),
    ),
    (
        re.compile(r"^'(\w+)' is undefined"),
        lambda match, known: (f"»{match[1]}« er ikke noget, der kan sættes ind her.", suggest(match[1], known)),
    ),
    (
        re.compile(r"has no attribute '(\w+)'"),
        lambda match, _: (f"Der findes ikke noget, der hedder »{match[1]}« her.", "Ret navnet."),
    ),
    (
        re.compile(r"^empty value$"),
        lambda _match, _known: (
            "Det, der skal sættes ind her, kan være tomt.",
            "Sæt {% if … %} foran og {% endif %} bagefter, så linjen udelades, når der ikke er noget.",
        ),
    ),
    (
        re.compile(r"^Invalid isoformat string|^not the \w+ that was expected|^cannot be printed"),
        lambda _match, _known: (
            "Det, der skal sættes ind her, er af en anden slags, end linjen regner med.",
            "|dato, |ugedag og lignende kræver en dato, |klokken et klokkeslæt og |kroner et beløb.",
        ),
    ),
    (
        re.compile(r"end of print statement|unexpected '}'|unexpected char|expected token"),
        lambda _match, _known: (
            "{{ … }} eller {% … %} er ikke skrevet rigtigt.",
            "Skriv navnet alene mellem tegnene, for eksempel {{ navn }} eller {{ møde.dato|dato }}.",
        ),
    ),
)
