"""The status service: what has been enriched, when, and what of it is in core."""
