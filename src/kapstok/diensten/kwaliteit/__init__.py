"""Quality of the base registers: checks over the whole store, what they found, and telling the source of it."""
