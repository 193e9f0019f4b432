"""What is an open plan? The one door to it: run, undo, redo, and every answer the window asks for.

`Session.run` is the only way to change a plan. Storage (and SQLAlchemy with it) is imported when the first
plan is opened, so that a window can be on the screen before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collector import collector_asleep
from desktop.domain.duplicates import Duplicates
from desktop.domain.ean_choice import Comparison, compare
from desktop.domain.errors import NothingToUndo
from desktop.domain.invoices import Invoice
from desktop.domain.kp_list import JudgedInvoice, KpFilter, KpOrder
from desktop.domain.kp_rules import KpRules
from desktop.domain.plan import (
    Changes,
    Decision,
    EanChoice,
    HistoryEntry,
    LetterMade,
    Municipality,
    Source,
    StoredProblem,
)
from desktop.domain.profiles import Profile
from desktop.domain.progress import Progress, silent
from desktop.domain.quality import Quality
from desktop.domain.recipients import RecipientList
from desktop.domain.recommendation import Recommendation, recommend
from desktop.domain.relevance import TradeTable
from desktop.domain.suppliers import SupplierId
from desktop.workspace.answers import WINDOW_MONTHS, Answers
from desktop.workspace.duplicates import COUNTED_AT_ONCE, pairs_among, with_decisions
from desktop.workspace.keeping import Clock, KeptPlan, OpenElsewhere, Opening, Who
from desktop.workspace.kept_answers import KeptAnswers
from desktop.workspace.operations.operation import Moment, Operation
from desktop.workspace.operations.privacy import NoteCleaning
from desktop.workspace.operations.setting_up import SetUp
from desktop.workspace.operations.taking_over import TakeOver
from desktop.workspace.overview import Overview, overview
from desktop.workspace.reference_data import kp_rule_table, trade_table

if TYPE_CHECKING:
    from array import array

    from desktop.storage.lock_note import LockNote
    from desktop.storage.plan_file import WorkingCopy
    from desktop.storage.queries import Reader
    from desktop.workspace.agenda import Today
    from desktop.workspace.kp import KpPicture

__all__ = ["Clock", "Listener", "OpenElsewhere", "Opening", "Session", "Who"]

Listener = Callable[[Changes], None]


class Session(KeptPlan):
    """An open plan.

    Every method may be called from any thread; a lock keeps them one after the other. Listeners are called on
    the thread that made the change.
    """

    def __init__(
        self,
        copy: WorkingCopy,
        *,
        who: Who | None = None,
        clock: Clock | None = None,
        note: LockNote | None = None,
        elsewhere: OpenElsewhere | None = None,
        opening: Opening = Opening.EDIT,
        unsaved: bool = False,
    ) -> None:
        super().__init__(
            copy, who=who, clock=clock, note=note, elsewhere=elsewhere, opening=opening, unsaved=unsaved
        )
        self._listeners: list[Listener] = []
        self._pairs: Duplicates | None = None  # until a supplier changes
        self._kp: dict[bool, KpPicture] = {}  # all documents or only those of the window
        self._today: tuple[int, date, Today] | None = None  # of a revision, on a day
        self.trades: TradeTable = trade_table()
        self._answers = KeptAnswers(self.trades)
        self.kp_rules: KpRules = kp_rule_table()

    # ------------------------------------------------------------------- open

    @classmethod
    def create(
        cls, municipality: Municipality, *, who: Who | None = None, clock: Clock | None = None
    ) -> Session:
        """A new plan that has no file yet. Setting it up is the first entry of its history."""
        from desktop.storage.plan_file import create_working_copy

        session = cls(create_working_copy(), who=who, clock=clock)
        session.run(SetUp(municipality))
        return session

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        opening: Opening = Opening.EDIT,
        who: Who | None = None,
        clock: Clock | None = None,
    ) -> Session:
        """Open a plan file. When somebody else has it open it is read-only (`elsewhere` tells who).

        Raises:
            FileTrouble: it cannot be read.
            PlanTrouble: it is not a plan that this version can open.
        """
        from desktop.storage.lock_note import look

        held = look(path) if opening is Opening.TAKE_OVER else None
        session = cls._opened(path, opening, who, clock)
        if held is not None:
            session.run(TakeOver(held.holder.user, held.holder.machine))
        return session

    @property
    def title(self) -> str:
        """What the title bar calls the plan."""
        return self.municipality.name or (self.path.stem if self.path else "")

    # ----------------------------------------------------------------- change

    def run(self, operation: Operation) -> Changes:
        """Run one operation: all of it or nothing, with one entry in the history.

        Raises:
            PlanTrouble: somebody else has the plan open.
        """
        with self._lock, collector_asleep():
            self._must_be_ours()
            at = self._clock()
            moment = Moment(by=self._who.user, at=at)
            with self._copy.database.transaction() as transaction:
                changes = transaction.record(
                    operation.name,
                    operation.changes(transaction, moment),
                    facts=operation.facts,
                    by=self._who.user,
                    at=at,
                )
            self._outdate(changes)
        return self._told(changes)

    def rehearse(self, operation: Operation) -> int:
        """Work an operation's changes out without making them, and return how many rows it would change."""
        with self._lock, collector_asleep(), self._copy.database.reading() as reader:
            moment = Moment(by=self._who.user, at=self._clock())
            changes = operation.changes(reader, moment)
            return sum(1 for change in changes if change.before != change.after)

    def undo(self) -> Changes:
        """Take the last operation back.

        Raises:
            NothingToUndo: nothing has been done.
        """
        with self._lock:
            self._must_be_ours()
            with self._copy.database.transaction() as transaction:
                entry = transaction.next_undo()
                if entry is None:
                    raise NothingToUndo
                changes = transaction.undo(entry)
            self._outdate(changes)
        return self._told(changes)

    def redo(self) -> Changes:
        """Do the operation again that was undone last.

        Raises:
            NothingToUndo: nothing was undone, or something else was done since.
        """
        with self._lock:
            self._must_be_ours()
            with self._copy.database.transaction() as transaction:
                entry = transaction.next_redo()
                if entry is None:
                    raise NothingToUndo(redo=True)
                changes = transaction.redo(entry)
            self._outdate(changes)
        return self._told(changes)

    def subscribe(self, listener: Listener) -> None:
        """Be told after every change, on the thread that made it."""
        self._listeners.append(listener)

    def _outdate(self, changes: Changes) -> None:
        """Forget what followed from the plan before; under the same lock, so that nobody reads it again."""
        if changes.rows:
            self._revision += 1
            self._answers.outdate(changes)
            self._kp.clear()
        if "supplier" in changes.tables:
            self._pairs = None

    def _told(self, changes: Changes) -> Changes:
        if changes.rows:
            for listener in tuple(self._listeners):
                listener(changes)
        return changes

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """One state of the plan, for the answers that live in files of their own (`rollout`, `checklist`)."""
        with self._lock, self._copy.database.reading() as reader:
            yield reader

    # ---------------------------------------------------------------- history

    def history(self) -> tuple[HistoryEntry, ...]:
        """Every operation, the newest first."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.history()

    def forget_history(self, first_kept: int) -> int:
        """Delete the entries below a number for good, note that it was done, and return how many there were.

        The database is written anew afterwards: nothing of them remains in free pages.

        Raises:
            PlanTrouble: somebody else has the plan open.
            FileTrouble: there is no room on the disk to write it anew.
        """
        with self._lock:
            self._must_be_ours()
            at = self._clock()
            with self._copy.database.transaction() as transaction:
                gone = sum(1 for one in transaction.history() if one.number < first_kept)
                if not gone:
                    return 0
                note = NoteCleaning(gone)
                moment = Moment(by=self._who.user, at=at)
                changes = transaction.record(
                    note.name, note.changes(transaction, moment), facts=note.facts, by=moment.by, at=at
                )
                transaction.forget_before(first_kept)
            self._copy.database.compact()
            self._outdate(changes)
        self._told(changes)
        return gone

    def next_undo(self) -> HistoryEntry | None:
        with self._lock, self._copy.database.reading() as reader:
            return reader.next_undo()

    def next_redo(self) -> HistoryEntry | None:
        with self._lock, self._copy.database.reading() as reader:
            return reader.next_redo()

    # ---------------------------------------------------------------- answers

    @property
    def now(self) -> datetime:
        """The moment by the plan's clock, with its offset."""
        return self._clock()

    @property
    def today(self) -> date:
        return self._clock().date()

    def answers(self, months: int = WINDOW_MONTHS) -> Answers:
        """Everything that follows from one state of the plan, for who needs several things of the same state.

        Args:
            months: how far back invoices count.
        """
        with self._lock:
            return self._answers.get(months, today=self.today, reading=self._copy.database.reading)

    @property
    def municipality(self) -> Municipality:
        return self.answers().municipality

    def assessments(self) -> tuple[SupplierAssessment, ...]:
        """Every supplier with what is known and concluded, in the order they came."""
        return self.answers().assessments

    def assessment(self, supplier_id: SupplierId) -> SupplierAssessment | None:
        return self.answers().by_id.get(supplier_id)

    def overview(self) -> Overview:
        """The figures of the whole plan."""
        answers = self.answers()
        mine = () if answers.choice is None else answers.recipients().recipients
        return overview(answers, [one.supplier_id for one in mine])

    def comparison(self, assumptions: Assumptions | None = None) -> Comparison:
        """The options side by side."""
        used = assumptions or Assumptions()
        answers = self.answers(int(used["window_months"]))
        return compare(answers.assessments, used, window_months=answers.window_months)

    def recommendation(self, assumptions: Assumptions | None = None) -> Recommendation | None:
        """What the figures speak for; None while there is nothing to weigh."""
        used = assumptions or Assumptions()
        return recommend(self.comparison(used), used)

    def choice(self) -> EanChoice | None:
        return self.answers().choice

    def recipients(self) -> RecipientList:
        """Who gets which letter under the choice.

        Raises:
            ChoiceTrouble: nothing has been chosen yet.
        """
        return self.answers().recipients()

    def letters_made(self) -> tuple[LetterMade, ...]:
        return self.answers().letters

    def sources(self) -> tuple[Source, ...]:
        return self.answers().sources

    def problems(self) -> tuple[StoredProblem, ...]:
        return self.answers().problems

    def profiles(self) -> tuple[Profile, ...]:
        """How earlier files were read, to know them again."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.profiles()

    def quality(self) -> Quality:
        """The problems of the imports: which are open, accepted or corrected, and whose letters wait."""
        return self.answers().quality

    def duplicates(self, progress: Progress = silent) -> Duplicates:
        """Pairs of suppliers that may be one, with what people said of them.

        Seconds for 100,000 suppliers: worked out when asked for, outside the lock, and kept until a supplier
        changes.

        Raises:
            Cancelled: the user stopped it.
        """
        with self._lock, self._copy.database.reading() as reader:
            found, decided = self._pairs, reader.pair_decisions()
            revision = self._revision
            suppliers = reader.suppliers() if found is None else ()
        if found is None:
            found = pairs_among(suppliers, progress)
            with self._lock:
                if revision == self._revision:
                    self._pairs = found
        return with_decisions(found, decided)

    def pairs_waiting(self) -> int | None:
        """How many pairs wait for a person; None for a list so long that they are not counted unasked."""
        if self._pairs is None and len(self.assessments()) > COUNTED_AT_ONCE:
            return None
        return self.duplicates().waiting

    def today_in_the_plan(self) -> Today:
        """How far the last steps are on this day, and what is due: worked out once for all who ask."""
        from desktop.workspace.agenda import today_of

        with self._lock:
            revision, day, kept = self._revision, self.today, self._today
        if kept is not None and kept[:2] == (revision, day):
            return kept[2]
        found = today_of(self)
        with self._lock:
            if revision == self._revision:
                self._today = (revision, day, found)
        return found

    def decisions(self, supplier_id: SupplierId) -> tuple[Decision, ...]:
        """What people decided about one supplier, with who, when and why."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.decisions((supplier_id,))

    def invoices(self, supplier_id: SupplierId | None = None) -> tuple[Invoice, ...]:
        """All invoices, or one supplier's: read when asked for, never kept."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.invoices(supplier_id)

    def invoices_per_month(self, supplier_id: SupplierId) -> tuple[tuple[str, int], ...]:
        """("2026-10", 4) and so on, oldest first, with the empty months in between."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.invoices_per_month(supplier_id)

    def citizens_histogram(self, supplier_id: SupplierId) -> tuple[tuple[int, int], ...]:
        """How many documents named how many citizens; documents nobody could check are left out."""
        with self._lock, self._copy.database.reading() as reader:
            return reader.citizens_histogram(supplier_id)

    # ------------------------------------------------------------------------------- what KP would do

    def kp(self, *, everything: bool = False) -> KpPicture:
        """What KP would do with the documents of the last twelve months, or with all the plan has."""
        from desktop.workspace.kp import picture

        with self._lock:
            if everything not in self._kp:
                answers = self.answers()
                with self._copy.database.reading() as reader:
                    documents = reader.documents(self.kp_rules.turning_days())
                    self._kp[everything] = picture(
                        documents, answers, self.kp_rules, today=self.today, everything=everything
                    )
            return self._kp[everything]

    def kp_list(
        self, found: KpPicture, wanted: KpFilter, *, order: KpOrder = KpOrder.DATE, descending: bool = True
    ) -> array[int]:
        """Ids of the documents a filter keeps, in order."""
        from desktop.workspace.kp import listed

        with self._lock, self._copy.database.reading() as reader:
            documents = reader.documents(self.kp_rules.turning_days())
            return listed(documents, found, wanted, order=order, descending=descending)

    def kp_judged(self, found: KpPicture, ids: Sequence[int]) -> tuple[JudgedInvoice, ...]:
        """Some documents of a list with their verdicts; those that are gone are left out."""
        from desktop.workspace.kp import judged

        with self._lock, self._copy.database.reading() as reader:
            return judged(reader.documents(self.kp_rules.turning_days()), found, ids)
