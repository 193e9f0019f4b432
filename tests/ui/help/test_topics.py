"""Can the help rot? Every page has a topic, every link leads somewhere, every word of the window exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop.ui.help import topics
from desktop.ui.help.topics import LinkKind
from desktop.ui.page_host import PAGES
from desktop.workspace.import_flow import ImportStep

ROOT = Path(__file__).resolve().parents[3]
PAGE_NAMES = [spec.name for spec in PAGES]
STEPS = [f"import-{step.value}" for step in ImportStep]
DIALOGS = sorted(set(topics.names()) - {*PAGE_NAMES, *STEPS, topics.WORDS})
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")


def shown_words() -> frozenset[str]:
    """Everything the Danish window can say, without mnemonics; the numbers in it are left as they stand."""
    with (ROOT / "resources/locale/da/LC_MESSAGES/ean-planner.po").open("rb") as file:
        catalogue = read_po(file)
    words: set[str] = set()
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        words |= {one.replace("&", "") for one in said if one}
    return frozenset(words)


WORDS = shown_words()


def unknown(text: str) -> list[str]:
    """What stands in bold and the window never says."""
    return [word for word in BOLD.findall(text.replace("\n", " ")) if word not in WORDS]


@pytest.mark.parametrize("name", [*PAGE_NAMES, *STEPS])
def test_every_page_and_every_step_has_a_topic_of_one_form(name: str) -> None:
    found = topics.topic(name)
    wanted = ["Det gør I her", "Ordene", "Spørgsmål", "Taster", "Læs videre"]
    assert list(topics.headings(found.text)) == wanted
    steps = re.findall(r"^(\d)\. ", found.text, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert 3 <= len(steps) <= 6
    assert 1 <= len(topics.headings(found.text, level=3)) <= 4
    assert LinkKind.GUIDE in {topics.link(address).kind for _, address in LINK.findall(found.text)}


def test_the_page_is_called_as_the_rail_calls_it() -> None:
    titles = {spec.name: spec.title for spec in PAGES}
    with (ROOT / "resources/locale/da/LC_MESSAGES/ean-planner.po").open("rb") as file:
        catalogue = read_po(file)
    for name, title in titles.items():
        message = catalogue.get(title)
        assert message is not None
        assert topics.topic(name).title == message.string


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_steps_and_leads_on(name: str) -> None:
    found = topics.topic(name)
    assert "Det gør I her" in topics.headings(found.text)
    assert topics.headings(found.text)[-1] == "Læs videre"


@pytest.mark.parametrize("name", topics.names())
def test_every_word_of_the_window_exists(name: str) -> None:
    assert unknown(topics.topic(name).text) == []


@pytest.mark.parametrize("name", topics.names())
def test_every_link_leads_somewhere(name: str) -> None:
    text = topics.topic(name).text
    for shown, address in LINK.findall(text):
        link = topics.link(address)
        if link.kind is LinkKind.PAGE:
            assert link.name in PAGE_NAMES, shown
            continue
        target = topics.guide() if link.kind is LinkKind.GUIDE else topics.topic(link.name)
        sections = [topics.slug(one) for level in (2, 3) for one in topics.headings(target.text, level=level)]
        assert not link.section or link.section in sections, f"{name}: {address}"


def test_nothing_of_the_guide_stands_for_words_nobody_sees() -> None:
    assert unknown(topics.guide_file().read_text(encoding="utf-8")) == []


def test_the_page_to_print_names_what_the_window_says() -> None:
    assert unknown((topics.folder().parent / "lynguide.md").read_text(encoding="utf-8")) == []


def test_every_meaning_stands_in_the_glossary_and_is_used() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    terms = {line.split("|")[2].strip() for line in glossary.splitlines() if line.startswith("| ")}
    explained = topics.headings(topics.topic(topics.WORDS).text)
    said = " ".join(WORDS).lower()
    assert [word for word in explained if word not in terms and word.lower() not in said] == []
    assert list(explained) == sorted(explained, key=lambda word: word.lower().replace("å", "ü"))
    used = {
        topics.link(address).section
        for name in topics.names()
        for _, address in LINK.findall(topics.topic(name).text)
        if address.startswith("word:")
    }
    assert {topics.slug(word) for word in explained} == used


@pytest.mark.parametrize("address", ["https://example.com/", "file:///C:/", "suppliers", ""])
def test_a_link_out_of_the_help_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        topics.link(address)


def test_the_guide_comes_without_pictures() -> None:
    assert "](images/" in topics.guide_file().read_text(encoding="utf-8")
    assert "](images/" not in topics.guide().text


def test_a_slug_is_what_a_link_can_carry() -> None:
    assert topics.slug("3. Afgør det, der er tvivl om") == "3-afgør-det-der-er-tvivl-om"
    assert topics.slug("Hvad gemmer planen?") == "hvad-gemmer-planen"
