"""Citations of documents: tokenise, find, resolve; the look-up function is passed in."""
