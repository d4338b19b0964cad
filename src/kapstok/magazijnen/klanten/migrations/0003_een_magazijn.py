"""Messages and contact moments become klantcontacten: what screens keep and what the API shows is one store."""

from django.db import migrations, models

# A municipality at a time, as the policies demand.
MOVE = """
DO $$ DECLARE t smallint; BEGIN
  FOR t IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', t::text, true);
    INSERT INTO klanten_klantcontact (id, tenant, nummer, referentienummer, kanaal, onderwerp, inhoud, reactie,
        hoofd_onderwerp_type, verdere_actie_ondernomen, taal, vertrouwelijk, plaatsgevonden_op, metadata,
        soort, van, auteur, gelezen)
      SELECT id, t, '', '', 'Mijn omgeving', COALESCE(NULLIF(onderwerp, ''), 'Bericht over uw zaak'), tekst, '',
        '', false, 'nld', false, moment, '{}'::jsonb, 'bericht', van, auteur, gelezen FROM klanten_bericht WHERE tenant = t
      UNION ALL
      SELECT id, t, '', '', kanaal, onderwerp, tekst, '', '', false, 'nld', false, moment, '{}'::jsonb,
        'contactmoment', '', medewerker, NULL::timestamptz FROM klanten_contactmoment WHERE tenant = t;
    INSERT INTO klanten_onderwerpobject (id, tenant, klantcontact_id, onderwerpobjectidentificator, object_id)
      SELECT gen_random_uuid(), t, o.id, jsonb_build_object('objectId', o.zaak_id, 'codeObjecttype', 'zaak',
        'codeRegister', 'zaken', 'codeSoortObjectId', 'uuid'), o.zaak_id::text
      FROM (SELECT id, zaak_id FROM klanten_bericht WHERE tenant = t UNION ALL
        SELECT id, zaak_id FROM klanten_contactmoment WHERE tenant = t AND zaak_id IS NOT NULL) o;
    INSERT INTO klanten_betrokkene (id, tenant, had_klantcontact_id, contactnaam, rol, organisatienaam, initiator, sleutel)
      SELECT gen_random_uuid(), t, id, CASE van WHEN 'inwoner' THEN jsonb_build_object('achternaam', auteur) END,
        'klant', '', van = 'inwoner', betrokkene FROM klanten_bericht WHERE tenant = t
      UNION ALL
      SELECT gen_random_uuid(), t, id, NULL::jsonb, 'klant', '', false, betrokkene
      FROM klanten_contactmoment WHERE tenant = t AND betrokkene <> '';
    INSERT INTO klanten_actor (id, tenant, naam, soort_actor, indicatie_actief)
      SELECT gen_random_uuid(), t, n.naam, 'medewerker', true FROM (
        SELECT medewerker AS naam FROM klanten_contactmoment WHERE tenant = t UNION
        SELECT auteur FROM klanten_bericht WHERE tenant = t AND van = 'gemeente') n;
    INSERT INTO klanten_actorklantcontact (id, tenant, actor_id, klantcontact_id)
      SELECT gen_random_uuid(), t, (SELECT a.id FROM klanten_actor a WHERE a.tenant = t AND a.naam = k.auteur
          AND a.soort_actor = 'medewerker' AND a.actoridentificator IS NULL ORDER BY a.id LIMIT 1), k.id
      FROM klanten_klantcontact k WHERE k.tenant = t AND k.soort <> '' AND k.van <> 'inwoner';
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("klanten", "0002_klantinteracties"), ("tenancy", "0001_initial")]

    operations = [
        migrations.AddField("klantcontact", "soort", models.CharField(blank=True, default="", max_length=14)),
        migrations.AddField("klantcontact", "van", models.CharField(blank=True, default="", max_length=10)),
        migrations.AddField(
            "klantcontact", "auteur", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddField("klantcontact", "gelezen", models.DateTimeField(null=True)),
        migrations.AddField("betrokkene", "sleutel", models.CharField(blank=True, default="", max_length=32)),
        migrations.AddField(
            "partijidentificator", "sleutel", models.CharField(blank=True, default="", max_length=32)
        ),
        migrations.AddIndex(
            "betrokkene", models.Index(fields=["tenant", "sleutel"], name="betrokkene_sleutel")
        ),
        migrations.AddIndex(
            "partijidentificator",
            models.Index(fields=["tenant", "sleutel"], name="partijidentificator_sleutel"),
        ),
        migrations.RunSQL(MOVE),  # no way back: the old tables would be empty
        migrations.DeleteModel("Bericht"),
        migrations.DeleteModel("Contactmoment"),
    ]
