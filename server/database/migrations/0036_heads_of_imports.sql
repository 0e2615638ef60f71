-- Why: the headings of a file may stand below lines that say what it is; rows that others hang from go first, wherever
-- they stand, and go last when the import is taken back; matchings that nobody has used for long go.
-- Locks: imports, import_rows and import_matchings for a moment. Undo: drop the columns, the index and the policy.

-- The row of the file that the headings stand in, as a spreadsheet counts.
ALTER TABLE imports ADD COLUMN header_row int NOT NULL DEFAULT 1;
-- Rows that others hang from and that are behind it.
ALTER TABLE imports ADD COLUMN heads_done int NOT NULL DEFAULT 0;
-- How deep a row that others hang from lies; 0 for one that came in its turn.
ALTER TABLE import_rows ADD COLUMN head_level int NOT NULL DEFAULT 0;

CREATE INDEX import_matchings_by_age ON import_matchings (updated_at);
GRANT SELECT (provider_id, updated_at), DELETE ON import_matchings TO tenantry_jobs;
CREATE POLICY expiry ON import_matchings TO tenantry_jobs USING (true);
