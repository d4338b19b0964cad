"""The rules A to F of the information plan (chapter 5) as an engine: facts in, verdict with explanation out."""
