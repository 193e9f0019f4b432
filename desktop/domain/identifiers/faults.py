"""Why is a text not the number it should be?"""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.errors import PlannerError


class IdentifierFault(StrEnum):
    """What is wrong with a text that should have been an identifier.

    EMPTY: nothing there, or only punctuation such as "-".
    LETTERS: there is something else than a number ("ukendt", "5798… Haderslev").
    WRONG_LENGTH: digits, but too many or too few.
    SCIENTIFIC: a spreadsheet shows `5,79801E+12`; the digits are gone.
    ROUNDED: the digits were rounded on the way and the number ends in zeros; the digits are gone.
    LOST_DIGIT: one digit short in a way that spreadsheets cause; the error carries a suggestion.
    TWO_NUMBERS: more than one number in the cell.
    FIRST_DIGIT_ZERO: the right length, but this kind of number never begins with 0.
    OUT_OF_RANGE: the right length, but no such number is given out.
    """

    EMPTY = "empty"
    LETTERS = "letters"
    WRONG_LENGTH = "wrong_length"
    SCIENTIFIC = "scientific"
    ROUNDED = "rounded"
    LOST_DIGIT = "lost_digit"
    TWO_NUMBERS = "two_numbers"
    FIRST_DIGIT_ZERO = "first_digit_zero"
    OUT_OF_RANGE = "out_of_range"


class IdentifierError(PlannerError):
    """A text that is not the identifier it should be. Its own text is the fault alone, never the cell.

    Attributes:
        kind: what is wrong.
        suggestion: the number it may have been, for a person to accept; "" when nothing can be suggested. It
            is never applied unasked.
    """

    def __init__(self, kind: IdentifierFault, *, suggestion: str = "") -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.suggestion = suggestion
