"""What do the letters say that follow the first one, and those that go to no supplier?

Reminders, rejected invoices and the confirmation go to suppliers; the notice to colleagues, the order to the
ERP supplier and the notice to KOMBIT are one of each. What the ERP supplier is asked for is what the KLIK
tasks about eFaktura name: routing by EAN number, routes and monitoring, and somebody to ring.
"""

from __future__ import annotations

from letters.blocks import Heading, Letter, Paragraph, Steps, Table
from letters.shared_text import CPR_BLOCKS, FROM, QUESTIONS, UNTIL, ean_table

_EARLIER = "{% if tidligere_dato %}den {{ tidligere_dato }}{% else %}tidligere{% endif %}"
_BY_NOW = "{% if foerste_dato %}Fra {{ foerste_dato }}{% else %}Fra jeres næste faktura{% endif %}"
_CHANGE = Paragraph(
    "**Ret EAN-nummeret** på {{ kommune.navn }} i jeres fakturaprogram til **{{ nyt_ean }}**. Det står på"
    " kundekortet eller ved modtageren."
)
_CHANGE_BEFORE = Paragraph(_CHANGE.text + UNTIL)
_ONE_EACH = Paragraph(
    "**Send én faktura for hver borger** med borgerens CPR-nummer i det felt, skemaet nedenfor viser."
)
_SAME_NUMBER = Paragraph(
    "Send dem til **samme EAN-nummer som den faktura, de hører til**, og skriv fakturaens nummer i dem. Det"
    " gælder også fakturaer, I allerede har sendt til det gamle EAN-nummer. KP afviser dem, hvis det ikke har"
    " modtaget fakturaen."
)

_REMINDER_1 = Letter(
    kind="reminder-1",
    subject="Husk det nye EAN-nummer til fakturaer om helbredstillæg",
    audience="Leverandører, der har fået brev om et nyt EAN-nummer, og som vi endnu ikke har set bruge det.",
    when="Når brevet er sendt for nogen tid siden, og der ikke er set en faktura på det nye EAN-nummer.",
    blocks=(
        Paragraph(
            f"Vi skrev til jer {_EARLIER} om et nyt EAN-nummer til fakturaer om helbredstillæg og personligt"
            " tillæg. {% if begyndt %}Det har været i brug **siden {{ foerste_dato }}**, og vi har endnu"
            f" ikke set det brugt af jer.{{% else %}}Det gælder **{FROM}**, og vi skriver for at minde jer om"
            " det i god tid.{% endif %}"
        ),
        Paragraph(
            "**Har I rettet nummeret{% if begyndt %} og bare ikke sendt en faktura endnu{% endif %}, skal I"
            " ikke gøre mere.** Ellers beder vi jer rette det{% if begyndt %} nu{% elif foerste_dato %}, så"
            " det står rigtigt fra den dag{% endif %}."
        ),
        ean_table("{{ nyt_ean }}", "Nyt EAN-nummer"),
        Heading("Det skal I gøre"),
        Steps((_CHANGE_BEFORE, _ONE_EACH)),
        Heading("Kreditnotaer og rykkere"),
        _SAME_NUMBER,
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

_REMINDER_2 = Letter(
    kind="reminder-2",
    subject="Vi mangler stadig, at I skifter EAN-nummer",
    audience="Leverandører, der har fået brev og en påmindelse, og som vi stadig ikke har set skifte.",
    when="Når den første påmindelse er sendt for nogen tid siden, og der stadig ikke er set en faktura.",
    blocks=(
        Paragraph(
            f"Vi skrev til jer igen {_EARLIER}, fordi fakturaer om helbredstillæg og personligt tillæg skal"
            " til et nyt EAN-nummer. Vi har stadig ikke set en faktura fra jer på det nye nummer."
        ),
        ean_table("{{ nyt_ean }}", "Nyt EAN-nummer"),
        Paragraph(
            "Fakturaer på det gamle EAN-nummer må vi behandle i hånden eller bede jer sende igen"
            "{% if sidste_dato %} efter {{ sidste_dato }}{% endif %}. Det kan forsinke jeres betaling."
        ),
        Heading("Det skal I gøre"),
        Steps(
            (
                _CHANGE,
                _ONE_EACH,
                Paragraph(
                    "**Kontakt os, hvis noget forhindrer det**: et program, der ikke kan, en frist, der er"
                    " for kort, eller at I ikke længere sender os den slags fakturaer."
                ),
            )
        ),
        Heading("Kreditnotaer og rykkere"),
        _SAME_NUMBER,
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

_REJECTED = Letter(
    kind="rejected-invoices",
    subject="Vi har sendt fakturaer tilbage til jer",
    audience="Leverandører, der har sendt fakturaer, kreditnotaer eller rykkere, som KP ikke kan behandle.",
    when="Når dokumenter er afvist. KP giver ikke selv leverandøren besked. Grunden står ved hvert dokument.",
    blocks=(
        Paragraph(
            "Vi kan ikke behandle de fakturaer, kreditnotaer eller rykkere, der står i skemaet. De er derfor"
            " afvist og bliver ikke betalt, før vi får dem rettet. I skemaet står også, hvad I skal gøre."
        ),
        Table(
            name="De afviste dokumenter, grunden, og hvad I skal gøre",
            columns=("Dokument", "Grund", "Gør sådan"),
            rows=(
                (
                    "{{ dokument.nummer }}{% if dokument.dato %} af {{ dokument.dato }}{% endif %}",
                    "{{ dokument.grund }}",
                    "{{ dokument.saadan }}",
                ),
                ("Se jeres egen liste", "Vi kan ikke behandle det.", "Kontakt os."),
            ),
            widths=(45, 57, 68),
            loop="dokument in afviste",
        ),
        Heading("Når I sender dem igen"),
        Steps(
            (
                Paragraph(
                    "**Fakturaer om helbredstillæg og personligt tillæg** skal til EAN-nummer"
                    " **{{ nyt_ean }}**.",
                    when="nyt_ean",
                ),
                Paragraph(
                    "**Samleregninger, der ikke kan deles op, og fakturaer om andet** skal til"
                    " **{{ oekonomi_ean }}**.",
                    when="oekonomi_ean",
                ),
                Paragraph(
                    "**Ret fakturaen, og send den som en ny.** Send os ikke en kreditnota for en faktura, vi"
                    " har afvist: den bliver også afvist."
                ),
                Paragraph(
                    "**Skriv borgerens CPR-nummer** i det felt, skemaet nedenfor viser, og kun ét i hver"
                    " faktura."
                ),
            )
        ),
        Heading("Andre kreditnotaer og rykkere"),
        Paragraph(
            "Send dem til samme EAN-nummer som den faktura, de hører til, og skriv fakturaens nummer i dem."
        ),
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

_CONFIRMATION = Letter(
    kind="confirmation",
    subject="Tak, fordi I bruger det nye EAN-nummer",
    audience="Leverandører, der har skiftet, og som vil have det bekræftet.",
    when="Når den første faktura på det nye EAN-nummer er set, eller leverandøren har bedt om et svar.",
    blocks=(
        Paragraph(
            "Vi har"
            "{% if set_dato %} modtaget jeres faktura af {{ set_dato }} på{% else %} noteret, at I bruger"
            "{% endif %} det nye EAN-nummer. **I skal ikke gøre mere.**"
        ),
        Table(
            name="EAN-nummeret til fakturaer om helbredstillæg og personligt tillæg",
            columns=("EAN-nummer", "Bruges til"),
            rows=(("{{ nyt_ean }}", "Fakturaer om helbredstillæg og personligt tillæg"),),
            widths=(58, 112),
            numbers=True,
        ),
        Heading("Husk fortsat"),
        Steps(
            (
                Paragraph("**Én faktura pr. borger** med borgerens CPR-nummer i fakturaen."),
                Paragraph(
                    "**Kreditnotaer og rykkere** til samme EAN-nummer som den faktura, de hører til, med"
                    " fakturaens nummer i. Det gælder også fakturaer, I har sendt til"
                    "{% if gammelt_ean %} {{ gammelt_ean }}{% else %} det gamle EAN-nummer{% endif %}."
                ),
                Paragraph("**Fakturaer om andet** til det EAN-nummer, de plejer."),
            )
        ),
        *QUESTIONS,
    ),
)

_WAVES = Table(
    name="Hvornår leverandørerne skifter",
    columns=("Hvem", "Leverandører", "Nyt EAN-nummer fra", "Gammelt nummer til og med"),
    rows=(
        ("{{ boelge.navn }}", "{{ boelge.antal }}", "{{ boelge.foerste_dato }}", "{{ boelge.sidste_dato }}"),
        (
            "Alle på én gang",
            "Efter aftale",
            "{% if foerste_dato %}{{ foerste_dato }}{% else %}Efter aftale{% endif %}",
            "{% if sidste_dato %}{{ sidste_dato }}{% else %}Efter aftale{% endif %}",
        ),
    ),
    widths=(38, 28, 48, 56),
    loop="boelge in boelger",
)
_WHICH = "{% if genbrug %}et EAN-nummer, kommunen har i dag{% else %}et nyt EAN-nummer{% endif %}"
_ASK = Paragraph(
    "**Spørgsmål?** {% if kommune.kontakt %}{{ kommune.kontakt }}{% else %}Vi{% endif %} svarer gerne"
    "{% if kommune.telefon %} på telefon {{ kommune.telefon }}{% endif %}"
    "{% if kommune.mail %}{% if kommune.telefon %} eller{% endif %} på {{ kommune.mail }}{% endif %}."
)

_INTERNAL = Letter(
    kind="internal-notice",
    subject="Fakturaer om helbredstillæg flytter til KP",
    audience="Kolleger, der modtager, bogfører eller spørges om fakturaerne: økonomi, ydelse, borgerservice.",
    when="Før de første breve sendes, så I kan svare, når leverandørerne ringer.",
    greeting="Kære kolleger",
    blocks=(
        Paragraph(
            f"**{_BY_NOW.replace('jeres', 'den')}** behandler vi fakturaer om helbredstillæg og personligt"
            f" tillæg i Kommunernes Pensionssystem (KP). De kommer ind på {_WHICH}: **{{{{ nyt_ean }}}}**. Vi"
            " skriver til leverandørerne om det."
        ),
        _WAVES,
        Heading("Det skal I vide"),
        Steps(
            (
                Paragraph("**KP kan kun behandle fakturaer om én borger.** Samleregninger kan ikke flyttes."),
                Paragraph(
                    "**Apotekernes samleregninger bliver** i økonomisystemet"
                    "{% if oekonomi_ean %} på EAN-nummer {{ oekonomi_ean }}{% endif %}."
                ),
                Paragraph(
                    "**Kreditnotaer og rykkere** skal til samme EAN-nummer som deres faktura. KP afviser dem,"
                    " hvis det ikke har modtaget fakturaen."
                ),
                Paragraph(
                    "**Afviser vi en faktura i KP, får leverandøren ikke selv besked.** Skriv til"
                    " leverandøren, hvad der skal rettes."
                ),
                Paragraph(
                    "**Hold øje i økonomisystemet**, så ingen faktura bliver liggende, hvis den ikke når frem"
                    " til KP."
                ),
            )
        ),
        Heading("Når en leverandør ringer"),
        Paragraph(
            "Sig nummeret {{ nyt_ean }} og datoen ovenfor. Skal fakturaen handle om andet end helbredstillæg"
            " og personligt tillæg, skal den til det EAN-nummer, den plejer. Bed aldrig om CPR-numre på mail."
        ),
        _ASK,
    ),
)

_ERP = Letter(
    kind="erp-routes",
    subject="Bestilling: ruter og overvågning til eFaktura i KP",
    audience="Den, der er forvaltningsansvarlig for jeres økonomisystem, eller leverandøren af det.",
    when="Før de første leverandører skifter. Se opgavelisten: nogle leverandører skriver selv til kommunen.",
    greeting="Til {% if leverandoer.kontakt %}{{ leverandoer.kontakt }}"
    "{% else %}{{ leverandoer.navn }}{% endif %}",
    blocks=(
        Paragraph(
            "{{ kommune.navn }} tager eFaktura i KP i brug"
            "{% if foerste_dato %} fra **{{ foerste_dato }}**{% endif %}. Fakturaer, kreditnotaer og rykkere"
            " til EAN-nummeret herunder skal derfor videre fra"
            " {% if oekonomisystem %}{{ oekonomisystem }}{% else %}vores økonomisystem{% endif %} til"
            " Kommunernes Pensionssystem (KP)."
        ),
        Table(
            name="EAN-nummeret, der skal videre til KP",
            columns=("EAN-nummer til KP", "Slags"),
            rows=(
                (
                    "{{ nyt_ean }}",
                    "{% if genbrug %}I brug i dag{% else %}Nyt{% endif %}",
                ),
            ),
            widths=(85, 85),
            numbers=True,
        ),
        Heading("Vi bestiller"),
        Steps(
            (
                Paragraph("**Ruten**, så alt til {{ nyt_ean }} sendes videre til KP."),
                Paragraph(
                    "**Overvågning** af ruten, med besked til os, når en faktura ikke når frem"
                    "{% if kommune.mail %}, på {{ kommune.mail }}{% endif %}."
                ),
                Paragraph("**Svar fra KP tilbage** til økonomisystemet: godkendt, eller afvist med årsag."),
                Paragraph("**En prøve** med én faktura, før den første dato i skemaet."),
            )
        ),
        Paragraph(
            "Alle andre EAN-numre skal fungere som i dag."
            "{% if oekonomi_ean %} Det gælder også {{ oekonomi_ean }}, som apotekernes samleregninger bruger."
            "{% endif %}"
        ),
        Heading("Hvornår leverandørerne skifter"),
        _WAVES,
        Heading("Vi vil gerne vide"),
        Paragraph(
            "Hvornår ruten og overvågningen er klar, om vi skal underskrive eller sætte noget op først, og"
            " hvem vi ringer til, hvis en faktura ikke kommer frem."
        ),
        _ASK,
    ),
)

_KOMBIT = Letter(
    kind="kombit-notice",
    subject="Vi tager eFaktura i KP i brug",
    audience="KOMBIT.",
    when="Når I har valgt EAN-nummer og dato.",
    greeting="Til KOMBIT",
    blocks=(
        Paragraph(
            "{{ kommune.navn }} tager eFaktura i KP i brug"
            "{% if foerste_dato %} **fra {{ foerste_dato }}**{% endif %}."
            "{% if oekonomisystem %} Vores økonomisystem er {{ oekonomisystem }}.{% endif %}"
        ),
        Table(
            name="EAN-nummeret, KP får i kommunen",
            columns=("EAN-nummer til KP", "Slags"),
            rows=(
                (
                    "{{ nyt_ean }}",
                    "{% if genbrug %}Et nummer, vi har i dag{% else %}Et nyt nummer{% endif %}",
                ),
            ),
            widths=(85, 85),
            numbers=True,
        ),
        Heading("Hvornår leverandørerne skifter"),
        _WAVES,
        Heading("Vi vil gerne høre"),
        Paragraph(
            "Om der er noget, vi skal have på plads inden datoen, hvornår der er spørgetime, og hvem vi"
            " skriver til, hvis fakturaer ikke når frem til KP."
        ),
        _ASK,
    ),
)

LATER = (_REMINDER_1, _REMINDER_2, _REJECTED, _CONFIRMATION, _INTERNAL, _ERP, _KOMBIT)
