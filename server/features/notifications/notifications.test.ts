import { listNotifications } from '@tenantry/contract/notifications.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JobContext, jobContext } from '../../platform/jobs/tasks.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { notificationTasks } from './notification-tasks.ts'
import { type NewNotice, notify } from './public.ts'

let world: World
let jobs: JobContext

beforeAll(async () => {
  world = await createWorld()
  const { database: tenantDb, clock, log } = world.installation
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await world.test.owner.query(text, values)).rows as Row[]
  jobs = jobContext({ tenantDb, clock, log, query }, { id: '1', signal: new AbortController().signal })
})
afterAll(() => world.close())

const notice = (part: Partial<NewNotice> = {}): NewNotice => ({
  organizationId: world.first.customerId,
  key: 'bounce:1',
  kind: 'mail_bounced',
  params: { subject: 'Nine of ten', address: 'zoe@cust.example', reason: '550 No such user', mailId: 'x&y' },
  to: { permission: 'customers.read' },
  ...part,
})

/** Tells of something, and runs what its events lead to. */
async function tell(part: Partial<NewNotice> = {}, providerId = world.first.providerId): Promise<boolean> {
  const isNew = await jobs.inside(providerId, (context) => notify(context, notice(part)))
  const { rows } = await world.test.owner.query("DELETE FROM outbox WHERE event = 'notice.written' RETURNING *")
  const [task] = notificationTasks
  for (const { payload, provider_id } of rows) await task.run(jobs, { providerId: provider_id, payload })
  return isNew
}

const list = ({ api }: Person, query: Record<string, string> = {}) => api.call(listNotifications, { query })
const titles = async (person: Person) => (await list(person)).body.items.map(({ title }) => title)

describe('what people are told of', () => {
  it('reaches those who see the organization and have the permission, worded, and once', async () => {
    const { admin, technician, partnerAdmin } = world.first
    expect(await tell()).toBe(true)
    expect(await tell()).toBe(false)
    for (const person of [admin, technician]) {
      const { body } = await list(person)
      expect(body.total).toBe(1)
      expect(body.items[0]).toMatchObject({
        organization: { name: 'First Customer' },
        code: 'mail_bounced',
        title: 'The mail “Nine of ten” to zoe@cust.example came back',
        detail: '550 No such user',
        path: '/settings/mail?mail=x%26y',
        readAt: null,
      })
    }
    expect(await titles(partnerAdmin)).toEqual([])
    expect(await titles(world.second.admin)).toEqual([])
  })

  it('reaches the memberships that were named, as far as they see the organization', async () => {
    const { partnerCustomerId, admin, partnerAdmin, technician } = world.first
    const params = { subject: 'Named', address: 'a@b.example' }
    const to = [partnerAdmin.membershipId, technician.membershipId, world.second.admin.membershipId]
    await tell({ key: 'named', organizationId: partnerCustomerId, params, to })
    expect(await titles(partnerAdmin)).toEqual(['The mail “Named” to a@b.example came back'])
    for (const person of [admin, technician, world.second.admin])
      expect((await titles(person)).filter((title) => title.includes('Named'))).toEqual([])
  })

  it('is gone for whoever sees the organization no more', async () => {
    const { technician, customerId } = world.first
    await world.test.owner.query(
      'DELETE FROM membership_organizations WHERE membership_id = $1 AND organization_id = $2',
      [technician.membershipId, customerId],
    )
    expect(await list(technician)).toMatchObject({ body: { items: [], total: 0 } })
  })
})
