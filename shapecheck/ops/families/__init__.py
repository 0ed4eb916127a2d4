"""One module a family of rules. A rule added to one of them is found by the table, with nothing else to touch."""
