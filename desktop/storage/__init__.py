"""How is a plan kept on disk so that it is always whole?"""
