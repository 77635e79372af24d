"""What a request leaves in the journal, and who may read it there."""
