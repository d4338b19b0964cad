"""Notes of the workplace become zaaknotities: what staff write and what the API shows is one store."""

from django.db import migrations

# A municipality at a time, as the policies demand.
MOVE = """
DO $$ DECLARE t smallint; BEGIN
  FOR t IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', t::text, true);
    INSERT INTO zaken_zaaknotitie (id, tenant, zaak_id, onderwerp, tekst, aangemaakt_door, notitie_type, status,
        aanmaakdatum, wijzigingsdatum)
      SELECT n.id, t, n.zaak_id, COALESCE(NULLIF(left(btrim(split_part(n.tekst, chr(10), 1), E' \\r\\t'), 255), ''),
        'Notitie'), n.tekst, n.auteur, 'intern', 'definitief', n.moment, n.moment
      FROM behandeling_notitie n WHERE n.tenant = t;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("behandeling", "0002_gezien"),
        ("zaken", "0006_tellingen_en_volgorde"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MOVE),  # no way back: the old table would be empty
        migrations.DeleteModel("Notitie"),
    ]
