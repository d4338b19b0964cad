"""Pages for whoever steers the partnership: i-adviseurs, directie, and those who look along."""
