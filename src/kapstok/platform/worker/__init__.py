"""The background process: delivers events, sends mail, runs the schedule."""
