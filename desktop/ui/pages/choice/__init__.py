"""Which EAN number shall KP have? The options side by side, what they rest on, and the choice itself."""

from desktop.ui.pages.choice.page import ChoicePage

__all__ = ["ChoicePage"]
