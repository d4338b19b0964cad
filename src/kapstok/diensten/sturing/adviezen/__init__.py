"""Register of advices: who advised what, asked or of their own accord, and what was done with it."""
