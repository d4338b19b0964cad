"""The yearly programme: a project from proposal to rollout, with its quarterly reviews."""
