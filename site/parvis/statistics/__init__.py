"""How many times each page is read: counted on the server, a day and a page, and nothing else."""
