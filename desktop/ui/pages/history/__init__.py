"""What has been done to the plan, by whom, and from what to what?"""

from desktop.ui.pages.history.page import HistoryPage

__all__ = ["HistoryPage"]
