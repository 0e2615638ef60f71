/** A tour through the API, for looking at the statements that it sends: whatever can be read, and what a customer has. */
import { operations } from '@tenantry/contract/operations.ts'

/** What came back. */
export interface TourAnswer {
  status: number
  body: string
  etag: string
}

/** Sends a request as whoever takes the tour. */
export type Send = (method: Method, url: string, body?: object, headers?: Record<string, string>) => Promise<TourAnswer>
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const root = '/api/v1'

/** Queries beside the plain ones: a search, an order and a filter each send a statement of their own. */
const lists = [
  'customers?q=steuerber',
  'customers?sort=-devices',
  'customers?filter[status][eq]=active&filter[country][eq]=DE',
  'devices?q=fal',
  'users?q=adm',
  'users?filter[reach][eq]=all',
  'audit-events?q=customer',
  'audit-events?filter[action][eq]=customer.updated',
  'organizations?q=nord',
  'customer-duplicates?name=Nordwind&code=NOR001&domain=nordwind.example',
]

/** What the plain address needs beside its path. */
const queries: Record<string, string> = {
  suggestCode: '?name=Nordwind',
  searchEverything: '?q=nor',
  downloadImportTemplate: '?kind=customers',
  // A file of everything is no question about statements.
  exportCustomers: '?q=nord',
  exportContacts: '?q=nord',
  exportEntities: '?q=nord',
  exportDevices: '?q=fal001',
  exportLicenseLedger: '?q=fal001',
}

/**
 * Takes it. What the person may not do is left out; what is made on the way is removed again.
 * @returns the ids of the operations that answered
 * @throws Error when something else than a success or a lack of permission comes back
 */
export async function takeTour(send: Send): Promise<Set<string>> {
  const tour = new Tour(send)
  await tour.make()
  for (const list of lists) await tour.visit('GET', `/${list}`)
  await tour.read()
  await tour.change()
  await tour.remove()
  return tour.visited
}

class Tour {
  readonly visited = new Set<string>()
  readonly #send: Send
  /** What to put in place of `{…}`, by what stands before it. */
  readonly #ids: Record<string, string> = {}

  constructor(send: Send) {
    this.#send = send
  }

  /** @returns null where the person may not do that */
  async visit(method: Method, path: string, body?: object, headers: Record<string, string> = {}) {
    const answer = await this.#send(method, `${root}${path}`, body, headers)
    if (answer.status === 403) return null
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`)
    return answer
  }

  async make(): Promise<void> {
    const customers = await this.visit('GET', '/customers?limit=1&filter[type][eq]=customer&filter[status][eq]=active')
    const customer = (JSON.parse(customers?.body ?? '') as { items: { id: string }[] }).items[0]?.id ?? ''
    this.#ids.customers = customer
    await this.#add('entities', `/customers/${customer}/entities`, { name: 'Bench Tour', kind: 'branch' })
    await this.#add('notes', `/customers/${customer}/notes`, { body: 'Bench Tour' })
    await this.#add('devices', '/devices', { organizationId: customer, name: 'bench-tour', class: 'server' })
    await this.#add('customer-drafts', '/customer-drafts', draft)
    const added = { name: 'Bench Tour', plan: { kind: 'purchased' }, currency: 'EUR', contacts: { primary: somebody } }
    await this.visit('POST', '/customers?dryRun=true', added, { 'idempotency-key': `bench-${Date.now()}` })
  }

  /** Reads each operation that reads, of what was made or of the first there is. */
  async read(): Promise<void> {
    for (const { id, method, path, access } of operations) {
      if (method !== 'GET' || access === 'public') continue
      // What a new customer starts with is asked of where it will lie.
      const address = id === 'getNewCustomerAlerts' ? await this.#house(path) : await this.#address(path)
      // How full licenses are is asked of some customers, by their ids.
      const query = id === 'listFullestLicenses' ? `?id=${this.#ids.customers}` : (queries[id] ?? '')
      if (address && (await this.visit('GET', `${address}${query}`))) this.visited.add(id)
    }
  }

  async change(): Promise<void> {
    const { customers = '', entities, notes, devices } = this.#ids
    await this.#patch(`/customers/${customers}`, { subscriptionId: `SUB${Date.now()}` })
    await this.#patch(entities && `/customers/${customers}/entities/${entities}`, { code: 'TOUR' })
    await this.#patch(notes && `/customers/${customers}/notes/${notes}`, { isPinned: true })
    await this.#patch(devices && `/devices/${devices}`, { name: 'bench-tour-2' })
    const drafted = this.#ids['customer-drafts']
    if (drafted)
      await this.visit('PUT', `/customer-drafts/${drafted}`, draft, await this.#match(`/customer-drafts/${drafted}`))
  }

  async remove(): Promise<void> {
    const { customers = '', entities, notes, devices } = this.#ids
    const made = [
      devices && `/devices/${devices}`,
      entities && `/customers/${customers}/entities/${entities}`,
      notes && `/customers/${customers}/notes/${notes}`,
      this.#ids['customer-drafts'] && `/customer-drafts/${this.#ids['customer-drafts']}`,
    ]
    for (const path of made) if (path) await this.visit('DELETE', path, undefined, await this.#match(path))
  }

  async #add(collection: string, path: string, body: object): Promise<void> {
    const answer = await this.visit('POST', path, body)
    if (answer) this.#ids[collection] = (JSON.parse(answer.body) as { id: string }).id
  }

  async #patch(path: string | undefined, body: object): Promise<void> {
    if (path) await this.visit('PATCH', path, body, await this.#match(path))
  }

  async #match(path: string): Promise<Record<string, string>> {
    const answer = await this.visit('GET', path)
    return answer?.etag ? { 'if-match': answer.etag } : {}
  }

  /** @returns null where there is nothing to be read */
  async #address(path: string): Promise<string | null> {
    let address = ''
    for (const part of path.split('/').slice(1)) {
      const id = part.startsWith('{') ? await this.#idIn(address) : part
      if (!id) return null
      address += `/${id}`
    }
    return address
  }

  async #house(path: string): Promise<string> {
    const me = await this.visit('GET', '/me')
    const { membership } = JSON.parse(me?.body ?? '') as { membership: { organization: { id: string } } }
    return path.replace('{id}', membership.organization.id)
  }

  async #idIn(collection: string): Promise<string | undefined> {
    const known = this.#ids[collection.slice(collection.lastIndexOf('/') + 1)]
    if (known) return known
    const answer = await this.visit('GET', collection)
    return answer ? (JSON.parse(answer.body) as { items?: { id: string }[] }).items?.[0]?.id : undefined
  }
}

const somebody = { firstName: 'Bench', lastName: 'Tour', email: 'tour@bench-customer.example' }
const draft = { title: 'Bench Tour', stepId: 'company', values: { company: { name: 'Bench Tour' } } }
