"""Lines of code explained on given shapes: by the interpreter that the linter has, and with the helps that it gives.

`explanation` has the public function, which the package offers as `shapecheck.explain`.
"""
