"""The rooms behind the web chat: asking, reading, rendering, guarding, serving."""
