"""StUF 03.01: the envelope that all StUF messages share, over SOAP 1.1. What is inside belongs to the faces."""
