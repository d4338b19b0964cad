"""Who has authority over a minor (Burgerlijk Wetboek, book 1), as far as persoonslijsten decide it. Pure."""
