from typing import Any

from django.db import migrations, models

from kapstok.magazijnen.bag.maat import maat
from kapstok.platform.geo.wkb import points_of

CHUNK = 5000
_SIZE = models.SmallIntegerField(help_text="of its box: half a side is at most 2^maat metres", null=True)


def sizes(apps: Any, schema_editor: Any) -> None:
    """Of what is there already, one municipality after the other: the policies hold for the owner too."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id FROM tenancy_tenant")
        for (tenant,) in cursor.fetchall():
            cursor.execute("SELECT set_config('app.tenant', %s, true)", [str(tenant)])
            for table in ("bag_voorkomen", "bag_aanvoer"):
                _fill(cursor, table)
        cursor.execute("SELECT set_config('app.tenant', '', true)")


def _fill(cursor: Any, table: str) -> None:
    find = f"SELECT id, geometrie FROM {table} WHERE geometrie IS NOT NULL AND maat IS NULL LIMIT {CHUNK}"
    put = f"UPDATE {table} v SET maat = n.maat FROM unnest(%s::uuid[], %s::int[]) AS n(id, maat) WHERE v.id = n.id"
    while True:
        cursor.execute(find)
        rows = cursor.fetchall()
        if not rows:
            return
        cursor.execute(put, [[row[0] for row in rows], [_size(bytes(row[1])) for row in rows]])


def _size(wkb: bytes) -> int:
    xs, ys = zip(*points_of(wkb), strict=True)
    return maat((min(xs), min(ys), max(xs), max(ys)))


class Migration(migrations.Migration):
    dependencies = [
        ("bag", "0006_adresdag"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="voorkomen", name="bag_voorkomen_plek"),
        migrations.AddField(model_name="aanvoer", name="maat", field=_SIZE),
        migrations.AddField(model_name="voorkomen", name="maat", field=_SIZE),
        migrations.RunPython(sizes, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="voorkomen",
            index=models.Index(
                fields=["tenant", "objecttype", "maat", "lat", "lon"], name="bag_voorkomen_plek"
            ),
        ),
    ]
