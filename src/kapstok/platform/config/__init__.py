"""Settings of one installation, read once from the environment.

Each setting has a type, a default and a sentence; `kapstok config explain` prints them.
What a municipality decides for itself is not here: that is data (tenancy_tenant).
"""

from kapstok.platform.config.schema import Settings, SettingsError, explain, load

settings: Settings = load()

__all__ = ["Settings", "SettingsError", "explain", "load", "settings"]
