"""Practising a conversation: simulated partners, coding of what a trainee says, looking back."""
