"""Kapstok: one information house for municipalities that work together."""

__version__ = "0.2.0"
