"""Where are the CPR numbers, and how are they kept out of everything we write?

Two nets of different width. *Counting* (`find_in_text`, `classify_value`) wants to be right: it scores what
it finds, because two citizens on an invoice change what a supplier must do. *Scrubbing* (`scrub`,
`contains_cpr`)
wants to be safe: it masks everything that could be a CPR number before a text is written anywhere.
"""

from desktop.domain.cpr.finding import (
    COUNTS_FROM,
    POSSIBLE_FROM,
    Form,
    Mention,
    classify_value,
    find_in_text,
)
from desktop.domain.cpr.numbers import (
    birth_year,
    has_possible_day_and_month,
    is_known_exception,
    is_possible,
    is_replacement,
    passes_modulus_11,
)
from desktop.domain.cpr.persons import PersonHasher
from desktop.domain.cpr.scrubbing import MASK, contains_cpr, scrub

__all__ = [
    "COUNTS_FROM",
    "MASK",
    "POSSIBLE_FROM",
    "Form",
    "Mention",
    "PersonHasher",
    "birth_year",
    "classify_value",
    "contains_cpr",
    "find_in_text",
    "has_possible_day_and_month",
    "is_known_exception",
    "is_possible",
    "is_replacement",
    "passes_modulus_11",
    "scrub",
]
