"""Where do the shipped letter templates come from? From these texts and this layout, made into Word files."""
