"""How fast recorded deliveries are landed, beside COPY of the same rows."""
