"""What would KP do with today's invoices? The page about what KP can handle."""

from desktop.ui.pages.kp.page import KpPage

__all__ = ["KpPage"]
