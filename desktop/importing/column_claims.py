"""Which field does each column claim to be, and who gets it when several do?

A heading says what a column is as far as its cells fit, and the cells say it by themselves where they are
unmistakable. A person's word beats both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.domain.imports import TEXT_FIELDS, Field
from desktop.importing.column_content import Content, content_of, fits, points_at
from desktop.importing.vocabulary import EXACT, folded, vocabulary

_LEAST_CONFIDENCE = 0.34
_BOTH_AGREE = 0.08
_LEAST_FIT_UNDER_PLAIN_HEADING = 0.5
_WITH_CITY = ("by", "distrikt")
_MOSTLY, _CITY_BEHIND = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """One column's claim to be one field.

    Attributes:
        score: 0 to 1.
        place: the column's, from 0.
        by_heading, by_content: which of the two pointed at the field.
    """

    score: float
    place: int
    field: Field
    by_heading: bool
    by_content: bool


def claims_settled(
    headings: Sequence[str], values: Sequence[Sequence[str]], told: Mapping[Field, int | None]
) -> dict[int, Claim]:
    """One field per column and one column per field; the strongest claims are settled first.

    Args:
        values: per column its cells.
        told: what a person decided: field to column, or to None when the field is not to be read.

    Returns:
        The claim that each column was given, by its place.
    """
    contents = [content_of(column) for column in values]
    claims = [
        claim for place in range(len(headings)) for claim in _claims(place, headings[place], contents[place])
    ]
    claims += list(_beside_the_city(claims))
    claims += list(_city_behind_the_code(headings, contents, claims))
    claims.sort(key=lambda claim: (-claim.score, claim.place))
    settled = {
        place: Claim(1.0, place, field, by_heading=True, by_content=False)
        for field, place in told.items()
        if place is not None
    }
    taken = set(told)
    if Field.TEXT in told and told[Field.TEXT] is None:
        # Who leaves out the text means all of them, except those that were named.
        taken.update(TEXT_FIELDS)
    for claim in claims:
        if claim.place not in settled and claim.field not in taken and claim.score >= _LEAST_CONFIDENCE:
            settled[claim.place] = claim
            taken.add(claim.field)
    return settled


def _beside_the_city(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Four digits from 0800 to 9990 may count anything; next to a column of cities they are postal codes."""
    cities = {
        claim.place for claim in claims if claim.field in (Field.CITY, Field.ADDRESS) and claim.by_heading
    }
    for claim in claims:
        if (
            claim.field is Field.POSTAL_CODE
            and not claim.by_heading
            and {claim.place - 1, claim.place + 1} & cities
        ):
            yield replace(claim, score=2 * claim.score)


def _city_behind_the_code(
    headings: Sequence[str], contents: Sequence[Content], claims: Sequence[Claim]
) -> Iterator[Claim]:
    """Words below no heading are cities when the heading before them names code and city for both columns."""
    for claim in claims:
        behind = claim.place + 1
        if (
            claim.field is Field.POSTAL_CODE
            and claim.by_heading
            and behind < len(headings)
            and not headings[behind].strip()
            and folded(headings[claim.place]).endswith(_WITH_CITY)
            and contents[behind].words > _MOSTLY
        ):
            yield Claim(_CITY_BEHIND, behind, Field.CITY, by_heading=True, by_content=True)


def _claims(place: int, heading: str, content: Content) -> Iterator[Claim]:
    """What a column may be: what its heading says as far as the cells fit, and what the cells say."""
    own = dict(points_at(content))
    knows = vocabulary()
    meanings = knows.meanings(heading)
    for meaning in meanings:
        agrees = meaning.field in own
        fit = fits(content, meaning.field)
        if meaning.strength >= EXACT:
            # A plain heading over cells that do not fit is a column of faults, and faults are to be told.
            fit = max(fit, _LEAST_FIT_UNDER_PLAIN_HEADING)
        score = meaning.strength * fit + (_BOTH_AGREE if agrees else 0)
        yield from _any_of_its_kind(
            Claim(min(score, 1.0), place, meaning.field, by_heading=True, by_content=agrees)
        )
    if not meanings and knows.knows(heading):
        # A heading we know to be none of ours ("bankkonto", "kundenr") is believed.
        return
    for field, strength in own.items():
        if not any(meaning.field is field for meaning in meanings):
            yield from _any_of_its_kind(Claim(strength, place, field, by_heading=False, by_content=True))


def _any_of_its_kind(claim: Claim) -> Iterator[Claim]:
    """The claim, and for a text the same one to be the second or third text, should others be surer."""
    yield claim
    if claim.field is Field.TEXT:
        for field in TEXT_FIELDS[1:]:
            yield replace(claim, field=field)
