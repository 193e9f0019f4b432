"""The import, from files to a changed plan, as pages in the window."""
