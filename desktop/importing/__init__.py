"""What do the files that come in say? Rows and problems, never a silent guess."""
