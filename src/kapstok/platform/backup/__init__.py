"""Backup and restore of one installation: the database, the document bytes, and a manifest with hashes."""

from kapstok.platform.backup.copy import BackupError, backup, restore

__all__ = ["BackupError", "backup", "restore"]
