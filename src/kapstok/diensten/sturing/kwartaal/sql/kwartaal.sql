-- A closed quarter and its cards stay as they were, whoever writes. KW001: it is closed.

CREATE FUNCTION kwartaal_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.gesloten_op IS NOT NULL THEN
    RAISE EXCEPTION 'a closed quarter is not changed' USING ERRCODE = 'KW001';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kwartaal_vast BEFORE UPDATE OR DELETE ON kwartaal_kwartaal
  FOR EACH ROW EXECUTE FUNCTION kwartaal_vast();

CREATE FUNCTION kwartaal_kaart_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kaart kwartaal_kaart%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' THEN kaart := OLD; ELSE kaart := NEW; END IF;
  IF EXISTS (SELECT 1 FROM kwartaal_kwartaal k
             WHERE k.tenant = kaart.tenant AND k.id = kaart.kwartaal_id AND k.gesloten_op IS NOT NULL) THEN
    RAISE EXCEPTION 'the quarter of this card is closed' USING ERRCODE = 'KW001';
  END IF;
  RETURN kaart;
END $$;
CREATE TRIGGER kwartaal_kaart_vast BEFORE INSERT OR UPDATE OR DELETE ON kwartaal_kaart
  FOR EACH ROW EXECUTE FUNCTION kwartaal_kaart_vast();
