"""What was done to the waves, the tasks and the scenarios? One sentence each for the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.domain.checklist import TaskStatus
from desktop.domain.plan import OperationName
from desktop.domain.rollout import WaveKind
from desktop.texts import checklist, numbers
from desktop.texts import rollout as words
from desktop.texts.translate import _, ngettext_

Facts = Mapping[str, str]


def _planned(facts: Facts) -> str:
    number = _whole(facts, "waves")
    if not number:
        return _("Cleared the waves.")
    waves = ngettext_("{n} wave", "{n} waves", number).format(n=numbers.whole(number))
    return _("Proposed {waves} with {suppliers}.").format(waves=waves, suppliers=_suppliers(facts))


def _moved(facts: Facts) -> str:
    if not _whole(facts, "wave"):
        return _("Took {suppliers} out of the waves.").format(suppliers=_suppliers(facts))
    return _("Moved {suppliers} to {wave}.").format(suppliers=_suppliers(facts), wave=_wave(facts))


def _locked(facts: Facts) -> str:
    message = _("Locked {suppliers} in their wave.") if facts.get("locked") else _("Unlocked {suppliers}.")
    return message.format(suppliers=_suppliers(facts))


def _split(facts: Facts) -> str:
    message = _("Split {wave}; {suppliers} got a wave of their own.")
    return message.format(wave=_wave(facts), suppliers=_suppliers(facts))


def _dated(facts: Facts) -> str:
    if facts.get("by_hand"):
        return _("Set the dates of {wave}.").format(wave=_wave(facts))
    return _("Let the dates of {wave} be worked out again.").format(wave=_wave(facts))


def _opened(facts: Facts) -> str:
    if facts.get("opened"):
        return _("Let the wave after {wave} open all the same.").format(wave=_wave(facts))
    return _("Took back that the wave after {wave} may open all the same.").format(wave=_wave(facts))


def _limits(facts: Facts) -> str:  # noqa: ARG001 - as all sentences
    return _("Changed the limits of the rollout.")


def _task(facts: Facts) -> str:
    status, title = facts.get("status", ""), facts.get("task", "")
    if not title:
        return _("Changed a task of your own.")
    if not status:
        return _("Changed a task: {task}.").format(task=title)
    told = checklist.status(TaskStatus(status))
    return _("Set a task to “{status}”: {task}.").format(status=told, task=title)


SENTENCES: dict[OperationName, Callable[[Facts], str]] = {
    OperationName.PLAN_WAVES: _planned,
    OperationName.MOVE_SUPPLIERS: _moved,
    OperationName.LOCK_SUPPLIERS: _locked,
    OperationName.SPLIT_WAVE: _split,
    OperationName.DATE_WAVE: _dated,
    OperationName.OPEN_GATE: _opened,
    OperationName.SET_LIMITS: _limits,
    OperationName.CHANGE_TASK: _task,
    OperationName.ADD_TASK: lambda _facts: _("Added a task of your own."),
    OperationName.REMOVE_TASK: lambda _facts: _("Removed a task of your own."),
    OperationName.SAVE_SCENARIO: lambda facts: _("Saved the scenario “{name}”.").format(
        name=facts.get("name", "")
    ),
    OperationName.REMOVE_SCENARIO: lambda facts: _("Removed the scenario “{name}”.").format(
        name=facts.get("name", "")
    ),
}
"""By operation: what was done, from the facts of its history entry. An own task's title is never a fact."""


def _suppliers(facts: Facts) -> str:
    count = _whole(facts, "suppliers")
    return ngettext_("{n} supplier", "{n} suppliers", count).format(n=numbers.whole(count))


def _wave(facts: Facts) -> str:
    return words.wave(_whole(facts, "wave"), WaveKind(facts.get("kind", WaveKind.WAVE.value)))


def _whole(facts: Facts, name: str) -> int:
    text = facts.get(name, "")
    return int(text) if text.isdecimal() else 0
