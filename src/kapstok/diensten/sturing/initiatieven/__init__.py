"""Register of initiatives: what came along, how it was weighed, and what was decided."""
