"""What kind of number is this, and is it whole? EAN, CVR, P-number and postal code as types, parsed once.

One module per number, each with `parse`, `format` and, where the number has one, `has_valid_check_digit`. A
failing check digit never stops `parse`: official samples fail both checks, so the caller makes a warning of
it.
"""

from desktop.domain.identifiers.cvr import Cvr
from desktop.domain.identifiers.ean import Ean
from desktop.domain.identifiers.faults import IdentifierError, IdentifierFault
from desktop.domain.identifiers.p_number import PNumber
from desktop.domain.identifiers.postal_code import PostalCode

__all__ = ["Cvr", "Ean", "IdentifierError", "IdentifierFault", "PNumber", "PostalCode"]
