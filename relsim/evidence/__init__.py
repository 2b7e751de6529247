"""From the tables of a results folder to pictures, sentences and a report; nothing here runs the model."""
