"""Why a score and a rank are what they are, why they moved, and what would move them."""
