"""Landing under load for long."""
