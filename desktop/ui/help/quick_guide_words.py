"""What does the quick guide say? One Markdown file, read into steps and boxes. Without Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.paths import resources_dir


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading with its words and where to click; only words for a line of a list."""

    words: str
    title: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the page and what stands below it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class QuickGuide:
    """The page in words; the first section has the steps."""

    title: str
    promise: str
    sections: tuple[Section, ...]


def quick_guide() -> QuickGuide:
    """Read the words."""
    whole = (resources_dir() / "help" / "lynguide.md").read_text(encoding="utf-8")
    head, *parts = re.split(r"^## +", whole, flags=re.MULTILINE)
    title, _, promise = head.partition("\n")
    return QuickGuide(
        title.removeprefix("#").strip(), promise.strip(), tuple(_section(part) for part in parts)
    )


def _section(part: str) -> Section:
    title, _, body = part.partition("\n")
    listed, *named = re.split(r"^### +", body, flags=re.MULTILINE)
    lines = [line.removeprefix("- ").strip() for line in listed.splitlines() if line.startswith("- ")]
    return Section(title.strip(), (*(Entry(line) for line in lines), *(_entry(one) for one in named)))


def _entry(text: str) -> Entry:
    title, _, body = text.partition("\n")
    where = " ".join(line.removeprefix("> ") for line in body.splitlines() if line.startswith(">"))
    words = " ".join(line for line in body.splitlines() if line and not line.startswith(">"))
    return Entry(words, title.strip(), where)


def in_sentences(guide: QuickGuide) -> str:
    """The whole page as sentences, for those who hear it."""
    parts = [guide.promise]
    for section in guide.sections:
        parts.append(f"{section.title}.")
        for entry in section.entries:
            parts += [f"{entry.title}." if entry.title else "", entry.words, entry.where]
    return " ".join(re.sub(r"[*`]", "", part) for part in parts if part)
