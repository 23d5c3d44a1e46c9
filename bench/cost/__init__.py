"""What a body costs on disk, layer by layer."""
