"""How the shipped model was made: `python -m retrieval.training DATA_FOLDER`. Needs the extra `training`."""
