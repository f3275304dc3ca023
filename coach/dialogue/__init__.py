"""One turn, from the user's sentence to the reply; and the conversation's state."""
