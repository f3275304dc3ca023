"""The organisation's own documents: reading, cutting, reviewing, keeping, finding."""
