"""How good a reading is: gold articles, their variants, and the measures they are held against."""
