"""What was done to keep the plan in order? A sentence each for merging, putting back and cleaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from desktop.domain.plan import OperationName
from desktop.texts import dates, numbers
from desktop.texts.past_names import TABLES
from desktop.texts.phrases import sentences
from desktop.texts.translate import _, ngettext_

Facts = Mapping[str, str]


def _merged(facts: Facts) -> str:
    told = _("Merged with {file}: {added} added, {changed} changed, {removed} removed.").format(
        file=facts.get("file", ""),
        added=numbers.whole(_whole(facts, "added")),
        changed=numbers.whole(_whole(facts, "changed")),
        removed=numbers.whole(_whole(facts, "removed")),
    )
    count = _whole(facts, "conflicts")
    decided = ngettext_("{n} conflict was decided.", "{n} conflicts were decided.", count)
    return sentences(told, decided.format(n=numbers.whole(count)) if count else "")


def _restored(facts: Facts) -> str:
    count = _whole(facts, "fields")
    message = (
        ngettext_(
            "Put a supplier back to before entry {entry}: {n} field.",
            "Put a supplier back to before entry {entry}: {n} fields.",
            count,
        )
        if facts.get("before")
        else ngettext_(
            "Put a supplier back to after entry {entry}: {n} field.",
            "Put a supplier back to after entry {entry}: {n} fields.",
            count,
        )
    )
    return message.format(entry=facts.get("entry", ""), n=numbers.whole(count))


def _row_restored(facts: Facts) -> str:
    table = TABLES.get(facts.get("table", ""), "")
    return _("Put one change of entry {entry} back ({what}).").format(
        entry=facts.get("entry", ""), what=_(table) if table else "–"
    )


def _deletion_date(facts: Facts) -> str:
    day = facts.get("day", "")
    if not day:
        return _("Took back the deletion date.")
    return _("Set the deletion date to {day}.").format(day=dates.long(date.fromisoformat(day)))


def _cleaned(facts: Facts) -> str:
    count = _whole(facts, "entries")
    return ngettext_(
        "Cleaned the history: {n} earlier entry was deleted.",
        "Cleaned the history: {n} earlier entries were deleted.",
        count,
    ).format(n=numbers.whole(count))


def _whole(facts: Facts, name: str) -> int:
    text = facts.get(name, "")
    return int(text) if text.isdecimal() else 0


SENTENCES: dict[OperationName, Callable[[Facts], str]] = {
    OperationName.MERGE_COPIES: _merged,
    OperationName.RESTORE_SUPPLIER: _restored,
    OperationName.RESTORE_ROW: _row_restored,
    OperationName.SET_DELETION_DATE: _deletion_date,
    OperationName.CLEAN_HISTORY: _cleaned,
}
"""By operation: what was done, from the facts of its history entry."""
