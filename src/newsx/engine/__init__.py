"""many -> workers: run a function over items in other processes, and lose none of them."""
