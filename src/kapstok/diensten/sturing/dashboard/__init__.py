"""What the indicators of the plan say: measured, by whom, and whether it gets nearer to the target."""
