"""Is one supplier spoken of as one, and several as several, in what the choice lacks?"""

from __future__ import annotations

import pytest

from desktop.domain.choice_gaps import FoundGap, Gap
from desktop.texts import choice_gaps, translate

COUNTED = (Gap.NONE_IN_KP, Gap.NOTHING_SETTLED, Gap.ALL_COLLECTIVE, Gap.NONE_CAN_SPLIT)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("gap", COUNTED)
def test_one_supplier_is_no_number_and_several_are(gap: Gap, language: str) -> None:
    before = translate.current_language()
    translate.use(language)
    try:
        one, several = (choice_gaps.sentence(FoundGap(gap, count)) for count in (1, 7))
    finally:
        translate.use(before)
    assert "1" not in one
    assert " 7 " in several
