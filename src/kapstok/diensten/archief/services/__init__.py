"""What can be done with vernietigingslijsten; one act per function, by module."""
