"""Who is who and what is what: data files and how to look things up in them."""
