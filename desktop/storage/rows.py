"""How does a row of the domain become a row of a table, and back? Which encoder and table for which type.

Values are what SQLite keeps: text, whole numbers or nothing. Dates and times are ISO text, tuples are JSON.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.duplicates import PairDecision, SupplierAlias
from desktop.domain.invoices import (
    Invoice,
)
from desktop.domain.plan import (
    Acceptance,
    Correction,
    Decision,
    EanChoice,
    LetterMade,
    PlanRow,
    Setting,
    Source,
    StoredProblem,
)
from desktop.domain.profiles import Profile
from desktop.domain.rollout_plan import StoredPlacement, StoredTask, StoredWave
from desktop.domain.scenarios import Scenario
from desktop.domain.suppliers import Supplier
from desktop.storage.fact_rows import (
    encoded_invoice,
    encoded_problem,
    encoded_profile,
    encoded_setting,
    encoded_source,
    encoded_supplier,
)
from desktop.storage.judgement_rows import (
    encoded_acceptance,
    encoded_choice,
    encoded_correction,
    encoded_decision,
    encoded_letter,
    encoded_pair_decision,
    encoded_scenario,
    encoded_supplier_alias,
)
from desktop.storage.rollout_rows import encoded_placement, encoded_task, encoded_wave
from desktop.storage.row_values import Values


def table_of(row: PlanRow) -> str:
    """The table a row is kept in."""
    return _TABLES[type(row)]


def encode(row: PlanRow) -> Values:
    """The values of a row, in column order."""
    return _ENCODERS[type(row)](row)


_TABLES: dict[type, str] = {
    Supplier: "supplier",
    Invoice: "invoice",
    Decision: "decision",
    Setting: "setting",
    Source: "source",
    StoredProblem: "problem",
    EanChoice: "choice",
    LetterMade: "letter",
    PairDecision: "pair_decision",
    SupplierAlias: "supplier_alias",
    Profile: "profile",
    Acceptance: "acceptance",
    Correction: "correction",
    StoredWave: "wave",
    StoredPlacement: "placement",
    StoredTask: "task",
    Scenario: "scenario",
}


_ENCODERS: dict[type, Callable[..., Values]] = {
    Supplier: encoded_supplier,
    Invoice: encoded_invoice,
    Decision: encoded_decision,
    Setting: encoded_setting,
    Source: encoded_source,
    StoredProblem: encoded_problem,
    EanChoice: encoded_choice,
    LetterMade: encoded_letter,
    PairDecision: encoded_pair_decision,
    SupplierAlias: encoded_supplier_alias,
    Profile: encoded_profile,
    Acceptance: encoded_acceptance,
    Correction: encoded_correction,
    StoredWave: encoded_wave,
    StoredPlacement: encoded_placement,
    StoredTask: encoded_task,
    Scenario: encoded_scenario,
}
