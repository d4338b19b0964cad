"""Value types and rules of government that every package may use.

Pure Python: no Django, no SQL, no clock. What the value means is decided here; where it is kept is not.
"""
