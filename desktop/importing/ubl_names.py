"""What are the namespaces of UBL 2, which OIOUBL, OIOUBL 3, the Danish CIUS and Peppol BIS share?"""

from __future__ import annotations

CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
ROOT = "urn:oasis:names:specification:ubl:schema:xsd:"
"""Followed by the document's name and "-2"."""
