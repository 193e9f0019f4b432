"""How does a template and a supplier become a finished letter?"""
