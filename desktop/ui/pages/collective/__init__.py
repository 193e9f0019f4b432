"""Who sends invoices about several citizens, and how do we know? The page about collective invoices."""

from desktop.ui.pages.collective.page import CollectivePage

__all__ = ["CollectivePage"]
