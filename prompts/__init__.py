"""What the bot says: one folder of templates a language (data, no code)."""
