"""Can a damaged e-invoice or archive bring the reader down? Bit flips, cuts, splices and misplaced elements.

Whatever comes in, the answer is a result or a named trouble, and it comes before one thinks the program
hangs.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.cpr import PersonHasher
from desktop.domain.errors import PlannerError
from desktop.domain.imports import TableChoices
from desktop.importing.documents import Outcome
from desktop.importing.einvoices import DocumentReader
from desktop.importing.invoices import read_invoices
from tests.importing.making import ANNA, BENT, TODAY, dashed, zip_of
from tests.importing.ubl_making import (
    OIOUBL_3,
    OIOXML,
    PEPPOL,
    about,
    cac,
    cbc,
    customer,
    document,
    enveloped,
    line,
    party,
)

HANG_SECONDS = 10
SCAN = cac(
    "AdditionalDocumentReference",
    cbc("ID", "1"),
    cac("Attachment", "<cbc:EmbeddedDocumentBinaryObject>JVBERi0xLjQK</cbc:EmbeddedDocumentBinaryObject>"),
)
SEEDS = (
    document(cbc("Note", f"Vedr. {dashed(ANNA)}")).encode(),
    document(
        cbc("Note", "Samleregning"),
        SCAN,
        dialect=OIOUBL_3,
        receiver=customer(contact=cbc("ID", f"{ANNA},Anna")),
    ).encode(),
    document(dialect=PEPPOL, lines=line(cac("Delivery/DeliveryParty", party("0237", BENT)))).encode("utf-16"),
    document(about("A-1"), kind="CreditNote").encode(),
    document(
        cac("AllowanceCharge", cbc("ChargeIndicator", "true"), cbc("Amount", "100.00")),
        kind="Reminder",
        lines=line(about("A-1"), kind="Reminder"),
    ).encode(),
    enveloped(document()).encode(),
    OIOXML.replace("KIND", "pie").encode("iso-8859-1"),
)
ARCHIVES = (
    zip_of({f"{number}.xml": data for number, data in enumerate(SEEDS)}),
    zip_of({"a/b.zip": zip_of({"c.xml": SEEDS[0]}), "../d.xml": SEEDS[1]}),
)
_ELEMENT = re.compile(rb"<([\w:]+)[^<>]*>[^<>]*</\1>")
_NAME = re.compile(rb"</?(c[ab]c:\w+)")
_TEXT = re.compile(rb">([^<>]+)<")
_TEXTS = (
    b"NaN",
    b"1E3",
    b"1.234,50",
    b"-0",
    b"&#48;",
    b"]]>",
    b"\x00",
    b"",
    b"9" * 400,
    b"2026-02-30",
    b"\xc3",
)
Mutation = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 8))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.choice((1, 2, 40, len(data))) :]


def splice(data: bytes, dice: random.Random) -> bytes:
    other = dice.choice(SEEDS)
    start, end = sorted(dice.randrange(len(other)) for _ in range(2))
    place = dice.randrange(len(data))
    return data[:place] + other[start:end] + data[place + dice.choice((0, end - start)) :]


def say_another(data: bytes, dice: random.Random) -> bytes:
    texts = list(_TEXT.finditer(data))
    if not texts:
        return data
    start, end = dice.choice(texts).span(1)
    return data[:start] + dice.choice(_TEXTS) + data[end:]


def move(data: bytes, dice: random.Random) -> bytes:
    elements = list(_ELEMENT.finditer(data))
    if not elements:
        return data
    place = dice.choice(elements).start()
    return data[:place] + dice.choice(elements)[0] * dice.choice((1, 3)) + data[place:]


def rename(data: bytes, dice: random.Random) -> bytes:
    names = sorted(set(_NAME.findall(data)))
    return data.replace(dice.choice(names), dice.choice(names)) if names else data


MUTATIONS: tuple[Mutation, ...] = (flip, cut, splice, say_another, move, rename)


def mutant(seed: bytes, dice: random.Random, mutations: tuple[Mutation, ...]) -> bytes:
    for _ in range(dice.randint(1, 4)):
        seed = dice.choice(mutations)(seed, dice) or seed
    return seed


@given(st.sampled_from(SEEDS), st.randoms(use_true_random=False))
def test_a_damaged_document_has_a_result(seed: bytes, dice: random.Random) -> None:
    reader = DocumentReader(PersonHasher(), today=TODAY)
    for _ in range(10):
        data = mutant(seed, dice, MUTATIONS)
        started = time.monotonic()
        result = reader.read(data, "x.xml")
        assert time.monotonic() - started < HANG_SECONDS, "a hang"
        assert (result.row is not None) is (result.outcome not in (Outcome.OTHER, Outcome.UNREADABLE))
        assert result.row is not None or result.problems
        reader.numbers.resolve([result.row] if result.row else [])


@given(st.binary(max_size=400))
def test_any_bytes_have_a_result(data: bytes) -> None:
    result = DocumentReader(PersonHasher(), today=TODAY).read(data, "x.xml")
    assert result.row is None
    assert result.problems


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives")


@given(st.sampled_from(ARCHIVES), st.randoms(use_true_random=False))
def test_a_damaged_archive_is_read_or_refused(folder: Path, seed: bytes, dice: random.Random) -> None:
    path = folder / "x.zip"
    path.write_bytes(mutant(seed, dice, (flip, cut, splice)))
    started = time.monotonic()
    try:
        found = read_invoices([path], TableChoices(), today=TODAY)
    except PlannerError:  # what is no archive any more may be refused as a file or as a table
        found = None
    assert time.monotonic() - started < HANG_SECONDS, "a hang"
    for report in found.reports if found else ():
        assert report.rows_in == report.rows_kept + report.rows_set_aside
