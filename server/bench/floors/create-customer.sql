-- Every row that adding a customer directly below the provider writes; the transaction around it is the program's.
INSERT INTO organization_closure (provider_id, ancestor_id, descendant_id, distance)
VALUES (:provider, :provider, :id, 1), (:provider, :id, :id, 0);
INSERT INTO organizations (provider_id, id, parent_id, type, depth, status, status_since, name, name_key, code, code_key, code_scope_id,
  domain, business_email, country, state, city, postal_code, line1, plan_kind, created_at, updated_at)
VALUES (:provider, :id, :provider, 'customer', 1, 'active', :now, :name, :name_key, :code, :code_key, :provider,
  :domain, :email, :country, :state, :city, :postal_code, :line1, 'purchased', :now, :now);
INSERT INTO organization_counters (provider_id, organization_id, name_key, parent_key) VALUES (:provider, :id, :name_key, :parent_key);
INSERT INTO onboarding_items (provider_id, organization_id, key)
SELECT :provider, :id, unnest(:missing::text[]);
INSERT INTO audit_events (provider_id, id, occurred_at, organization_id, actor_kind, actor_membership_id, actor_name, action, object_type,
  object_id, source, request_id, payload_hash)
VALUES (:provider, :event, :now, :id, 'user', :member, :actor, 'customer.created', 'organization', :id, :source, :request, :hash);
INSERT INTO audit_payloads (provider_id, audit_event_id, organization_id, salt, after) VALUES (:provider, :event, :id, :salt, :after);
INSERT INTO outbox (provider_id, id, organization_id, event, version, payload, created_at)
VALUES (:provider, :message, :id, 'audit.appended', 2, :changed, :now);
