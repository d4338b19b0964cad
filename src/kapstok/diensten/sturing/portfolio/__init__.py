"""The application portfolio of the partnership: what it has, who uses it, what it costs and how long it lasts."""
