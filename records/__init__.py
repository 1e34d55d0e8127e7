"""What is kept in SQL: tables, the database, and one module of queries per noun."""
