"""Template tags; load them with {% load kapstok %}."""
