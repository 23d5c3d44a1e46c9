"""The static site: guide, catalogue, tables and charts, made from the registry, dbt's manifest and live counts."""
