"""The portfolio as a file, in and out: CSV for a spreadsheet, AMEFF for an ArchiMate tool."""
