-- Adds records to the chain of the current tenant, in one statement. The application may call this but
-- has no right to insert, change or delete a record itself. Returns the last number.
CREATE OR REPLACE FUNCTION audit_schrijf(records jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wie smallint := nullif(current_setting('app.tenant', true), '')::smallint;
  nummer bigint;
  keten bytea;
  r jsonb;
  tijd timestamptz;
  bytes bytea;
  tekst text;
  veld text;
BEGIN
  IF wie IS NULL THEN RAISE EXCEPTION 'audit without tenant'; END IF;
  SELECT volgnummer, hash INTO nummer, keten FROM audit_audithead WHERE tenant = wie FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_audithead (tenant, id, volgnummer, hash) VALUES (wie, gen_random_uuid(), 0, ''::bytea)
      ON CONFLICT DO NOTHING;
    SELECT volgnummer, hash INTO nummer, keten FROM audit_audithead WHERE tenant = wie FOR UPDATE;
  END IF;
  FOR r IN SELECT * FROM jsonb_array_elements(records) LOOP
    nummer := nummer + 1;
    tijd := (r->>'moment')::timestamptz;
    bytes := decode(r->>'inhoud', 'base64');
    -- Of each field its length in bytes, a colon, the text, a comma: nothing can be read two ways. Spelled out here,
    -- as a function of its own was called twelve times for every record.
    tekst := '';
    FOREACH veld IN ARRAY ARRAY[wie::text, nummer::text,
        to_char(tijd AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), r->>'actor_soort', r->>'actor_id',
        r->>'actor_naam', r->>'actie', r->>'doel', r->>'object_soort', r->>'object_id', r->>'subject',
        encode(sha256(bytes), 'hex')] LOOP
      veld := coalesce(veld, '');
      tekst := tekst || octet_length(convert_to(veld, 'UTF8'))::text || ':' || veld || ',';
    END LOOP;
    INSERT INTO audit_auditrecord (tenant, id, volgnummer, moment, actor_soort, actor_id, actor_naam, actie, doel,
        object_soort, object_id, subject, inhoud, vorige_hash, hash)
      VALUES (wie, (r->>'id')::uuid, nummer, tijd, r->>'actor_soort', r->>'actor_id', r->>'actor_naam', r->>'actie',
        r->>'doel', r->>'object_soort', r->>'object_id', r->>'subject', bytes, keten,
        sha256(keten || convert_to(tekst, 'UTF8')))
      RETURNING hash INTO keten;
  END LOOP;
  UPDATE audit_audithead SET volgnummer = nummer, hash = keten WHERE tenant = wie;
  RETURN nummer;
END $$;

REVOKE ALL ON FUNCTION audit_schrijf(jsonb) FROM public;
GRANT EXECUTE ON FUNCTION audit_schrijf(jsonb) TO kapstok_app;
