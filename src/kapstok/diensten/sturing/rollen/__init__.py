"""Who holds which function of the information plan, and what that gives a right to."""
