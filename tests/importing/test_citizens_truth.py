"""Are citizens counted right on invoices whose truth is known? The small form of the citizens benchmark."""

from __future__ import annotations

import random

import pytest

from desktop.domain.invoices import Grade, Place
from tests.citizens import inventing
from tests.citizens.dialects import Dialect
from tests.citizens.measuring import Score, measure
from tests.citizens.truths import Maker, Named, TrueDocument, documents

COUNT = 600


@pytest.fixture(scope="module")
def score() -> Score:
    return measure(documents(COUNT))


def test_every_document_is_read_and_every_place_grade_and_trap_comes_up(score: Score) -> None:
    assert (score.documents, score.unread) == (COUNT, 0)
    told = {place for place, _ in score.right}
    assert told == set(Place) - {Place.COLUMN, Place.POSTING_TEXT}
    assert {grade for _, grade in score.right} == {Grade.CERTAIN, Grade.PROBABLE, Grade.WEAK}
    assert len(score.traps) >= 14


def test_everybody_is_found_and_nobody_else(score: Score) -> None:
    assert (score.missed, score.wrong) == ({}, {})
    assert (score.false_collective, score.missed_collective, score.false_collective_suppliers) == (0, 0, 0)


def test_grades_places_and_fullest_lines_are_as_they_are(score: Score) -> None:
    assert (score.regraded, score.misplaced, score.miscounted_lines) == (0, 0, 0)


def test_the_same_seed_makes_the_same_documents() -> None:
    first, again = ([each.data for each in documents(60, seed=8)] for _ in range(2))
    assert first == again
    assert first != [each.data for each in documents(60, seed=9)]


@pytest.mark.parametrize("dialect", list(Dialect))
def test_hundreds_of_lines(dialect: Dialect) -> None:
    maker = Maker(3)
    document = maker.pharmacy(lines=400)
    while document.draft.dialect is not dialect:
        document = maker.pharmacy(lines=400)
    assert len(document.citizens) > 100
    score = measure([document])
    assert score.right.total() == len(document.citizens)
    assert (score.missed, score.wrong) == ({}, {})


def test_a_wrong_truth_is_noticed() -> None:
    """The measure itself: a citizen too many and one too few in the truth are told, each on its side."""
    document = next(each for each in documents(40) if len(each.citizens) > 1)
    assert measure([document]).wrong.total() == 0
    lost = TrueDocument(document.sort, document.draft, document.named[1:])
    assert measure([lost]).wrong.total() + measure([lost]).regraded + measure([lost]).misplaced > 0
    added = TrueDocument(document.sort, document.draft, [*document.named, _somebody_else(document)])
    assert measure([added]).missed.total() == 1


def _somebody_else(document: TrueDocument) -> Named:
    return Named(inventing.passing(random.Random(1)), Grade.CERTAIN, document.named[0].place)
