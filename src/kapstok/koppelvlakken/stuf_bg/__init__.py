"""StUF-BG 3.10: questions about persons, addresses and businesses, for applications without the newer APIs."""
