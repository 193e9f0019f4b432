"""The building blocks every page is made of: own drawing that reads the palette, and only plain text."""
