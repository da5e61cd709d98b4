"""Phong Trào: from a commune's written plan to work, proof, reports and recognition."""

__version__ = "0.1.0"
