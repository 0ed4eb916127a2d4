"""Polynomials as text: the notation that `spec` reads back."""

from shapecheck.core.terms import Kind, Operation, Symbol, Terms

__all__ = ["print_terms"]


def print_terms(terms: Terms) -> str:
    """Print a polynomial without spaces, so that it can stand in a spec: `2*n[l]+m-1`."""
    if not terms:
        return "0"
    parts: list[str] = []
    # A term that is added stands first: `n-m`, not `-m+n`.
    first = next((place for place, (_, coefficient) in enumerate(terms) if coefficient > 0), 0)
    for monomial, coefficient in (terms[first], *terms[:first], *terms[first + 1 :]):
        factors = [_print_power(atom, exponent) for atom, exponent in monomial]
        if abs(coefficient) != 1 or not factors:
            factors.insert(0, str(abs(coefficient)))
        sign = "-" if coefficient < 0 else "+" if parts else ""
        parts.append(sign + "*".join(factors))
    return "".join(parts)


def _print_power(atom: Symbol | Operation, exponent: int) -> str:
    if isinstance(atom, Symbol):
        text = atom.name if atom.index is None else f"{atom.name}[{print_terms(atom.index)}]"
    elif atom.kind in {Kind.FLOOR_DIVIDE, Kind.MODULO}:
        # Bracketed, so that it reads the same inside any product.
        text = f"({atom.kind.value.join(_print_operand(argument) for argument in atom.arguments)})"
    else:
        text = f"{atom.kind.value}({','.join(print_terms(argument) for argument in atom.arguments)})"
    return text if exponent == 1 else f"{text}**{exponent}"


def _print_operand(terms: Terms) -> str:
    text = print_terms(terms)
    simple = len(terms) <= 1 and not text.startswith("-") and "*" not in text
    return text if simple else f"({text})"
