"""StUF-BG 3.10: questions about persons, for applications that do not know the newer APIs yet."""
