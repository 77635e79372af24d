"""What every write shares: once only, with faults that say the next step."""
