"""Use cases of staff, one subject per file."""
