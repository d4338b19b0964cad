-- The hash of a record: of the one before it, and of each field its length in bytes, a colon, the text, a comma, so that
-- nothing can be read two ways. One expression, which PostgreSQL puts in the place of the call.
CREATE FUNCTION audit_zegel(vorige bytea, wie smallint, nummer bigint, moment timestamptz, actor_soort text, actor_id text,
  actor_naam text, actie text, doel text, object_soort text, object_id text, subject text, inhoud bytea) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT sha256(vorige || convert_to(
    octet_length(wie::text) || ':' || wie || ',' || octet_length(nummer::text) || ':' || nummer || ',27:' ||
    to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ',' ||
    octet_length(actor_soort) || ':' || actor_soort || ',' || octet_length(actor_id) || ':' || actor_id || ',' ||
    octet_length(actor_naam) || ':' || actor_naam || ',' || octet_length(actie) || ':' || actie || ',' ||
    octet_length(doel) || ':' || doel || ',' || octet_length(object_soort) || ':' || object_soort || ',' ||
    octet_length(object_id) || ':' || object_id || ',' || octet_length(subject) || ':' || subject || ',64:' ||
    encode(sha256(inhoud), 'hex') || ',', 'UTF8'))
$$;

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
  LOOP
    IF jsonb_array_length(records) = 1 THEN  -- as nearly always: the head, the record and the head again in one go
      WITH kop AS MATERIALIZED (
        SELECT h.volgnummer + 1 AS nummer, h.hash AS vorige FROM audit_audithead h WHERE h.tenant = wie FOR UPDATE),
      nieuw AS MATERIALIZED (
        SELECT k.nummer, k.vorige, n.*, decode(n.inhoud, 'base64') AS bytes FROM kop k, jsonb_to_record(records->0) AS
          n(id uuid, moment timestamptz, actor_soort text, actor_id text, actor_naam text, actie text, doel text,
          object_soort text, object_id text, subject text, inhoud text)),
      erbij AS (
        INSERT INTO audit_auditrecord (tenant, id, volgnummer, moment, actor_soort, actor_id, actor_naam, actie, doel,
            object_soort, object_id, subject, inhoud, vorige_hash, hash)
          SELECT wie, n.id, n.nummer, n.moment, n.actor_soort, n.actor_id, n.actor_naam, n.actie, n.doel, n.object_soort,
            n.object_id, n.subject, n.bytes, n.vorige, audit_zegel(n.vorige, wie, n.nummer, n.moment, n.actor_soort,
            n.actor_id, n.actor_naam, n.actie, n.doel, n.object_soort, n.object_id, n.subject, n.bytes)
          FROM nieuw n RETURNING volgnummer, hash)
      UPDATE audit_audithead h SET volgnummer = e.volgnummer, hash = e.hash FROM erbij e WHERE h.tenant = wie
        RETURNING h.volgnummer INTO nummer;
      IF FOUND THEN RETURN nummer; END IF;
    ELSE
      SELECT h.volgnummer, h.hash INTO nummer, keten FROM audit_audithead h WHERE h.tenant = wie FOR UPDATE;
      EXIT WHEN FOUND;
    END IF;
    INSERT INTO audit_audithead (tenant, id, volgnummer, hash) VALUES (wie, gen_random_uuid(), 0, ''::bytea)
      ON CONFLICT DO NOTHING;
  END LOOP;
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

REVOKE ALL ON FUNCTION audit_schrijf(jsonb) FROM public;
GRANT EXECUTE ON FUNCTION audit_schrijf(jsonb) TO kapstok_app;
