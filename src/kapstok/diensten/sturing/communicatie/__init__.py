"""The communication plan (chapter 8): who hears what, when, by which channel, and what was published."""
