"""The information plan: its versions, what stands in them, who adopts them, and the spring review."""
