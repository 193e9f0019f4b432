"""What does the command line print for people? One line or sentence per result; plain values come in.

Nothing here knows the workspace: a command hands over names, counts and figures, and prints what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from desktop.domain.ean_choice import EanPicture
from desktop.domain.invoices import Grade, InvoiceKind
from desktop.domain.letters import LetterKind
from desktop.domain.options import OptionFigures
from desktop.domain.relevance import Trade
from desktop.texts import dates, labels, numbers
from desktop.texts.phrases import sentences
from desktop.texts.translate import _, ngettext_

_BETWEEN = " · "
"""Stands between the facts of a line."""

# -------------------------------------------------------------------------------------------- plans


def plan_made(plan: str, municipality: str) -> str:
    """After `new`."""
    return _("The plan for {municipality} is ready: {plan}").format(municipality=municipality, plan=plan)


def imported(name: str, account: str, counts: str) -> str:
    """After an import, for each file: the name, the account of its rows, what they do to the plan."""
    return _("{name}: {account}. In the plan: {counts}.").format(name=name, account=account, counts=counts)


def dry_run() -> str:
    """Behind an import that was only tried."""
    return _("This was a trial run: nothing has changed in the plan.")


def settled_by(text: str) -> str:
    """Behind a problem that an option of the command settles."""
    return _("On the command line: {option}.").format(option=text)


def more_alike(count: int) -> str:
    """Behind a problem that comes again in other rows."""
    return ngettext_("({n} more row like it.)", "({n} more rows like it.)", count).format(
        n=numbers.whole(count)
    )


def more_problems(count: int) -> str:
    """Below the first problems, when there are more than are printed."""
    return ngettext_(
        "… and {n} more. Use --json to see them all.", "… and {n} more. Use --json to see them all.", count
    ).format(n=numbers.whole(count))


# --------------------------------------------------------------------------------------------- demo


def demo(
    *,
    municipality: str,
    suppliers: int,
    invoices: int,
    collective: int,
    headline: str,
    robustness: str,
    letters: int,
    failed: int,
    out: str,
    plan: str,
    seconds: float,
) -> list[str]:
    """The whole job on the sample municipality, line by line."""
    return [
        _("{municipality}: the whole job in {seconds} seconds.").format(
            municipality=municipality, seconds=numbers.decimal(seconds)
        ),
        _("{suppliers} and {invoices}.").format(
            suppliers=ngettext_("{n} supplier", "{n} suppliers", suppliers).format(
                n=numbers.whole(suppliers)
            ),
            invoices=ngettext_("{n} invoice", "{n} invoices", invoices).format(n=numbers.whole(invoices)),
        ),
        ngettext_(
            "{n} supplier sends collective invoices.", "{n} suppliers send collective invoices.", collective
        ).format(n=numbers.whole(collective)),
        sentences(headline, robustness),
        letters_written(letters, failed, out),
        _("The plan: {plan}").format(plan=plan),
    ]


# ------------------------------------------------------------------------------------------ answers


def invoice(
    *,
    supplier: str,
    number: str,
    kind: InvoiceKind,
    issued: date | None,
    ean: str,
    amount_ore: int | None,
    citizens: int | None,
    grade: Grade,
) -> str:
    """One invoice as one line. The number of citizens, never who they are."""
    facts = [
        supplier or _("Unknown supplier"),
        _("{kind} {number}").format(kind=labels.invoice_kind(kind), number=number),
        dates.short(issued),
        ean,
        numbers.kroner(amount_ore) if amount_ore is not None else "",
        citizens_found(citizens, grade),
    ]
    return _BETWEEN.join(fact for fact in facts if fact)


def citizens_found(citizens: int | None, grade: Grade) -> str:
    """How many citizens a document names, and how sure that is."""
    if citizens is None:
        return labels.grade(Grade.UNKNOWN)
    counted = ngettext_("{n} citizen", "{n} citizens", citizens).format(n=numbers.whole(citizens))
    return f"{counted} ({labels.grade(grade).lower()})" if citizens else counted


def collective(*, supplier: str, collective: int, checked: int, most: int, state: str) -> str:
    """One supplier's collective invoices as one line; `state` is its label."""
    found = ngettext_(
        "{n} of {checked} checked invoices names several citizens, at most {most} on one.",
        "{n} of {checked} checked invoices name several citizens, at most {most} on one.",
        collective,
    ).format(n=numbers.whole(collective), checked=numbers.whole(checked), most=numbers.whole(most))
    return _BETWEEN.join((supplier, state, found))


def ean_picture(picture: EanPicture) -> str:
    """What comes to one EAN number, as one line."""
    suppliers = ngettext_("{n} supplier", "{n} suppliers", picture.suppliers)
    invoices = ngettext_("{n} invoice", "{n} invoices", picture.invoices)
    in_kp = picture.kp_suppliers + picture.collective_can_split + picture.collective_cannot_split
    facts = [
        numbers.ean(picture.ean),
        suppliers.format(n=numbers.whole(picture.suppliers)),
        invoices.format(n=numbers.whole(picture.invoices)),
        numbers.whole_kroner(picture.amount_ore),
        _("{n} in KP").format(n=numbers.whole(in_kp)),
        _("{n} outside KP").format(n=numbers.whole(picture.other_suppliers)),
        _("{n} not settled").format(n=numbers.whole(picture.unknown)),
    ]
    return _BETWEEN.join(facts)


def option(figures: OptionFigures) -> str:
    """One option of the comparison, as one line."""
    letters, hours, weeks, day_one = figures.contacts, figures.hours, figures.weeks, figures.day_one
    facts = [
        labels.option(figures.option),
        ngettext_("{n} letter", "{n} letters", numbers.counted(letters)).format(n=numbers.interval(letters)),
        ngettext_("{n} hour", "{n} hours", numbers.counted(hours)).format(n=numbers.interval(hours)),
        ngettext_("{n} week", "{n} weeks", numbers.counted(weeks)).format(n=numbers.interval(weeks)),
        ngettext_(
            "{n} invoice a month from day one", "{n} invoices a month from day one", numbers.counted(day_one)
        ).format(n=numbers.interval(day_one)),
    ]
    return _BETWEEN.join(facts)


def chosen(option: str, ean: str) -> str:
    """After `choose`: the option's label and the EAN number KP gets, "" while it is not known."""
    if ean:
        return _("Chosen: {option}. KP gets the EAN number {ean}.").format(
            option=option, ean=numbers.ean(ean)
        )
    return _("Chosen: {option}. Give the new EAN number when you have it; the letters need it.").format(
        option=option
    )


def recipient(*, supplier: str, letter: LetterKind, reasons: Sequence[str]) -> str:
    """Who gets which letter and why, as one line."""
    return _BETWEEN.join((supplier, labels.letter_kind(letter), " ".join(reasons)))


def letters_written(written: int, failed: int, out: str) -> str:
    """After `letters`: how many, where, and how many could not be written."""
    done = ngettext_("{n} letter lies in {out}.", "{n} letters lie in {out}.", written).format(
        n=numbers.whole(written), out=out
    )
    if not failed:
        return done
    return sentences(
        done,
        ngettext_("{n} could not be written:", "{n} could not be written:", failed).format(
            n=numbers.whole(failed)
        ),
    )


def nobody_to_write_to() -> str:
    """After `letters`, where nobody is to have such a letter."""
    return _("Nobody is to have this letter now, so nothing has been written.")


def letter_waits(supplier: str, reason: str) -> str:
    """A supplier whose letter is not written yet."""
    return _("{supplier}: {why}").format(supplier=supplier or _("Unknown supplier"), why=reason)


def exported(out: str, count: int) -> str:
    """After a list was written as a spreadsheet."""
    return ngettext_("{n} problem is in {out}.", "{n} problems are in {out}.", count).format(
        n=numbers.whole(count), out=out
    )


def letter_failed(supplier: str, why: str) -> str:
    """One letter that could not be written."""
    return _("{supplier}: {why}").format(supplier=supplier, why=why)


def note_written(out: str) -> str:
    """After `decision-note`."""
    return _("The memo lies in {out}.").format(out=out)


def rendered(out: str) -> str:
    """After `render`."""
    return _("The document lies in {out}.").format(out=out)


# ------------------------------------------------------------------------------------------ history


def history_line(*, number: int, at: str, by: str, what: str, state: str) -> str:
    """One line of the history; `at`, `what` and `state` are written by dates, history and labels."""
    return _BETWEEN.join((str(number), at, by, what, state))


def history_is_empty() -> str:
    """When nothing has been done to the plan."""
    return _("Nothing has been done in this plan yet.")


def nothing_fits() -> str:
    """When a filter lets no entry of the history through."""
    return _("Nothing fits. Search for less, or choose another period.")


def undone(what: str) -> str:
    """After `undo`: the history's sentence about what was undone."""
    return _("Undone: {what}").format(what=what)


def redone(what: str) -> str:
    """After `redo`."""
    return _("Done again: {what}").format(what=what)


# ------------------------------------------------------------------------------------------ backups


def backup(number: int, at: datetime, size: int) -> str:
    """One earlier version: its number, when it was saved, how large it is."""
    kilobytes = _("{n} KB").format(n=numbers.whole(max(1, round(size / 1024))))
    return _BETWEEN.join((str(number), dates.moment(at), kilobytes))


def no_backups() -> str:
    """When no save has replaced anything yet."""
    return _("There are no earlier versions of this plan yet.")


def restored(at: datetime, name: str) -> str:
    """After `restore`."""
    return _("The version from {time} is ready: {name}. The plan itself is as it was.").format(
        time=dates.moment(at), name=name
    )


def salvaged(name: str) -> str:
    """After `restore` of the plan itself."""
    return _(
        "What can be read of the plan is ready: {name}. Compare it with an earlier version before you use "
        "it. The plan itself is as it was."
    ).format(name=name)


# ---------------------------------------------------------------------------------------- self-test


def check(name: str, detail: str, *, ok: bool) -> str:
    """One check of the self-test. Its name and detail are the self-test's own, in English, for support."""
    verdict = _("OK") if ok else _("FAILED")
    return f"{verdict}  {name}: {detail}"


def self_test(failed: int) -> str:
    """The last line of the self-test."""
    if not failed:
        return _("Everything the program needs is here.")
    return ngettext_(
        "{n} thing does not work. Install the program again, or send these lines to your IT department.",
        "{n} things do not work. Install the program again, or send these lines to your IT department.",
        failed,
    ).format(n=numbers.whole(failed))


def nothing_found() -> str:
    """When a list is empty."""
    return _("There is nothing to show yet.")


def more_lines(rest: int) -> str:
    """That there are more lines than were printed."""
    return ngettext_("and {n} more (all with --json)", "and {n} more (all with --json)", rest).format(
        n=numbers.whole(rest)
    )


def trade(one: Trade) -> str:
    """A line of the trade table."""
    belongs = _("belongs in KP") if one.in_kp else _("does not belong in KP")
    words = ", ".join((*one.codes, *one.words))
    return f"{one.title} ({one.key}): {belongs}. {words}"


def wave(*, name: str, suppliers: int, per_month: float, letter: date, cut_over: date) -> str:
    """A wave in a line."""
    count = ngettext_("{n} supplier", "{n} suppliers", suppliers).format(n=numbers.whole(suppliers))
    invoices = ngettext_("{n} invoice a month", "{n} invoices a month", round(per_month))
    return _("{wave}: {suppliers}, {invoices}. Letters {letter}, changes {change}.").format(
        wave=name,
        suppliers=count,
        invoices=invoices.format(n=numbers.decimal(per_month, 0)),
        letter=dates.short(letter),
        change=dates.short(cut_over),
    )


def not_in_waves(unplaced: int, rest: int) -> list[str]:
    """Who is in no wave: not placed yet, and not to be placed."""
    lines = []
    if unplaced:
        message = ngettext_("{n} supplier is in no wave yet.", "{n} suppliers are in no wave yet.", unplaced)
        lines.append(message.format(n=numbers.whole(unplaced)))
    if rest:
        message = ngettext_(
            "{n} supplier does not change: see the reason with --json.",
            "{n} suppliers do not change: see the reasons with --json.",
            rest,
        )
        lines.append(message.format(n=numbers.whole(rest)))
    return lines


def task(*, title: str, start: date | None, end: date | None, status: str, conflict: str) -> str:
    """A task in a line, with what is wrong with its dates."""
    days = f"{dates.short(start)} – {dates.short(end)}" if start and end else _("no date")
    line = _("{task} ({status})").format(task=title, status=status)
    return f"{days}  {line}  {conflict}".rstrip()


def earliest_go_live(day: date) -> str:
    """The first go-live that starts nothing in the past."""
    return _("Earliest go-live if everything is begun in time: {day}.").format(day=dates.short(day))


def latest_go_live(day: date) -> str:
    """The last go-live that what stands fixed allows."""
    return _("Latest go-live that fixed dates allow: {day}.").format(day=dates.short(day))


def calendar_name(municipality: str) -> str:
    """What the calendar is called where a calendar program shows it."""
    return _("eFaktura in KP: {municipality}").format(municipality=municipality)


def supplier(*, number: str, name: str, relevance: str, reason: str) -> str:
    """A supplier, whether it belongs in KP, and what decided it."""
    return f"{number} {name}: {relevance}. {reason}"
