"""Costs as they are printed."""

__all__ = ["cost_text"]


def cost_text(cost: float) -> str:
    """Give a cost with four decimals, or where that would say little, with its power of ten."""
    return f"{cost:.4f}" if cost == 0 or 0.001 <= abs(cost) < 1e6 else f"{cost:.2e}"
