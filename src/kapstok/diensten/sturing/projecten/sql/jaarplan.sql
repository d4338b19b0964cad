-- What was proposed stays as it was proposed, and what was adopted stays adopted, whoever writes. JP001: it is fixed.

CREATE FUNCTION jaarplan_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stand <> 'voorgesteld' THEN
    RAISE EXCEPTION 'a programme that was decided on is not changed' USING ERRCODE = 'JP001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NEW.inhoud IS DISTINCT FROM OLD.inhoud OR NEW.jaar <> OLD.jaar OR NEW.nummer <> OLD.nummer THEN
    RAISE EXCEPTION 'the content of a proposed programme is not changed' USING ERRCODE = 'JP001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER jaarplan_vast BEFORE UPDATE OR DELETE ON projecten_jaarplan
  FOR EACH ROW EXECUTE FUNCTION jaarplan_vast();
