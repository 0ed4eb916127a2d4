"""What happens while a program runs: `checked` at the boundaries of functions, `trace` inside them.

Modules are imported one by one: `decorator` is needed at every decoration, the rest only where something fails or is
recorded.
"""
