"""Bring the database to this version: Django's migrations as the owner, then keys, policies, rights."""

from django.core.management import call_command
from django.db import connection, transaction

from kapstok.platform.db.mark import write_mark
from kapstok.platform.db.secure import secure_tables


def migrate(*, verbosity: int = 1) -> int:
    """Migrate and secure; returns the number of tenant tables. Runs with the owner's connection."""
    call_command("migrate", verbosity=verbosity, interactive=False)
    with transaction.atomic(), connection.cursor() as cursor:
        made = secure_tables(cursor)
        write_mark(connection.connection)
        return made
