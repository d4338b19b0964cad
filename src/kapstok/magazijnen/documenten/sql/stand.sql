-- How a document stands (documenten_documentstand): what lists ask of it and of its newest version, kept by the triggers
-- below and by nothing else. So are the numbers of documents: a change only adds lines to documenten_documenttelregel, so
-- that nobody waits for a number that somebody else is changing. Now and then they are added up in
-- documenten_documenttelling. All of it runs as whoever writes, under the same policy.

-- Of a line: gen_random_uuid opens a file for each.
CREATE SEQUENCE documenten_telregel_nummer;
GRANT USAGE ON SEQUENCE documenten_telregel_nummer TO kapstok_app;

-- What a document belongs to.
CREATE FUNCTION document_objectsoorten(gemeente smallint, document uuid) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT o.object_type::text ORDER BY o.object_type::text), '{}')
  FROM documenten_objectinformatieobject o WHERE o.tenant = gemeente AND o.informatieobject_id = document
$$;

-- What confidentiality nobody knows is kept as the highest.
CREATE FUNCTION document_stand_zet(d documenten_enkelvoudiginformatieobject, v documenten_informatieobjectversie) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO documenten_documentstand AS s (tenant, id, informatieobjecttype_id, identificatie, bronorganisatie, locked,
    rang, gereed, versie, creatiedatum, titel, auteur, status, formaat, bestandsomvang, trefwoorden, objectsoorten)
  VALUES (d.tenant, d.id, d.informatieobjecttype_id, d.identificatie, d.bronorganisatie, d.lock <> '',
    coalesce(array_position(ARRAY['openbaar', 'beperkt_openbaar', 'intern', 'zaakvertrouwelijk', 'vertrouwelijk', 'confidentieel',
      'geheim', 'zeer_geheim'], v.vertrouwelijkheidaanduiding::text), 8),
    v.is_gereed_voor_publicatie IS TRUE, v.versie, v.creatiedatum, v.titel, v.auteur, v.status, v.formaat, v.bestandsomvang,
    v.trefwoorden, document_objectsoorten(d.tenant, d.id))
  ON CONFLICT (tenant, id) DO UPDATE SET (informatieobjecttype_id, identificatie, bronorganisatie, locked, rang, gereed, versie,
      creatiedatum, titel, auteur, status, formaat, bestandsomvang, trefwoorden)
    = (EXCLUDED.informatieobjecttype_id, EXCLUDED.identificatie, EXCLUDED.bronorganisatie, EXCLUDED.locked, EXCLUDED.rang,
      EXCLUDED.gereed, EXCLUDED.versie, EXCLUDED.creatiedatum, EXCLUDED.titel, EXCLUDED.auteur, EXCLUDED.status, EXCLUDED.formaat,
      EXCLUDED.bestandsomvang, EXCLUDED.trefwoorden);
END $$;

-- A version that is the newest, or became another one. One that comes before its document says so counts with that.
CREATE FUNCTION document_stand_door_versie() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE d documenten_enkelvoudiginformatieobject;
BEGIN
  SELECT * INTO d FROM documenten_enkelvoudiginformatieobject
    WHERE tenant = NEW.tenant AND id = NEW.informatieobject_id AND huidige_versie = NEW.versie;
  IF FOUND THEN
    PERFORM document_stand_zet(d, NEW);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION document_stand_door_document() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE v documenten_informatieobjectversie;
BEGIN
  SELECT * INTO v FROM documenten_informatieobjectversie
    WHERE tenant = NEW.tenant AND informatieobject_id = NEW.id AND versie = NEW.huidige_versie;
  IF FOUND THEN
    PERFORM document_stand_zet(NEW, v);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION document_stand_weg() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM documenten_documentstand WHERE tenant = OLD.tenant AND id = OLD.id;
  RETURN NULL;
END $$;

-- Who takes a relation away waits for who is changing another of the same document, and sees what that made; who adds one
-- looks at the row as it is when its turn comes.
CREATE FUNCTION document_objectsoorten_bij() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM 1 FROM documenten_documentstand WHERE tenant = OLD.tenant AND id = OLD.informatieobject_id FOR NO KEY UPDATE;
    UPDATE documenten_documentstand s SET objectsoorten = n.soorten
      FROM (SELECT document_objectsoorten(OLD.tenant, OLD.informatieobject_id) AS soorten) n
      WHERE s.tenant = OLD.tenant AND s.id = OLD.informatieobject_id AND s.objectsoorten <> n.soorten;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE documenten_documentstand s SET objectsoorten =
        (SELECT array_agg(DISTINCT o ORDER BY o) FROM unnest(s.objectsoorten || NEW.object_type::text) AS o)
      WHERE s.tenant = NEW.tenant AND s.id = NEW.informatieobject_id AND NOT s.objectsoorten @> ARRAY[NEW.object_type::text];
  END IF;
  RETURN NULL;
END $$;

-- One line: so many documents more, or less, that stand like this.
CREATE FUNCTION document_regel(s documenten_documentstand, meer int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO documenten_documenttelregel (tenant, id, informatieobjecttype_id, rang, gereed, locked, bronorganisatie,
    creatiedatum, objectsoorten, aantal)
  VALUES (s.tenant, lpad(to_hex(nextval('documenten_telregel_nummer')), 32, '0')::uuid, s.informatieobjecttype_id, s.rang,
    s.gereed, s.locked, s.bronorganisatie, s.creatiedatum, s.objectsoorten, meer);
END $$;

CREATE FUNCTION document_stand_telt() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.informatieobjecttype_id, OLD.rang, OLD.gereed, OLD.locked, OLD.bronorganisatie, OLD.creatiedatum,
      OLD.objectsoorten)
    IS NOT DISTINCT FROM (NEW.informatieobjecttype_id, NEW.rang, NEW.gereed, NEW.locked, NEW.bronorganisatie, NEW.creatiedatum,
      NEW.objectsoorten) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM document_regel(OLD, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM document_regel(NEW, 1);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION document_trefwoorden_bij() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM documenten_documenttrefwoord
      WHERE tenant = OLD.tenant AND woord = ANY(OLD.trefwoorden) AND document_id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO documenten_documenttrefwoord (tenant, woord, document_id)
      SELECT DISTINCT NEW.tenant, w, NEW.id FROM unnest(NEW.trefwoorden) AS w;
  END IF;
  RETURN NULL;
END $$;

-- Add the lines of the municipality in scope up; one at a time, whoever comes second leaves it. Returns how many.
CREATE FUNCTION document_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('document_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM documenten_documenttelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r.*),
  geteld AS (
    INSERT INTO documenten_documenttelling (id, wat, maand, waarde, informatieobjecttype_id, rang, gereed, locked, aantal)
    SELECT gen_random_uuid(), e.wat, e.maand, e.waarde, w.informatieobjecttype_id, w.rang, w.gereed, w.locked, sum(w.aantal)
    FROM weg w CROSS JOIN LATERAL (VALUES
      ('', NULL::date, ''),
      ('creatiedatum', date_trunc('month', w.creatiedatum::timestamp)::date, ''),
      ('bronorganisatie', NULL, w.bronorganisatie),
      ('objectsoorten', NULL, array_to_string(w.objectsoorten, ','))) AS e(wat, maand, waarde)
    GROUP BY 2, 3, 4, 5, 6, 7, 8 HAVING sum(w.aantal) <> 0
    ON CONFLICT (tenant, wat, informatieobjecttype_id, rang, gereed, locked, maand, waarde)
    DO UPDATE SET aantal = documenten_documenttelling.aantal + EXCLUDED.aantal
  )
  SELECT count(*) INTO regels FROM weg;
  RETURN regels;
END $$;

CREATE TRIGGER document_stand_telt AFTER INSERT OR UPDATE OR DELETE ON documenten_documentstand
  FOR EACH ROW EXECUTE FUNCTION document_stand_telt();
CREATE TRIGGER document_trefwoorden_nieuw AFTER INSERT ON documenten_documentstand FOR EACH ROW
  WHEN (NEW.trefwoorden <> '{}') EXECUTE FUNCTION document_trefwoorden_bij();
CREATE TRIGGER document_trefwoorden_anders AFTER UPDATE ON documenten_documentstand FOR EACH ROW
  WHEN (OLD.trefwoorden <> NEW.trefwoorden) EXECUTE FUNCTION document_trefwoorden_bij();
CREATE TRIGGER document_trefwoorden_weg AFTER DELETE ON documenten_documentstand FOR EACH ROW
  WHEN (OLD.trefwoorden <> '{}') EXECUTE FUNCTION document_trefwoorden_bij();
CREATE TRIGGER document_stand_door_versie AFTER INSERT OR UPDATE ON documenten_informatieobjectversie
  FOR EACH ROW EXECUTE FUNCTION document_stand_door_versie();
CREATE TRIGGER document_stand_door_document
  AFTER UPDATE OF huidige_versie, informatieobjecttype_id, identificatie, bronorganisatie, lock
  ON documenten_enkelvoudiginformatieobject FOR EACH ROW
  WHEN ((OLD.huidige_versie, OLD.informatieobjecttype_id, OLD.identificatie, OLD.bronorganisatie, OLD.lock <> '')
    IS DISTINCT FROM (NEW.huidige_versie, NEW.informatieobjecttype_id, NEW.identificatie, NEW.bronorganisatie, NEW.lock <> ''))
  EXECUTE FUNCTION document_stand_door_document();
CREATE TRIGGER document_stand_weg AFTER DELETE ON documenten_enkelvoudiginformatieobject
  FOR EACH ROW EXECUTE FUNCTION document_stand_weg();
CREATE TRIGGER document_objectsoorten_nieuw_weg AFTER INSERT OR DELETE ON documenten_objectinformatieobject
  FOR EACH ROW EXECUTE FUNCTION document_objectsoorten_bij();
CREATE TRIGGER document_objectsoorten_anders AFTER UPDATE OF informatieobject_id, object_type ON documenten_objectinformatieobject
  FOR EACH ROW WHEN ((OLD.informatieobject_id, OLD.object_type) IS DISTINCT FROM (NEW.informatieobject_id, NEW.object_type))
  EXECUTE FUNCTION document_objectsoorten_bij();
