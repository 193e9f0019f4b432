"""What does a field of a letter template mean? For the person who types it in Word."""

from __future__ import annotations

from desktop.texts.translate import N_, _

_MEANING = {
    "leverandoer.nummer": N_("The supplier's number in the ERP"),
    "leverandoer.navn": N_("The supplier's name"),
    "leverandoer.adresse": N_("The lines of the supplier's address"),
    "leverandoer.postnr": N_("The supplier's postal code"),
    "leverandoer.by": N_("The supplier's city"),
    "leverandoer.cvr": N_("The supplier's CVR number"),
    "leverandoer.kontakt": N_("Whom the letter is addressed to"),
    "leverandoer.mail": N_("The supplier's e-mail"),
    "kommune.navn": N_("The municipality's name"),
    "kommune.afdeling": N_("The unit that suppliers may ask"),
    "kommune.adresse": N_("The municipality's address, in one line"),
    "kommune.postnr": N_("The municipality's postal code"),
    "kommune.by": N_("The municipality's city"),
    "kommune.telefon": N_("The telephone number suppliers may ring"),
    "kommune.mail": N_("The e-mail suppliers may write to"),
    "kommune.kontakt": N_("Who signs and answers"),
    "gammelt_ean": N_("The EAN number the supplier uses most today"),
    "gamle_ean": N_("All EAN numbers the supplier uses today"),
    "nyt_ean": N_("The EAN number for KP, 13 digits"),
    "oekonomi_ean": N_("The EAN number for what stays in the ERP"),
    "brevdato": N_("The date of the letter"),
    "foerste_dato": N_("The first day with the new EAN number; a wave has its own"),
    "sidste_dato": N_("The last day with the old EAN number; a wave has its own"),
    "antal_samleregninger": N_("Collective invoices seen from the supplier; 0 is none"),
    "flest_borgere": N_("The most citizens on one of them"),
    "boelge": N_("The number of the supplier's wave; 0 without waves"),
    "tidligere_dato": N_("The day the earlier letter was sent, in reminders"),
    "set_dato": N_("The day of the first invoice on the new EAN number"),
    "afviste": N_("The documents that were sent back"),
    "boelger": N_("The waves with their dates, in the letters about the plan"),
    "antal_leverandoerer": N_("How many suppliers change"),
    "oekonomisystem": N_("The name of the ERP system"),
    "begyndt": N_("True when the first day with the new EAN number is not ahead any more"),
    "genbrug": N_("True when the EAN number for KP is one you have already"),
}


def meaning(field: str) -> str:
    """What a field prints."""
    return _(_MEANING[field])
