"""What a consultation is about: months, sectors, boards, reorganisations, plans, places; who does what by law."""
