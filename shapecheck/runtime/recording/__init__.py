"""What happens inside a call: assignments recorded, and what the rules say of them."""
