"""The look of every page: base templates, template tags, themes, languages and the asset build.

Knows no municipal noun beyond the tenant's name and contact details.
"""
