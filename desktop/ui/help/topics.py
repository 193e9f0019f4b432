"""What does the help say? Markdown files as data, one for each page, step and larger dialog. Without Qt.

A topic is `resources/help/da/NAME.md`: a heading, an answer, and sections. Words of the window stand in bold
and are checked against the catalogue, keys stand as code. Links lead to pages (`page:suppliers`), topics
(`help:collective`), words (`word:samleregning`) and sections of the guide (`guide:3-afgør-…`), never outside.
The help is written in Danish only; `is_translated` says so to a window that speaks another language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.paths import program_dir, resources_dir
from desktop.texts.translate import DANISH, current_language

WORDS = "words"
"""The topic with the meanings of the words; each is a section of it."""
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n\n?", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,3}) +(.+?) *$", re.MULTILINE)
_NO_SLUG = re.compile(r"[^\w]+")


class LinkKind(StrEnum):
    """Where a link of the help leads."""

    PAGE = "page"
    TOPIC = "help"
    WORD = "word"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the help.

    Attributes:
        name: of the page or the topic; "" for the guide.
        section: its heading as `slug` writes it; "" for the top.
    """

    kind: LinkKind
    name: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A text of the help.

    Attributes:
        title: its first heading.
        text: what follows, in Markdown.
    """

    name: str
    title: str
    text: str


def folder() -> Path:
    """Where the topics lie."""
    return resources_dir() / "help" / DANISH


def guide_file() -> Path:
    """The user's guide, in the checkout and in the built program alike."""
    return program_dir() / "docs" / "brugervejledning.md"


def is_translated() -> bool:
    """Whether the help speaks the language in force."""
    return current_language() == DANISH


def names() -> tuple[str, ...]:
    """Every topic there is."""
    return tuple(sorted(path.stem for path in folder().glob("*.md")))


def topic(name: str) -> Topic:
    """A topic by name.

    Raises:
        FileNotFoundError: there is none.
    """
    return _topic(name, (folder() / f"{name}.md").read_text(encoding="utf-8"))


def guide() -> Topic:
    """The user's guide without its pictures: the program has none of them with it."""
    return _topic("guide", _PICTURE.sub("", guide_file().read_text(encoding="utf-8")))


def _topic(name: str, whole: str) -> Topic:
    first, _, text = whole.partition("\n")
    return Topic(name, first.removeprefix("#").strip(), text.strip() + "\n")


def headings(text: str, *, level: int = 2) -> tuple[str, ...]:
    """The headings of one level, in their order."""
    return tuple(title for signs, title in _HEADING.findall(text) if len(signs) == level)


def slug(heading: str) -> str:
    """A heading as a link writes it: "3. Afgør det" is `3-afgør-det`."""
    return _NO_SLUG.sub("-", heading.lower()).strip("-")


def link(address: str) -> Link:
    """What an address of the help means.

    Raises:
        ValueError: it leads out of the help; nothing there is ever opened.
    """
    kind, _, rest = address.partition(":")
    name, _, section = rest.partition("#")
    known = LinkKind(kind)
    if known is LinkKind.WORD:
        return Link(LinkKind.TOPIC, WORDS, name)
    if known is LinkKind.GUIDE:
        return Link(LinkKind.GUIDE, "", name)
    return Link(known, name, section)
