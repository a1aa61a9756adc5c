"""What may be shown: privacy for counts of real people, uncertainty for surveys, and never one in the name of the other."""
