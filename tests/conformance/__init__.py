"""Every workflow of the registry, from the body that its callers send to the rows that readers see."""
