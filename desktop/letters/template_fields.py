"""Which fields does a template read, and which of them do not exist?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import nodes


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field a template reads.

    Attributes:
        path: the name and the attributes that follow it.
        line: in the text that was parsed, from 1.
        optional: the template itself asks whether the field is there.
    """

    path: tuple[str, ...]
    line: int
    optional: bool


def fields_used(tree: nodes.Template) -> tuple[FieldUse, ...]:
    """Every field the template reads that it did not declare itself (loop variables are its own)."""
    return tuple(_uses(tree, frozenset(), optional=False))


def _uses(node: nodes.Node, own: frozenset[str], *, optional: bool) -> Iterator[FieldUse]:
    if isinstance(node, nodes.For):
        yield from _uses(node.iter, own, optional=optional)
        targets = {name.name for name in _names(node.target)}
        inside = own | targets | {"loop"}
        for part in [*node.body, *([node.test] if node.test else [])]:
            yield from _uses(part, inside, optional=optional)
        yield from _all_uses(node.else_, own, optional=optional)
        return
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        # `.items()` of a dictionary: the field is the dictionary.
        yield from _uses(node.node.node, own, optional=optional)
        return
    if path := _path(node):
        if path[0] not in own:
            yield FieldUse(path, node.lineno, optional)
        return
    asks = (isinstance(node, nodes.Test) and node.name in ("defined", "undefined")) or (
        isinstance(node, nodes.Filter) and node.name in ("default", "d")
    )
    yield from _all_uses(list(node.iter_child_nodes()), own, optional=optional or asks)


def _all_uses(parts: Sequence[nodes.Node], own: frozenset[str], *, optional: bool) -> Iterator[FieldUse]:
    for part in parts:
        yield from _uses(part, own, optional=optional)


def _names(target: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(target, nodes.Name):
        yield target
    yield from target.find_all(nodes.Name)


def _path(node: nodes.Node) -> tuple[str, ...]:
    """`leverandoer.navn` as its parts; empty when the node is no such chain."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr) and (before := _path(node.node)):
        return (*before, node.attr)
    if (
        isinstance(node, nodes.Getitem)
        and isinstance(node.arg, nodes.Const)
        and isinstance(node.arg.value, str)
    ):
        before = _path(node.node)
        return (*before, node.arg.value) if before else ()
    return ()


# ------------------------------------------------------------------------------------- is it there


def is_known(path: tuple[str, ...], known: Mapping[str, object]) -> bool:
    """Whether the path leads to something in the nested names."""
    here: object = known
    for name in path:
        if not isinstance(here, Mapping) or name not in here:
            return False
        here = here[name]
    return True


def nearest(path: tuple[str, ...], known: Mapping[str, object]) -> str:
    """The field that was probably meant, with dots, or ""."""
    wanted = ".".join(path)
    names = list(dotted_names(known))
    # "navn" alone is most likely the last part of some field.
    endings = [name for name in names if name.rpartition(".")[2] == path[-1]]
    close = get_close_matches(wanted, names, n=1, cutoff=0.6) or endings[:1]
    return close[0] if close else ""


def dotted_names(known: Mapping[str, object], before: str = "") -> Iterator[str]:
    """Every field of the nested names that holds a value, as it is written in a template."""
    for name, value in known.items():
        if isinstance(value, Mapping):
            yield from dotted_names(value, f"{before}{name}.")
        else:
            yield before + name
