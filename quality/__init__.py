"""Data quality with Great Expectations: formats of bodies and volumes before a build, tables after it."""
