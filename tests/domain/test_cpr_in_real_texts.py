"""Do the rules hold on texts as people write them? Short lines from invoices, each with what they name.

`A`, `B` are citizens who were never given a number (born in the 1860s); `P` is alive by its date and passes
modulus 11, so that only what stands around it can tell (its serial number 0000 is nobody's).
"""

from __future__ import annotations

from datetime import date

import pytest

from desktop.domain import cpr

TODAY = date(2026, 11, 20)
A, B, P = "0101605003", "0202616013", "0603450000"
HYPHENATED = {"a": "010160-5003", "b": "020261-6013", "p": "060345-0000"}
BOTH = [A, B]


def counted(text: str) -> list[str]:
    filled = text.format(A=A, B=B, P=P, P1=P[:6], P2=P[6:], A1=A[:6], A2=A[6:], **HYPHENATED)
    return [mention.digits for mention in cpr.find_in_text(filled, today=TODAY) if mention.counts]


def test_the_numbers_are_what_they_should_be() -> None:
    assert cpr.passes_modulus_11(P)
    assert cpr.birth_year(A) == 1860


@pytest.mark.parametrize(
    "text",
    [
        "Tlf. 99887766 - {a}", "{a}, tlf. 99887766", "Faktura 12345 {a}", "Fakturanr. 12345, {a}",
        "Bilag: {a} Hansen",
        "Sagsnr.: {a}", "Kundenr. {a}", "Ordrenr.: {a}", "Rekv.nr. {a}", "Journalnr. {a}", "Deres ref. {a}",
        "{a}.", "*{a}*",
        "Anna/{a}", "Anna_{a}_2026", "{a}-Anna", "{a} - 12.03.2026", "12.03.2026 - {a}", "dato 120326 {a}",
        "{a} 120326",
        "12345678 {a}", "100,00 {a}", "{a} 1.250,00 kr.", "kr. 250,00 {a}", "{a}=250", "nr.{a}",
        "ANNA HANSEN {a}", "ID:{a}",
        "CPR-nr: {A1} -{A2}", "{A1}- {A2}", "{A1}-\n{A2}", "cpr {A1}  {A2}", "CPR: {A1}\n{A2}",
        "CPR {A1}_{A2}",
        "CPR 1.1.60-5003", "Vedr. 1/1-60-5003", "CPR 01-01-60 5003", "CPR 01.01.60 5003",
        "CPR-nr. for borger: {A}",
        "Cpr.{A}", "cpr#{A}", "CPR-Nr. : {A}", "CPR|{A}", "CPR-nr;{A}", "CPR - {A}", "Modtager (cpr) {A}",
        "Beboer: {A}",
        "Pers.nr. {A}", "Fødselsnr. {A}", "Sygesikringsnr. {A}", "Borger: Anna Prøve, {A}",
        "Vedr. behandling af {A}",
        "CPR {A}, 250 kr.", "CPR {A} kr. 250,00", "CPR {A} 100,00", "Faktura {P}. CPR {A}",
        "CPR {A}. Faktura {P}",
        "cpr {A} ordrenr {P}", "CPR: {A} Fakturanr.: {P}", "Borger {A} tlf. {P}", "cpr-nr {A}, P-nr {P}",
    ],
)  # fmt: skip
def test_one_citizen(text: str) -> None:
    assert counted(text) == [A]


@pytest.mark.parametrize(
    "text",
    [
        "{a};Anna;250,00\n{b};Bo;100,00", "01 {a} Anna 250,00\n02 {b} Bo 100,00", "1. {a}\n2. {b}",
        "1) {a} 2) {b}",
        "{a}\t{b}", "CPR nr {A} - {B}", "CPR: {A} Anna 100,00 kr. {B} Bo 200,00 kr.",
        "Cpr: {A} (Anna), {B} (Bo)",
        "CPR-nr.:\n{A} Anna\n{B} Bo", "Borgerne {A}, {B}",
    ],
)  # fmt: skip
def test_two_citizens(text: str) -> None:
    assert counted(text) == BOTH


@pytest.mark.parametrize(
    "text", ["{P}", "Anna {P}", "{P},Anna", "{P} 2 stk", "{P}: 100,00", "v/ {P}", "Ref. {P}"]
)
def test_bare_digits_that_pass_count_where_nothing_speaks_against_them(text: str) -> None:
    assert counted(text) == [P]


@pytest.mark.parametrize(
    "text",
    [
        # Another number has its name right in front, hyphen or not.
        "Fakturanr. {p}", "Faktura-nr. {p}", "Fakt.nr. {p}", "Faktnr {p}", "Varenr.: {p}", "Vare nr. {p}",
        "Item no. {p}",
        "Batch: {p}", "LOT {p}", "SN: {p}", "S/N: {p}", "Serienummer: {p}", "Tlf: {p}", "tlf. nr. {p}",
        "Tlf.nr.: {p}",
        "Telefonnr. {p}", "Mobilnr. {p}", "Mob. {p}", "Fax: {p}", "kontonummer {p}", "Reg.nr./kontonr. {p}",
        "FIK {p}",
        "Girokonto {p}", "P-nummer: {p}", "SE nr. {p}", "EAN-nr. {p}", "Vnr. {p}",
        # And these outweigh bare digits only.
        "Vedr. ordre {P}", "Vedr. jeres ordre nr. {P}", "Vedr. rekvisition {P}", "Borgerens faktura {P}",
        "Patient faktura nr: {P}", "Ordre {P} og {P}", "Ordrenr.:\n{P}", "Fakturanr.: {P1} {P2}",
        "MobilePay Box {P}",
        "Betalings-id {P}", "PBS-nr. {P}", "Kunde ID {P}", "Kundeid: {P}", "Sags-id: {P}", "Bruger-id {P}",
        "Afdelingsnr. {P}",
        "Kto.nr. {P}", "Kto. {P}", "knr. {P}", "Fakt. {P}", "fak.nr. {P}", "Ord.nr. {P}", "Lev.nr. {P}",
        "Deb.nr. {P}",
        "Rek.nr. {P}", "Best.nr. {P}", "Varekode {P}", "V.nr. {P}", "Ref.nr. {P}", "Mob.: {P}",
        "Borgerservice ordre {P}",
        "Patient Anna, journaliseret under sagsnr. {P}", "Borger, afd.nr. {P}",
        # Longer things, quantities, dates and accounts.
        "{a}{b}", "F{a}", "12.03.45-1234-01", "{a}-01", "01-{a}", "120345-12345", "320145-1234",
        "121345-1234", "300245-1234",
        "290245-1234", "Uge 01-02 2026", "1/3-2026 - 31/3-2026", "1.1.2023-2024", "Ordre 26010112-5003",
        "0400 {P}", "0400-{P}",
        "Vnr 120345 1000 stk", "120345 1000 ml", "120345  1250", "120345\n1250",
    ],
)  # fmt: skip
def test_nobody(text: str) -> None:
    assert counted(text) == []


def test_a_day_of_late_with_the_time_is_nobody_unless_a_word_says_so() -> None:
    assert counted("Afhentet 14.03.26-1530") == []
    assert counted("CPR 14.03.26-1530") == ["1403261530"]
    # The same by the usual spelling is a number of somebody born in 1926.
    assert counted("Afhentet 140326-1530") == ["1403261530"]
    assert counted("Vedr. 14.03.45-1530") == ["1403451530"]
