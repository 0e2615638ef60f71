-- Why: a type of license of one's own that was never used can be deleted.
-- Locks: license_types for a moment. Undo: take DELETE away again.

GRANT DELETE ON license_types TO tenantry_app;
