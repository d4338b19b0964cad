"""Destruction of zaken by the Archiefwet: list, two reviewers, waiting time, destruction, certificate.

Import from the modules: `services` (acts), `queries` (reads), `rules` (who may do what when).
"""
