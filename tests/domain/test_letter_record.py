"""When is a reminder proposed, and what in a letter no longer holds?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.letter_record import (
    REMINDER_DAYS,
    Channel,
    Difference,
    LetterState,
    LetterTerms,
    differences,
    due_reminders,
)
from desktop.domain.letters import FIRST_LETTERS, LetterKind
from desktop.domain.plan import LetterMade
from desktop.domain.suppliers import SupplierId

_NEW, _OTHER = "5798009812346", "5798001111114"
_SENT = date(2027, 1, 4)
_ONE = SupplierId(1)


def made(number: int = 1, kind: LetterKind = LetterKind.NEW_EAN, **changes: object) -> LetterMade:
    sent = changes.get("sent_on", _SENT)
    day = sent if isinstance(sent, date) else _SENT
    letter = LetterMade(
        id=number,
        supplier_id=_ONE,
        kind=kind,
        template_hash="a" * 64,
        option="new",
        new_ean=_NEW,
        file="brev.docx",
        by="mette",
        at=datetime(day.year, day.month, day.day, 9, number % 60, tzinfo=UTC),
        state=LetterState.SENT,
        channel=Channel.POST,
        sent_on=_SENT,
    )
    return replace(letter, **changes)  # type: ignore[arg-type]


def kinds(*letters: LetterMade, as_of: date, seen: date | None = None, days: int = 21) -> list[LetterKind]:
    first_seen = {(_ONE, _NEW): seen} if seen else {}
    return [one.kind for one in due_reminders(letters, first_seen, as_of=as_of, days=days)]


def test_the_first_reminder_comes_the_days_after_the_letter_was_sent() -> None:
    assert kinds(made(), as_of=_SENT + timedelta(days=20)) == []
    assert kinds(made(), as_of=_SENT + timedelta(days=21)) == [LetterKind.REMINDER_1]
    assert REMINDER_DAYS == 21


def test_the_second_follows_the_first_and_there_is_no_third() -> None:
    first = made(2, LetterKind.REMINDER_1, sent_on=date(2027, 2, 1))
    assert kinds(made(), first, as_of=date(2027, 2, 21)) == []
    assert kinds(made(), first, as_of=date(2027, 2, 22)) == [LetterKind.REMINDER_2]
    second = made(3, LetterKind.REMINDER_2, sent_on=date(2027, 3, 1))
    assert kinds(made(), first, second, as_of=date(2030, 1, 1)) == []


def test_the_second_waits_for_the_day_the_number_counts_from() -> None:
    letter = made(first_date=date(2027, 4, 1))
    reminder = made(2, LetterKind.REMINDER_1, sent_on=date(2027, 2, 1))
    assert kinds(letter, reminder, as_of=date(2027, 4, 1)) == []
    assert kinds(letter, reminder, as_of=date(2027, 4, 2)) == [LetterKind.REMINDER_2]


@pytest.mark.parametrize(
    "letter",
    [
        made(state=LetterState.WRITTEN, sent_on=None),
        made(state=LetterState.ANSWERED),
        made(state=LetterState.RETURNED),
        made(kind=LetterKind.LEAVE_EAN),
        made(kind=LetterKind.ONE_PER_CITIZEN),
        made(kind=LetterKind.CONFIRMATION),
    ],
)
def test_nobody_else_is_reminded(letter: LetterMade) -> None:
    assert kinds(letter, as_of=date(2030, 1, 1)) == []


def test_an_invoice_on_another_number_does_not_count_and_one_on_the_new_does() -> None:
    as_of = date(2027, 3, 1)
    elsewhere = {(_ONE, _OTHER): date(2027, 1, 9), (SupplierId(2), _NEW): date(2027, 1, 9)}
    assert len(due_reminders([made()], elsewhere, as_of=as_of, days=21)) == 1
    assert kinds(made(), as_of=as_of, seen=as_of) == []
    assert kinds(made(), as_of=as_of, seen=as_of + timedelta(days=1)) == [LetterKind.REMINDER_1]


_days = st.integers(min_value=0, max_value=400).map(lambda days: _SENT + timedelta(days=days))
_letters = st.lists(
    st.builds(
        lambda kind, state, sent, first: (kind, state, sent, first),
        st.sampled_from(LetterKind),
        st.sampled_from(LetterState),
        _days,
        st.none() | _days,
    ),
    max_size=6,
)


@given(_letters, _days, st.none() | _days, st.integers(min_value=1, max_value=90))
def test_the_law_of_reminders(
    drawn: list[tuple[LetterKind, LetterState, date, date | None]],
    as_of: date,
    seen: date | None,
    days: int,
) -> None:
    """Never before the days are over, never after an invoice on the new number, never twice."""
    letters = [
        made(
            number,
            kind,
            state=state,
            sent_on=None if state is LetterState.WRITTEN else sent,
            first_date=first,
        )
        for number, (kind, state, sent, first) in enumerate(drawn, start=1)
    ]
    first_seen = {(_ONE, _NEW): seen} if seen else {}
    found = due_reminders(letters, first_seen, as_of=as_of, days=days)
    assert len(found) <= 1
    for due in found:
        assert due.of.sent_on is not None
        assert due.of.sent_on + timedelta(days=days) <= due.since <= as_of
        assert seen is None or seen > as_of
        assert due.of.state is LetterState.SENT
        later = [one for one in letters if (one.at, one.id) > (due.of.at, due.of.id)]
        assert due.kind not in {one.kind for one in later}
        # When it has been written, it is not proposed again, whether it was sent or not.
        written = made(99, due.kind, at=datetime(2030, 1, 1, tzinfo=UTC), sent_on=None)
        written = replace(written, state=LetterState.WRITTEN)
        again = due_reminders([*letters, written], first_seen, as_of=as_of, days=days)
        assert due.kind not in {one.kind for one in again}


# ------------------------------------------------------------------------------------------- differences


_NOW = LetterTerms(
    LetterKind.NEW_EAN, "new", _NEW, first_date=date(2027, 3, 1), last_old_date=date(2027, 2, 28)
)


def test_a_letter_that_says_what_is_so_differs_in_nothing() -> None:
    assert differences(made(first_date=date(2027, 3, 1), last_old_date=date(2027, 2, 28)), _NOW) == ()
    # What an earlier version did not remember is not held against it.
    assert differences(made(), _NOW) == ()


@pytest.mark.parametrize(
    ("letter", "now", "difference"),
    [
        (made(), replace(_NOW, kind=None), Difference.NOT_NEEDED),
        (made(), replace(_NOW, kind=LetterKind.LEAVE_EAN), Difference.OTHER_KIND),
        (made(), replace(_NOW, option="reuse:5790000000012"), Difference.OTHER_STRATEGY),
        (made(), replace(_NOW, new_ean=_OTHER), Difference.OTHER_EAN),
        (made(erp_ean=_OTHER), replace(_NOW, erp_ean=_NEW), Difference.OTHER_EAN),
        (made(first_date=date(2027, 4, 1)), _NOW, Difference.OTHER_DATES),
        (made(last_old_date=date(2027, 4, 1)), _NOW, Difference.OTHER_DATES),
        (made(state=LetterState.WRITTEN), replace(_NOW, template_hash="b" * 64), Difference.OTHER_TEMPLATE),
    ],
)
def test_what_has_changed_since_is_told(letter: LetterMade, now: LetterTerms, difference: Difference) -> None:
    assert differences(letter, now) == (difference,)


def test_a_new_template_makes_no_letter_wrong_that_was_sent() -> None:
    assert differences(made(), replace(_NOW, template_hash="b" * 64)) == ()


def test_dates_that_nobody_has_set_are_not_held_against_a_letter() -> None:
    letter = made(first_date=date(2027, 3, 1), last_old_date=date(2027, 2, 28))
    assert differences(letter, replace(_NOW, first_date=None, last_old_date=None)) == ()


@pytest.mark.parametrize("kind", sorted(FIRST_LETTERS))
def test_a_supplier_that_needs_nothing_is_told_of_alone(kind: LetterKind) -> None:
    now = LetterTerms(None, "new-gradual", _OTHER)
    assert differences(made(kind=kind), now) == (Difference.NOT_NEEDED,)
