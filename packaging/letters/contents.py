"""What do the letters say? The Danish text, in the reader's order: what changes, what to do, what to know.

The reader is whoever sends the invoices: a dentist's secretary, an optician's bookkeeper, a pharmacy. So:
"I", short sentences, the number and the date first, no word of ours that is not explained. What the letters
promise follows the rules by which KP and the ERP treat invoices, credit notes and reminders.
"""

from __future__ import annotations

from letters.blocks import Heading, Letter, Paragraph, Steps, Table
from letters.later_contents import LATER
from letters.shared_text import CPR_BLOCKS, FROM, FROM_CELL, OTHER_INVOICES, QUESTIONS, UNTIL, ean_table

# --------------------------------------------------------------------------------------------- new-ean

_NEW_EAN = Letter(
    kind="new-ean",
    subject="Nyt EAN-nummer til fakturaer om helbredstillæg",
    audience="Leverandører, der skal bruge KP's EAN-nummer og allerede sender én faktura pr. borger.",
    when="Når leverandørens fakturaer skal til KP, og leverandøren bruger et andet EAN-nummer i dag.",
    blocks=(
        Paragraph(
            "Vi samler arbejdet med fakturaer om helbredstillæg og personligt tillæg i Kommunernes"
            " Pensionssystem (KP). Derfor får de fakturaer deres eget EAN-nummer, og vi beder jer bruge det"
            f" **{FROM}**. Betalingsfrister og alt andet er som før."
        ),
        ean_table("{{ nyt_ean }}", "Nyt EAN-nummer"),
        Heading("Det skal I gøre"),
        Steps(
            (
                Paragraph(
                    "**Ret EAN-nummeret** på {{ kommune.navn }} i jeres fakturaprogram til"
                    " **{{ nyt_ean }}**. Det står på kundekortet eller ved modtageren."
                ),
                Paragraph(
                    "**Send fakturaer om helbredstillæg og personligt tillæg** til det nye nummer"
                    f" {FROM}.{UNTIL}"
                ),
                Paragraph(
                    "**Send fortsat én faktura pr. borger** med borgerens CPR-nummer i det felt, skemaet"
                    " nedenfor viser. KP kan kun behandle fakturaer om én borger ad gangen."
                ),
            )
        ),
        OTHER_INVOICES,
        Heading("Kreditnotaer og rykkere"),
        Paragraph(
            "Send dem til **samme EAN-nummer som den faktura, de hører til**, og skriv fakturaens nummer i"
            " dem. Hører de til en faktura, I har sendt til det gamle EAN-nummer, skal de altså også derhen,"
            " selv"
            " om I er skiftet. KP afviser dem, hvis det ikke har modtaget fakturaen."
        ),
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

# ----------------------------------------------------------------------------- new-ean-one-per-citizen

_SEEN = (
    "{% if antal_samleregninger %} Vi har set {% if antal_samleregninger == 1 %}én samleregning"
    "{% else %}{{ antal_samleregninger }} samleregninger{% endif %} fra jer"
    "{% if flest_borgere > 1 %}, {% if antal_samleregninger > 1 %}den største {% endif %}"
    "med {{ flest_borgere }} borgere{% endif %}.{% endif %}"
)

_NEW_EAN_ONE = Letter(
    kind="new-ean-one-per-citizen",
    subject="Nyt EAN-nummer og én faktura pr. borger",
    audience="Leverandører, der skal bruge KP's EAN-nummer og i dag sender samleregninger.",
    when="Når leverandørens fakturaer skal til KP, og nogle af dem handler om flere borgere. Ét samlet brev.",
    blocks=(
        Paragraph(
            f"Vi beder jer ændre to ting **{FROM}**, når I sender os fakturaer om helbredstillæg og"
            " personligt"
            " tillæg: Brug et nyt EAN-nummer, og send én faktura for hver borger."
        ),
        ean_table("{{ nyt_ean }}", "Nyt EAN-nummer"),
        Paragraph(
            "Vi samler arbejdet med fakturaerne i Kommunernes Pensionssystem (KP). KP knytter hver faktura"
            " til"
            " én borgers sag og kan derfor ikke behandle samleregninger, altså fakturaer om flere"
            f" borgere.{_SEEN}"
        ),
        Heading("Det skal I gøre"),
        Steps(
            (
                Paragraph(
                    "**Ret EAN-nummeret** på {{ kommune.navn }} i jeres fakturaprogram til"
                    " **{{ nyt_ean }}**. Det står på kundekortet eller ved modtageren."
                    f"{UNTIL}"
                ),
                Paragraph(
                    "**Send én faktura for hver borger**, også når flere borgere er behandlet samme dag."
                    " Har en borger fået flere behandlinger, må de gerne stå på samme faktura."
                ),
                Paragraph(
                    "**Skriv borgerens CPR-nummer** i det felt, skemaet nedenfor viser, og ingen andre,"
                    " heller ikke i bilag."
                ),
            )
        ),
        OTHER_INVOICES,
        Heading("Kreditnotaer og rykkere"),
        Paragraph(
            "Send dem til **samme EAN-nummer som den faktura eller samleregning, de hører til**, også når det"
            " er det gamle, og skriv dens nummer i dem. KP afviser dem, hvis det ikke har modtaget den."
        ),
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

# ------------------------------------------------------------------------------------- one-per-citizen

_ONE = Letter(
    kind="one-per-citizen",
    subject="Send én faktura pr. borger",
    audience="Leverandører, der allerede bruger det rigtige EAN-nummer, men sender samleregninger.",
    when="Når leverandørens EAN-nummer er det, KP får, og nogle af fakturaerne handler om flere borgere.",
    blocks=(
        Paragraph(
            f"Vi beder jer sende **én faktura for hver borger {FROM}**, når det handler om helbredstillæg og"
            " personligt tillæg. EAN-nummeret er det samme som nu."
        ),
        Table(
            name="EAN-nummeret og det, der ændrer sig",
            columns=("EAN-nummer (uændret)", "Det nye", "Gælder fra"),
            rows=(
                (
                    "{{ nyt_ean or gammelt_ean or 'Det, I bruger i dag' }}",
                    "Én faktura pr. borger",
                    FROM_CELL,
                ),
            ),
            widths=(58, 58, 54),
            numbers=True,
        ),
        Paragraph(
            "Vi samler arbejdet med fakturaerne i Kommunernes Pensionssystem (KP). KP knytter hver faktura"
            " til"
            " én borgers sag og kan derfor ikke behandle samleregninger, altså fakturaer om flere"
            f" borgere.{_SEEN}"
        ),
        Heading("Det skal I gøre"),
        Steps(
            (
                Paragraph(
                    "**Send én faktura for hver borger**, også når flere borgere er behandlet samme dag."
                    " Har en borger fået flere behandlinger, må de gerne stå på samme faktura."
                ),
                Paragraph(
                    "**Skriv borgerens CPR-nummer** i det felt, skemaet nedenfor viser. Der må ikke"
                    " stå andre CPR-numre i fakturaen, heller ikke i linjer, noter eller bilag."
                ),
                Paragraph(
                    "{% if sidste_dato %}**Send jeres sidste samleregning** senest {{ sidste_dato }}."
                    " Kommer den senere, må vi bede jer dele den op.{% else %}**Del samleregninger op**, som"
                    " I"
                    " endnu ikke har sendt.{% endif %}"
                ),
            )
        ),
        Heading("Kreditnotaer og rykkere"),
        Paragraph(
            "Send dem til samme EAN-nummer som den faktura, de hører til, og skriv fakturaens nummer i dem."
            " **Skal I kreditere eller rykke for en tidligere samleregning, så kontakt os først.** KP har"
            " ikke"
            " modtaget den og ville afvise kreditnotaen eller rykkeren."
        ),
        *CPR_BLOCKS,
        *QUESTIONS,
    ),
)

# ------------------------------------------------------------------------------------------- leave-ean

_INSTEAD = "{% if oekonomi_ean %}{{ oekonomi_ean }}{% else %}Får I hos os{% endif %}"

_LEAVE = Letter(
    kind="leave-ean",
    subject="Jeres fakturaer skal til et andet EAN-nummer",
    audience="Leverandører uden for KP, der i dag bruger det EAN-nummer, KP overtager.",
    when="Når et eksisterende EAN-nummer genbruges til KP, og leverandørens fakturaer handler om andet.",
    blocks=(
        Paragraph(
            "I sender fakturaer til EAN-nummer **{{ gammelt_ean }}**. Det bliver"
            "{% if foerste_dato %} fra {{ foerste_dato }}{% endif %} kun brugt til fakturaer om"
            " helbredstillæg"
            " og personligt tillæg, som vi behandler i Kommunernes Pensionssystem (KP). Jeres fakturaer"
            " handler"
            " om andet, og derfor beder vi jer sende dem til et andet EAN-nummer. Betalingsfrister og alt"
            " andet"
            " er som før."
        ),
        ean_table(_INSTEAD, "Brug i stedet"),
        Heading("Det skal I gøre"),
        Steps(
            (
                Paragraph(
                    "**Ret EAN-nummeret** på {{ kommune.navn }} i jeres fakturaprogram til"
                    " **{{ oekonomi_ean }}**. Det står på kundekortet eller ved modtageren.",
                    when="oekonomi_ean",
                ),
                Paragraph(
                    "**Kontakt os, før I sender den næste faktura.** Så får I det EAN-nummer, der passer til"
                    " jeres fakturaer, og retter det på {{ kommune.navn }} i jeres fakturaprogram.",
                    when="not oekonomi_ean",
                ),
                Paragraph(f"**Brug det nye nummer {FROM}.**{UNTIL}"),
                Paragraph(
                    "**Skriv som hidtil, hvem hos os der har bestilt** (personreferencen), så fakturaen"
                    " finder"
                    " frem."
                ),
            )
        ),
        Paragraph(
            "Fakturaer, der senere lander på {{ gammelt_ean }}, bliver afvist, og så må vi bede jer sende dem"
            " igen. Handler nogle af jeres fakturaer alligevel om helbredstillæg, så kontakt os."
        ),
        Heading("Kreditnotaer og rykkere"),
        Paragraph(
            "Hører de til en faktura, I har sendt til {{ gammelt_ean }}, skal de til samme EAN-nummer og have"
            " fakturaens nummer i sig. Send dem{% if sidste_dato %} senest {{ sidste_dato }}{% else %}"
            " snarest"
            "{% endif %}. **Kommer de senere, så kontakt os først**, for KP kender ikke fakturaen og ville"
            " afvise dem."
        ),
        *QUESTIONS,
    ),
)

# ---------------------------------------------------------------------------------------- stay-on-erp

_MOVES = "gammelt_ean and gammelt_ean != oekonomi_ean"

_STAY = Letter(
    kind="stay-on-erp",
    subject="EAN-nummer til jeres samleregninger",
    audience="Apoteker og andre, der sender samleregninger, som ikke kan deles op.",
    when="Når leverandørens samleregninger bliver i økonomisystemet og ikke må sendes til KP's EAN-nummer.",
    blocks=(
        Paragraph(
            "Vi er ved at samle arbejdet med fakturaer om helbredstillæg i Kommunernes Pensionssystem (KP)."
            " KP"
            " kan kun behandle fakturaer om én borger ad gangen. **I må gerne fortsætte med at sende"
            " samleregninger**; dem behandler vi som hidtil i vores økonomisystem."
            f"{{% if {_MOVES} %}} Men de skal til et andet EAN-nummer.{{% else %}} I skal ikke ændre noget,"
            " blot"
            " holde fast i EAN-nummeret her.{% endif %}"
        ),
        Table(
            name="EAN-nummeret i dag og EAN-nummeret til samleregninger",
            columns=("EAN-nummer i dag", "Til samleregninger", "Gælder fra"),
            rows=(
                (
                    "{{ ean }}",
                    "{{ oekonomi_ean }}",
                    f"{{% if {_MOVES} %}}{FROM_CELL}{{% else %}}Som nu{{% endif %}}",
                ),
                ("Det nummer, I bruger i dag", "{{ oekonomi_ean }}", "Som nu"),
            ),
            widths=(58, 58, 54),
            loop="ean in gamle_ean",
            numbers=True,
        ),
        Heading("Det skal I gøre"),
        Steps(
            (
                Paragraph(
                    "**Ret EAN-nummeret** på {{ kommune.navn }} i jeres fakturaprogram til"
                    f" **{{{{ oekonomi_ean }}}}**, og brug det {FROM}.{UNTIL}",
                    when=_MOVES,
                ),
                Paragraph(
                    "**Bliv ved med at sende samleregningerne** til {{ oekonomi_ean }}.",
                    when=f"not ({_MOVES})",
                ),
                Paragraph(
                    "**Skriv ét CPR-nummer på hver linje**, i linjens tekst, så vi kan fordele beløbet på"
                    " borgerne. Står der intet eller flere på en linje, må vi spørge jer, og betalingen"
                    " trækker ud."
                ),
                Paragraph(
                    "**Send ikke samleregninger til {{ nyt_ean }}.** Det EAN-nummer er til fakturaer om én"
                    " borger, og samleregninger kan ikke behandles der.",
                    when="nyt_ean and nyt_ean != oekonomi_ean and nyt_ean not in gamle_ean",
                ),
            )
        ),
        Heading("Kreditnotaer og rykkere"),
        Paragraph(
            "Send dem til **samme EAN-nummer som den faktura, de hører til**, og skriv fakturaens nummer i"
            f" dem.{{% if {_MOVES} %}} Hører de til en faktura, I har sendt til {{{{ gammelt_ean }}}}, så"
            " send dem"
            "{% if sidste_dato %} senest {{ sidste_dato }}{% else %} snarest{% endif %}. Kommer de senere, så"
            " kontakt os først, for KP kender ikke fakturaen og ville afvise dem.{% endif %}"
        ),
        Heading("Kan I sende én faktura pr. borger?"),
        Paragraph("Så sig endelig til. Så får I KP's EAN-nummer, og vi kan behandle fakturaerne hurtigere."),
        *QUESTIONS,
    ),
)

LETTERS = (_NEW_EAN, _NEW_EAN_ONE, _ONE, _LEAVE, _STAY, *LATER)
