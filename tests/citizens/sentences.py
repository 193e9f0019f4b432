"""How do suppliers write about citizens, and which sentences only look like it? Templates with fields.

`{}` is the number. The traps come from what stands on real invoices: order and invoice numbers that are
dates, accounts, telephones, P-numbers, payment ids, amounts, times, and labels that belong to a neighbour.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.citizens import inventing
from tests.citizens.inventing import hyphen

_NAMES = (
    "Anna Prøve", "Bent Åløkke", "Clara Østergård", "Dagny Sø-Hansen", "Erik Nørre", "Fie Lund",
    "Gerda P. Møller", "H. Ærø", "Inger-Lise Kjær",
)  # fmt: skip
_THINGS = (
    "Fodbehandling 45 min", "Statsaut. fodterapi", "Tandrensning og røntgen", "Recept nr. 4",
    "Panodil 500 mg", "Brilleglas +2,25/-1,00", "Konsultation", "Fysioterapi, hold", "Høreapparat venstre",
    "Kørsel 12 km", "Del- og helproteser", "Receptmedicin", "Massage 60 min", "Indlæg, par",
)  # fmt: skip


def name(dice: random.Random) -> str:
    return dice.choice(_NAMES)


def thing(dice: random.Random) -> str:
    return dice.choice(_THINGS)


HYPHENATED = (
    "{}", "{}", "Vedr. {}", "Vedr. {name} ({})", "CPR: {}", "Cpr-nr. {}", "{name}, {}", "{} {name}",
    "{},{name}", "Kundereference: {},{name}", "Borger: {name} / {}", "{thing} - {}", "{thing}, {name} {}",
    "Patient {}; {thing}", "Fodbehandling d. 03-02-2026 af {}", "Beh. 12.03.26 {name} {}",
    "Faktura for {name}, {}", "Sag: {}", "Kunde {} {name}", "Ref.: {}", "Levering til {name} ({}) i uge 7",
    "Ydelsesmodtager {}", "Ordre fra {name} {}", "Rekvisition: {}", "[{}]", "\u201d{}\u201d", "{}: {thing}",
    "Linje 3 {} kr. 250,00", "Journal {}", "{name}\n{}\n{thing}", "Bev. helbredstillæg 85 % {}",
    "1 stk. {thing} til {}", "{} - {name} - {thing}", "Egenbetaling 15 %: {}.",
)  # fmt: skip
"""A hyphen says enough."""

LABELLED = (
    "CPR {}", "CPR: {}", "cpr.nr. {}", "CPR-nr.: {}", "Cpr-nummer {}", "CPRNR {}", "Cpr. nr: {}", "CPR={}",
    "(CPR {})", "Personnr. {}", "Personnummer: {}", "person-nr {}", "Borger {}", "Borger: {}",
    "borgers cpr {}", "Patient: {}", "Klient {}", "Ydelsesmodtager: {}", "Vedr. {}", "vedr.: {}",
    "Vedrørende {}", "født {}", "{name}, cpr {}", "{thing} vedr. {}", "Faktura vedr. borger {}",
    "Ordre til cpr {}", "Kundens CPR-nr. er {}", "CPR-nr.:\n{}", "Borgeren {name} {}",
    "{thing}. CPR-nummer: {} {name}", "Konto 5.48.67 cpr {}", "Patientens personnummer {}",
    "Tlf. 99887766, CPR {}", "EAN 5790000000012 borger {}", "CPR/navn: {} {name}", "Cpr (patient): {}",
)  # fmt: skip
"""Bare digits that a word names."""

SEVERAL = (
    "Vedr. {} og {}", "CPR: {}, {}", "{name} {}, {name} {}", "{}\n{}", "{} / {}", "Borgerne {} samt {}",
    "({}) ({})", "{thing} {}; {thing} {}",
)  # fmt: skip
"""Two citizens in one text; each number with a hyphen."""

SEVERAL_LABELLED = (
    "CPR: {}, {}", "cpr-nr. {} og {}", "Borgerne {} samt {}", "CPR {} / {}", "CPR {} {name}, {} {name}",
    "CPR: {} ({name}), {} ({name})", "Personnumre: {};{}",
)  # fmt: skip

_CALLED_SOMETHING_ELSE = (
    "Ordrenr. {}", "Ordre {}", "Ordrenummer: {}", "Deres ordre: {}", "Fakturanr. {}", "Faktura {}",
    "Vedr. faktura {}", "Vedrører faktura nr. {}", "Kreditnota {}", "Krediterer nota nr. {}", "Rekv.nr. {}",
    "Rekvisitionsnr.: {}", "Kundenr. {}", "Kunde nr.: {}", "Kundenummer {}", "Debitornr. {}",
    "Kreditornr {}", "Leverandørnr. {}", "Sagsnr. {}", "Sag {}", "Journal/sagsnr. {}", "Varenr. {}",
    "Varenummer: {}", "Art.nr. {}", "Varekode vare {}", "Bilag {}", "Bilagsnr. {}", "Konto {}",
    "Kontonr.: {}", "Reg. 5678 konto {}", "Reg.nr. 5678 kontonr. {}", "Bankkonto {}", "NemKonto {}",
    "Betales til 5678 {}", "Giro {}", "FIK {}", "+71<00000{}+81234567<", "FI-kreditornr. {}",
    "Betalings-ID {}", "Tlf. {}", "Telefon: {}", "Mobil {}", "MobilePay {}", "Fax {}", "P-nr. {}",
    "P-nummer: {}", "P nummer {}", "pnr. {}", "Produktionsenhed {}", "SE-nr. {}", "CVR {}", "CVR-nr. {}",
    "EAN {}", "GLN: {}", "Ydernr. {}", "Ydernummer {}", "Autorisationsnr. {}", "Autorisations-ID: {}",
    "Aftalenr. {}", "Aftale {}", "Borgers konto {}", "Patientens tlf. {}", "Personlig aftale {}",
    "Borgerservice, ordre {}", "Følgeseddel {}", "Følgeseddelnr. {}", "Kontraktnr. {}", "Kontrakt {}",
    "Tilbudsnr. {}", "Batch {}", "Lot: {}", "Batchnr. {}", "Serienr. {}", "S/N {}", "Policenr. {}",
    "Police {}", "Projekt {}", "Projektnr.: {}", "PO {}", "PO-nr. {}", "Indkøbsordre {}", "Bestilling {}",
    "Bestillingsnr. {}", "Rykker {}", "Transaktion {}", "Transaktionsnr. {}", "Medlemsnr. {}",
    "Abonnement {}", "Løbenr. {}", "Dok.nr. {}", "Dokumentnr. {}", "Målernr. {}", "Installationsnr. {}",
    "Forsendelse {}", "Pakkenr. {}", "Receptnr. {}", "Terminal {}", "Bon {}", "Bonnr. {}", "Licens {}",
    "Kortnr. {}", "Skadenr. {}", "Matr.nr. {}", "ISBN {}", "Stregkode {}", "Ydelsesnr. {}",
    "Ydelseskode {}", "cpr se bilag {}", "CPR oplyst pr. telefon {}", "#{}", "Invoice no. {}",
    "Order no. {}", "Account {}", "Customer no. {}",
)  # fmt: skip
"""Ten bare digits that are a date and pass the check, and are called something else."""

_NAMED_WITH_HYPHEN = (
    "Fakturanr. {}", "Faktura nr.: {}", "Fakturanummer {}", "Kreditnota nr. {}", "Følgeseddelnr. {}",
    "Varenr. {}", "Varenummer: {}", "Kontonr. {}", "Telefon {}", "Tlf.: {}", "P-nr. {}", "Batchnr. {}",
    "Lot nr. {}", "Serienr. {}", "CVR-nr. {}", "Art.nr. {}", "Bilagsnr. {}", "Tilbudsnr. {}",
)  # fmt: skip
"""The same with a hyphen, where the word and "nr." stand right in front and nobody writes a citizen."""

_PART_OF_SOMETHING = (
    "{},00", "{}.50", "{} kr.", "kr. {},-", "{} DKK", "DKK {}", "1.{}", "{}-01", "{}/1", "2026-{}", "9{}",
    "{}9", "DK50{}", "DK5000400{}", "5678-{}", "+{}", "71#{}", "75#0{}", "+75<{}001234+81234567<", "ABC{}",
    "{}XYZ", "https://proeve.example/o/{}", "se www.proeve.example/faktura/{}", "{}@proeve.example",
    "scan{}.pdf", "0045{}", "{}%",
)  # fmt: skip
"""Bare digits that belong to something longer."""

_CODE_WITH_HYPHEN = (
    "{}-6001", "4711-{}", "{}-01", "A{}", "HMI-{}", "VN{}", "aa{}-4abc-8def-123456789abc", "REF{}X", "X-{}",
)  # fmt: skip
"""Hyphenated codes and UUIDs with a date inside."""

_FIXED = (
    "20 12 34 56 / 21 11 12 13", "Tlf. 20 12 34 56", "+45 20123456", "0045 20 12 34 56", "31-12-2025 14:30",
    "01.01.26 - 31.03.26", "01-01-26 31-03-26", "2026-03-01T08:15:00", "20260301081500", "Uge 10, 2026",
    "311225 kl. 1430", "12.345.678,90", "1 234 567 890,12", "DK50 0040 0440 1162 43",
    "Reg. 0400 konto 440116243", "Reg.nr. 9090 konto 0001234567", "+71<000123456789012+12345678<",
    "+73<+87654321<", "Konto 5.48.67.008 art 5.2", "2 stk. a 120345 mg", "Norsk orgnr 987654321",
    "556036-0793", "19601212-1234", "12126050312", "0000000000", "1234567890", "9999999999", "3113601234",
    "1213501234", "Periode 010126-310126", "Periode 01.01.2026-31.01.2026", "Ferie uge 29-30",
    "Åbent 0900-1700", "010126 0900-1700", "a1b2c3d4-0101-5003-8abc-123456789abc", "1603250101601500",
    "Fra 01-02-26 til 15-02-26", "ATC N02BE01", "Vnr 12 03 45", "Vnr 120345 1000 stk",
    "Vnr. 120345, 1000 ml", "Varenr. 210459 0100 stk", "Helbredstillæg pr. 01.02.2026", "8010-0000",
    "kl. 10:15-11:00",
)  # fmt: skip


def trap(dice: random.Random) -> tuple[str, str]:
    """A text that names nobody.

    Returns:
        What kind of trap, and the text.
    """
    kind, make = dice.choice(_TRAPS)
    return kind, make(dice)


def _called(dice: random.Random) -> str:
    digits = dice.choice((inventing.passing, inventing.passing, inventing.failing, inventing.citizen))(dice)
    return dice.choice(_CALLED_SOMETHING_ELSE).format(digits)


def _listed(dice: random.Random) -> str:
    numbers = ", ".join(inventing.passing(dice) for _ in range(3))
    return dice.choice(("Ordrenr. {}", "Fakturanumre: {}", "Vedr. faktura {}", "Følgesedler: {}")).format(
        numbers
    )


def _called_hyphen(dice: random.Random) -> str:
    return dice.choice(_NAMED_WITH_HYPHEN).format(hyphen(inventing.failing(dice)))


def _part(dice: random.Random) -> str:
    return dice.choice(_PART_OF_SOMETHING).format(inventing.passing(dice))


def _code(dice: random.Random) -> str:
    return dice.choice(_CODE_WITH_HYPHEN).format(hyphen(inventing.failing(dice)))


def _bare(dice: random.Random) -> str:
    template = dice.choice(("{}", "Ref. {}", "{thing} {}", "Nr. {}", "ID {}", "{} stk", "{name} {}"))
    return template.format(
        dice.choice((inventing.failing, inventing.citizen, inventing.p_number))(dice), **words(dice)
    )


def _unit(dice: random.Random) -> str:
    digits = inventing.passing(dice)
    unit = dice.choice(("stk", "stk.", "ml", "mg", "kr.", "g", "x", "timer", "m", "enheder", "pk"))
    return f"Medicin {digits[:6]} {dice.choice(('1000', '0100'))} {unit}"


def _company_and_two(dice: random.Random) -> str:
    return f"CVR {inventing.cvr(dice)}{dice.randrange(10, 99)}"


def _p_number(dice: random.Random) -> str:
    return dice.choice(("{}", "P-nr. {}", "Afd. {}")).format(inventing.p_number(dice))


def _location(dice: random.Random) -> str:
    return dice.choice(("EAN {}", "{}", "GLN:{}", "Borgerservice {}")).format(inventing.ean(dice))


def _fixed(dice: random.Random) -> str:
    return dice.choice(_FIXED)


_TRAPS: tuple[tuple[str, Callable[[random.Random], str]], ...] = (
    ("called something else", _called),
    ("called something else", _called),
    ("called something else", _called),
    ("list of other numbers", _listed),
    ("number with a hyphen, named", _called_hyphen),
    ("part of something longer", _part),
    ("code with hyphens", _code),
    ("bare digits without a word", _bare),
    ("item number and quantity", _unit),
    ("CVR and two digits", _company_and_two),
    ("P-number", _p_number),
    ("location number", _location),
    ("dates, times, phones, amounts", _fixed),
)


def words(dice: random.Random) -> dict[str, str]:
    """What the templates' other fields say."""
    return {"name": name(dice), "thing": thing(dice)}
