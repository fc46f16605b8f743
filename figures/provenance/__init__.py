"""What a picture or a file says of itself: which release it was made from, how, when, and whether it is still so."""
