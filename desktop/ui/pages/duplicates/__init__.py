"""Which suppliers may be one and the same? The page where pairs are decided, one by one."""

from desktop.ui.pages.duplicates.page import DuplicatesPage

__all__ = ["DuplicatesPage"]
