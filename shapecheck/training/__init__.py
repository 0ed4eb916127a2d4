"""Training the reference network: data, hyperparameters, the loop, and what is saved of it."""
