"""How are rows of the plan shown as a table: columns as objects, one model, one view."""
