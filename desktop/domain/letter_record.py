"""What became of a letter, does it still say what is so, and who must be reminded?

A letter that has left the house is never computed again: it is held against what would be written today, and
the differences are told. A reminder is proposed some days after the letter was sent, when no invoice on the
new EAN number has been seen (product row LET-8). The first may come before the day the number counts from,
in time to help; the second only after that day, because before it silence says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.letters import REMINDERS, LetterKind
from desktop.domain.suppliers import SupplierId

if TYPE_CHECKING:
    from desktop.domain.plan import LetterMade

REMINDER_DAYS = 21
"""Days from a letter is sent until a reminder is proposed: an assumption, which every plan can change."""
MOST_REMINDER_DAYS = 365


class LetterState(StrEnum):
    """Where a letter is."""

    WRITTEN = "written"
    SENT = "sent"
    ANSWERED = "answered"
    RETURNED = "returned"


class Channel(StrEnum):
    """How a letter was sent; the program itself sends nothing."""

    DIGITAL_POST = "digital_post"
    EMAIL = "email"
    POST = "post"
    OTHER = "other"


class Difference(StrEnum):
    """Why a letter that was written is not the one that would be written now."""

    NOT_NEEDED = "not_needed"
    OTHER_KIND = "other_kind"
    OTHER_STRATEGY = "other_strategy"
    OTHER_EAN = "other_ean"
    OTHER_DATES = "other_dates"
    OTHER_TEMPLATE = "other_template"


@dataclass(frozen=True, slots=True)
class LetterTerms:
    """What a letter to a supplier would say now.

    Attributes:
        kind: None when it needs none.
        option: key of the option that is chosen.
        erp_ean: "" where the letter does not name one.
        first_date, last_old_date: None while nobody has set them; then letters are not held against them.
        template_hash: SHA-256 of the template as it is now, "" when there is none.
    """

    kind: LetterKind | None
    option: str
    new_ean: str
    erp_ean: str = ""
    first_date: date | None = None
    last_old_date: date | None = None
    template_hash: str = ""


def differences(made: LetterMade, now: LetterTerms) -> tuple[Difference, ...]:
    """What in a letter is no longer so, what matters most first.

    Facts that a letter of an earlier program version did not remember are not held against it. A changed
    template makes no letter wrong that was sent; it is told of letters that still lie here.
    """
    if now.kind is None:
        return (Difference.NOT_NEEDED,)
    dates = ((made.first_date, now.first_date), (made.last_old_date, now.last_old_date))
    found = (
        (Difference.OTHER_KIND, made.kind is not now.kind),
        (Difference.OTHER_STRATEGY, made.option != now.option),
        (
            Difference.OTHER_EAN,
            made.new_ean != now.new_ean or bool(made.erp_ean and made.erp_ean != now.erp_ean),
        ),
        (Difference.OTHER_DATES, any(before and after and before != after for before, after in dates)),
        (
            Difference.OTHER_TEMPLATE,
            made.state is LetterState.WRITTEN
            and bool(now.template_hash)
            and made.template_hash != now.template_hash,
        ),
    )
    return tuple(difference for difference, there in found if there)


# ------------------------------------------------------------------------------------------- reminders


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder somebody should send.

    Attributes:
        kind: the first or the second.
        of: the letter it reminds of: the first letter, or the first reminder.
        since: the day it became due.
    """

    supplier_id: SupplierId
    kind: LetterKind
    of: LetterMade
    since: date


ASKS_FOR_THE_NEW_EAN = frozenset((LetterKind.NEW_EAN, LetterKind.NEW_EAN_ONE_PER_CITIZEN))
"""Whoever gets one of these shows by an invoice that it has changed."""


def due_reminders(
    letters: Iterable[LetterMade],
    first_seen: Mapping[tuple[SupplierId, str], date],
    *,
    as_of: date,
    days: int,
) -> tuple[DueReminder, ...]:
    """Who should be reminded, the longest due first.

    Only letters that ask for another EAN number are followed up here, and only when they are marked as sent:
    whoever answered is in touch, and a letter that came back needs another address, not a reminder. A
    reminder that has been written is not proposed again, sent or not.

    Args:
        first_seen: per supplier and EAN number the date of the first invoice.
        as_of: the day that is asked about; what happened after it is not known.
        days: from sent until due.
    """
    by_supplier: defaultdict[SupplierId, list[LetterMade]] = defaultdict(list)
    for letter in letters:
        by_supplier[letter.supplier_id].append(letter)
    found = []
    for supplier_id, theirs in by_supplier.items():
        due = _due(theirs, days)
        if due is not None and due.since <= as_of:
            seen = first_seen.get((supplier_id, due.of.new_ean))
            if seen is None or seen > as_of:
                found.append(due)
    return tuple(sorted(found, key=lambda one: (one.since, one.supplier_id)))


def _due(theirs: list[LetterMade], days: int) -> DueReminder | None:
    """The next reminder of one supplier and the day it becomes due, whether that is over or not."""
    first = max(
        (one for one in theirs if one.kind in ASKS_FOR_THE_NEW_EAN and one.sent_on is not None),
        key=_order,
        default=None,
    )
    if first is None:
        return None
    last, kind = first, REMINDERS[0]
    for reminder, following in ((REMINDERS[0], REMINDERS[1]), (REMINDERS[1], None)):
        written = [one for one in theirs if one.kind is reminder and _order(one) > _order(first)]
        if not written:
            break
        if following is None:
            return None
        last, kind = max(written, key=_order), following
    if last.state is not LetterState.SENT or last.sent_on is None:
        return None
    since = last.sent_on + timedelta(days=days)
    if kind is LetterKind.REMINDER_2 and first.first_date is not None:
        since = max(since, first.first_date + timedelta(days=1))
    return DueReminder(first.supplier_id, kind, last, since)


def _order(letter: LetterMade) -> tuple[datetime, int]:
    return letter.at, letter.id
