"""Record -> what a person looks at: tables on a terminal."""
