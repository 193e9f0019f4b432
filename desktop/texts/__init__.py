"""Where facts become sentences; the only room that words anything for the user."""
