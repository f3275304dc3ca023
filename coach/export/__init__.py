"""What a user takes along: the gesprekskaart and reports, as Word and Markdown."""
