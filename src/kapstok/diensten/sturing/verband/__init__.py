"""Who takes part in the partnership, and since when."""
