"""Who follows what in the base registrations, and may be told of it."""
