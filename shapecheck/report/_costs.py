"""Costs as they are printed."""

__all__ = ["cost_text"]


def cost_text(cost: float) -> str:
    """Give a cost with four decimals, or where that would be next to nothing, with its power of ten."""
    return f"{cost:.4f}" if cost == 0 or abs(cost) >= 0.001 else f"{cost:.2e}"
