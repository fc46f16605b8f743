"""Between people and tables: workbooks read with every problem named, and workbooks made to be filled in."""
