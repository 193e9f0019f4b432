"""Does every problem of an import say what is wrong, and what to do about it?"""

from __future__ import annotations

import pytest

from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.texts import problems

VALUE = "57980 {ean} 5224"
SUGGESTION = "5790000000012"


@pytest.mark.parametrize("kind", ProblemKind)
def test_the_sentence_is_whole_with_and_without_a_value(language: str, kind: ProblemKind) -> None:
    for value in ("", VALUE):
        for suggestion in ("", SUGGESTION):
            problem = Problem(kind, Severity.ERROR, "liste.csv", "Ark1", 14, "EAN", value, suggestion)
            sentence = problems.sentence(problem)
            assert sentence.endswith("."), language
            assert "  " not in sentence
            assert "{" not in sentence.replace(VALUE, "")
            assert (SUGGESTION in sentence) == bool(suggestion)


def test_twelve_digits_come_with_the_number_it_may_be() -> None:
    problem = Problem(
        ProblemKind.EAN_LOST_CHECK_DIGIT, Severity.ERROR, value="579000000001", suggestion="5790000000012"
    )
    assert problems.sentence(problem) == (
        "EAN-nummeret har kun 12 cifre. Ret det i jeres liste. Det kan være 5790000000012."
    )


def test_the_value_is_quoted_where_it_helps() -> None:
    problem = Problem(ProblemKind.CVR_UNREADABLE, Severity.WARNING, row=3, value="ukendt")
    assert problems.sentence(problem) == (
        "”ukendt” er ikke et CVR-nummer: Det skal have otte cifre. "
        "Ret det i jeres liste, medmindre leverandøren holder til i udlandet."
    )
    silent = Problem(ProblemKind.CVR_UNREADABLE, Severity.WARNING)
    assert problems.sentence(silent).startswith("Værdien er ikke et CVR-nummer")


def test_a_row_that_was_set_aside_is_told_as_such() -> None:
    kept = Problem(ProblemKind.BROKEN_ROW, Severity.WARNING, row=14)
    aside = Problem(ProblemKind.BROKEN_ROW, Severity.ERROR, row=14)
    assert "Den er lagt til side." not in problems.sentence(kept)
    assert "Den er lagt til side." in problems.sentence(aside)


def test_only_a_table_can_be_corrected_by_those_who_import_it() -> None:
    in_table = Problem(ProblemKind.EAN_UNREADABLE, Severity.ERROR, row=14, value="ukendt")
    in_document = Problem(ProblemKind.EAN_UNREADABLE, Severity.WARNING, value="ukendt")
    assert problems.sentence(in_table).endswith("Ret det i jeres liste.")
    assert problems.sentence(in_document).endswith("Giv leverandøren besked, hvis det sker igen.")


@pytest.mark.parametrize(
    ("problem", "danish"),
    [
        (Problem(ProblemKind.NO_NAME, Severity.ERROR, "liste.csv"), "liste.csv"),
        (
            Problem(ProblemKind.NO_NAME, Severity.ERROR, "liste.xlsx", "Kreditorer", 14, "Navn"),
            "liste.xlsx, ark Kreditorer, række 14, kolonne Navn",
        ),
        (
            Problem(ProblemKind.NOT_AN_INVOICE, Severity.NOTE, "fakturaer.zip › a.xml"),
            "fakturaer.zip › a.xml",
        ),
        (Problem(ProblemKind.FOOTER, Severity.NOTE, "liste.csv", row=340), "liste.csv, række 340"),
    ],
)
def test_the_place_is_told_as_far_as_it_is_known(problem: Problem, danish: str) -> None:
    assert problems.where(problem) == danish
