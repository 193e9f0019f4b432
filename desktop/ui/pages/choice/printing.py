"""How does the EAN choice come onto paper? Every option on a line of a table; the reasons are in the memo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.intervals import Interval
from desktop.domain.options import OptionFigures
from desktop.texts import dates, numbers, phrases
from desktop.texts.translate import _
from desktop.ui.pages.choice.answers import ChoiceAnswers
from desktop.ui.paper import Paper
from desktop.ui.tables.columns import Column, Looks
from desktop.ui.tables.paper import Heading, TableDrawing

if TYPE_CHECKING:
    from desktop.ui.paper import Pages


def choice_paper(answers: ChoiceAnswers, today: date) -> Paper:
    """The options side by side, all EAN numbers that could be reused among them."""
    heading = Heading(_("EAN choice"), answers.municipality.name, dates.long(today), _standing(answers))
    options = answers.comparison.options

    def draw(pages: Pages, _chosen_only: bool) -> int:
        return TableDrawing(heading, _columns(), options).draw(pages)

    return Paper(heading.title, draw, landscape=True, rows=len(options))


def _standing(answers: ChoiceAnswers) -> str:
    """What is chosen, or what the program recommends."""
    if answers.choice is not None:
        return _("Chosen: {option}").format(option=phrases.option(answers.choice.option))
    if answers.recommendation is not None:
        return _("Recommended: {option}").format(option=phrases.option(answers.recommendation.key))
    return ""


def _columns() -> list[Column[OptionFigures]]:
    return [
        Column("option", _("Option"), lambda one: phrases.option(one.option), lambda _one: 0, stretches=True),
        _figure("contacts", _("Suppliers to write to"), lambda one: one.contacts),
        _figure("hours", _("Working hours"), lambda one: one.hours),
        _figure("weeks", _("Weeks until all have changed"), lambda one: one.weeks),
        _figure("day_one", _("Invoices a month in KP from the first day"), lambda one: one.day_one),
        _figure("misrouted", _("Invoices to the wrong number"), lambda one: one.misrouted),
    ]


def _figure(key: str, title: str, of: Callable[[OptionFigures], Interval]) -> Column[OptionFigures]:
    return Column(
        key, title, lambda one: numbers.interval(of(one)), lambda _one: 0, looks=Looks.NUMBER, widest=12
    )
