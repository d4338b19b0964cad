"""Forms: the declarative definition, its logic and checks, drafts with answers and files.

definitie, logica, graaf, situatie, controle, schema, soorten and analyse are pure. What becomes of a form
that is sent is not decided here: see diensten/intake.
"""
