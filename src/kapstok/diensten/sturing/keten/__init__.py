"""The chain from priority by project, GEMMA and application to municipality and data, and what is missing in it."""
