"""Is the Danish catalogue Danish, whole and of one mind about the field's words?

That it is up to date with the source is asked by `python dev.py locale --check`; here its words are read.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop import paths
from tests.architecture import source_rules

SAME_IN_BOTH = frozenset(
    {
        *"&Plan CVR E-mail EAN Format KP Note OK PDF PLAN Pilot Plan Problem Start Status e-mail".split(),
        *(
            "For: {argument}",
            "CVR {cvr}",
            "Note: {note}",
            "{files}, {kb} kB",
            "Digital Post",
            "EAN {ean}",
            "Version {number}",
            "Release {number}",
            "Windows (cp1252)",
            "DOS (cp850)",
            "Mac (Roman)",
        ),
    }
)
"""Words that Danish and English share, and names."""

NOT_OUR_WORDS = {
    r"\bERP\b": "økonomisystem",
    r"\bugyldig": "hvad der er galt, og hvad man gør",
    r"\bfejl i\b": "hvad der er galt, og hvad man gør",
    r"NoneType|Exception|Traceback|null\b": "dansk",
    r"\bGLN\b|lokationsnummer": "EAN-nummer",
    r"\bcpr\b|\bCpr\b": "CPR",
    r"\bcvr\b|\bCvr\b": "CVR",
    r"\bean\b": "EAN",
    r"kollektiv|samlefaktura|fællesfaktura": "samleregning",
    r"\bpåmindelse": "rykker",
    r"\bkreditnote": "kreditnota",
    r"\brejse[rn]?\b|\bforkast": "afvise",
    r"\bvenligst\b|\bDu\b|\bdin\b|\bdu\b|\bDe\s+skal\b": "I",
    r"\bcitizen|\bsupplier|\binvoice|\bletter\b|\bplan's": "dansk",
    r"\bopgrader|\bvalider|\binitialiser": "et almindeligt ord",
    r"\.\.\.": "…",
    r"[\"“‘]": "”",
}
"""Words that must not stand in the Danish, each with what to write instead."""

KEPT_IN_BOTH = (
    "CPR",
    "CVR",
    "KP",
    "OIOUBL",
    "Peppol",
    "Word",
    "Excel",
    "5.48.67",
    "--json",
    "%",
    "…",
    "&",
    ".docx",
)
"""Names and signs that must be in both or in none."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One form of one message: what the source says and what the user reads."""

    source: str
    danish: str


def catalogue() -> Path:
    return paths.resources_dir() / "locale" / "da" / "LC_MESSAGES" / "ean-planner.po"


def forms(text: object) -> list[str]:
    """The forms of a message: one, or singular and plural; "" for each that is not translated."""
    return [str(form or "") for form in text] if isinstance(text, (list, tuple)) else [str(text or "")]


def pairs() -> list[Pair]:
    """Every form of every message that is translated."""
    with catalogue().open("rb") as file:
        messages = [message for message in read_po(file, locale="da") if message.id]
    return [
        Pair(source, danish)
        for message in messages
        for source, danish in zip(forms(message.id), forms(message.string), strict=True)
    ]


EVERY_PAIR = pairs()
PAIRS = [pair for pair in EVERY_PAIR if pair.danish]


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def around(text: str) -> tuple[str, str]:
    """The blanks in front of the words and behind them."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def bare(text: str) -> str:
    """The words alone: no fields, signs or mnemonics."""
    return re.sub(r"[^\w]", "", re.sub(r"{\w*}", "", text)).lower()


def test_everything_is_translated() -> None:
    assert len(PAIRS) > 500
    assert [pair.source for pair in EVERY_PAIR if not pair.danish] == []


def test_no_english_is_left() -> None:
    same = {
        pair.source
        for pair in PAIRS
        if pair.source == pair.danish and bare(pair.source) and pair.source not in SAME_IN_BOTH
    }
    assert same == set()


def test_the_list_of_shared_words_has_none_that_is_not_needed() -> None:
    shared = {pair.source for pair in PAIRS if pair.source == pair.danish}
    assert SAME_IN_BOTH - shared == set()


def test_every_form_has_the_fields_of_its_source() -> None:
    """Also the singular: a form that drops its number would be wrong for an interval."""
    assert [pair for pair in PAIRS if fields(pair.source) != fields(pair.danish)] == []


def test_danish_has_two_forms_as_english_has() -> None:
    text = catalogue().read_text(encoding="utf-8")
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text
    assert text.count("msgstr[0]") == text.count("msgstr[1]") == text.count("msgid_plural") > 0


@pytest.mark.parametrize(("pattern", "instead"), NOT_OUR_WORDS.items())
def test_no_word_that_is_not_ours(pattern: str, instead: str) -> None:
    found = [pair.danish for pair in PAIRS if re.search(pattern, re.sub(r"{\w+}", "", pair.danish))]
    assert found == [], f"write {instead}"


@pytest.mark.parametrize("name", KEPT_IN_BOTH)
def test_names_and_signs_are_kept(name: str) -> None:
    assert [pair for pair in PAIRS if (name in pair.source) != (name in pair.danish)] == []


def test_a_sentence_ends_as_its_source_does() -> None:
    """A full stop is a sentence, none is a label, and "…" opens a dialogue."""
    odd = [pair for pair in PAIRS if pair.source[-1] in ".:?…" and pair.danish[-1] != pair.source[-1]] + [
        pair for pair in PAIRS if pair.danish[-1] in ".:?…" and pair.danish[-1] != pair.source[-1]
    ]
    assert odd == []


def test_a_capital_begins_where_the_source_has_one() -> None:
    odd = [
        pair
        for pair in PAIRS
        if pair.source[0].isalpha()
        and pair.danish[0].isalpha()
        and pair.source[0].isupper() != pair.danish[0].isupper()
    ]
    names = ("EAN", "CPR", "CVR", "KP")
    assert [pair for pair in odd if not pair.source.startswith(names) | pair.danish.startswith(names)] == []


def test_nothing_is_spaced_twice_or_loosely() -> None:
    # Around the words only what the source has there: argparse puts its "usage: " before something.
    assert [pair for pair in PAIRS if "  " in pair.danish or around(pair.danish) != around(pair.source)] == []
    # A number and its percent sign stay together.
    assert [pair for pair in PAIRS if re.search(r"\d %", pair.danish)] == []


# ------------------------------------------------------------------------------------------ the source


def translating_calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield node


CALLS = {"_", "ngettext_", "N_"}


def outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that runs when the module is imported: class bodies too, function bodies not."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def spoken_at_import(tree: ast.Module) -> list[int]:
    """Lines on which something is translated once and for all, before a language is chosen."""
    return [
        node.lineno
        for node in outside_functions(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext_"}
    ]


def hidden_from_extraction(tree: ast.AST) -> list[int]:
    """Lines on which a string is translated inside an f-string, or is an f-string itself."""
    inside = [
        node.lineno
        for joined in ast.walk(tree)
        if isinstance(joined, ast.JoinedStr)
        for node in translating_calls(joined)
        if any(isinstance(argument, ast.Constant) for argument in node.args)
    ]
    itself = [
        call.lineno
        for call in translating_calls(tree)
        if any(isinstance(argument, ast.JoinedStr) for argument in call.args)
    ]
    # `_` may look up what a table marks with N_, but nothing marks the two forms of a plural.
    elsewhere = [
        call.lineno
        for call in translating_calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "ngettext_"
        if not all(isinstance(argument, ast.Constant) for argument in call.args[:2])
    ]
    return inside + itself + elsewhere


SPEAKING = source_rules.modules("desktop/texts", "desktop/ui", "desktop/cli")


@pytest.mark.parametrize("path", SPEAKING, ids=source_rules.named)
def test_nothing_is_translated_when_a_module_is_imported(path: Path) -> None:
    assert spoken_at_import(source_rules.parsed(path)) == []


@pytest.mark.parametrize("path", SPEAKING, ids=source_rules.named)
def test_no_string_hides_from_the_extraction(path: Path) -> None:
    """Babel sees an f-string as one text and finds nothing inside it."""
    assert hidden_from_extraction(source_rules.parsed(path)) == []


@pytest.mark.parametrize(
    "source",
    [
        "TITLE = _('x')",
        "class A:\n    title = ngettext_('x', 'y', 1)",
        "def f(title=_('x')): ...",
        "[_('x')]",
    ],
)
def test_a_translation_at_import_is_seen(source: str) -> None:
    assert spoken_at_import(ast.parse(source)) != []


@pytest.mark.parametrize("source", ["TITLE = N_('x')", "def f():\n    return _('x')", "f = lambda: _('x')"])
def test_a_translation_later_is_let_through(source: str) -> None:
    assert spoken_at_import(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source", ["f'{_(\"x\")}'", "_(f'x {y}')", "ngettext_('x', f'{y}', 1)", "ngettext_(one, many, 1)"]
)
def test_a_hidden_string_is_seen(source: str) -> None:
    assert hidden_from_extraction(ast.parse(source)) != []
