"""Who sends to the municipality's EAN numbers, and what shall happen to them? The supplier page."""

from desktop.ui.pages.suppliers.page import SuppliersPage

__all__ = ["SuppliersPage"]
