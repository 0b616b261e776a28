"""The page on which a study's codebook is revised."""
