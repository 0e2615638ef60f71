-- Every row that adding a device to a customer without limits writes, its licenses guarded by the same conditions; the
-- transaction around it is the program's.
UPDATE organization_counters SET devices = devices + 1 WHERE provider_id = :provider AND organization_id = :home;
INSERT INTO devices (provider_id, id, organization_id, name, name_key, class, created_at, updated_at)
VALUES (:provider, :id, :home, :name, :name, 'server', :now, :now);
UPDATE license_counters SET used = used + 1, demand = demand + 1, entries = entries + 1
WHERE provider_id = :provider AND organization_id = :home AND type = 'it_assets';
UPDATE license_counters SET used = used + 1, demand = demand + 1, entries = entries + 1
WHERE provider_id = :provider AND organization_id = :home AND type = 'trial_devices';
UPDATE license_counters SET demand = demand + 1
WHERE provider_id = :provider AND organization_id = :provider AND type = 'it_assets' AND demand + 1 <= limit_count + overage;
INSERT INTO license_ledger (provider_id, id, organization_id, type, number, happened_at, kind, count, used_after, limit_after, overage_after,
  subject_kind, subject_id, subject_name, reason, actor_membership_id, actor_name)
SELECT :provider, gen_random_uuid(), :home, k.type, k.entries, :now, 'take', 1, k.used, k.limit_count, k.overage, 'device', :id, :name,
  'device.created', :member, :actor
FROM license_counters k WHERE k.provider_id = :provider AND k.organization_id = :home AND k.type IN ('it_assets', 'trial_devices');
INSERT INTO audit_events (provider_id, id, occurred_at, organization_id, actor_kind, actor_membership_id, actor_name, action, object_type,
  object_id, request_id, payload_hash)
VALUES (:provider, :event, :now, :home, 'user', :member, :actor, 'device.created', 'device', :id, :request, :hash);
INSERT INTO audit_payloads (provider_id, audit_event_id, organization_id, salt, after) VALUES (:provider, :event, :home, :salt, :after);
INSERT INTO outbox (provider_id, id, organization_id, event, version, payload, created_at)
VALUES (:provider, :message, :home, 'audit.appended', 2, :changed, :now);
