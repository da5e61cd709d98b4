"""Pieces of pages that every area shares."""
