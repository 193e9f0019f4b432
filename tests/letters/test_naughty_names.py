"""Do suppliers with impossible names get letters with exactly those names, in files Windows takes?"""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

from docx import Document

from desktop.domain.letters import LetterFacts, LetterFault, LetterKind
from desktop.letters.batch import write_letters
from desktop.letters.fields import letter_context
from desktop.letters.template import LetterTemplate
from tests.letters.samples import SHIPPED, named, paragraphs_of
from tests.letters.test_file_names import _assert_legal

_MORE = [
    "\u202eedoc.exe\u202c",
    "T\u0336e\u0336k\u0336s\u0336t\u0336",
    "الصيدلية",
    "薬局 & サン",
    "\U0001d56c\U0001d595\U0001d594\U0001d599\U0001d58a\U0001d590",
    "👩‍👩‍👧‍👦 Klinik",
    "\ufeffBOM ApS",
    "A\u0000B",
    "Null",
    "=cmd|'/C calc'!A0",
    "1; DROP TABLE suppliers",
    "<![CDATA[x]]>",
    "&lt;&#60;&nbsp;",
    "\\u0041 \\n %0d%0a",
    "A\u2028B\u2029C\u0085D",
    "Ω≈ç√∫˜µ≤≥÷",
]


def _names_of(corpus: Path) -> list[str]:
    names = []
    for path in sorted(corpus.glob("con_*names.csv")):
        text = path.read_text(encoding="utf-8-sig")
        names += [row["Navn"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")]
    return names


def _written(names: list[str], folder: Path) -> list[tuple[LetterFacts, Path]]:
    letters = [named(name) for name in names]
    opened = {LetterKind.NEW_EAN: LetterTemplate.load(SHIPPED / "new-ean.docx")}
    result = write_letters(letters, opened, folder, joined=True)
    nameless = [place for place, name in enumerate(names) if not name.strip()]
    assert [one.position for one in result.failed] == nameless
    assert all(one.fault is LetterFault.MISSING_FACT for one in result.failed)
    (joined,) = result.joined
    assert len(Document(str(joined.path)).sections) == len(result.written)
    return [(letters[one.position], one.path) for one in result.written]


def _assert_all_exact(written: list[tuple[LetterFacts, Path]]) -> None:
    for facts, path in written:
        _assert_legal(path.name)
        supplier = letter_context(facts)["leverandoer"]
        assert isinstance(supplier, dict)
        assert paragraphs_of(path.read_bytes())[0] == supplier["navn"]
    folded = {unicodedata.normalize("NFC", path.name).casefold() for _, path in written}
    assert len(folded) == len(written)


def test_the_corpus_of_names(shared: Path, tmp_path: Path) -> None:
    names = _names_of(shared / "corpus" / "hostile" / "text")
    assert len(names) > 60
    _assert_all_exact(_written(names, tmp_path))


def test_names_from_all_over_the_world_and_from_nowhere(tmp_path: Path) -> None:
    written = _written(_MORE, tmp_path)
    assert len(written) == len(_MORE)
    _assert_all_exact(written)


def test_nothing_of_a_name_is_lost_but_what_is_no_text() -> None:
    for name in _MORE:
        supplier = letter_context(named(name))["leverandoer"]
        assert isinstance(supplier, dict)
        kept = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Zl", "Zp"))
        assert supplier["navn"].replace(" ", "") == unicodedata.normalize("NFC", kept).replace(" ", "")
