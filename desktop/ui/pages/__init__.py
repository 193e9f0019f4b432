"""The pages of the rail: one idea each."""
