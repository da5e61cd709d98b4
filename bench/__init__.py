"""Figures kept in the repository; a drop fails, a rise is accepted in the same commit."""
