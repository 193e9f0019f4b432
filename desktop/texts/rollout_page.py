"""What does the rollout page say? What stands above a lane, what a gate has seen, what would be moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desktop.domain.checklist import ChecklistTask
from desktop.domain.rollout_dates import Wave, WaveDates
from desktop.domain.rollout_gates import Gate, GateRule
from desktop.texts import checklist, dates, numbers
from desktop.texts import rollout as rollout_texts
from desktop.texts.phrases import listed, sentences
from desktop.texts.translate import _, ngettext_


def suppliers(count: int) -> str:
    """So many suppliers."""
    return ngettext_("{n} supplier", "{n} suppliers", count).format(n=numbers.whole(count))


def figures(count: int, per_month: float, *, most_suppliers: int, most_invoices: float) -> tuple[str, str]:
    """How full a wave is, in suppliers and in invoices; without limits only what is there."""
    invoices = numbers.decimal(per_month, 0)
    if not most_suppliers:
        return suppliers(count), _("{n} invoices a month").format(n=invoices)
    return (
        _("{n} of {most} suppliers").format(n=numbers.whole(count), most=numbers.whole(most_suppliers)),
        _("{n} of {most} invoices a month").format(n=invoices, most=numbers.decimal(most_invoices, 0)),
    )


def days(of: WaveDates, *, sent: int = 0, sent_on: date | None = None) -> str:
    """The two days people ask for first.

    Args:
        sent: how many of its letters have been sent.
        sent_on: the day the last of them all was sent, None while one is lacking.
    """
    change = dates.short(of.cut_over)
    if sent_on is not None:
        return _("Sent {letter} · changes {change}").format(letter=dates.short(sent_on), change=change)
    if sent:
        told = ngettext_("{n} letter sent · changes {change}", "{n} letters sent · changes {change}", sent)
        return told.format(n=numbers.whole(sent), change=change)
    return _("Letters {letter} · changes {change}").format(letter=dates.short(of.letter), change=change)


def all_days(of: WaveDates, *, sent_on: date | None = None) -> tuple[tuple[str, str], ...]:
    """The four days of a wave with their names; once its letters have all been sent, the day they were."""
    first = (_("Letters sent"), sent_on) if sent_on is not None else (_("First letters"), of.letter)
    return (
        (first[0], dates.short(first[1])),
        (_("Reminder"), dates.short(of.reminder)),
        (_("Changes to the new EAN number"), dates.short(of.cut_over)),
        (_("Last day with the old EAN number"), dates.short(of.last_old_ean)),
    )


def left_over(*, waves: int, suppliers: int, gone: int, new_ones: int, all_at_once: bool) -> str:
    """What has become of waves since another choice was made.

    Args:
        suppliers: in the waves, and still to change.
        gone: in the waves, and need not change any more.
        new_ones: to change now, and in no wave.
    """
    there = ngettext_(
        "{n} wave lies here, planned before you made another choice.",
        "{n} waves lie here, planned before you made another choice.",
        waves,
    ).format(n=numbers.whole(waves))
    parts = [there]
    if gone:
        parts.append(
            ngettext_(
                "{n} supplier in them need not change any more.",
                "{n} suppliers in them need not change any more.",
                gone,
            ).format(n=numbers.whole(gone))
        )
    if suppliers:
        parts.append(
            ngettext_(
                "{n} supplier in them is still to change.",
                "{n} suppliers in them are still to change.",
                suppliers,
            ).format(n=numbers.whole(suppliers))
        )
    if new_ones:
        parts.append(
            ngettext_(
                "{n} supplier has to change now and is in no wave.",
                "{n} suppliers have to change now and are in no wave.",
                new_ones,
            ).format(n=numbers.whole(new_ones))
        )
    if all_at_once:
        parts.append(_("With your choice everything moves on one day, so you can do without waves."))
    return " ".join(parts)


def waits_for(wave: str) -> str:
    """Why a wave must not begin yet."""
    return _("Waits for the gate of: {wave}").format(wave=wave)


def seen(gate: Gate, rule: GateRule) -> tuple[tuple[str, str], ...]:
    """What has been seen of a wave since its change, each beside what it should be."""
    facts = gate.facts
    return (
        (_("Invoices seen since the change"), numbers.whole(facts.invoices)),
        (
            _("On the new EAN number"),
            _("{n} ({share}; at least {wanted})").format(
                n=numbers.whole(facts.on_new_ean),
                share=_share(facts.on_new_ean, facts.invoices),
                wanted=numbers.percent(rule.on_new_ean),
            ),
        ),
        (
            _("Cannot be taken by KP"),
            _("{n} ({share}; at most {wanted})").format(
                n=numbers.whole(facts.rejected),
                share=_share(facts.rejected, facts.on_new_ean),
                wanted=numbers.percent(rule.rejected),
            ),
        ),
        (_("Open tasks that should have been done"), numbers.whole(facts.open_tasks)),
    )


def _share(part: int, whole: int) -> str:
    return numbers.percent(part / whole) if whole else _("not known yet")


def blocking(tasks: Sequence[ChecklistTask], *, sent: bool = False) -> str:
    """What must be done before the first letter (ROL-4).

    Args:
        sent: a letter has been sent already.
    """
    names = listed([_("“{name}”").format(name=checklist.title(task.definition)) for task in tasks])
    if sent:
        return ngettext_(
            "Letters have been sent, but this task should have been done first: {tasks}.",
            "Letters have been sent, but these tasks should have been done first: {tasks}.",
            len(tasks),
        ).format(tasks=names)
    return ngettext_(
        "Before the first letter goes out, this task must be done: {tasks}.",
        "Before the first letter goes out, these tasks must be done: {tasks}.",
        len(tasks),
    ).format(tasks=names)


def move_written_to(count: int, names: Sequence[str]) -> str:
    """What it means to move somebody who has been written to."""
    told = ngettext_(
        "{n} of them has a letter with the dates of its wave: {names}.",
        "{n} of them have a letter with the dates of their wave: {names}.",
        count,
    ).format(n=numbers.whole(count), names=_some(names))
    return sentences(told, _("If you move them, tell them the new dates."))


_MOST_NAMES = 5


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    if len(names) <= _MOST_NAMES:
        return listed(list(names))
    more = len(names) - _MOST_NAMES
    others = ngettext_("{n} other", "{n} others", more).format(n=numbers.whole(more))
    return listed([*names[:_MOST_NAMES], others])


def new_proposal(moved: int, dated: int, gone: int) -> str:
    """What a new proposal would change, in a sentence or two."""
    told = []
    if moved:
        told.append(
            ngettext_("{n} supplier changes wave.", "{n} suppliers change wave.", moved).format(
                n=numbers.whole(moved)
            )
        )
    if dated:
        told.append(
            ngettext_("{n} wave gets other dates.", "{n} waves get other dates.", dated).format(
                n=numbers.whole(dated)
            )
        )
    if gone:
        told.append(
            ngettext_("{n} wave is no longer needed.", "{n} waves are no longer needed.", gone).format(
                n=numbers.whole(gone)
            )
        )
    if not told:
        return _("A new proposal is the same as the plan you have.")
    return sentences(
        *told, _("Whoever is locked or has been written to stays, and so do dates you have set yourselves.")
    )


def moved(name: str, *, before: str, after: str) -> str:
    """One supplier of a new proposal."""
    return _("{name}: {before} → {after}").format(name=name, before=before, after=after)


def redated(wave: Wave, before: WaveDates) -> str:
    """One wave of a new proposal that gets other dates."""
    return _("{wave}: changes {after} instead of {before}").format(
        wave=rollout_texts.wave(wave.number, wave.kind),
        after=dates.short(wave.dates.cut_over),
        before=dates.short(before.cut_over),
    )


def breaches(waves: Iterable[Wave]) -> list[str]:
    """Every limit a proposal cannot keep, with the wave in front."""
    return [
        f"{rollout_texts.wave(wave.number, wave.kind)}: {rollout_texts.breach(found, wave.kind)}"
        for wave in waves
        for found in wave.breaches
    ]
