from django.db import migrations

# What runs as whoever writes, under his own policy and rights, finds its tables as he does. With a search path of its own
# PostgreSQL sets and restores it around every call, 12 microseconds of the half millisecond of a new zaak each time, and
# cannot put the words of a zaak into the plan of who asks for them.
FUNCTIONS = """
zaak_regel(zaken_zaak, zaken_zaakstand, int)
zaak_regels(zaken_zaak, zaken_zaakstand, zaken_zaak, zaken_zaakstand)
zaak_staat(zaken_zaak)
zaak_stand_zet(zaken_zaakstand)
zaak_stand_anders()
zaak_telregel()
zaak_woorden(text)
zaak_woorden_bij()
zaak_kenmerken_bij()
onder_bij()
onder_verhangen()
onder_zaak()
rol_soorten_bij()
zaak_rolsoorten(smallint, uuid)
""".split("\n")[1:-1]


def _each(change: str) -> str:
    return ";\n".join(f"ALTER FUNCTION {function} {change}" for function in FUNCTIONS)


class Migration(migrations.Migration):
    dependencies = [("zaken", "0014_woorden_door_trigger")]
    operations = [migrations.RunSQL(_each("RESET search_path"), _each("SET search_path = public, pg_temp"))]
