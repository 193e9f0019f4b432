"""Which pictures answer a question on their page? Own drawings: values spoken, shown and as a table."""
