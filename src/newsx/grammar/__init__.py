"""How numbers, money and dates are written: characters -> readings, without spaCy."""
