"""What a whole document says: outline, header, targets, deadlines, assignments, findings."""
