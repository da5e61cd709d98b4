"""Views of this area, by screen."""

KEEPERS = ("coordinator", "administrator")  # who keeps bodies, people and places
