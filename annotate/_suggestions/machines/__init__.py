"""Other machines than the rules."""
