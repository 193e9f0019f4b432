"""The rollout page: who changes when, in lanes, and in time."""

from desktop.ui.pages.rollout.page import RolloutPage

__all__ = ["RolloutPage"]
