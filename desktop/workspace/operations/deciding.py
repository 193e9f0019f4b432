"""What does a person decide about suppliers?

Relevance, collective invoices, trade, a note: by hand, with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.letters import FIRST_LETTERS, LetterKind
from desktop.domain.plan import Decision, OperationName, RowChange
from desktop.domain.recipients import NO_LETTER
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class Decide:
    """Decide one thing about some suppliers, or take the decision back.

    A supplier that an undo has taken out of the plan meanwhile is passed over.

    Attributes:
        value: a `Relevance`, `CollectiveDecision`, trade key, note, or one of `FIRST_LETTERS` or
            `NO_LETTER`; "" takes the decision back.
        reason: why, in the person's own words; CPR numbers are scrubbed.

    Raises:
        ValueError: from `changes`, when the value is none of the subject's.
    """

    supplier_ids: tuple[SupplierId, ...]
    subject: Subject
    value: str
    reason: str = ""
    name: ClassVar[OperationName] = OperationName.DECIDE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        value = self._checked_value()
        there = {
            one.supplier_id: one for one in plan.decisions(self.supplier_ids) if one.subject is self.subject
        }
        known = plan.supplier_ids()
        next_id = plan.next_id("decision")
        for supplier_id in dict.fromkeys(one for one in self.supplier_ids if one in known):
            before = there.get(supplier_id)
            if not value:
                if before:
                    yield RowChange(before, None)
                continue
            key = before.id if before else next_id
            next_id += before is None
            reason = cpr.scrub(self.reason)
            after = Decision(key, supplier_id, self.subject, value, reason, moment.by, moment.at)
            yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        shown = "" if self.subject is Subject.NOTE else self._checked_value()
        return {"subject": self.subject.value, "value": shown, "suppliers": str(len(set(self.supplier_ids)))}

    def _checked_value(self) -> str:
        if self.value and self.subject is Subject.RELEVANCE:
            return Relevance(self.value).value
        if self.value and self.subject is Subject.COLLECTIVE:
            return CollectiveDecision(self.value).value
        if self.value and self.subject is Subject.LETTER and self.value != NO_LETTER:
            kind = LetterKind(self.value)
            if kind not in FIRST_LETTERS:
                raise ValueError(self.value)
            return kind.value
        return cpr.scrub(self.value)
