/** Everybody who works while the product is killed, each with a share of the actions. */
import { seeded } from '../cli/writers.fixture.ts'
import { newId } from '../platform/clock/clock.ts'
import type { Worker } from './asker.ts'
import { Enroller } from './enroller.ts'
import { type ImportEnds, ImportingClient } from './importer.ts'
import type { Owner } from './license-checks.ts'
import { LicenseClient } from './license-client.ts'
import { LicenseManager } from './license-manager.ts'
import type { LicenseTree, Place } from './license-tree.ts'
import type { Line } from './line.ts'
import { findLostChanges, findLostDevices, findLostMerges } from './lost-answers.ts'
import { Merger } from './merger.ts'

/** Of sixteen clients so many enroll, import and merge; the others add and delete devices one by one. */
const shares = { enroll: 2, import: 1, merge: 1 }

/** Who works, and how many of them. */
export interface CrewPlan {
  seed: number
  clients: number
  managers: number
}

/** All of them. */
export class Crew {
  readonly clients: LicenseClient[]
  readonly enrollers: Enroller[]
  readonly importers: ImportingClient[]
  readonly mergers: Merger[]
  readonly managers: LicenseManager[]

  private constructor({ seed, clients, managers }: CrewPlan, tree: LicenseTree, tokens: readonly string[]) {
    const share = (of: keyof typeof shares) => Math.max(1, Math.round((clients * shares[of]) / 16))
    const randomOf = (kind: number, index: number) => seeded(seed + kind * 1000 + index)
    const each = <Made>(count: number, make: (index: number) => Made) =>
      Array.from({ length: count }, (_, index) => make(index))
    this.enrollers = each(share('enroll'), (i) => new Enroller(`e${i}`, at(tokens, i), randomOf(2, i)))
    this.importers = each(share('import'), (i) => new ImportingClient(`i${i}`, tree.places, randomOf(3, i)))
    this.mergers = each(share('merge'), (i) => new Merger(`m${i}`, tree, randomOf(4, i)))
    const others = clients - this.enrollers.length - this.importers.length - this.mergers.length
    this.clients = each(others, (i) => new LicenseClient(`c${i}`, tree.places, randomOf(0, i)))
    const ownOf = (places: readonly Place[], index: number) => places.filter((_, place) => place % managers === index)
    this.managers = each(managers, (i) => {
      const own = { movable: ownOf(tree.movable, i), archivable: ownOf(tree.archivable, i) }
      return new LicenseManager(`M${i}`, tree, own, randomOf(1, i))
    })
  }

  /** Gives each of those who enroll a token of a customer. */
  static async gather(plan: CrewPlan, tree: LicenseTree, line: Line): Promise<Crew> {
    const tokens: string[] = []
    for (const { id } of tree.enrolled) {
      const path = `/customers/${id}/enrollment-tokens`
      const answer = await line.send({ method: 'POST', path, body: { name: 'Site' }, key: newId() })
      if (answer?.status !== 201) throw new TypeError(`POST ${path} answered ${JSON.stringify(answer)}`)
      tokens.push((answer.body as { token: string }).token)
    }
    return new Crew(plan, tree, tokens)
  }

  get all(): Worker[] {
    return [...this.clients, ...this.enrollers, ...this.importers, ...this.mergers, ...this.managers]
  }

  /** How the imports have ended. */
  get imports(): ImportEnds {
    const sum: ImportEnds = {}
    for (const { ends } of this.importers)
      for (const [state, count] of Object.entries(ends))
        sum[state as keyof ImportEnds] = (sum[state as keyof ImportEnds] ?? 0) + count
    return sum
  }

  get merges(): number {
    return this.mergers.flatMap(({ customers }) => customers).filter(({ state }) => state === 'merged').length
  }

  /** Actions whose answer never came. */
  get unknown(): number {
    const devices = [...this.clients, ...this.enrollers].flatMap((each) => each.devices)
    return devices.filter(({ state }) => state === 'maybe').length
  }

  /** What they were told that cannot be, once. */
  takeWrong(): string[] {
    return [...this.enrollers, ...this.importers].flatMap(({ wrong }) => wrong.splice(0))
  }

  /** What they were told and what is there. */
  async findWrong(owner: Owner, providerId: string): Promise<string[]> {
    const devices = [...this.clients, ...this.enrollers].flatMap((each) => each.devices)
    const places = this.managers.flatMap(({ known }) => known)
    const merged = this.mergers.flatMap(({ customers }) => customers)
    return [
      ...this.takeWrong(),
      ...(await findLostDevices(owner, providerId, devices, (name) => /^i\d+x/.test(name))),
      ...(await findLostChanges(owner, providerId, places)),
      ...(await findLostMerges(owner, providerId, merged)),
    ]
  }
}

const at = <Each>(from: readonly Each[], index: number): Each => from[index % from.length] as Each
