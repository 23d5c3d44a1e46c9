"""The status service over HTTP, on a real PostgreSQL."""
