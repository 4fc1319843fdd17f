"""Bad optical recognition: told from sound text by gate.py, read again by reading.py. READ `repair` FIRST."""
