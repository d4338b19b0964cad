"""The money of the partnership: a reservation per municipality per year, double entry in cents, never changed."""
