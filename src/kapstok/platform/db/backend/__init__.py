"""Django's PostgreSQL backend with a health check that costs no round trip (setting ENGINE names this package)."""
