"""What is missing or looks wrong in a document: one module per finding; `findings.read_findings` runs them all.

A check takes a `Paper` and yields `Flagged`; wording, clause and advice come from the pack « findings/findings »,
whose examples are the tests of every check: texts that must raise and texts on which it must stay silent.
"""
