"""Does every known trouble get a calm sentence that says what to do next, and nothing a user cannot read?"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date

import pytest

import desktop.domain
from desktop.domain.amounts import AmountError, AmountFault
from desktop.domain.assumptions import ASSUMPTIONS
from desktop.domain.corrections import ValueFault, ValueTrouble
from desktop.domain.dates import DateError, DateFault
from desktop.domain.errors import (
    ChoiceFault,
    ChoiceTrouble,
    DayAhead,
    FileFault,
    FileTrouble,
    MappingTrouble,
    NothingToUndo,
    NotInPlan,
    PeriodTrouble,
    PlanFault,
    PlannerError,
    PlanTrouble,
    UnknownAssumption,
)
from desktop.domain.identifiers import IdentifierError, IdentifierFault
from desktop.domain.imports import Field
from desktop.domain.letters import CprInDocument, LetterKind, TemplateError, TemplateFault, TemplatePlace
from desktop.domain.reference import ReferenceFault, ReferenceTrouble
from desktop.domain.row_restoring import RowStays, Stays
from desktop.domain.template_check import CheckKind, TemplateCheck, TemplateFaulty, TemplateFinding
from desktop.texts import errors, translate

NAME = "Leverandører {2026}.csv"
"""A file name with braces: it comes from outside and must never be read as a format."""


def troubles() -> Iterator[PlannerError]:
    """Every class of known trouble, in all the shapes it can have."""
    yield from about_files()
    yield from about_plans()
    yield from about_what_was_written()
    yield from about_letters()


def about_files() -> Iterator[PlannerError]:
    for fault in FileFault:
        for detail in ("", "400", "20000000", "Ark {1}"):
            yield FileTrouble(NAME, fault, detail=detail)
    yield MappingTrouble(NAME)
    yield MappingTrouble(NAME, given="Kreditor{}")
    for missing in (*Field, "no field at all"):
        yield MappingTrouble(NAME, missing=missing)


def about_plans() -> Iterator[PlannerError]:
    for fault in PlanFault:
        yield PlanTrouble(NAME, fault, found=9, known=1)
    yield NothingToUndo()
    yield NothingToUndo(redo=True)


def about_what_was_written() -> Iterator[PlannerError]:
    for choice_fault in ChoiceFault:
        yield ChoiceTrouble(choice_fault, option="reuse:5790000000012")
        yield ChoiceTrouble(choice_fault, option="reuse:1", suggestion="5790000000012")
    yield UnknownAssumption("coffee")
    for kind in ("supplier", "trade"):
        yield NotInPlan(kind, NAME)
    for fault in ReferenceFault:
        for line in (0, 3):
            yield ReferenceTrouble(NAME, fault, line=line, field="kinds")
    for declared in ASSUMPTIONS:
        yield UnknownAssumption(declared.key, low=declared.low, high=declared.high)
    for value_fault in ValueFault:
        yield ValueTrouble(value_fault)
    for identifier_fault in IdentifierFault:
        yield IdentifierError(identifier_fault)
        yield IdentifierError(identifier_fault, suggestion="5790000000012")
    yield from map(AmountError, AmountFault)
    yield from map(DateError, DateFault)
    yield from map(RowStays, Stays)
    yield DayAhead(date(2027, 1, 18))
    yield PeriodTrouble(date(2026, 12, 2), date(2026, 12, 1))


def about_letters() -> Iterator[PlannerError]:
    for fault in TemplateFault:
        for where in TemplatePlace:
            yield TemplateError("new-ean.docx", fault, where=where)
            yield TemplateError(
                "new-ean.docx", fault, where=where, name="nyt_aen", paragraph=4, suggestion="nyt_ean"
            )
    yield CprInDocument("new-ean.docx")
    findings = tuple(TemplateFinding(kind, TemplatePlace.BODY, name="nyt_aen") for kind in CheckKind)
    yield TemplateFaulty(LetterKind.NEW_EAN, TemplateCheck("new-ean.docx", (), findings))


ALL = list(troubles())


def classes_of_domain() -> set[type[PlannerError]]:
    """Every class of known trouble that a module of `domain` defines."""
    found: set[type[PlannerError]] = set()
    for module in pkgutil.walk_packages(desktop.domain.__path__, "desktop.domain."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, PlannerError) and thing is not PlannerError:
                found.add(thing)
    return found


def test_every_class_of_trouble_is_tried_here() -> None:
    assert {type(error) for error in ALL} == classes_of_domain()


def test_every_trouble_has_a_sentence_of_its_own_class(language: str) -> None:
    """None of them falls through to what an unknown class would get."""
    general = PlannerError("something new")
    for error in ALL:
        assert errors.sentence(error) != errors.sentence(general), (language, type(error))
        assert errors.title(error) != errors.title(general), (language, type(error))


def test_an_unknown_class_still_gets_a_calm_sentence() -> None:
    calm = "Det lykkedes ikke. Intet er ændret i planen. Prøv igen; sker det igen, så luk programmet, og "
    assert errors.sentence(PlannerError("x")) == f"{calm}åbn planen på ny."
    assert errors.title(PlannerError("x")) == "Det lykkedes ikke"


def test_sentences_are_whole(language: str) -> None:
    for error in ALL:
        sentence, title = errors.sentence(error), errors.title(error)
        assert re.search(r"[.:]$", sentence), (language, sentence)
        assert sentence[0].isupper() or sentence.startswith(("”", "“", "new-ean", "reuse", "mkh")), sentence
        assert "  " not in sentence, sentence
        assert title, language
        assert not title.endswith("."), title


def test_no_field_is_left_unfilled(language: str) -> None:
    """The braces that remain are those of the names that came from outside."""
    for error in ALL:
        rest = errors.sentence(error).replace(NAME, "").replace("Ark {1}", "").replace("Kreditor{}", "")
        assert "{" not in rest, (language, rest)


def test_a_blocking_trouble_says_what_to_do_next() -> None:
    """More than one sentence: what happened, then what it means or the next step."""
    short = (NothingToUndo, AmountError, DateError)
    for error in ALL:
        if not isinstance(error, short):
            assert len(re.findall(r"[.:,]\s", errors.sentence(error))) >= 1, errors.sentence(error)


def test_the_key_sentences_read_as_they_should() -> None:
    in_use = errors.sentence(FileTrouble("liste.xlsx", FileFault.IN_USE))
    assert in_use == (
        "liste.xlsx er åben i et andet program, f.eks. Word eller Excel. Luk den dér, og prøv igen."
    )
    missing = errors.sentence(MappingTrouble("liste.csv", missing="name"))
    assert "Ingen kolonne i liste.csv kunne genkendes som Navn." in missing
    bad = errors.sentence(ChoiceTrouble(ChoiceFault.NEW_EAN_BAD, suggestion="5790000000012"))
    assert bad.endswith("Det kan være 5790000000012.")
    share = errors.sentence(UnknownAssumption("call_share", low=0, high=1))
    assert (
        share
        == "”Leverandører, der ringer” skal være fra 0\u00a0% til 100\u00a0%. Den gamle værdi gælder stadig."
    )


@pytest.mark.parametrize(
    ("detail", "danish"),
    [
        ("400", "større end 400 MB"),
        ("20000000", "mere end 20.000.000 celler"),
        ("", "større, end programmet kan rumme"),
    ],
)
def test_too_large_tells_the_limit_it_has(detail: str, danish: str) -> None:
    assert danish in errors.sentence(FileTrouble("stor.xlsx", FileFault.TOO_LARGE, detail=detail))


def test_a_template_fault_tells_the_place_and_the_cure() -> None:
    error = TemplateError(
        "brev.docx",
        TemplateFault.UNKNOWN_FIELD,
        where=TemplatePlace.BODY,
        name="nyt_aen",
        paragraph=4,
        suggestion="nyt_ean",
    )
    assert errors.sentence(error) == (
        "brev.docx, brødteksten, afsnit 4: Skabelonen beder om feltet nyt_aen, som ikke findes. "
        "Måske skulle der stå nyt_ean. Ret navnet i Word."
    )
    # What Python calls its errors is nothing for a user.
    python = TemplateError("b.docx", TemplateFault.EXPRESSION, where=TemplatePlace.HEADER, name="TypeError")
    assert "TypeError" not in errors.sentence(python)


def test_english_is_there_too() -> None:
    translate.use("en")
    assert errors.sentence(NothingToUndo()) == "There is nothing to undo."
