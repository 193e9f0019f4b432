"""What do many rows say of suppliers? The same as row by row, asked column by column.

`rows.RowReader` says what one row means and what is wrong with its cells. Most rows have nothing wrong with
them, and many of their cells come again: so every column is asked for its different cells, and only the rows
with a faulty cell are left to the reader. Both ask the same functions of `cells`, which is why they agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from itertools import repeat, zip_longest
from typing import Any

from desktop.domain.imports import Field
from desktop.domain.suppliers import SupplierFacts
from desktop.importing import cells
from desktop.importing.rows import RowReader, TakeCell, name_and_address

_MOST_REMEMBERED = 10_000
_Ask = Callable[[str], Any]


class _Mark(Enum):
    """What stands for the value of a cell with something wrong."""

    FAULTY = 0


_FAULTY = _Mark.FAULTY


class _Answers(dict[str, Any]):
    """What became of the different cells of a column; the first of them are remembered."""

    def __init__(self, ask: _Ask, *, empty: object) -> None:
        super().__init__({"": empty})
        self._ask = ask

    def __missing__(self, cell: str) -> Any:
        answer = self._ask(cell)
        if len(self) < _MOST_REMEMBERED:
            self[cell] = answer
        return answer


class ManyRows:
    """Reads rows of one table together."""

    def __init__(self, reader: RowReader) -> None:
        """Take what the reader knows of the table."""
        self._where = reader.where
        self._texts = {field: _Answers(_value(take), empty="") for field, take in _takers(reader).items()}
        self._postal_codes = _Answers(_postal_code_and_city, empty=("", ""))
        self._counts = _Answers(_told(cells.take_count), empty=None)
        self._amounts = _Answers(_told(reader.amounts.take), empty=None)
        self._yes_no = _Answers(cells.take_yes_no, empty=None)

    def suppliers(self, rows: Sequence[Sequence[str]]) -> list[SupplierFacts | None]:
        """What each row says, as `RowReader.supplier` gives it; None where something is wrong with a cell."""
        if not rows:
            return []
        columns = list(zip_longest(*rows, fillvalue=""))
        nothing = [""] * len(rows)

        def column(field: Field) -> Sequence[str]:
            place = self._where.get(field)
            return columns[place] if place is not None and place < len(columns) else nothing

        def texts(field: Field) -> list[Any]:
            return list(map(self._texts[field].__getitem__, column(field)))

        postal_codes, cities = self._postal_codes_and_cities(column(Field.POSTAL_CODE), texts(Field.CITY))
        names, addresses = self._names_and_addresses(texts)
        facts: list[list[Any]] = [
            texts(Field.SUPPLIER_NO),
            names,
            texts(Field.CVR),
            addresses,
            postal_codes,
            cities,
            texts(Field.EMAIL),
            texts(Field.PHONE),
            texts(Field.CONTACT),
            texts(Field.TRADE_CODE),
            texts(Field.ACCOUNT),
            texts(Field.EAN),
            list(map(self._counts.__getitem__, column(Field.INVOICE_COUNT))),
            list(map(self._amounts.__getitem__, column(Field.AMOUNT))),
            list(map(self._yes_no.__getitem__, column(Field.COLLECTIVE))),
        ]
        found: list[SupplierFacts | None] = list(map(SupplierFacts, *facts))
        for values in facts:
            if _FAULTY in values:
                for at in (at for at, value in enumerate(values) if value is _FAULTY):
                    found[at] = None
        return found

    def _names_and_addresses(self, texts: Callable[[Field], list[Any]]) -> tuple[list[Any], list[Any]]:
        names, addresses = texts(Field.NAME), texts(Field.ADDRESS)
        if Field.NAME_2 not in self._where and Field.ADDRESS_2 not in self._where:
            return names, addresses
        four = zip(names, texts(Field.NAME_2), addresses, texts(Field.ADDRESS_2), strict=True)
        both = [(_FAULTY, "") if _FAULTY in each else name_and_address(*each) for each in four]
        return [name for name, _ in both], [address for _, address in both]

    def _postal_codes_and_cities(
        self, codes: Sequence[str], cities: list[Any]
    ) -> tuple[list[Any], list[Any]]:
        taken = list(map(self._postal_codes.__getitem__, codes))
        beside = [city for _, city in taken]
        return [code for code, _ in taken], [own or other for own, other in zip(cities, beside, strict=True)]


def _takers(reader: RowReader) -> dict[Field, TakeCell]:
    """How the cells of each column are read; a number is text when its column proves nothing about it."""

    def number(field: Field) -> TakeCell:
        return lambda cell: cells.take_number(cell, proved=reader.is_proved(field, cell))

    texts = (Field.NAME, Field.NAME_2, Field.ADDRESS, Field.ADDRESS_2, Field.CITY, Field.PHONE, Field.CONTACT)
    return {
        **dict(zip(texts, repeat(cells.take_text))),
        Field.SUPPLIER_NO: number(Field.SUPPLIER_NO),
        Field.ACCOUNT: number(Field.ACCOUNT),
        Field.CVR: cells.take_cvr,
        Field.EAN: cells.take_ean,
        Field.EMAIL: cells.take_email,
        Field.TRADE_CODE: cells.take_trade_code,
    }


def _value(take: TakeCell) -> _Ask:
    def ask(cell: str) -> str | _Mark:
        taken = take(cell)
        return _FAULTY if taken.faults else taken.value

    return ask


def _told(take: Callable[[str], tuple[int | None, cells.Fault | None]]) -> _Ask:
    def ask(cell: str) -> int | _Mark | None:
        value, fault = take(cell)
        return _FAULTY if fault else value

    return ask


def _postal_code_and_city(cell: str) -> tuple[str | _Mark, str]:
    if not cell.strip():
        return "", ""
    taken, city = cells.take_postal_code(cell)
    return (_FAULTY if taken.faults else taken.value), city
