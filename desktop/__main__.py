"""How does the program start: with its window, or as a command?"""
