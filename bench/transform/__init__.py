"""What an increment of a build costs: its time, processor and pages, beside hand-written SQL and dbt's default."""
