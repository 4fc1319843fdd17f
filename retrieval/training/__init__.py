"""How the files that ship with retrieval were made: run by hand, never by the product."""
