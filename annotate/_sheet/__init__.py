"""What pages that list rows to be filled in share: the intake and the page of who is quoted."""
