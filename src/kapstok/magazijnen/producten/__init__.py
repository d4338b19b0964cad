"""The product catalogue: what residents and companies can ask for, in their own words.

Enter by `services` (write) and `queries` (read). What a product leads to (zaaktype, form) is a reference by name.
"""
