"""What does a plan store? The rows, what people decided, what was chosen and what left the house.

Facts, choices and what left the house are stored; everything else is computed from them (decision 5 of the
architecture). Every stored row has an integer id that stays the same through undo and redo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.assessment import Subject
from desktop.domain.duplicates import PairDecision, SupplierAlias
from desktop.domain.imports import Field, SourceKind
from desktop.domain.invoices import Invoice
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.problems import Problem
from desktop.domain.profiles import Profile
from desktop.domain.rollout_plan import StoredPlacement, StoredTask, StoredWave
from desktop.domain.scenarios import Scenario
from desktop.domain.suppliers import Supplier, SupplierId


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact about the municipality or the plan, by key (see `Municipality`)."""

    id: int
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a supplier, with why, who and when."""

    id: int
    supplier_id: SupplierId
    subject: Subject
    value: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A file or sheet that was imported, with the account of its rows: rows_in = kept + set aside."""

    id: int
    kind: SourceKind
    file: str
    sheet: str
    encoding: str
    header_row: int
    rows_in: int
    rows_kept: int
    rows_set_aside: int
    documents: tuple[tuple[str, int], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """A problem of an import, kept until the same source is imported again.

    Attributes:
        supplier_id: whom the row became in the plan, also in a list without supplier numbers; None when it
            became nobody, or when the plan is from before this was kept.
    """

    id: int
    source_id: int
    problem: Problem
    supplier_id: SupplierId | None = None


@dataclass(frozen=True, slots=True)
class EanChoice:
    """The choice: which option, which EAN number KP gets, who chose, when and why.

    Attributes:
        option: option key (`reuse:<EAN>`, `new`, `new-gradual`).
        ean: the EAN number KP gets; "" while a new one has not been assigned yet.
        fingerprint: of the facts the choice was made on, to tell later whether they have moved.
    """

    id: int
    option: str
    ean: str
    reason: str
    by: str
    at: datetime
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LetterMade:
    """A letter that was written to a file. What left the house is never computed again.

    Attributes:
        template_hash: SHA-256 of the template that was used.
        option: key of the option that was chosen at the time.
        new_ean: the EAN number that stands in the letter.
        file: file name, without folder.
        state: where the letter is; who marked it, and when, beside it ("" and None until somebody did).
        channel: how it was sent, None while it is not told.
        sent_on: the day it was sent, None while it was not.
        first_date, last_old_date: the days that stand in it.
        erp_ean: the EAN number for what stays in the ERP, where it stands in it.
        wave: the supplier's wave when it was written, 0 without waves.
    """

    id: int
    supplier_id: SupplierId
    kind: LetterKind
    template_hash: str
    option: str
    new_ean: str
    file: str
    by: str
    at: datetime
    state: LetterState = LetterState.WRITTEN
    channel: Channel | None = None
    sent_on: date | None = None
    marked_by: str = ""
    marked_at: datetime | None = None
    first_date: date | None = None
    last_old_date: date | None = None
    erp_ean: str = ""
    wave: int = 0


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person has looked at a problem and lets it stand.

    Attributes:
        identity: of the problem (`quality.identity`), so that the next import of the list finds it again.
        note: why, in the person's own words; scrubbed.
    """

    id: int
    identity: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """A value of a supplier that a person has put right in the plan, because the list has it wrong.

    Attributes:
        value: what the plan uses.
        listed: what the list says, as displayed. While it says the same, the correction stands.
        replaced: what the plan used before, for taking the correction back.
    """

    id: int
    supplier_id: SupplierId
    field: Field
    value: str
    listed: str
    replaced: str
    by: str
    at: datetime


PlanRow = (
    Supplier
    | Invoice
    | Decision
    | Setting
    | Source
    | StoredProblem
    | EanChoice
    | LetterMade
    | PairDecision
    | SupplierAlias
    | Acceptance
    | Correction
    | Profile
    | StoredWave
    | StoredPlacement
    | StoredTask
    | Scenario
)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after. A row that comes has no before; a row that goes has no after."""

    before: PlanRow | None
    after: PlanRow | None


@dataclass(frozen=True, slots=True)
class Municipality:
    """Who the plan belongs to and what stands in its letters. "" and None are not told yet.

    Attributes:
        erp: key of the ERP system (`opus`, `prisme`, `oes`, `kvantum` or "").
        go_live: the day KP starts to receive (ibrugtagning).
        new_ean: the EAN number set aside for KP, before or after the choice.
        erp_ean: the EAN number that invoices which stay in the ERP should use.
        closed_weeks: the weeks it closes, as `working_days.closed_text` writes them; the rollout's terms
            keep the same.
    """

    name: str = ""
    department: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""
    erp: str = ""
    go_live: date | None = None
    new_ean: str = ""
    erp_ean: str = ""
    closed_weeks: str = ""


class OperationName(StrEnum):
    """Every operation that can change a plan. `texts.history` has the sentence for each."""

    SET_UP = "set_up"
    IMPORT_SUPPLIERS = "import_suppliers"
    IMPORT_INVOICES = "import_invoices"
    DECIDE = "decide"
    CHOOSE_EAN = "choose_ean"
    RECORD_LETTERS = "record_letters"
    MARK_LETTERS = "mark_letters"
    SET_REMINDER_DAYS = "set_reminder_days"
    DECIDE_PAIR = "decide_pair"
    MERGE_SUPPLIERS = "merge_suppliers"
    ACCEPT_PROBLEMS = "accept_problems"
    CORRECT_VALUE = "correct_value"
    TAKE_OVER = "take_over"
    PLAN_WAVES = "plan_waves"
    MOVE_SUPPLIERS = "move_suppliers"
    LOCK_SUPPLIERS = "lock_suppliers"
    SPLIT_WAVE = "split_wave"
    DATE_WAVE = "date_wave"
    OPEN_GATE = "open_gate"
    SET_LIMITS = "set_limits"
    CHANGE_TASK = "change_task"
    ADD_TASK = "add_task"
    REMOVE_TASK = "remove_task"
    SAVE_SCENARIO = "save_scenario"
    REMOVE_SCENARIO = "remove_scenario"
    REPAIR_LETTERS = "repair_letters"
    MERGE_COPIES = "merge_copies"
    RESTORE_SUPPLIER = "restore_supplier"
    RESTORE_ROW = "restore_row"
    SET_DELETION_DATE = "set_deletion_date"
    CLEAN_HISTORY = "clean_history"


class EntryState(StrEnum):
    """Where a history entry stands. Dropped: undone, and then something else was done."""

    APPLIED = "applied"
    UNDONE = "undone"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One operation as it is remembered.

    Attributes:
        number: counts up from 1.
        facts: what the sentence about it needs, by name: counts, file names, option keys. No cell values.
        rows: how many rows it changed.
    """

    number: int
    operation: OperationName
    facts: dict[str, str]
    by: str
    at: datetime
    state: EntryState
    rows: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an operation, an undo or a redo changed: enough for a view to know whether to look again.

    Attributes:
        entry: the history entry it was about.
        tables: names of the tables that changed (`supplier`, `invoice`, `decision`, ...).
        rows: how many rows.
        suppliers: whom the changed rows of `supplier` and `decision` are about; None when there are too many
            to name.
    """

    entry: HistoryEntry
    tables: frozenset[str]
    rows: int
    suppliers: frozenset[SupplierId] | None = None
