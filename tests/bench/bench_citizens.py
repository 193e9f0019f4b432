"""Citizens: found on 6,000 made-up invoices whose truth is known, by place and grade, and by trap"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.domain.invoices import Grade, Place
from tests.citizens.measuring import Score, measure
from tests.citizens.truths import documents

DOCUMENTS = 6_000
SEED = 20261120
LEAST_PRECISION, LEAST_RECALL = 0.995, 0.99
_GRADES = (Grade.CERTAIN, Grade.PROBABLE, Grade.WEAK)


def main() -> list[Mapping[str, object]]:
    """One row per place and grade with recall and precision, per trap with who was found in it, and all."""
    score = measure(documents(DOCUMENTS, seed=SEED))
    return [*_places(score), *_traps(score), *_wholes(score)]


def _places(score: Score) -> Iterator[Mapping[str, object]]:
    for place in Place:
        for grade in _GRADES:
            key = (place, grade)
            right, missed, wrong = score.right[key], score.missed[key], score.wrong[key]
            if right + missed + wrong:
                yield _row(f"{place.value}, {grade.value}", right, missed, wrong)


def _row(what: str, right: int, missed: int, wrong: int) -> Mapping[str, object]:
    return {
        "what": what,
        "true": right + missed,
        "found": right,
        "wrong": wrong,
        "recall": f"{right / (right + missed):.4f}" if right + missed else "",
        "precision": f"{right / (right + wrong):.4f}" if right + wrong else "",
    }


def _traps(score: Score) -> Iterator[Mapping[str, object]]:
    for trap, count in sorted(score.traps.items()):
        yield {
            "what": f"trap: {trap}",
            "true": 0,
            "found": "",
            "wrong": score.trapped[trap],
            "documents": count,
        }


def _wholes(score: Score) -> Iterator[Mapping[str, object]]:
    yield _row("all citizens", score.right.total(), score.missed.total(), score.wrong.total())
    yield {
        "what": f"certain and probable (at least {LEAST_RECALL})",
        "recall": f"{score.recall(Grade.CERTAIN, Grade.PROBABLE):.4f}",
    }
    yield {"what": f"precision (at least {LEAST_PRECISION})", "precision": f"{score.precision():.4f}"}
    yield {"what": "documents read", "documents": score.documents - score.unread}
    yield {
        "what": "documents called collective",
        "wrong": score.false_collective,
        "documents": score.documents,
    }
    yield {
        "what": "collective documents missed",
        "wrong": score.missed_collective,
        "documents": score.documents,
    }
    yield {
        "what": "suppliers called collective (none may be wrong)",
        "wrong": score.false_collective_suppliers,
        "documents": len(score.suppliers),
    }
