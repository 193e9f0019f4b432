"""Which EAN number does KP get? Recording the choice: who, when, why, and on which facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.errors import ChoiceFault, ChoiceTrouble
from desktop.domain.identifiers import IdentifierError, ean
from desktop.domain.options import OptionKind, option_of
from desktop.domain.plan import EanChoice, OperationName, RowChange
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class ChooseEan:
    """Choose an option of the comparison.

    Attributes:
        option: key: `reuse:<EAN>`, `new` or `new-gradual`; "" takes the choice back.
        new_ean: the new EAN number when it is known; with reuse it is not asked for.
        reason: in the person's own words.

    Raises:
        ChoiceTrouble: from `changes`: an option the plan does not have, or an EAN number that cannot be
            right.
    """

    option: str
    new_ean: str = ""
    reason: str = ""
    name: ClassVar[OperationName] = OperationName.CHOOSE_EAN

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        before = plan.choice()
        if not self.option:
            return [RowChange(before, None)] if before else []
        chosen = EanChoice(
            id=before.id if before else plan.next_id("choice"),
            option=self.option,
            ean=self._kp_ean(plan),
            reason=cpr.scrub(self.reason),
            by=moment.by,
            at=moment.at,
            fingerprint=plan.fingerprint(),
        )
        return [RowChange(before, chosen)]

    def facts(self) -> Mapping[str, str]:
        return {"option": self.option}

    def _kp_ean(self, plan: PlanView) -> str:
        option = option_of(self.option)
        in_use = plan.eans_in_use()
        if option is None or (option.kind is OptionKind.REUSE and option.ean not in in_use):
            raise ChoiceTrouble(ChoiceFault.UNKNOWN_OPTION, option=self.option)
        if option.kind is OptionKind.REUSE:
            return option.ean
        wanted = self.new_ean or next((one.value for one in plan.settings() if one.key == "new_ean"), "")
        return checked_new_ean(wanted, in_use=in_use) if wanted else ""


def checked_new_ean(text: str, *, in_use: Iterable[str]) -> str:
    """A new EAN number as 13 digits. Unlike one that is imported it must be right: it goes into letters.

    Raises:
        ChoiceTrouble: not 13 digits, wrong check digit, or already in use by suppliers.
    """
    try:
        digits = ean.parse(text)
    except IdentifierError as error:
        raise ChoiceTrouble(ChoiceFault.NEW_EAN_BAD, suggestion=error.suggestion or "") from None
    if not ean.has_valid_check_digit(digits):
        raise ChoiceTrouble(ChoiceFault.NEW_EAN_BAD)
    if digits in in_use:
        raise ChoiceTrouble(ChoiceFault.NEW_EAN_IN_USE, option=digits)
    return digits
