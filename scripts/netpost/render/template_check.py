"""Every fault of every template, found before the first mail is sent: names that do not exist, tags that do not fit.

The samples of variables.py serve twice: they say which names there are, and each template is tried with all of them, so
that a value that can be empty is found here and not at the one member who has it so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from netpost.errors import TemplateError
from netpost.render.renderer import LAYOUT, Renderer, Template, parse_meeting_file, parse_template, read_source
from netpost.render.sandbox import compile_source, make_environment, print_plain
from netpost.render.template_errors import fault_at, suggest
from netpost.render.variables import MAIL_TEMPLATES, sample_variants
from netpost.settings import Settings

if TYPE_CHECKING:
    from jinja2 import nodes

#: Tags that a mail needs not and that would let text pass the escaping or be escaped twice.
REFUSED_TAGS = {
    "Macro": "macro",
    "CallBlock": "call",
    "FilterBlock": "filter",
    "AssignBlock": "set",
    "Include": "include",
    "Import": "import",
    "FromImport": "from",
    "Extends": "extends",
    "Block": "block",
}
MEETING_FOLDER = "meetings/"
UNKNOWN = object()


def check_templates(sources: Mapping[str, str], settings: Settings, columns: Iterable[str] = ()) -> list[TemplateError]:
    """Find all faults of a folder of templates.

    sources: file name (`bekraeftelse.md`, `meetings/2017-09-14-program.md`, `layout.html`) → text. columns: headers of
    members.csv beside the usual ones, which templates may use too.
    """
    faults = [_missing(name) for name in (*MAIL_TEMPLATES, LAYOUT) if name not in sources]
    for name, source in sources.items():
        if name.startswith(MEETING_FOLDER):
            problem = parse_meeting_file(source).problem
            faults.extend([TemplateError(f"{name}, linje 1:", problem)] if problem else [])
        elif name in MAIL_TEMPLATES:
            faults.extend(check_template(name, sources, settings, columns))
    # A fault of layout.html is met by every template.
    return list({str(fault): fault for fault in faults}.values())


def check_template(
    name: str, sources: Mapping[str, str], settings: Settings, columns: Iterable[str] = ()
) -> list[TemplateError]:
    """Find the faults of one template; a fault that hides others comes alone. Includes those of layout.html."""
    variants = sample_variants(name, settings, tuple(columns))
    source = sources[name]
    try:
        template = parse_template(name, source)
        _check_layout(sources.get(LAYOUT))
        faults = list(_find_wrong_names(template, source, variants[0]))
        if not faults and LAYOUT in sources:
            renderer = Renderer(sources, sources[LAYOUT])
            for values in variants:
                renderer.render(name, values)
    except TemplateError as error:
        return [error]
    return faults


def _missing(name: str) -> TemplateError:
    return TemplateError(f"{name}:", "Filen mangler.", "Læg den tilbage; en frisk kopi følger med Netpost.")


def _check_layout(layout: str | None) -> None:
    if layout is not None and "indhold" not in layout:
        raise TemplateError(f"{LAYOUT}:", "Brevet selv mangler.", "Skriv {{ indhold }} der, hvor brevet skal stå.")


def _find_wrong_names(template: Template, source: str, sample: Mapping[str, object]) -> Iterator[TemplateError]:
    environment = make_environment(print_plain)
    for code in (template.subject, template.body):
        compile_source(environment, template.name, code, source)
        for line, why, remedy in _Names(sample).visit(environment.parse(code)):
            yield fault_at(template.name, line, why, remedy, read_source(source))


Finding = tuple[int, str, str]


class _Names:
    """Walks a template's syntax tree and finds names that no sample has. scope: name → its sample value."""

    def __init__(self, scope: Mapping[str, object]) -> None:
        self.scope = dict(scope)

    def visit(self, node: nodes.Node) -> Iterator[Finding]:
        """Yield line, reason and remedy of each wrong name below node."""
        from jinja2 import nodes

        kind = type(node).__name__
        if kind in REFUSED_TAGS:
            yield (
                node.lineno,
                f"{{% {REFUSED_TAGS[kind]} … %}} kan ikke bruges i en skabelon.",
                "Skriv teksten helt ud.",
            )
        elif isinstance(node, nodes.For):
            yield from self._visit_loop(node)
        elif isinstance(node, nodes.Assign):
            yield from self.visit(node.node)
            self._bind(node.target, self._find_sample(node.node))
        elif isinstance(node, nodes.Name) and node.name not in self.scope:
            yield (
                node.lineno,
                f"»{node.name}« er ikke noget, der kan sættes ind her.",
                suggest(node.name, self._known()),
            )
        elif isinstance(node, nodes.Getattr):
            yield from self._visit_attribute(node)
        else:
            for child in node.iter_child_nodes():
                yield from self.visit(child)

    def _visit_loop(self, node: nodes.For) -> Iterator[Finding]:
        yield from self.visit(node.iter)
        rows = self._find_sample(node.iter)
        inner = _Names({**self.scope, "loop": UNKNOWN})
        inner._bind(node.target, rows[0] if isinstance(rows, list) and rows else UNKNOWN)
        for child in (*([node.test] if node.test else []), *node.body, *node.else_):
            yield from inner.visit(child)

    def _visit_attribute(self, node: nodes.Getattr) -> Iterator[Finding]:
        yield from self.visit(node.node)
        owner = self._find_sample(node.node)
        if isinstance(owner, dict) and node.attr not in owner:
            yield (
                node.lineno,
                f"Der findes ikke noget, der hedder ».{node.attr}« her.",
                suggest(node.attr, sorted(owner)),
            )

    def _bind(self, target: nodes.Node, value: object) -> None:
        from jinja2 import nodes

        for name in target.find_all(nodes.Name):
            self.scope[name.name] = UNKNOWN
        if isinstance(target, nodes.Name):
            self.scope[target.name] = value

    def _find_sample(self, node: nodes.Node) -> object:
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            return self.scope.get(node.name, UNKNOWN)
        if isinstance(node, nodes.Getattr):
            owner = self._find_sample(node.node)
            return owner.get(node.attr, UNKNOWN) if isinstance(owner, dict) else UNKNOWN
        return UNKNOWN

    def _known(self) -> list[str]:
        return sorted(name for name in self.scope if name != "loop")
