"""How is a day typed? As people write it; what was understood stands below, and in the field once left."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.dates import DateError, DateFault
from desktop.domain.typed_dates import Leaning, read_day
from desktop.texts import dates, values
from desktop.ui.widgets.fields import Labelled, LineField, Verdict


class DayField(Labelled):
    """A field for a date.

    Args:
        leaning: where a day lies that is typed without its year.
        needed: an empty field stops the form.
        today: what "i dag" is; this machine's day when not told.
    """

    def __init__(
        self,
        label: str,
        parent: QWidget | None = None,
        *,
        leaning: Leaning = Leaning.COMING,
        needed: bool = False,
        hint: str = "",
        today: date | None = None,
    ) -> None:
        self.line = LineField()
        self._leaning, self._needed, self._today = leaning, needed, today
        self._typed = self._wrong = False
        super().__init__(label, self.line, parent, judge=self._judged, hint=hint)
        self.line.editingFinished.connect(self.write_out)

    def set_today(self, today: date) -> None:
        """What "i dag" is from now on."""
        self._today = today

    def set_day(self, day: date | None) -> None:
        """Show a day; None empties the field."""
        text = dates.short(day)
        if self.line.text() != text:
            self.line.setText(text)
        if not self.line.hasFocus():
            self._typed = False
            self._say(Verdict())

    @property
    def day(self) -> date | None:
        """The day that is meant; None for an empty field.

        Raises:
            DateError: what stands there is no day.
        """
        return self.read(self.text())

    def read(self, text: str) -> date | None:
        """The day a text in this field means; None for no text.

        Raises:
            DateError: it means none.
        """
        today = self._today or datetime.now().astimezone().date()
        return read_day(text, today=today, leaning=self._leaning) if text else None

    def refuse(self, sentence: str) -> None:
        """Say why the day cannot stand, though it is one."""
        self._say(Verdict(sentence, stops=True))

    def write_out(self) -> None:
        """Write the day that was understood in full, so that what is read back is what was meant."""
        try:
            found = self.day
        except DateError:
            return
        if found is not None and self.text() != " ".join(dates.short(found).split()):
            self.line.setText(dates.short(found))
            self._say(Verdict())

    def _judged(self, text: str) -> Verdict:
        try:
            missing = self.read(text) is None and self._needed
        except DateError as error:
            return Verdict(values.sentence(error), stops=True)
        return Verdict(values.date(DateFault.EMPTY), stops=True) if missing else Verdict()

    def _edited(self) -> None:
        """While one types: which day it would be. Half a date is no fault, unless it was one already."""
        self._typed = True
        verdict = self._judged(self.text())
        self._say(verdict if self._wrong or not verdict.stops else Verdict())

    def _say(self, verdict: Verdict) -> None:
        super()._say(verdict)
        self._wrong = verdict.stops
        meaning = self._meaning() if self._typed and not verdict.sentence else ""
        if meaning:
            self.said.setText(meaning)
            self.said.show()
            self.field.setAccessibleDescription(meaning)

    def _meaning(self) -> str:
        """The day in full with its weekday; "" for none."""
        try:
            return dates.with_weekday(self.day)
        except DateError:
            return ""
