"""How many bodies land a second, what one costs the database, and how long its sender waits."""
