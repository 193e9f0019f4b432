"""Where does somebody read what a page is for? Help beside the work, the user's guide, and one page to print."""
