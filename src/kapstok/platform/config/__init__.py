"""Settings of one installation, read once from the environment.

Each setting has a type, a default and a sentence; `kapstok config explain` prints them.
What a municipality decides for itself is not here: that is data (tenancy_tenant).
"""

from typing import Any

from kapstok.platform.config.schema import Settings, SettingsError, explain, load

settings: Settings

__all__ = ["Settings", "SettingsError", "explain", "load", "settings"]


def __getattr__(name: str) -> Any:
    """Read on first use, so that a wrong setting can be told in one sentence by whoever asks."""
    if name != "settings":
        raise AttributeError(name)
    globals()["settings"] = load()
    return globals()["settings"]
