"""Moving between ZGW installations: in, out, and what differs. Everything goes by the declarations of the
resources, so that a field that is added to a declaration moves along by itself.

`bron` is where things come from: an installation by its API (`api`), a folder or ZIP (`map`), or this one
(`eigen`). `rijen` turns what the API says into rows. `invoer` reads in, `map` writes to a folder,
and `verschil` compares two of them field by field.
"""
