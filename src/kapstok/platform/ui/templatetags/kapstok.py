"""All template tags under one name: {% load kapstok %}. The tags themselves stand per subject in ui/tags/."""

from django import template

from kapstok.platform.ui.tags import formulier, gegevens, grafiek, pagina, voortgang

register = template.Library()
for part in (formulier, gegevens, grafiek, pagina, voortgang):
    part.register_on(register)
