-- Why: some who are to be told of something have no membership, such as the account manager of a customer whose trial ends.
-- Locks: notices for a moment. Undo: drop the column.

-- A mail goes there, too, unless it is the address of somebody who is told anyway.
ALTER TABLE notices ADD COLUMN to_address text;
