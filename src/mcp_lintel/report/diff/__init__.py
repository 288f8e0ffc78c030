"""What a client notices between two inventories: pure comparison, and its telling in three formats."""
