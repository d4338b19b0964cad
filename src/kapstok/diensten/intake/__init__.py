"""Intake: what comes in becomes a zaak, once. Knows no forms: an Aanvraag is plain values."""
