"""Plans in, cited records out."""
