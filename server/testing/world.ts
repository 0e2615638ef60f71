/**
 * A world to test in: an installation on a database of its own with two providers that know nothing of each other, and
 * people of every reach in each.
 */
import { createCustomer } from '@tenantry/contract/customers.ts'
import { sortKey } from '@tenantry/contract/fields/sort-keys.ts'
import type { Reach } from '@tenantry/contract/me.ts'
import type { SystemRole } from '@tenantry/contract/permissions.ts'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../app.ts'
import { changeLicenses } from '../features/license-counts/public.ts'
import { addProvider } from '../features/providers/set-up.ts'
import type { Installation } from '../installation.ts'
import { type Clock, newId, systemClock } from '../platform/clock/clock.ts'
import { readOnlyCode } from '../platform/database/connection-loss.ts'
import type { TenantTransaction } from '../platform/database/tenant-database.ts'
import type { MailMessage } from '../platform/mail/mailer.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import { HttpCaller } from './http-caller.ts'
import { filledTemplate, sharedCluster, startTestCluster } from './test-cluster.ts'
import { openTestInstallation, type TestInstallation } from './test-installation.ts'

/** The password of everybody in the world. */
export const worldPassword = 'seven gentle otters 42'

/** A person and how they call. */
export interface Person {
  email: string
  membershipId: string
  api: HttpCaller
}

/** One provider with a partner, customers on both sides of the partner's wall, and people of every reach. */
export interface ProviderWorld {
  providerId: string
  /** Reach `all`. */
  admin: Person
  partnerId: string
  /** A customer below the partner. */
  partnerCustomerId: string
  /** Two customers directly below the provider. */
  customerId: string
  otherCustomerId: string
  /** Partner administrator, reach `subtree`. */
  partnerAdmin: Person
  /** Technician of `customerId` only, reach `selected`. */
  technician: Person
}

/** The whole world. */
export interface World {
  installation: Installation
  test: TestInstallation
  app: FastifyInstance
  mails: MailMessage[]
  /** Errors that an operation has answered with and does not declare; closing the world fails when there are any. */
  faults: Set<string>
  anonymous: HttpCaller
  first: ProviderWorld
  second: ProviderWorld
  addPerson(person: NewPerson): Promise<Person>
  close(): Promise<void>
}

/** A further person of a world. */
export interface NewPerson {
  providerId: string
  organizationId: string
  role: SystemRole
  reach: Reach
  selected?: string[]
  entities?: string[]
}

/**
 * Opens a world: a copy of the one that the test run builds once. One with a clock of its own is built anew, for its
 * people are as old as the clock says.
 */
export async function createWorld(
  options: { clock?: Clock; codeWall?: boolean; plansAsUsual?: boolean } = {},
): Promise<World> {
  const { clock, codeWall, plansAsUsual } = options
  if (clock || !process.env[sharedCluster])
    return orClosed(await open({ clock: clock ?? systemClock, codeWall, plansAsUsual }), async (opened) =>
      worldOf(opened, await build(opened)),
    )
  builtWorld ??= fill()
  const built = await builtWorld
  return worldOf(await open({ clock: systemClock, codeWall, plansAsUsual, from: filledTemplate }), built)
}

/** The files that a process tests ask for it once. */
let builtWorld: Promise<BuiltWorld> | undefined

async function fill(): Promise<BuiltWorld> {
  const cluster = await startTestCluster()
  return cluster.fillTemplate(async (database) => {
    const opened = await open({ clock: systemClock, on: database })
    const told = await orClosed(opened, build)
    await close(opened)
    return told
  })
}

/** What is known of a world that was built; `people` is how many have been added to the administrators. */
interface BuiltWorld {
  first: BuiltProvider
  second: BuiltProvider
  people: number
}
type BuiltPerson = Pick<Person, 'email' | 'membershipId'> & { cookie: string }
type BuiltProvider = {
  [Key in keyof ProviderWorld]: ProviderWorld[Key] extends Person ? BuiltPerson : ProviderWorld[Key]
}

interface OpenedWorld {
  test: TestInstallation
  app: FastifyInstance
  mails: MailMessage[]
  faults: Set<string>
}

async function open(options: Parameters<typeof openTestInstallation>[0]): Promise<OpenedWorld> {
  const test = await openTestInstallation(options)
  try {
    return await serve(test)
  } catch (error) {
    await test.close()
    throw error
  }
}

async function close({ app, test }: OpenedWorld): Promise<void> {
  await app.close()
  await test.close()
}

/** Does some work with what was opened, which is closed where it fails. */
async function orClosed<Done>(opened: OpenedWorld, work: (opened: OpenedWorld) => Promise<Done>): Promise<Done> {
  try {
    return await work(opened)
  } catch (error) {
    await close(opened)
    throw error
  }
}

async function serve(test: TestInstallation): Promise<OpenedWorld> {
  const mails: MailMessage[] = []
  const faults = new Set<string>()
  const mailer = { deliver: async (message: MailMessage) => ({ messageId: String(mails.push(message)) }) }
  const app = await createApp(test.installation, {
    version: 'test',
    webDir: null,
    mailer,
    onCommitted: () => {},
    localUrl: () => 'http://localhost:8080',
    onError: (operation, { code, cause }, isDeclared) => {
      // No database of a test is a standby: whoever is refused a change here writes where they said they would read.
      const isWritten = (cause as { code?: unknown } | undefined)?.code === readOnlyCode
      if (!isDeclared || code === 'internal' || isWritten) faults.add(`${operation.id} answers ${code}`)
    },
  })
  return { test, app, mails, faults }
}

const build = ({ test, app }: OpenedWorld): Promise<BuiltWorld> => new WorldBuilder(test.installation, app).world()

function worldOf(opened: OpenedWorld, { first, second, people }: BuiltWorld): World {
  const { test, app, mails, faults } = opened
  const builder = new WorldBuilder(test.installation, app, people)
  const person = ({ cookie, ...who }: BuiltPerson): Person => ({ ...who, api: new HttpCaller(app, { cookie }) })
  const provider = (built: BuiltProvider): ProviderWorld => ({
    ...built,
    admin: person(built.admin),
    partnerAdmin: person(built.partnerAdmin),
    technician: person(built.technician),
  })
  return {
    installation: test.installation,
    test,
    app,
    mails,
    faults,
    anonymous: new HttpCaller(app),
    first: provider(first),
    second: provider(second),
    addPerson: async (added) => person(await builder.person(added)),
    close: async () => {
      await close(opened)
      if (faults.size > 0) throw new TypeError(`Errors that are not declared: ${[...faults].join(', ')}`)
    },
  }
}

class WorldBuilder {
  readonly #installation: Installation
  readonly #app: FastifyInstance
  /** How many have been added to the administrators; their addresses are counted. */
  #people: number

  constructor(installation: Installation, app: FastifyInstance, people = 0) {
    this.#installation = installation
    this.#app = app
    this.#people = people
  }

  async world(): Promise<BuiltWorld> {
    const first = await this.#provider('First')
    return { first, second: await this.#provider('Second'), people: this.#people }
  }

  async #provider(name: string): Promise<BuiltProvider> {
    const email = `admin@${name.toLowerCase()}.example`
    const origin = { id: 'world', source: null }
    const providerId = await addProvider(
      this.#installation,
      { name: `${name} Provider`, adminEmail: email, adminName: `${name} Admin`, adminPassword: worldPassword },
      origin,
    )
    const cookie = await this.signIn(email)
    const admin = { email, membershipId: await this.#membershipOf(providerId, email), cookie }
    const api = new HttpCaller(this.#app, { cookie })
    const add = async (input: { name: string; code: string; type?: 'partner'; parentId?: string }) => {
      const { body, status, raw } = await api.call(createCustomer, { body: { ...input } as never })
      if (status !== 201) throw new TypeError(raw.body)
      return body.id as string
    }
    const partnerId = await add({ name: `${name} Partner`, code: 'PARTNER', type: 'partner' })
    const customerId = await add({ name: `${name} Customer`, code: 'CUST-1' })
    const people = {
      partnerAdmin: await this.person({
        providerId,
        organizationId: partnerId,
        role: 'partner_administrator',
        reach: 'subtree',
      }),
      technician: await this.person({
        providerId,
        organizationId: providerId,
        role: 'technician',
        reach: 'selected',
        selected: [customerId],
      }),
    }
    return {
      providerId,
      admin,
      partnerId,
      customerId,
      partnerCustomerId: await add({ name: `${name} Partner Customer`, code: 'CUST-1', parentId: partnerId }),
      otherCustomerId: await add({ name: `${name} Other Customer`, code: 'CUST-2' }),
      ...people,
    }
  }

  async person({
    providerId,
    organizationId,
    role,
    reach,
    selected = [],
    entities = [],
  }: NewPerson): Promise<BuiltPerson> {
    const email = `person${++this.#people}@people.example`
    const { accountId } = await this.#installation.createAccount({
      email,
      name: `Person ${this.#people}`,
      password: worldPassword,
    })
    const membershipId = newId()
    await this.#installation.database.within(systemScope(providerId), async (tx) => {
      const { id: roleId } = await tx.selectFrom('roles').select('id').where('key', '=', role).executeTakeFirstOrThrow()
      await tx
        .insertInto('memberships')
        .values({
          provider_id: providerId,
          id: membershipId,
          organization_id: organizationId,
          account_id: accountId,
          role_id: roleId,
          reach,
          name: email,
          name_key: sortKey(email),
          email,
          created_at: new Date(),
        })
        .execute()
      if (organizationId !== providerId)
        await takeLicense(tx, { providerId, organizationId, membershipId, name: email })
      for (const organization of selected) await lookAfter(tx, providerId, membershipId, organization)
      for (const entity of entities)
        await tx
          .insertInto('membership_entities')
          .values({ provider_id: providerId, membership_id: membershipId, entity_id: entity })
          .execute()
    })
    return { email, membershipId, cookie: await this.signIn(email) }
  }

  /** @returns the cookie of the session */
  async signIn(email: string): Promise<string> {
    const answer = await new HttpCaller(this.#app).request('POST', '/api/auth/sign-in/email', {
      email,
      password: worldPassword,
    })
    if (answer.statusCode !== 200) throw new TypeError(`${email} cannot sign in: ${answer.body}`)
    return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  }

  async #membershipOf(providerId: string, email: string): Promise<string> {
    return this.#installation.database.within(systemScope(providerId), async (tx) => {
      const { id } = await tx
        .selectFrom('memberships')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
      return id
    })
  }
}

/** Assigns a membership to an organization; it sees that one and everything that lies below it. */
async function lookAfter(tx: TenantTransaction, providerId: string, membershipId: string, organization: string) {
  const whose = { provider_id: providerId, membership_id: membershipId }
  await tx
    .insertInto('membership_assignments')
    .values({ ...whose, organization_id: organization })
    .execute()
  const below = await tx
    .selectFrom('organization_closure')
    .select('descendant_id')
    .where('ancestor_id', '=', organization)
    .execute()
  await tx
    .insertInto('membership_organizations')
    .values(below.map(({ descendant_id }) => ({ ...whose, organization_id: descendant_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** As inviting does: a person of a partner or a customer takes a license. */
export async function takeLicense(
  tx: TenantTransaction,
  {
    providerId,
    organizationId,
    membershipId,
    name,
  }: Record<'providerId' | 'organizationId' | 'membershipId' | 'name', string>,
): Promise<void> {
  const actor = { kind: 'system', name: 'World', scope: systemScope(providerId) } as const
  const context = { tx, actor, clock: systemClock, origin: { id: newId(), source: null } }
  const { license_type: type } = await tx
    .selectFrom('memberships as m')
    .innerJoin('roles as r', (join) =>
      join.onRef('r.provider_id', '=', 'm.provider_id').onRef('r.id', '=', 'm.role_id'),
    )
    .select('r.license_type')
    .where('m.id', '=', membershipId)
    .executeTakeFirstOrThrow()
  const subject = { kind: 'membership', id: membershipId, name } as const
  await changeLicenses(context, 'user.invited', [{ organizationId, type, count: 1, subject }])
}
