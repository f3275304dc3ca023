"""What a user takes along: the gesprekskaart as Word and Markdown."""
