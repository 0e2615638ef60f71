-- Why: a spreadsheet keeps 15 digits of a number, and whoever brings in serial numbers as such is told in which columns some are gone.
-- Locks: imports for a moment. Undo: drop the column.

-- The places of these columns, from 0 on.
ALTER TABLE imports ADD COLUMN cut_columns int[] NOT NULL DEFAULT '{}';
