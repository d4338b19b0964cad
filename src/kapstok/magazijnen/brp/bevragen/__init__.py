"""What a persoonslijst says in the words of BRP personen bevragen 2.7. Pure: no Django, no SQL, no clock."""
