"""Where do ten thousand e-invoices come from that look like a municipality's and belong to nobody?

Each is one of the sample municipality's, made as large as real ones are: real files have a median of 13 KB,
one in twenty carries a scan of some 200 KB, one in five begins with a byte order mark. Their numbers differ,
and their senders repeat as real senders do.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
MARK = b"\xef\xbb\xbf"
_LINE = re.compile(rb"\s*<cac:(Invoice|CreditNote|Reminder)Line>.*?</cac:\1Line>", re.DOTALL)
_NUMBER = re.compile(rb"(?<=<cbc:ID>)[^<]+")
_SCAN = (
    b"<cac:AdditionalDocumentReference><cbc:ID>%d</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject"
    b' mimeCode="application/pdf">%s</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
    b"</cac:AdditionalDocumentReference>"
)
_SENDER = b"<cac:AccountingSupplierParty>"


def sample_files() -> list[bytes]:
    """The sample municipality's e-invoices."""
    files = []
    for path in sorted(SAMPLE.glob("*.zip")):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            files += [archive.read(name) for name in archive.namelist() if name.lower().endswith(".xml")]
    return files


def made(count: int, *, seed: int = 11) -> list[bytes]:
    """Invented e-invoices."""
    dice = random.Random(seed)
    patterns = [data.removeprefix(MARK) for data in sample_files() if _LINE.search(data)]
    scan = bytes(
        dice.choice(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        for _ in range(203_000)
    )
    return [_one(dice.choice(patterns), number, scan, dice) for number in range(count)]


def _one(pattern: bytes, number: int, scan: bytes, dice: random.Random) -> bytes:
    lines = list(_LINE.finditer(pattern))
    # Most invoices have a few lines more than the sample's, some have many.
    wanted = min(200, int(dice.paretovariate(1.1) * 4))
    more = b"".join(lines[0][0] for _ in range(wanted - len(lines)))
    data = pattern[: lines[-1].end()] + more + pattern[lines[-1].end() :]
    data = _NUMBER.sub(b"M-%d" % number, data, count=1)
    if dice.random() < 0.05:
        data = data.replace(_SENDER, _SCAN % (number, scan) + _SENDER, 1)
    return (MARK if dice.random() < 0.2 else b"") + data


def write_folder(files: list[bytes], folder: Path) -> None:
    """One file each, a thousand to a folder."""
    for number, data in enumerate(files):
        inner = folder / f"{number // 1000:02}"
        inner.mkdir(parents=True, exist_ok=True)
        (inner / f"{number:05}.xml").write_bytes(data)


def write_zip(files: list[bytes], path: Path) -> None:
    """All in one archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for number, data in enumerate(files):
            archive.writestr(f"{number // 1000:02}/{number:05}.xml", data)
