"""What can go wrong that a user can do something about?

Classes that carry facts; `texts` makes the sentences.

Rule of the house: the text of an exception holds no cell value, no invoice text and no path with a person's
name in it, because exception texts end up in logs. The facts a sentence needs travel as attributes.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum


class PlannerError(Exception):
    """Known trouble: the user gets one calm sentence with the next step, and the plan is untouched."""


class FileFault(StrEnum):
    """Why a file that a user pointed at cannot be read or written."""

    MISSING = "missing"
    IN_USE = "in_use"
    NO_ACCESS = "no_access"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PASSWORD = "password"  # noqa: S105 - the name of a fault, not a secret
    NOT_THIS_KIND = "not_this_kind"
    DAMAGED = "damaged"
    NO_TABLE = "no_table"
    NO_HEADER = "no_header"
    UNKNOWN_SHEET = "unknown_sheet"
    UNKNOWN_ENCODING = "unknown_encoding"
    DISK_FULL = "disk_full"
    NO_ANSWER = "no_answer"
    EXISTS = "exists"
    NO_FOLDER = "no_folder"
    IS_FOLDER = "is_folder"
    NOT_A_FOLDER = "not_a_folder"
    PATH_TOO_LONG = "path_too_long"
    NOT_JSON = "not_json"
    NO_BACKUP = "no_backup"
    FAR_CELL = "far_cell"
    NO_WHOLE_ROW = "no_whole_row"


class FileTrouble(PlannerError):
    """A file that cannot be read or written.

    Attributes:
        name: the file's own name (no folder), already scrubbed of CPR numbers.
        fault: what is wrong with it.
        detail: a fact the sentence may need: a sheet name, a limit in MB, an encoding.
    """

    def __init__(self, name: str, fault: FileFault, *, detail: str = "") -> None:
        super().__init__(fault.value)
        self.name = name
        self.fault = fault
        self.detail = detail


class MappingTrouble(PlannerError):
    """A table whose columns cannot be told apart well enough to import it.

    Attributes:
        name: the file's own name.
        missing: the field without which no row can be kept (a `Field` value).
        given: what the user asked for on the command line and the table does not have, or "".
    """

    def __init__(self, name: str, *, missing: str = "", given: str = "") -> None:
        super().__init__(missing or "unknown column")
        self.name = name
        self.missing = missing
        self.given = given


class PlanFault(StrEnum):
    """Why a plan cannot be opened or saved."""

    NOT_A_PLAN = "not_a_plan"
    DAMAGED = "damaged"
    SPOILT = "spoilt"
    NEWER = "newer"
    OTHER_SCHEMA = "other_schema"
    UNKNOWN_CONTENT = "unknown_content"
    CHANGED_ON_DISK = "changed_on_disk"
    GONE = "gone"
    READ_ONLY = "read_only"
    TAKEN_OVER = "taken_over"
    BEING_SAVED = "being_saved"


class PlanTrouble(PlannerError):
    """A plan file that is not what it should be. The file's bytes are never touched on the way here.

    Attributes:
        name: the file's own name, scrubbed.
        found: format version of the file.
        known: the newest format version this program knows.
        detail: table and column that hold what no program of ours wrote; of a spoilt plan the tables that
            are not as they were saved, divided by commas, or "".
        by: the user who has the plan open, and the name of their computer.
        since: when they opened it.
    """

    def __init__(
        self,
        name: str,
        fault: PlanFault,
        *,
        found: int | None = None,
        known: int | None = None,
        detail: str = "",
        by: tuple[str, str] = ("", ""),
        since: datetime | None = None,
    ) -> None:
        super().__init__(fault.value)
        self.name = name
        self.fault = fault
        self.found = found
        self.known = known
        self.detail = detail
        self.by = by
        self.since = since


class NothingToUndo(PlannerError):
    """There is no operation left to undo (or, with `redo`, to do again)."""

    def __init__(self, *, redo: bool = False) -> None:
        super().__init__("redo" if redo else "undo")
        self.redo = redo


class ChoiceFault(StrEnum):
    """Why a choice of EAN cannot be recorded or acted on."""

    UNKNOWN_OPTION = "unknown_option"
    NEW_EAN_BAD = "new_ean_bad"
    NEW_EAN_IN_USE = "new_ean_in_use"
    NOT_CHOSEN = "not_chosen"


class ChoiceTrouble(PlannerError):
    """The EAN choice is missing or does not fit the plan."""

    def __init__(self, fault: ChoiceFault, *, option: str = "", suggestion: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.option = option
        self.suggestion = suggestion


class NotInPlan(PlannerError):
    """Something was named that the plan does not have.

    Attributes:
        kind: "supplier", "trade", "scenario", "entry", "task" or "step" (of a task).
        name: what was named, scrubbed.
    """

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.name = name


class UnknownAssumption(PlannerError):
    """An assumption was named that the model does not have, or was given a value outside its range."""

    def __init__(self, key: str, *, low: float | None = None, high: float | None = None) -> None:
        super().__init__("assumption")
        self.key = key
        self.low = low
        self.high = high


class PeriodTrouble(PlannerError):
    """A period that would end before it begins.

    Attributes:
        start, end: as they were told, or as one of them follows from a rule.
    """

    def __init__(self, start: date, end: date) -> None:
        super().__init__("ends before it begins")
        self.start = start
        self.end = end


class DayAhead(PlannerError):
    """Something is told to have been done on a day that has not come yet.

    Attributes:
        day: that day.
    """

    def __init__(self, day: date) -> None:
        super().__init__("that day is still ahead")
        self.day = day
