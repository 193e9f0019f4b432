"""What is wrong with the data, and what can be done about it? The page about data quality."""

from desktop.ui.pages.quality.page import QualityPage

__all__ = ["QualityPage"]
