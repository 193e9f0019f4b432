"""What do several letters say alike? From when, where to, where the CPR number goes, and whom to ask."""

from __future__ import annotations

from letters.blocks import Block, Heading, Paragraph, Table

FROM = "{% if foerste_dato %}fra {{ foerste_dato }}{% else %}fra jeres næste faktura{% endif %}"
FROM_CELL = "{% if foerste_dato %}{{ foerste_dato }}{% else %}Jeres næste faktura{% endif %}"
UNTIL = "{% if sidste_dato %} Det gamle nummer kan I bruge til og med {{ sidste_dato }}.{% endif %}"

OTHER_INVOICES = Paragraph(
    "Sender I også fakturaer om andet til kommunen, skal de fortsat til det EAN-nummer, de plejer."
)


def ean_table(new: str, new_title: str) -> Table:
    return Table(
        name="Det gamle og det nye EAN-nummer",
        columns=("EAN-nummer i dag", new_title, "Gælder fra"),
        rows=(("{{ ean }}", new, FROM_CELL), ("Det nummer, I bruger i dag", new, FROM_CELL)),
        widths=(58, 58, 54),
        loop="ean in gamle_ean",
        numbers=True,
    )


CPR_TABLE = Table(
    name="Hvor CPR-nummeret skal stå i hvert fakturaformat",
    columns=("Fakturaens format", "Felt i fakturaen"),
    rows=(
        (
            "OIOUBL 2.0 og 2.1",
            (
                "Leveringsmodtager (DeliveryParty) med typen DK:CPR. Har jeres program ikke det felt:"
                " personreference eller fakturaens note."
            ),
        ),
        (
            "OIOUBL 3 og Peppol BIS",
            "Dokumentreference, typekode 130, skema ARR (ikke personreference).",
        ),
        (
            "NemHandel Fakturablanket, eller I kender ikke formatet",
            "Vis skemaet til dem, der leverer jeres fakturaprogram, og spørg, hvor det skal stå.",
        ),
    ),
    widths=(50, 120),
)
CPR_BLOCKS: tuple[Block, ...] = (
    Heading("Her skal CPR-nummeret stå"),
    CPR_TABLE,
)

QUESTIONS: tuple[Block, ...] = (
    Paragraph(
        "**Spørgsmål?**"
        " {% if kommune.kontakt %}{{ kommune.kontakt }}{% else %}Vi{% endif %} hjælper gerne"
        "{% if kommune.telefon %} på telefon {{ kommune.telefon }}{% endif %}"
        "{% if kommune.mail %}{% if kommune.telefon %} eller{% endif %} på {{ kommune.mail }}{% endif %}."
        " Send ikke CPR-numre på mail."
    ),
)
