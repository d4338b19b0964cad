"""A survey among department heads: questions linked to the plan, personal links, results apart and together."""
