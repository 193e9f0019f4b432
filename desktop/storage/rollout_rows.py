"""How are waves, placements and tasks kept?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desktop.domain.rollout import PlacementReason, WaveKind
from desktop.domain.rollout_dates import WaveDates
from desktop.domain.rollout_plan import StoredPlacement, StoredTask, StoredWave, task_state
from desktop.domain.suppliers import SupplierId
from desktop.storage.row_values import Value, Values, as_list, list_items, whole_number


def encoded_wave(row: StoredWave) -> Values:
    dates = row.dates
    return (
        row.id,
        row.number,
        row.kind.value,
        dates.letter.isoformat(),
        dates.reminder.isoformat(),
        dates.cut_over.isoformat(),
        dates.last_old_ean.isoformat(),
        int(row.by_hand),
        row.gate_note,
        row.gate_by,
        row.gate_at,
    )


def wave_of(values: Sequence[Value]) -> StoredWave:
    key, number, kind, letter, reminder, cut_over, last, by_hand, note, by, at = values
    days = (date.fromisoformat(str(day)) for day in (letter, reminder, cut_over, last))
    return StoredWave(
        id=whole_number(key),
        number=whole_number(number),
        kind=WaveKind(str(kind)),
        dates=WaveDates(*days),
        by_hand=bool(by_hand),
        gate_note=str(note),
        gate_by=str(by),
        gate_at=str(at),
    )


def encoded_placement(row: StoredPlacement) -> Values:
    return (row.id, row.supplier_id, row.wave, int(row.locked), as_list(one.value for one in row.reasons))


def placement_of(values: Sequence[Value]) -> StoredPlacement:
    key, supplier_id, wave, locked, reasons = values
    return StoredPlacement(
        id=whole_number(key),
        supplier_id=SupplierId(whole_number(supplier_id)),
        wave=whole_number(wave),
        locked=bool(locked),
        reasons=tuple(PlacementReason(one) for one in list_items(reasons)),
    )


def encoded_task(row: StoredTask) -> Values:
    state = row.state
    return (
        row.id,
        row.key,
        state.status.value,
        state.owner,
        state.start.isoformat() if state.start else "",
        state.end.isoformat() if state.end else "",
        as_list(str(step) for step in sorted(state.steps_done)),
        state.note,
        row.title,
        row.goal,
        row.by,
        row.at.isoformat(),
    )


def task_of(values: Sequence[Value]) -> StoredTask:
    key, name, status, owner, start, end, steps, note, title, goal, by, at = values
    state = task_state(
        status=str(status),
        owner=str(owner),
        start=str(start),
        end=str(end),
        steps_done=tuple(int(step) for step in list_items(steps)),
        note=str(note),
    )
    moment = datetime.fromisoformat(str(at))
    return StoredTask(whole_number(key), str(name), state, str(by), moment, str(title), str(goal))
