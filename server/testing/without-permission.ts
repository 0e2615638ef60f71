import type { Permission } from '@tenantry/contract/permissions.ts'
import type { World } from './world.ts'

/** Gives a person a role of their own that allows all that theirs does but for one thing. */
export async function withoutPermission({ test }: World, membershipId: string, permission: Permission): Promise<void> {
  await test.owner.query(
    `with role as (
       insert into roles select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'key', null,
         'name', 'Blind', 'permissions', array_remove(r.permissions, $2)))).*
       from roles r join memberships m on m.provider_id = r.provider_id and m.role_id = r.id where m.id = $1 returning id)
     update memberships set role_id = role.id from role where memberships.id = $1`,
    [membershipId, permission],
  )
}
