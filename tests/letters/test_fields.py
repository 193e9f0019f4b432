"""Are the facts of a letter complete, and do its fields look as they will in print?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.letters import (
    LetterFacts,
    LetterKind,
    LetterSender,
    RejectedDocument,
    RejectionReason,
    missing_facts,
)
from desktop.letters.fields import danish_date, letter_context, letter_fields
from desktop.letters.template import LetterTemplate
from tests.letters.samples import (
    ERP_EAN,
    NEW_EAN,
    OLD_EAN,
    REJECTED,
    SECOND_OLD_EAN,
    SHIPPED,
    SUPPLIER,
    bare_facts,
    facts,
    paragraphs_of,
)


def test_the_fields_have_the_names_that_stand_in_the_templates() -> None:
    told = facts(old_eans=(OLD_EAN, SECOND_OLD_EAN), rejected=REJECTED[:1], reuses=True)
    assert letter_context(told) == {
        "leverandoer": {
            "nummer": "10234",
            "navn": "Tandlægehuset på Ærø ApS",
            "adresse": ("Østergade 12, 2. th.", "Baggården"),
            "postnr": "9998",
            "by": "Øster Vandrup",
            "cvr": "12345674",
            "kontakt": "Karen Sørensen",
            "mail": "post@tand.example",
        },
        "kommune": {
            "navn": "Eksempelby Kommune",
            "afdeling": "Ydelse og Pension",
            "adresse": "Rådhusgade 1",
            "postnr": "9999",
            "by": "Eksempelby",
            "telefon": "99 99 99 00",
            "mail": "ydelse@eksempelby.example",
            "kontakt": "Mette Eksempel",
        },
        "gammelt_ean": OLD_EAN,
        "gamle_ean": (OLD_EAN, SECOND_OLD_EAN),
        "nyt_ean": NEW_EAN,
        "oekonomi_ean": ERP_EAN,
        "brevdato": "20. november 2026",
        "foerste_dato": "1. marts 2027",
        "sidste_dato": "28. februar 2027",
        "antal_samleregninger": 14,
        "flest_borgere": 37,
        "boelge": 2,
        "tidligere_dato": "1. december 2026",
        "set_dato": "4. marts 2027",
        "afviste": (
            {
                "nummer": "2027-114",
                "dato": "4. marts 2027",
                "grund": "Den handler om flere borgere.",
                "saadan": "Send én faktura for hver borger.",
            },
        ),
        "boelger": (
            {
                "navn": "Bølge 1",
                "antal": 8,
                "foerste_dato": "1. marts 2027",
                "sidste_dato": "26. februar 2027",
            },
            {
                "navn": "Bølge 2",
                "antal": 25,
                "foerste_dato": "1. april 2027",
                "sidste_dato": "31. marts 2027",
            },
        ),
        "antal_leverandoerer": 33,
        "oekonomisystem": "KMD Opus",
        "begyndt": False,
        "genbrug": True,
    }


def test_what_is_not_told_is_empty() -> None:
    bare = letter_fields(bare_facts(LetterKind.ONE_PER_CITIZEN))
    assert (bare.brevdato, bare.gammelt_ean, bare.gamle_ean, bare.leverandoer.adresse) == ("", "", (), ())


@given(st.dates())
def test_a_date_is_written_out_in_danish(day: date) -> None:
    number, month, year = danish_date(day).split(" ")
    assert (number, int(year)) == (f"{day.day}.", day.year)
    assert month == danish_date(date(2000, day.month, 1)).split(" ")[1]
    assert month.islower()


def test_a_line_break_inside_an_address_line_starts_the_next() -> None:
    party = replace(SUPPLIER, address=("Østergade 12\nBaggården", " ", "2. sal"))
    fields = letter_fields(facts(supplier=party))
    assert fields.leverandoer.adresse == ("Østergade 12", "Baggården", "2. sal")


def test_one_line_fields_have_no_control_characters_and_keep_the_rest() -> None:
    party = replace(SUPPLIER, name=" Bang  &\tOlufsen\f\r\n<Å>\u0301 ")
    assert letter_fields(facts(supplier=party)).leverandoer.navn == "Bang  & Olufsen <Å>\u0301"


def test_a_supplier_number_that_could_be_a_cpr_number_stays_out_of_the_letter() -> None:
    assert letter_fields(facts(supplier=replace(SUPPLIER, number="0101605003"))).leverandoer.nummer == ""


@pytest.mark.parametrize("kind", LetterKind)
def test_the_barest_facts_are_enough(kind: LetterKind) -> None:
    assert missing_facts(bare_facts(kind)) == ()
    assert missing_facts(facts(kind)) == ()


@pytest.mark.parametrize(
    ("wrong", "missing"),
    [
        (facts(new_ean=""), ("new_ean",)),
        (facts(LetterKind.NEW_EAN_ONE_PER_CITIZEN, new_ean=""), ("new_ean",)),
        (facts(new_ean="579800981234"), ("new_ean",)),
        (facts(new_ean="5798 0098 12346"), ("new_ean",)),
        (facts(erp_ean="x"), ("erp_ean",)),
        (facts(LetterKind.STAY_ON_ERP, erp_ean=""), ("erp_ean",)),
        (facts(LetterKind.REMINDER_1, new_ean=""), ("new_ean",)),
        (facts(LetterKind.REJECTED, rejected=()), ("rejected",)),
        (facts(LetterKind.KOMBIT, new_ean=""), ("new_ean",)),
        (facts(LetterKind.LEAVE_EAN, old_eans=()), ("old_eans",)),
        (facts(old_eans=(OLD_EAN, "5,79801E+12")), ("old_eans",)),
        (facts(supplier=replace(SUPPLIER, name=" ")), ("supplier.name",)),
        (facts(sender=LetterSender("")), ("sender.municipality",)),
    ],
)
def test_a_letter_that_would_mislead_is_told(wrong: LetterFacts, missing: tuple[str, ...]) -> None:
    assert missing_facts(wrong) == missing


def test_a_municipality_without_an_erp_ean_can_still_write_to_those_who_leave() -> None:
    assert missing_facts(facts(LetterKind.LEAVE_EAN, erp_ean="", new_ean="")) == ()


@pytest.mark.parametrize("reason", RejectionReason)
def test_why_a_document_came_back_and_what_to_do_is_told(reason: RejectionReason) -> None:
    document = RejectedDocument("0101605003", None, reason)
    (told,) = letter_fields(facts(rejected=(document,))).afviste
    assert told.grund.endswith(".")
    assert told.saadan.endswith(".")
    # A number that could be a CPR number stays out.
    assert (told.nummer, told.dato) == ("(uden nummer)", "")


@pytest.mark.parametrize(
    ("written", "told", "not_told"),
    [
        (date(2027, 2, 28), "minde jer om det i god tid", "endnu ikke set det brugt"),
        (date(2027, 3, 1), "Det har været i brug siden 1. marts 2027, og vi har endnu ikke", "i god tid"),
    ],
)
def test_a_first_reminder_speaks_as_the_day_it_is_sent_has_it(
    written: date, told: str, not_told: str
) -> None:
    letter = facts(LetterKind.REMINDER_1, letter_date=written, first_date=date(2027, 3, 1))
    opened = LetterTemplate.load(SHIPPED / "reminder-1.docx")
    text = " ".join(paragraphs_of(opened.render(letter_context(letter))))
    assert told in text
    assert not_told not in text
