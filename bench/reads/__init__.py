"""How long the dashboard waits for leads, companies, people and status, and what an increment of leads touches."""
