-- Who writes to the chain of a municipality waits for who is writing to it, by a lock of its own: whoever waits for a row
-- finds another row after it, and PostgreSQL then begins the statement anew. Each statement behind the lock sees what the
-- one before left.

-- Adds one record to the chain of the current tenant, as nearly always; in the rest as audit_schrijf. Returns its number.
CREATE OR REPLACE FUNCTION audit_schrijf_een(id uuid, moment timestamptz, actor_soort text, actor_id text, actor_naam text,
  actie text, doel text, object_soort text, object_id text, subject text, inhoud bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  wie smallint := nullif(current_setting('app.tenant', true), '')::smallint;
  nummer bigint;
  vorige bytea;
  zegel bytea;
BEGIN
  IF wie IS NULL THEN RAISE EXCEPTION 'audit without tenant'; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('audit_keten'), wie);
  UPDATE audit_audithead h SET volgnummer = o.volgnummer + 1,
      hash = audit_zegel(o.hash, wie, o.volgnummer + 1, moment, actor_soort, actor_id, actor_naam, actie, doel,
        object_soort, object_id, subject, inhoud)
    FROM (SELECT k.volgnummer, k.hash FROM audit_audithead k WHERE k.tenant = wie OFFSET 0) AS o WHERE h.tenant = wie
    RETURNING h.volgnummer, o.hash, h.hash INTO nummer, vorige, zegel;
  IF NOT FOUND THEN
    INSERT INTO audit_audithead AS h (tenant, id, volgnummer, hash)
      VALUES (wie, gen_random_uuid(), 1, audit_zegel(''::bytea, wie, 1, moment, actor_soort, actor_id, actor_naam, actie,
        doel, object_soort, object_id, subject, inhoud))
      RETURNING h.volgnummer, ''::bytea, h.hash INTO nummer, vorige, zegel;
  END IF;
  INSERT INTO audit_auditrecord (tenant, id, volgnummer, moment, actor_soort, actor_id, actor_naam, actie, doel,
      object_soort, object_id, subject, inhoud, vorige_hash, hash)
    VALUES (wie, id, nummer, moment, actor_soort, actor_id, actor_naam, actie, doel, object_soort, object_id, subject,
      inhoud, vorige, zegel);
  RETURN nummer;
END $$;

-- Adds records to the chain of the current tenant, in one statement. The application may call this but
-- has no right to insert, change or delete a record itself. Returns the last number.
CREATE OR REPLACE FUNCTION audit_schrijf(records jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wie smallint := nullif(current_setting('app.tenant', true), '')::smallint;
  nummer bigint;
  keten bytea;
  r record;
BEGIN
  IF wie IS NULL THEN RAISE EXCEPTION 'audit without tenant'; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('audit_keten'), wie);
  SELECT h.volgnummer, h.hash INTO nummer, keten FROM audit_audithead h WHERE h.tenant = wie;
  IF NOT FOUND THEN
    INSERT INTO audit_audithead AS h (tenant, id, volgnummer, hash) VALUES (wie, gen_random_uuid(), 0, ''::bytea)
      RETURNING h.volgnummer, h.hash INTO nummer, keten;
  END IF;
  FOR r IN SELECT n.*, decode(n.inhoud, 'base64') AS bytes FROM jsonb_to_recordset(records) AS
      n(id uuid, moment timestamptz, actor_soort text, actor_id text, actor_naam text, actie text, doel text,
      object_soort text, object_id text, subject text, inhoud text) LOOP
    nummer := nummer + 1;
    INSERT INTO audit_auditrecord (tenant, id, volgnummer, moment, actor_soort, actor_id, actor_naam, actie, doel,
        object_soort, object_id, subject, inhoud, vorige_hash, hash)
      VALUES (wie, r.id, nummer, r.moment, r.actor_soort, r.actor_id, r.actor_naam, r.actie, r.doel, r.object_soort,
        r.object_id, r.subject, r.bytes, keten, audit_zegel(keten, wie, nummer, r.moment, r.actor_soort, r.actor_id,
        r.actor_naam, r.actie, r.doel, r.object_soort, r.object_id, r.subject, r.bytes))
      RETURNING hash INTO keten;
  END LOOP;
  UPDATE audit_audithead SET volgnummer = nummer, hash = keten WHERE tenant = wie;
  RETURN nummer;
END $$;

REVOKE ALL ON FUNCTION audit_schrijf_een(uuid, timestamptz, text, text, text, text, text, text, text, text, bytea) FROM public;
GRANT EXECUTE ON FUNCTION audit_schrijf_een(uuid, timestamptz, text, text, text, text, text, text, text, text, bytea)
  TO kapstok_app;
