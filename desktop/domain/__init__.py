"""The rules: answers every question about suppliers, invoices and EAN numbers, without any I/O."""
