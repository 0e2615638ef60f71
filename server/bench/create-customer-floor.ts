/** The floor of adding a customer: the bare inserts of every row that the product writes, in one transaction. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { newId } from '../platform/clock/clock.ts'
import { bound, readStatements } from './floor-statements.ts'
import { benchName } from './remove-traces.ts'
import { differences, rowsWrittenWith } from './written-rows.ts'

type Connection = Pick<pg.ClientBase, 'query'>

/** What is added, of ours and of the floor. */
export function newCustomer(code: string) {
  return {
    name: `${benchName} ${code}`,
    code,
    domain: 'bench-customer.example',
    businessEmail: 'info@bench-customer.example',
    location: {
      country: 'US',
      state: 'US-NY',
      city: 'New York',
      postalCode: '10036',
      line1: '1095 Avenue of the Americas',
    },
    plan: { kind: 'purchased' },
  }
}

/** Adds a customer under a code; returns its id. */
export type AddCustomer = (code: string) => Promise<string>

/** A customer that the product has added, whose log the floor writes again for others. */
interface Sample {
  providerId: string
  id: string
  code: string
}

/**
 * Makes the floor ready: its statements, and of a customer that the product has added what it was logged with, so that
 * the floor's rows are as large.
 */
export async function createCustomerFloor(connection: Connection, sample: Sample): Promise<AddCustomer> {
  const statements = await readStatements('create-customer')
  const logged = await readLogged(connection, sample)
  return async (code) => {
    const { name, domain, businessEmail, location } = newCustomer(code)
    const id = newId()
    const given: Record<string, unknown> = {
      provider: sample.providerId,
      id,
      name,
      name_key: name.toLowerCase(),
      code,
      code_key: code.toLowerCase(),
      domain,
      email: businessEmail,
      country: location.country,
      state: location.state,
      city: location.city,
      postal_code: location.postalCode,
      line1: location.line1,
      now: new Date(),
      parent_key: logged.parentKey,
      missing: logged.missing,
      event: newId(),
      member: logged.member,
      actor: logged.actor,
      source: logged.source,
      request: randomUUID(),
      hash: Buffer.alloc(32),
      salt: Buffer.alloc(16),
      after: logged.after.replaceAll(sample.id, id).replaceAll(sample.code, code),
      message: newId(),
      changed: logged.changed,
    }
    await Promise.all(
      ['BEGIN', ...statements, 'COMMIT'].map((statement, index) =>
        connection.query(bound(statement, given, `create${index}`)),
      ),
    )
    return id
  }
}

/**
 * Adds one customer each way and compares what was written. Keep the relay waiting meanwhile.
 * @returns how they differ, one sentence a table; empty when the floor does what the product does
 */
export async function compareWithFloor(
  connection: Connection,
  ours: string,
  floor: AddCustomer,
  code: string,
): Promise<string[]> {
  const theirs = await floor(code)
  return differences(await rowsWrittenWith(connection, ours), await rowsWrittenWith(connection, theirs))
}

interface Logged {
  member: string
  actor: string
  source: string
  after: string
  changed: string
  missing: string[]
  parentKey: string
}

async function readLogged(connection: Connection, { providerId, id }: Sample): Promise<Logged> {
  const { rows } = await connection.query<Logged>(
    `SELECT e.actor_membership_id AS member, e.actor_name AS actor, e.source, p.after::text,
        (SELECT payload::text FROM outbox WHERE provider_id = $1 AND organization_id = $2 LIMIT 1) AS changed,
        ARRAY(SELECT key FROM onboarding_items WHERE provider_id = $1 AND organization_id = $2) AS missing,
        (SELECT parent_key FROM organization_counters WHERE provider_id = $1 AND organization_id = $2) AS "parentKey"
      FROM audit_events e JOIN audit_payloads p ON p.provider_id = e.provider_id AND p.audit_event_id = e.id
      WHERE e.provider_id = $1 AND e.organization_id = $2`,
    [providerId, id],
  )
  const [logged] = rows
  if (!logged?.changed) throw new Error('What the product has logged is gone already')
  return logged
}
