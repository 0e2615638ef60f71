-- Why: the tree tells how many of what lies directly below are in use, and fetched each of them for that; at the top these
-- may be all customers. What decides it lies in the index now, with what the policy asks for.
-- Locks: organizations against reading and writing until the update is over; a million take some seconds. Undo: build it
-- without what it includes.

DROP INDEX organizations_by_parent;
CREATE INDEX organizations_by_parent ON organizations (provider_id, parent_id, name_key, id) INCLUDE (status, type, merged_into_id);
