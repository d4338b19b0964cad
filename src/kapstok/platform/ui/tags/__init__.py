"""Template tags per subject; templatetags/kapstok.py gathers them."""
