"""The linter: small rules over what the interpreter tells of a program."""
