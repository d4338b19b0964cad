from django.db import migrations

# Called in place of a row that a caller should reach and does not (platform/resource/compile.py): all of the transaction
# is undone by the database itself, so that nobody waits to know before going on.
MADE = """
CREATE FUNCTION buiten_bereik() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'out of reach' USING ERRCODE = 'KB403';
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_reeksen")]
    operations = [migrations.RunSQL(MADE, "DROP FUNCTION buiten_bereik()")]
