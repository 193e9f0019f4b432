"""What does the program say about itself when something happens to it? Reports, the log, the last word.

Standard library only: it must work when a library is missing, and the first paint passes through it.
"""
