"""Which files are the encoding rule tried on? Danish lists in every encoding that Danish systems write."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

TEXTS = {
    "supplier list": (
        "Kreditornr;Navn;Adresse;By;Beløb\r\n"
        "00100200;Åløkke Smørrebrød & Søn;Østergade 1;Ærøskøbing;1.234,50\r\n"
        "00100201;Ærø Færgefart A/S;Vesterå 12;Rødovre;99,95\r\n"
        "00100202;Blåbærhuset;Lærkevej 3;Næstved;12,00\r\n"
    ),
    "one line": "Navn;By\nBjørn;Køge\n",
    "capitals": "LEVERANDØRNR;BELØB;POSTNR\n0001;ÅRHUS KØBMÆND OG SØNNER;8000\n0002;ØSTJYSK RENGØRING;8660\n",
    "foreign names": "Nr;Navn;By\n1;Café Müller;Aabenraa\n2;Göran Åkesson AB;Malmö\n3;Føroya Tele;Tórshavn\n",
    "free text": (
        "Faktura;Tekst\nF1;Kørsel til lægehus, måned 3, særlig hjælp på Ærø\n"
        "F2;Støttestrømper, 2 par; størrelse små\nF3;Fodpleje efter § 83 - afregnet pr. måned\n"
        "F4;Tolkebistand på sygehuset\n"
    ),
    "mostly numbers": "Konto;Beløb\n"
    + "".join(f"{4000 + n};{n},50\n" for n in range(300))
    + "I alt på året;9\n",
    "late letters": "Nr;Navn\n"
    + "".join(f"{n};Hansen {n} ApS\n" for n in range(9_000))
    + "9001;Søren Blåkjær\n",
}
CODECS = (
    "utf-8", "utf-8-sig", "utf-16-le with mark", "utf-16-be with mark", "utf-16-le", "utf-16-be", "cp1252",
    "iso-8859-1", "cp850", "cp865", "mac_roman",
)  # fmt: skip
MARKS = {"utf-16-le with mark": codecs.BOM_UTF16_LE, "utf-16-be with mark": codecs.BOM_UTF16_BE}


@dataclass(frozen=True)
class EncodedFile:
    """A file and the text a person wrote into it.

    Attributes:
        name: what it holds, and the codec.
        spoilt: the text was read wrongly once before it was written here.
    """

    name: str
    data: bytes
    text: str
    spoilt: bool = False


def files() -> list[EncodedFile]:
    """Every text in every encoding that has its letters, signs of Windows, and text spoilt earlier."""
    found = [
        EncodedFile(f"{title}, {codec}", MARKS.get(codec, b"") + data, text)
        for title, text in TEXTS.items()
        for codec in CODECS
        if (data := _written(text, codec.removesuffix(" with mark"))) is not None
    ]
    windows = "Navn;Bemærkning\nHansen – og søn;50 % af „beløbet“ … 12 €\n"
    found.append(EncodedFile("signs of Windows, cp1252", windows.encode("cp1252"), windows))
    ascii_only = "Nr;Navn\n1;Hansen\n"
    found.append(EncodedFile("no special letters", ascii_only.encode(), ascii_only))
    for wrong in ("cp1252", "cp850"):
        spoilt = TEXTS["supplier list"].encode().decode(wrong, "replace")
        found.append(EncodedFile(f"UTF-8 once read as {wrong}", spoilt.encode(), spoilt, spoilt=True))
    return found


def _written(text: str, codec: str) -> bytes | None:
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None
