"""Korean print: amounts, dates, outline marks and names; text in, value out, refusing by error."""
