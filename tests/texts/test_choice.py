"""Are the arguments for and against tied to the figures, and are those figures the right ones?"""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import Comparison, compare
from desktop.domain.options import Option, OptionKind
from desktop.domain.recommendation import recommend
from desktop.domain.relevance import Relevance
from desktop.texts import choice, recommendation
from tests.building import OLD_EAN, OTHER_EAN, assessment

REUSE = Option(OptionKind.REUSE, OLD_EAN).key
SAME_LETTER = (
    "9 leverandører med samleregninger skal have brev uanset valg. Det nye nummer kan stå i samme brev."
)


def municipality(
    *, single: int = 0, can: int = 0, cannot: int = 0, outside: int = 0, unknown: int = 0, elsewhere: int = 0
) -> list[SupplierAssessment]:
    """So many suppliers of each class of the model, with an invoice a month."""
    kinds = [
        *[(Relevance.KP, CollectiveState.NO, OLD_EAN)] * single,
        *[(Relevance.KP, CollectiveState.CAN_SPLIT, OLD_EAN)] * can,
        *[(Relevance.KP, CollectiveState.CANNOT_SPLIT, OLD_EAN)] * cannot,
        *[(Relevance.OUTSIDE, CollectiveState.NO, OLD_EAN)] * outside,
        *[(Relevance.UNKNOWN, CollectiveState.NO, OLD_EAN)] * unknown,
        *[(Relevance.KP, CollectiveState.NO, OTHER_EAN)] * elsewhere,
    ]
    return [
        assessment(place, relevance, state, {ean: 12}) for place, (relevance, state, ean) in enumerate(kinds)
    ]


def compared(suppliers: list[SupplierAssessment]) -> Comparison:
    return compare(suppliers, Assumptions())


def card(comparison: Comparison, key: str, **changed: float) -> list[tuple[str, str]]:
    """An option's arguments as the card shows them: + or -, and the sentence."""
    figures = comparison.figures(key)
    assert figures is not None
    found = choice.arguments(figures, comparison, Assumptions(changed))
    return [("+" if favours else "-", sentence) for favours, sentence in found]


def test_reuse_with_nearly_everybody_in_kp() -> None:
    comparison = compared(municipality(single=61, can=9, cannot=3, outside=14))
    assert card(comparison, REUSE) == [
        ("+", "84\u00a0% af leverandørerne på nummeret hører til i KP."),
        (
            "+",
            "61 leverandører skal ikke have brev: De sender allerede til nummeret med én borger pr. faktura.",
        ),
        ("-", "17 leverandører skal væk fra nummeret, og 3 af dem kan ikke dele deres samleregninger."),
        ("-", "70 fakturaer om måneden lander i KP fra første dag. Alle skal være klædt på."),
        ("-", "Ca. 26 fejlsendte fakturaer skal afvises, og KP giver ikke leverandørerne besked."),
    ]


def test_a_new_number_tried_out_with_a_few() -> None:
    comparison = compared(municipality(single=61, can=9, cannot=3, outside=14, elsewhere=6))
    assert card(comparison, "new-gradual", pilot_suppliers=5) == [
        ("+", "Prøv med 5 leverandører først, og udvid, når det virker."),
        ("+", "Fakturaer til det gamle nummer behandles som i dag, så ingen skal afvises."),
        (
            "+",
            SAME_LETTER,
        ),
        ("-", "Overgangen varer ca. 22 uger med to steder at se."),
        ("-", "Alle 76 leverandører i KP skal skrive et nyt nummer ind."),
    ]


def test_a_new_number_for_all_at_once() -> None:
    comparison = compared(municipality(single=61, can=9, cannot=3, outside=14, elsewhere=6))
    assert card(comparison, "new") == [
        ("+", "Kort overgang: ca. 10 uger mod 22 med pilot og bølger."),
        ("+", "Fakturaer til det gamle nummer behandles som i dag, så ingen skal afvises."),
        (
            "+",
            SAME_LETTER,
        ),
        ("-", "Der er ingen prøveperiode: Går noget galt, gælder det alle."),
        ("-", "Alle 76 leverandører i KP skal skrive et nyt nummer ind."),
        ("-", "76 fakturaer om måneden lander i KP fra første dag. Alle skal være klædt på."),
    ]


def test_few_in_kp_speak_against_reuse() -> None:
    lines = card(compared(municipality(single=2, outside=8)), REUSE)
    assert ("-", "Kun 20\u00a0% af leverandørerne på nummeret hører til i KP.") in lines


def test_open_suppliers_make_intervals() -> None:
    comparison = compared(municipality(single=10, outside=2, unknown=3))
    lines = [sentence for _sign, sentence in card(comparison, REUSE)]
    assert "67–87\u00a0% af leverandørerne på nummeret hører til i KP." in lines
    assert "2–5 leverandører skal væk fra nummeret." in lines
    assert choice.undecided(comparison) == (
        "3 leverandører er ikke afgjort. Derfor står nogle tal som fra–til."
    )
    assert choice.settle(comparison) == "Afgør 3 leverandører, så tallene bliver præcise"


def test_one_supplier_is_told_in_the_singular() -> None:
    comparison = compared(municipality(single=1, outside=1))
    lines = [sentence for _sign, sentence in card(comparison, REUSE)]
    assert "1 leverandør skal væk fra nummeret." in lines
    assert "1 faktura om måneden lander i KP fra første dag. Alle skal være klædt på." in lines


def test_an_argument_without_a_figure_is_left_out() -> None:
    comparison = compared(municipality(single=4))
    signs = [sign for sign, _sentence in card(comparison, REUSE)]
    assert signs == ["+", "+", "-"]
    assert choice.undecided(comparison) == choice.settle(comparison) == ""


def test_the_tipping_point_in_words() -> None:
    comparison = compared(municipality(single=61, can=9, cannot=3, outside=14))
    assert choice.tipping(comparison.tipping_point) == (
        f"Genbrug giver færrest breve, når mere end 59\u00a0% af leverandørerne på {OLD_EAN} hører til i KP. "
        "Hos jer er det 84\u00a0%."
    )
    open_ended = compared(municipality(single=3, outside=2, unknown=3))
    assert choice.tipping(open_ended.tipping_point).endswith("bestemmer, hvilken vej det falder ud.")
    only_pharmacies = compared(municipality(cannot=3))
    assert choice.tipping(only_pharmacies.tipping_point).startswith(
        f"Så mange samleregninger på {OLD_EAN} kan"
    )
    assert choice.tipping(None) == ""


# ------------------------------------------------------------------------------------- the recommendation


def advised(suppliers: list[SupplierAssessment], **changed: float) -> tuple[str, list[tuple[bool, str]], str]:
    assumptions = Assumptions(changed)
    comparison = compare(suppliers, assumptions)
    found = recommend(comparison, assumptions)
    assert found is not None
    return (
        recommendation.headline(found, comparison),
        [(reason.favours, reason.sentence) for reason in recommendation.reasons(found)],
        recommendation.robustness(found),
    )


def test_the_lightest_option_is_named_with_both_figures() -> None:
    headline, reasons, _robustness = advised(municipality(single=61, can=9, outside=2, elsewhere=3))
    assert headline == f"Genbrug af {OLD_EAN} er lettest: 14 leverandører skal have brev mod 73."
    assert (True, "Færre breve: 14 mod 73.") in reasons
    assert (False, "I kan ikke begynde gradvist: Alle flytter på samme dag.") in reasons


def test_an_option_with_more_letters_is_not_called_the_lightest() -> None:
    headline, reasons, _robustness = advised(municipality(single=10, outside=9))
    assert headline == (
        "Et nyt EAN-nummer med pilot og bølger passer samlet set bedst til jer, "
        "selv om 10 leverandører skal have brev mod 9."
    )
    assert (True, "I kan begynde med få leverandører.") in reasons


def test_equal_letters_are_told_as_such() -> None:
    headline, _reasons, _robustness = advised(municipality(elsewhere=4), setup_hours=0)
    assert headline.startswith(f"Genbrug af {OTHER_EAN} er lettest: Ingen leverandører skal have brev mod 4.")
    same = compared(municipality(single=5, outside=5))
    found = recommend(same, Assumptions())
    assert found is not None
    assert recommendation.headline(found, same).endswith(
        "5 leverandører skal have brev under alle omstændigheder."
    )


def test_a_reason_that_makes_no_difference_is_left_out() -> None:
    _headline, reasons, _robustness = advised(municipality(single=61, can=9, elsewhere=3))
    assert not any("ud over jeres kapacitet" in sentence for _favours, sentence in reasons)
    assert not any("afvise" in sentence for _favours, sentence in reasons)


def test_how_sure_it_is() -> None:
    _headline, _reasons, sure = advised(municipality(single=61, can=9, elsewhere=3))
    assert sure == "Rækkefølgen holder, selv om hver antagelse flyttes 50\u00a0%."
    _headline, _reasons, unsure = advised(municipality(single=10, outside=8, unknown=10))
    assert "Det kan vende, når de leverandører, der mangler, er afgjort." in unsure


def test_what_would_turn_it_is_named_and_the_rest_counted() -> None:
    comparison = compared(municipality(single=5, outside=4))
    found = recommend(comparison, Assumptions())
    assert found is not None
    keys = ("letter_minutes", "call_share", "setup_hours", "notice_weeks", "tail_weeks")
    for named, danish in (
        (keys[:1], "”Minutter pr. brev”."),
        (keys[:2], "”Minutter pr. brev” og ”Leverandører, der ringer”."),
        (keys, "”Timer til at sætte et nyt EAN-nummer op” og 2 mere."),
    ):
        flipping = type(found)(found.key, found.rival, found.reasons, robust=False, flips=named)
        assert recommendation.robustness(flipping).endswith(danish)


def test_nothing_to_weigh_is_said_calmly() -> None:
    comparison = compared([])
    assert recommendation.headline(None, comparison).startswith("Der er ikke noget at sammenligne endnu.")
    assert choice.tipping(comparison.tipping_point) == ""


# ------------------------------------------------------------------------------------------------- laws

counts = st.integers(0, 12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(counts, counts, counts, counts, counts, counts)
def test_every_card_can_be_written_for_every_municipality(
    language: str, single: int, can: int, cannot: int, outside: int, unknown: int, elsewhere: int
) -> None:
    comparison = compared(
        municipality(
            single=single, can=can, cannot=cannot, outside=outside, unknown=unknown, elsewhere=elsewhere
        )
    )
    found = recommend(comparison, Assumptions())
    lines = [recommendation.headline(found, comparison), choice.tipping(comparison.tipping_point)]
    if found is not None:
        lines += [reason.sentence for reason in recommendation.reasons(found)]
        lines.append(recommendation.robustness(found))
    for figures in comparison.options:
        lines += [argument.sentence for argument in choice.arguments(figures, comparison)]
    for line in lines:
        assert not re.search(r"[{}]|nan|inf\b|  ", line), (language, line)
        assert not re.search(r"(?<![\d.,–])0 (leverandør|faktura|supplier|invoice)", line), line


@pytest.mark.parametrize(("unknown", "low", "high"), [(0, 0.8, 0.8), (5, 8 / 15, 13 / 15)])
def test_the_share_counts_every_supplier_of_kp(unknown: int, low: float, high: float) -> None:
    suppliers = municipality(single=5, can=2, cannot=1, outside=2, unknown=unknown)
    other = [assessment(100 + place, eans={OTHER_EAN: 12}) for place in range(20)]
    comparison = compared(suppliers + other)
    picture = next(one for one in comparison.eans if one.ean == OLD_EAN)
    assert comparison.tipping_point is not None
    # The tipping point is drawn for the other number here, so the picture's own counts must do.
    assert comparison.tipping_point.ean == OTHER_EAN
    share = choice.share_in_kp(picture, comparison)
    assert share.low == pytest.approx(low)
    assert share.high == pytest.approx(high)


def test_while_nobody_is_settled_the_answer_says_that_it_can_turn() -> None:
    comparison = compared(municipality(unknown=10))
    found = recommend(comparison, Assumptions())
    assert found is not None
    told = recommendation.headline(found, comparison)
    assert told.startswith("Ingen leverandører er afgjort endnu")
    assert "uanset" not in told
    assert "under alle omstændigheder" not in told


@pytest.mark.parametrize("suppliers", [municipality(cannot=10), municipality(outside=10)])
def test_nothing_is_recommended_while_kp_could_receive_from_nobody(
    suppliers: list[SupplierAssessment],
) -> None:
    comparison = compared(suppliers)
    assert recommend(comparison, Assumptions()) is None
    told = recommendation.headline(None, comparison)
    assert "modtage" in told
    assert "Importér" not in told


def test_with_nobody_active_the_answer_asks_for_the_files() -> None:
    assert "Importér" in recommendation.headline(None, compared([]))


def test_all_collective_on_one_number_is_the_same_letter_to_everybody() -> None:
    comparison = compared(municipality(can=10))
    assert {figures.contacts.low for figures in comparison.options} == {10}
    assert {figures.contacts.high for figures in comparison.options} == {10}
    found = recommend(comparison, Assumptions())
    assert found is not None
    assert "10 leverandører" in recommendation.headline(found, comparison)
