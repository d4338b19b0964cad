"""The quarter: an agenda with a card per project, closing it, and the memo to the OWO-directie."""
