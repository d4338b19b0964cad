"""Objects of any kind, described by their objecttype: Objecten 2 and Objecttypen 2, as the market uses them."""
