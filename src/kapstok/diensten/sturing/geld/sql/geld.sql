-- What must always hold about the money of the partnership, whoever writes.
-- Codes: KG001 not in balance, KG002 never changed, KG003 closed quarter, KG004 below zero, KG005 not approved,
-- KG006 a reversal that is not the opposite, KG007 settled for another amount than it cost.

CREATE FUNCTION geld_nooit_wijzigen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'bookings are never changed or deleted' USING ERRCODE = 'KG002';
END $$;

CREATE TRIGGER geld_vast BEFORE UPDATE OR DELETE ON geld_regel FOR EACH ROW EXECUTE FUNCTION geld_nooit_wijzigen();
CREATE TRIGGER geld_vast BEFORE UPDATE OR DELETE ON geld_transactie FOR EACH ROW EXECUTE FUNCTION geld_nooit_wijzigen();
CREATE TRIGGER geld_vast BEFORE UPDATE OR DELETE ON geld_afsluiting FOR EACH ROW EXECUTE FUNCTION geld_nooit_wijzigen();
CREATE TRIGGER geld_leeg BEFORE TRUNCATE ON geld_regel EXECUTE FUNCTION geld_nooit_wijzigen();
CREATE TRIGGER geld_leeg BEFORE TRUNCATE ON geld_transactie EXECUTE FUNCTION geld_nooit_wijzigen();

-- Booking takes a shared lock and closing an exclusive one, so that no booking slips in beside a closing.
CREATE FUNCTION geld_transactie_mag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('geld afsluiten'), NEW.tenant::int);
  IF EXISTS (SELECT 1 FROM geld_afsluiting a WHERE a.tenant = NEW.tenant
             AND (a.jaar, a.kwartaal) >= (extract(year FROM NEW.datum)::int, extract(quarter FROM NEW.datum)::int)) THEN
    RAISE EXCEPTION 'the quarter of % is closed', NEW.datum USING ERRCODE = 'KG003';
  END IF;
  IF NEW.soort = 'verrekenen' AND NOT EXISTS (
      SELECT 1 FROM geld_maatwerk m
      WHERE m.tenant = NEW.tenant AND m.id = NEW.maatwerk_id AND m.akkoord AND m.besloten_op <= NEW.datum) THEN
    RAISE EXCEPTION 'custom work is settled only after approval' USING ERRCODE = 'KG005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER geld_mag BEFORE INSERT ON geld_transactie FOR EACH ROW EXECUTE FUNCTION geld_transactie_mag();

CREATE FUNCTION geld_afsluiten_alleen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('geld afsluiten'), NEW.tenant::int);
  RETURN NEW;
END $$;
CREATE TRIGGER geld_alleen BEFORE INSERT ON geld_afsluiting FOR EACH ROW EXECUTE FUNCTION geld_afsluiten_alleen();

-- An approved solution is no longer changed: its costs may have been settled.
CREATE FUNCTION geld_maatwerk_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.akkoord IS NOT NULL THEN
    RAISE EXCEPTION 'a decision on custom work is not changed' USING ERRCODE = 'KG002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER geld_maatwerk_vast BEFORE UPDATE ON geld_maatwerk FOR EACH ROW EXECUTE FUNCTION geld_maatwerk_vast();

-- All lines of a transaction come in one statement, so that it can be judged at its end.
CREATE FUNCTION geld_regels_kloppen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  gemeente record;
BEGIN
  IF (SELECT count(*) FROM geld_regel r
      WHERE (r.tenant, r.transactie_id) IN (SELECT n.tenant, n.transactie_id FROM nieuw n)) <> (SELECT count(*) FROM nieuw) THEN
    RAISE EXCEPTION 'a booking gets no further lines' USING ERRCODE = 'KG002';
  END IF;
  IF EXISTS (SELECT 1 FROM geld_transactie t
             JOIN geld_afsluiting a ON a.tenant = t.tenant
               AND (a.jaar, a.kwartaal) >= (extract(year FROM t.datum)::int, extract(quarter FROM t.datum)::int)
             WHERE (t.tenant, t.id) IN (SELECT n.tenant, n.transactie_id FROM nieuw n)) THEN
    RAISE EXCEPTION 'the quarter is closed' USING ERRCODE = 'KG003';
  END IF;
  IF EXISTS (SELECT 1 FROM geld_regel r WHERE (r.tenant, r.transactie_id) IN (SELECT n.tenant, n.transactie_id FROM nieuw n)
             GROUP BY r.tenant, r.transactie_id HAVING sum(r.bedrag) <> 0) THEN
    RAISE EXCEPTION 'the lines of a transaction add up to zero' USING ERRCODE = 'KG001';
  END IF;
  -- One municipality at a time, always in the same order: two writers cannot both spend the same cent.
  FOR gemeente IN SELECT DISTINCT n.tenant, n.deelnemer_id FROM nieuw n ORDER BY 1, 2 LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended('geld ' || gemeente.tenant || gemeente.deelnemer_id, 0));
  END LOOP;
  IF EXISTS (SELECT 1 FROM geld_regel r
             WHERE r.rekening IN ('vrij', 'vastgelegd', 'uitgegeven')
               AND (r.tenant, r.deelnemer_id, r.laag, r.rekening, r.project) IN
                   (SELECT n.tenant, n.deelnemer_id, n.laag, n.rekening, n.project FROM nieuw n WHERE n.bedrag < 0)
             GROUP BY r.tenant, r.deelnemer_id, r.laag, r.rekening, r.project HAVING sum(r.bedrag) < 0) THEN
    RAISE EXCEPTION 'an account would go below zero' USING ERRCODE = 'KG004';
  END IF;
  IF EXISTS (
      WITH terug AS (SELECT t.tenant, t.id, t.storneert_id FROM geld_transactie t
                     WHERE t.storneert_id IS NOT NULL
                       AND (t.tenant, t.id) IN (SELECT n.tenant, n.transactie_id FROM nieuw n)),
      eerst AS (SELECT terug.id, r.deelnemer_id, r.laag, r.rekening, r.project, -r.bedrag AS bedrag
                FROM terug JOIN geld_regel r ON (r.tenant, r.transactie_id) = (terug.tenant, terug.storneert_id)),
      daarna AS (SELECT terug.id, r.deelnemer_id, r.laag, r.rekening, r.project, r.bedrag
                 FROM terug JOIN geld_regel r ON (r.tenant, r.transactie_id) = (terug.tenant, terug.id))
      (SELECT * FROM eerst EXCEPT ALL SELECT * FROM daarna) UNION ALL (SELECT * FROM daarna EXCEPT ALL SELECT * FROM eerst)) THEN
    RAISE EXCEPTION 'a reversal is the exact opposite' USING ERRCODE = 'KG006';
  END IF;
  IF EXISTS (
      SELECT 1 FROM geld_maatwerk m
      JOIN geld_transactie t ON (t.tenant, t.maatwerk_id) = (m.tenant, m.id)
      JOIN geld_regel r ON (r.tenant, r.transactie_id) = (t.tenant, t.id) AND r.rekening = 'maatwerk'
      WHERE (m.tenant, m.id) IN (
        SELECT o.tenant, o.maatwerk_id FROM geld_transactie o
        WHERE (o.tenant, o.id) IN (SELECT n.tenant, n.transactie_id FROM nieuw n))
      GROUP BY m.tenant, m.id, m.kosten HAVING sum(r.bedrag) NOT IN (0, m.kosten)) THEN
    RAISE EXCEPTION 'custom work is settled for what it costs' USING ERRCODE = 'KG007';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER geld_klopt AFTER INSERT ON geld_regel REFERENCING NEW TABLE AS nieuw
  FOR EACH STATEMENT EXECUTE FUNCTION geld_regels_kloppen();
