"""The ledger: real reorganisations of NHS bodies and councils, dated and sourced, in the form that a plan uses."""
