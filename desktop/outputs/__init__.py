"""What leaves the program besides letters: tables, calendars, notes."""
