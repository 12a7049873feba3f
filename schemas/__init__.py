"""The shapes that cross the wire: requests generated from the guideline, answers and problems as documented."""
