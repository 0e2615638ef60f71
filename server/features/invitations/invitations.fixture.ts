/** People who are invited, the mails that they get, and the jobs that send them. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import type { Clock } from '../../platform/clock/clock.ts'
import { LocalFileStore } from '../../platform/files/local-file-store.ts'
import { type JobContext, jobContext } from '../../platform/jobs/tasks.ts'
import { DiskMailer, mailOutbox } from '../../platform/mail/disk-mailer.ts'
import type { Mailer } from '../../platform/mail/mailer.ts'
import { testSecret } from '../../testing/test-cluster.ts'
import type { World } from '../../testing/world.ts'
import { invitationTasks } from './invitation-tasks.ts'
import type { Postage } from './send-invitation.ts'

/** Sends what is due in a world, into a folder, and reads what came. */
export class PostOffice {
  readonly jobs: JobContext
  readonly #clock: Clock
  readonly #folder: string

  constructor(world: World, clock: Clock, folder: string) {
    this.#clock = clock
    this.#folder = folder
    const query = async <Row>(text: string, values: unknown[] = []) =>
      (await world.test.owner.query(text, values)).rows as Row[]
    this.jobs = jobContext(
      { tenantDb: world.installation.database, clock, log: world.installation.log, query },
      { id: '1', signal: new AbortController().signal },
    )
  }

  static async open(world: World, clock: Clock): Promise<PostOffice> {
    return new PostOffice(world, clock, await mkdtemp(path.join(os.tmpdir(), 'tenantry-invitations-')))
  }

  get mailer(): Mailer {
    return new DiskMailer({ store: this.#store, clock: this.#clock, from: 'tenantry@msp.example' })
  }

  postage(by: Mailer = this.mailer): Postage {
    return { mailer: by, secret: testSecret, publicUrl: () => 'https://msp.example' }
  }

  /** What runs each quarter of an hour. */
  async sendDue(by?: Mailer): Promise<void> {
    const [, due] = invitationTasks(this.postage(by))
    await due.run(this.jobs, {})
  }

  async mails(): Promise<(Email & { key: string })[]> {
    const keys = await this.#store.list(mailOutbox)
    return Promise.all(
      keys.map(async (key) => ({ key, ...(await PostalMime.parse(await buffer(await this.#store.get(key)))) })),
    )
  }

  /** The only mail to an address. */
  async mailTo(address: string): Promise<Email> {
    const found = (await this.mails()).filter(({ to }) => to?.[0]?.address === address)
    if (found.length !== 1 || !found[0]) throw new TypeError(`${found.length} mails for ${address}`)
    return found[0]
  }

  /** What the link of the only mail to an address holds. */
  async tokenFor(address: string): Promise<string> {
    return tokenOf(await this.mailTo(address))
  }

  async empty(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  get #store(): LocalFileStore {
    return new LocalFileStore(this.#folder)
  }
}

/** What the link of a mail holds. */
export function tokenOf({ text = '' }: Email): string {
  return new URL(/https:\S+/.exec(text)?.[0] ?? '').searchParams.get('token') ?? ''
}
