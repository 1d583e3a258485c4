"""Doc -> Record: what the spans mean, for whom, over which period, on whose authority."""
