"""Real servers for the tests, started where the machine can start them."""
