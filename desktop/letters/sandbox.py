"""What may a template do, and what happens when it tries something else?

Two walls. The first is a list: every text that jinja is about to compile is parsed here and its syntax tree
may hold only names, their plain attributes, the filters and tests below, comparisons, number arithmetic, `if`
and `for`. It stands in the environment itself, so nothing docxtpl renders can go round it. The second is
jinja's sandbox with undefined names as errors. Neither limits size, so a budget counts what loops and values
would print.

Only `desktop.letters.template` imports this file, and only when a template is opened: jinja2 is not free.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from desktop.letters.cleaning import is_docxtpls
from desktop.letters.template_filters import FILTERS, TESTS, NotANumber, add, number_only

_LARGEST_TAG = 1_000
_MOST_BRACKETS = 60
_DEEPEST_NESTING = 120
_DEEPEST_LOOP = 4
_LONGEST_CONSTANT = 500
_OUTPUT_BUDGET = 20_000_000


class NotAllowed(Exception):
    """A tag that is not on the list. Facts: what it was called and the line it stands on."""

    def __init__(self, name: str, line: int = 0) -> None:
        super().__init__(name)
        self.name = name
        self.line = line


class TooMuch(Exception):
    """The template would print more than any letter holds."""


class FieldMissing(UndefinedError):
    """A tag names a field that is not there.

    Attributes:
        name: the last part of the field's name.
        among: the names that would have been possible at that place.
    """

    def __init__(self, name: str, among: tuple[str, ...], message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.among = among


class _Missing(StrictUndefined):
    """Undefined that remembers which field was asked for."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if not issubclass(exc, SecurityError):
            among = tuple(map(str, obj)) if isinstance(obj, dict) else ()
            self._undefined_exception = partial(FieldMissing, str(name), among)  # type: ignore[assignment]


class _Budget(threading.local):
    """How much the rendering of this thread may still print, in characters."""

    def __init__(self) -> None:
        super().__init__()
        self.left = _OUTPUT_BUDGET

    def spend(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise TooMuch


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """jinja for letters. What it compiles may be rendered many times and by several threads.

    Args:
        markup: True for XML parts, where values are escaped; False for document properties, which are set as
            text and would otherwise be escaped twice.
    """

    intercepted_binops: frozenset[str] = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, *, markup: bool) -> None:
        self.budget = _Budget()
        super().__init__(
            autoescape=markup,
            undefined=_Missing,
            finalize=self._in_xml if markup else self._as_text,
        )
        self.globals.clear()
        self.filters = {**FILTERS, "_rows": self._rows, "_shown": self._shown}
        self.tests = {name: self.tests[name] for name in TESTS}

    def renew_budget(self) -> None:
        """Begin a new document: each may print as much as the one before."""
        self.budget.left = _OUTPUT_BUDGET

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Check what jinja is about to compile. The one door: `parse` and `from_string` both come by."""
        _check_tags(source)
        try:
            tree = super()._parse(source, name, filename)
            _check(tree, loops=0, depth=0)
        except RecursionError:
            raise NotAllowed("(") from None
        counted: nodes.Template = _Counted().visit(tree)
        return counted

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic is for numbers of a sensible size; `+` also joins two texts."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return add(left, right)
        try:
            number_only(left, right)
        except NotANumber:
            raise NotAllowed(operator) from None
        return super().call_binop(context, operator, left, right)

    def _rows(self, rows: Any, weight: int) -> Any:
        """What `for` runs over, paid for before it runs. A dictionary gives its names."""
        sized = rows if hasattr(rows, "__len__") else list(rows)
        self.budget.spend(len(sized) * (weight + 1))
        return sized

    @staticmethod
    def _shown(value: object) -> object:
        return "" if value is None else value

    def _in_xml(self, value: object) -> object:
        """A value on its way into XML: nothing for None, and no character docxtpl reads as a command.

        docxtpl turns `{_{` into `{{` after rendering, and renders footnotes once per section: a supplier's
        name must come through both as it is, so braces travel as character references.
        """
        if not isinstance(value, str) and is_docxtpls(value):
            return self._own_xml(value)
        text = self._printed(value)
        if isinstance(text, str) and ("{" in text or "}" in text) and _COMMAND.search(text):
            return Markup(str(escape(text)).replace("{", "&#123;").replace("_", "&#95;"))  # noqa: S704 - escaped
        return text

    def _own_xml(self, value: object) -> Markup:
        """What RichText, Listing and pictures write, under the same rule for braces."""
        xml = str(value)
        self.budget.spend(len(xml))
        if _COMMAND_IN_XML.search(xml):
            # Names of elements and attributes have no underscores; texts and values may have references.
            xml = xml.replace("{", "&#123;").replace("_", "&#95;")
        return Markup(xml)  # noqa: S704 - docxtpl's own XML; only our own code can have made it

    def _as_text(self, value: object) -> object:
        """A value on its way into a document property: one line."""
        text = self._printed(value)
        return _BREAKS.sub(" ", text) if isinstance(text, str) else text

    def _printed(self, value: object) -> object:
        """The value as it will be printed, paid for. An undefined one passes, to fail by its name."""
        if value is None:
            return ""
        if isinstance(value, Undefined):
            return value
        if callable(value):
            raise NotAllowed("()")
        text = value if isinstance(value, str) else str(value)
        self.budget.spend(len(text))
        return text


_COMMAND = re.compile(r"\{|[}%]_\}")
_COMMAND_IN_XML = re.compile(r"\{[{%#_]|[}%]_\}")
_BREAKS = re.compile(r"[\a\f\n\t]+")
_TAG = re.compile(r"\{[{%](.*?)[}%]\}", re.DOTALL)


def _check_tags(source: str) -> None:
    """Refuse tags so long or so bracketed that parsing them would be the attack."""
    for tag in _TAG.finditer(source):
        text = tag[1]
        if len(text) > _LARGEST_TAG or sum(map(text.count, "([{")) > _MOST_BRACKETS:
            raise NotAllowed(text[:20].strip(), source.count("\n", 0, tag.start()) + 1)


# ------------------------------------------------------------------------------------------- the list


_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.Add,
    nodes.Neg,
    nodes.Pos,
    nodes.Keyword,
)
_WRITTEN = {
    "assign": "set",
    "assignblock": "set",
    "callblock": "call",
    "dict": "{…}",
    "filterblock": "filter",
    "fromimport": "import",
    "pow": "**",
    "scopedevalcontextmodifier": "autoescape",
    "slice": "[…]",
}
_RESERVED_NAMES = frozenset(("self", "super", "caller", "varargs", "kwargs"))
_DICTIONARY_CALLS = frozenset(("items", "keys", "values"))


def _check(node: nodes.Node, *, loops: int, depth: int) -> None:
    """Walk the tree; what has no rule and is not listed is refused by name."""
    if depth > _DEEPEST_NESTING:
        raise NotAllowed(_tag(node), _line(node))
    rule = _RULES.get(type(node))
    if rule is not None:
        if (refused := rule(node)) is not None:
            raise NotAllowed(refused, _line(node))
    elif not isinstance(node, _NODES):
        raise NotAllowed(_tag(node), _line(node))
    loops += isinstance(node, nodes.For)
    if loops > _DEEPEST_LOOP:
        raise NotAllowed("for", _line(node))
    for child in node.iter_child_nodes():
        _check(child, loops=loops, depth=depth + 1)


def _tag(node: nodes.Node) -> str:
    """What the template's author wrote to get this node: the tree calls some of it otherwise."""
    name = type(node).__name__.lower()
    return _WRITTEN.get(name, name)


def _line(node: nodes.Node) -> int:
    """Where the node stands; jinja leaves it out of the nodes it makes up itself."""
    return node.lineno or 0


def _name(node: Any) -> str | None:
    return node.name if node.name.startswith("_") or node.name in _RESERVED_NAMES else None


def _attribute(node: Any) -> str | None:
    return node.attr if node.attr.startswith("_") else None


def _item(node: Any) -> str | None:
    if isinstance(node.arg, nodes.Const):
        value = node.arg.value
        plain = isinstance(value, int) or (isinstance(value, str) and not value.startswith("_"))
        return None if plain else str(value)
    computed = nodes.Name | nodes.Getattr | nodes.Getitem | nodes.Neg | nodes.Add | nodes.Sub
    text = any(isinstance(const.value, str) for const in node.arg.find_all(nodes.Const))
    return None if isinstance(node.arg, computed) and not text else "[…]"


def _constant(node: Any) -> str | None:
    value = node.value
    if isinstance(value, str):
        return value[:20] if len(value) > _LONGEST_CONSTANT else None
    if value is None or isinstance(value, bool):
        return None
    try:
        number_only(value, 0)
    except NotANumber:
        return str(type(value).__name__)
    return None


def _filter(node: Any) -> str | None:
    if node.name not in FILTERS or node.dyn_args or node.dyn_kwargs or node.node is None:
        return str(node.name)
    return None


def _test(node: Any) -> str | None:
    return str(node.name) if node.name not in TESTS or node.dyn_args or node.dyn_kwargs else None


def _call(node: Any) -> str | None:
    """`.items()`, `.keys()` and `.values()` of a dictionary; nothing else is ever called."""
    target = node.node
    named = isinstance(target, nodes.Getattr) and target.attr in _DICTIONARY_CALLS
    if named and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs):
        return None
    return f"{getattr(target, 'attr', getattr(target, 'name', ''))}()"


def _arithmetic(node: Any) -> str | None:
    """Numbers only: text and lists can be multiplied into gigabytes. `+` is looked at when it runs."""
    for side in (node.left, node.right):
        text = isinstance(side, nodes.Const) and not isinstance(side.value, int | float)
        if text or isinstance(side, nodes.List | nodes.Tuple | nodes.Concat):
            return str(node.operator)
    return None


def _loop(node: Any) -> str | None:
    return "for … recursive" if node.recursive else None


def _sequence(node: Any) -> str | None:
    """Loop targets and short lists of constants to compare with."""
    plain = (nodes.Name, nodes.Const, nodes.Tuple)
    return None if all(isinstance(item, plain) for item in node.items) else "[…]"


_RULES: dict[type[nodes.Node], Callable[[Any], str | None]] = {
    nodes.Name: _name,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.Const: _constant,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.Call: _call,
    nodes.For: _loop,
    nodes.Sub: _arithmetic,
    nodes.Mul: _arithmetic,
    nodes.Div: _arithmetic,
    nodes.FloorDiv: _arithmetic,
    nodes.Mod: _arithmetic,
    nodes.Tuple: _sequence,
    nodes.List: _sequence,
}


class _Counted(NodeTransformer):
    """Puts the budget into loops, and makes `~` print nothing for None."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - jinja's naming
        self.generic_visit(node)
        weight = sum(len(data.data) for part in node.body for data in _literal(part))
        node.iter = _with_filter(node.iter, "_rows", [nodes.Const(weight, lineno=node.lineno)])
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - jinja's naming
        self.generic_visit(node)
        node.nodes = [_with_filter(part, "_shown", []) for part in node.nodes]
        return node


def _literal(node: nodes.Node) -> Iterator[nodes.TemplateData]:
    return node.find_all(nodes.TemplateData)


def _with_filter(node: nodes.Node, name: str, arguments: list[nodes.Expr]) -> nodes.Filter:
    return nodes.Filter(cast(nodes.Expr, node), name, arguments, [], None, None, lineno=node.lineno)
