"""A shape error explained after the fact: which operation raised, and on what."""
