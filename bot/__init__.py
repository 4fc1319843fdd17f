"""A message in, a cited answer out."""
