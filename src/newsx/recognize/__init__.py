"""Article -> spaCy Doc: names, sentences, figures, periods, claims as spans."""
