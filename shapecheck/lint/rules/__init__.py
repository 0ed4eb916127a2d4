"""The lint rules: one file each, with the rule under the name `RULE`."""
