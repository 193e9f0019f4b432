"""Where does the sample municipality come from? From this generator: seeded, invented, always the same."""
