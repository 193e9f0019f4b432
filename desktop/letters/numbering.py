"""How do numbered lists begin anew in each letter of a joined file?

Word counts a list through the whole document. So every letter after the first gets lists of its own: the same
look, counting from the start.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_LEVEL = f"{_W}ilvl"
# What may stand before w:numPr in w:pPr.
_BEFORE_NUMBERING = frozenset(
    f"{_W}{name}" for name in "pStyle keepNext keepLines pageBreakBefore framePr widowControl".split()
)
_UNCOUNTED = ("bullet", "none")


class Lists:
    """The numbered lists of a joined file.

    Args:
        numbering: the part that defines them, or None.
        styles: the part with the styles, which may put paragraphs into lists, or None.
    """

    def __init__(self, numbering: bytes | None, styles: bytes | None) -> None:
        from lxml import etree

        self._root: Any = None if numbering is None else etree.fromstring(numbering)
        self._counted = self._counted_lists()
        self._last: Any = next(reversed(self._numbers()), None)
        self._next = max((int(number.get(f"{_W}numId")) for number in self._numbers()), default=0) + 1
        self._by_style = {} if styles is None else self._styles_in_lists(etree.fromstring(styles))

    @property
    def any_counted(self) -> bool:
        """Whether there is a list that counts at all."""
        return bool(self._counted)

    def begin_anew(self, numbers: list[Any], styles: list[Any]) -> None:
        """Give one letter lists of its own.

        Args:
            numbers: where its paragraphs name a list (`w:numId`).
            styles: where its paragraphs name their style (`w:pStyle`).
        """
        fresh: dict[str, str] = {}
        for number in numbers:
            if number.get(_VAL) in self._counted:
                number.set(_VAL, self._fresh(number.get(_VAL), fresh))
        for style in styles:
            found = self._by_style.get(style.get(_VAL))
            if found is not None and style.getparent().find(f"{_W}numPr/{_W}numId") is None:
                _put_into_list(style.getparent(), found[0], self._fresh(found[1], fresh))

    def part(self) -> bytes:
        """The part that defines all of them."""
        from lxml import etree

        return etree.tostring(self._root, encoding="UTF-8", standalone=True)

    def _numbers(self) -> list[Any]:
        return [] if self._root is None else self._root.findall(f"{_W}num")

    def _counted_lists(self) -> dict[str, Any]:
        """The lists that count, by their id."""
        if self._root is None:
            return {}
        looks = {look.get(f"{_W}abstractNumId"): look for look in self._root.findall(f"{_W}abstractNum")}
        counted: dict[str, Any] = {}
        for number in self._numbers():
            link = number.find(f"{_W}abstractNumId")
            look = looks.get(link.get(_VAL)) if link is not None else None
            # A look without levels of its own takes them from a style: better counted anew than on.
            forms = [] if look is None else [form.get(_VAL) for form in look.iter(f"{_W}numFmt")]
            if look is not None and (not forms or any(form not in _UNCOUNTED for form in forms)):
                counted[number.get(f"{_W}numId")] = (number, look)
        return counted

    def _styles_in_lists(self, styles: Any) -> dict[str, tuple[str, str]]:
        """Level and list of every style that puts paragraphs into a counted list, by itself or its base."""
        by_id = {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
        found = {name: _list_of(style, by_id) for name, style in by_id.items()}
        return {name: place for name, place in found.items() if place and place[1] in self._counted}

    def _fresh(self, number: str, fresh: dict[str, str]) -> str:
        """This letter's own list in place of the template's."""
        if number not in fresh:
            original, look = self._counted[number]
            fresh[number] = str(self._next)
            self._next += 1
            another = _restarted(original, look, fresh[number])
            self._last.addnext(another)
            self._last = another
        return fresh[number]


def _list_of(style: Any, by_id: Mapping[str, Any]) -> tuple[str, str] | None:
    seen: set[str] = set()
    while style is not None and style.get(f"{_W}styleId") not in seen:
        seen.add(style.get(f"{_W}styleId"))
        number = style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            level = style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
            return ("0" if level is None else level.get(_VAL)), number.get(_VAL)
        base = style.find(f"{_W}basedOn")
        style = None if base is None else by_id.get(base.get(_VAL))
    return None


def _put_into_list(properties: Any, level: str, number: str) -> None:
    from lxml import etree

    place = sum(1 for child in properties if child.tag in _BEFORE_NUMBERING)
    element = properties.find(f"{_W}numPr")
    if element is None:
        element = etree.Element(f"{_W}numPr")
        properties.insert(place, element)
    if element.find(_LEVEL) is None:
        etree.SubElement(element, _LEVEL).set(_VAL, level)
    etree.SubElement(element, f"{_W}numId").set(_VAL, number)


def _restarted(original: Any, look: Any, number: str) -> Any:
    """The same list under another id, each level counting from its start."""
    from lxml import etree

    again = copy.deepcopy(original)
    again.set(f"{_W}numId", number)
    told = {override.get(_LEVEL): override for override in again.findall(f"{_W}lvlOverride")}
    for level in look.findall(f"{_W}lvl") or [None]:
        place = "0" if level is None else level.get(_LEVEL)
        override = told.get(place)
        if override is None:
            override = etree.SubElement(again, f"{_W}lvlOverride")
            override.set(_LEVEL, place)
        if override.find(f"{_W}startOverride") is None:
            start = None if level is None else level.find(f"{_W}start")
            restart = etree.Element(f"{_W}startOverride")
            restart.set(_VAL, "1" if start is None else start.get(_VAL))
            override.insert(0, restart)
    return again
