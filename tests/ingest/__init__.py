"""The landing service, replay and command line, against a real PostgreSQL and over real HTTP."""
