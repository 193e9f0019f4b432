"""How much is too much? The sizes beyond which a file is refused before it can fill the memory.

Measured on real files: e-invoices are 6 to 250 KB and compress 3 to 15 times; a sheet of 300,000 rows is some
250 MB of XML and compresses about 10 times. The figures leave room for five times as much.
"""

from __future__ import annotations

MEGABYTE = 1_000_000

TABLE_BYTES = 400 * MEGABYTE
"""A text file or workbook as it lies on the disk."""
WORKBOOK_BYTES = 1_200 * MEGABYTE
"""All parts of a workbook, unpacked."""
WORKBOOK_PARTS = 2_000
CELL_CHARACTERS = 32_767
"""What Excel lets a cell hold; a longer text is cut and the cut is told."""
SHEET_CELLS = 20_000_000
"""Cells with content in one sheet; repeats in an ODS file count as often as they would be shown."""
SHEET_COLUMNS = 500
"""Columns looked at; the rest of a row is left alone."""

DOCUMENT_BYTES = 50 * MEGABYTE
"""One e-invoice, unpacked, attachments included."""
ARCHIVE_BYTES = 2_000 * MEGABYTE
"""All entries of one archive, unpacked, archives inside it included."""
INNER_ARCHIVE_BYTES = 500 * MEGABYTE
"""An archive inside an archive, as it lies there: it is read into memory whole."""
ARCHIVE_ENTRIES = 200_000
ARCHIVE_DEPTH = 3
"""Archives inside archives."""

COMPRESSION_RATIO = 200
COMPRESSION_RATIO_FROM = MEGABYTE
"""An entry above this size that unpacks to more than `COMPRESSION_RATIO` times its packed size is a bomb."""
ARCHIVE_RATIO_FROM = 20 * MEGABYTE
"""The same rule for all entries together, from this size on."""
