"""Do the shipped tasks keep the facts of the documents they were written from? Numbers, sizes, names, order.

The whole check, field by field, is docs/checklist-sources.md.
"""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain.checklist import Counted, Fixed, MailKind, Origin, Size, TaskDefinition
from desktop.workspace.checklist_data import erp_table, task_definitions

S, M, L = Size.SMALL, Size.MEDIUM, Size.LARGE
GUIDE = (
    *("efaktura-7", "efaktura-8", "efaktura-2", "efaktura-3", "efaktura-9"),
    *("sagstyper-2", "efaktura-5", "efaktura-6", "efaktura-10", "efaktura-4"),
)
"""The order the guide proposes."""


def task(key: str) -> TaskDefinition:
    return next(one for one in task_definitions() if one.key == key)


def test_every_task_of_the_boards_is_there() -> None:
    codes = {one.code for one in task_definitions() if one.code}
    numbered = {f"eFaktura {number}" for number in range(1, 11)}
    assert codes == numbered | {"eFaktura 8b", "Sagstyper 2", "SA 06", "ØiR 03"}


def test_the_order_is_the_guides() -> None:
    assert [one.key for one in task_definitions() if one.key in GUIDE] == list(GUIDE)


@pytest.mark.parametrize(
    ("key", "complexity", "scope", "consequence"),
    [
        ("efaktura-7", (S, M), (S, M), "ikke sende eFaktura videre til KP"),
        ("efaktura-8", (M,), (M,), "ikke sende eFaktura videre til KP"),
        ("efaktura-2", (S,), (S,), "krav"),
        ("efaktura-3", (S,), (S,), "krav"),
        ("efaktura-9", (M,), (M,), "fejler i økonomisystemet"),
        ("sagstyper-2", (S, M), (S, M), "De tre konteres på samme konto"),
        ("efaktura-5", (S,), (S,), "Fejl i økonomisystemet"),
        ("efaktura-6", (S,), (S,), "afviste eFaktura"),
        ("efaktura-10", (S,), (S,), "spørgetime"),
        ("efaktura-4", (M,), (M, L), "manuel behandling"),
    ],
)
def test_sizes_and_consequences_are_the_guides(
    key: str, complexity: tuple[Size, ...], scope: tuple[Size, ...], consequence: str
) -> None:
    found = task(key)
    assert found.complexity == complexity
    assert found.scope == scope
    assert consequence in found.consequence
    assert not {"complexity", "scope", "consequence"} & set(found.assumed)


@pytest.mark.parametrize("key", ["efaktura-1", "efaktura-8b", "sa-06", "oeir-03"])
def test_no_size_is_made_up(key: str) -> None:
    assert task(key).complexity == task(key).scope == ()


def test_8b_is_the_boards() -> None:
    found = task("efaktura-8b")
    assert (found.project, found.priority) == ("KP Videreudvikling", "Obligatorisk")
    assert found.erps == ("oes",)
    assert "IKKE" in found.description
    assert "webinar" in found.description
    assert "koster ikke ekstra" in found.description
    assert len(found.method) == 3
    assert found.related == ("efaktura-7",)
    assert "aftaleadministrator" in found.doer.casefold()
    assert "ØiR-koordinator" in found.involved
    assert found.consequence == ""
    assert set(found.assumed) == {"order"}


def test_sa_06_is_the_boards() -> None:
    found = task("sa-06")
    assert found.dates == Counted(end=-144, start=-38)
    assert found.origin is Origin.KLIK
    assert (found.days, found.priority) == (5, "Prioritet 1")
    for word in ("KY", "bølge 3", "fase 2.1", "It-miljø og infrastruktur"):
        assert word in found.project
    assert len(found.method) == 7
    assert "SF1590_A" in found.goal
    assert "KY kan ikke kontere" in found.consequence
    assert found.owner == ""
    for word in ("KMD Opus: KMD", "Kvantum: Københavns Kommune", "Prisme: Fujitsu", "Ejerkredsen", "Kolding"):
        assert word in found.description


def test_oeir_03_is_the_boards() -> None:
    found = task("oeir-03")
    assert found.dates == Fixed(date(2020, 3, 9), date(2020, 3, 18))
    assert (found.days, found.priority) == (1, "Obligatorisk")
    assert len(found.method) == 5
    assert found.mail is MailKind.ORDER_ROUTES
    assert len(found.attachments) == 2
    assert "NOT0746" in found.attachments[1]
    for word in ("KMD Opus", "Herning", "Varde", "København"):
        assert word in " ".join(found.method)
    for word in ("SF7002", "SF1590_A", "SF1590_B"):
        assert word in found.description


def test_the_guide_gives_no_dates_and_none_is_said_to_be_its() -> None:
    klik = {one.key for one in task_definitions() if one.origin is Origin.KLIK}
    assert klik == {"sa-06", "oeir-03"}


def test_what_no_source_tells_is_marked_as_ours() -> None:
    """The guide says nothing of who does a task, nor how: those fields are our proposal."""
    for key in GUIDE:
        assert {"method", "owner"} <= set(task(key).assumed), key
    for one in task_definitions():
        assert one.source or not one.code
        assert all(getattr(one, name) for name in one.assumed), one.key


def test_the_seven_case_types() -> None:
    told = task("sagstyper-2").description
    for word in ("syv", "tre", "fysioterapi", "psykolog", "kiropraktor"):
        assert word in told


def test_who_is_responsible_and_who_sends_two_mails() -> None:
    table = erp_table()
    assert {one.key: one.responsible for one in table.systems} == {
        "opus": "KMD",
        "prisme": "Fujitsu",
        "oes": "Ejerkredsen/EG",
        "kvantum": "Københavns Kommune",
    }
    assert {one.key for one in table.systems if one.separate_collection} == {"opus", "kvantum"}
    assert {one.name for one in table.exceptions if one.separate_collection} == {
        "Herning",
        "Varde",
        "København",
    }
    assert [(one.name, one.responsible, one.erps) for one in table.exceptions if one.responsible] == [
        ("Kolding", "Kolding Kommune", ("prisme",))
    ]
    assert [one.key for one in table.systems if one.do_not_contact] == ["oes"]
