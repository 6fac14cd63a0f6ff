"""What the rhythm says: days off, and later schedules and digests."""
