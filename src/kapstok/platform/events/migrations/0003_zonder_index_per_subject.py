from django.db import migrations


class Migration(migrations.Migration):
    """Nothing looks events up by their subject: what goes in order per subject are the deliveries."""

    dependencies = [("events", "0002_naar_buiten")]
    operations = [migrations.RemoveIndex("event", "event_per_subject")]
