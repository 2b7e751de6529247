"""The subject of a consultation: months, sectors, boards, reorganisations, plans, places; who does what by law."""
