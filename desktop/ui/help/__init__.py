"""Where does somebody read what a page is for? Beside the work, in the guide, and on one page to print."""
