"""A plan as a file: YAML in the form of the facts of the plan of 2017-2020."""
