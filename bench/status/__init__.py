"""How long the status service makes its callers wait, at many runs."""
