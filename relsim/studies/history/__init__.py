"""Series: many ordinary experiments that one file asks for, run one after another and told together."""
