"""The page "Tasks": what must be done before go-live, by whom and when?"""

from desktop.ui.pages.tasks.page import TasksPage

__all__ = ["TasksPage"]
