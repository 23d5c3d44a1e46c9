"""What the dashboard asks of leads, and generated people of whom the real models make them, for bench and tests."""
