"""Pictures for chats: a plan's reporting lines and its deadlines as PNG."""
