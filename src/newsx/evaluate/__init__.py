"""Gold + Record -> scores: how good a reading is against articles annotated by hand."""
