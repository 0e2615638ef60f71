-- Why: where the licenses for rows of a file run out is counted from its problems since 0075; what was kept beside the file
-- is written no more.
-- Locks: imports for a moment. Undo: add the column and its grants as 0071 has them.

ALTER TABLE imports DROP COLUMN shortages;
