"""How long the dashboard waits for leads: generated people, the real models on them, and its questions."""
