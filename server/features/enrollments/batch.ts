/** A batch of reports: which of its rows are of one device, what these tell of it together, and an answer for each. */
import { type EnrollmentResult, type ReportedDevice, UnreadableDevice } from '@tenantry/contract/enrollments.ts'
import { fieldProblems } from '../../platform/http/problems.ts'
import { serialKeyOf } from '../devices/public.ts'
import { enrollmentKeyOf, reportedAgain } from './reported.ts'

/** A row as it was sent, or what could not be read of it. */
export type BatchRow = ReportedDevice | UnreadableDevice

interface Told {
  place: number
  report: ReportedDevice
}

/** A device of a batch. */
export interface BatchDevice {
  /** What its rows are told apart by: several where one has told its serial number alone, and another its hardware id. */
  keys: readonly string[]
  /** What its rows tell, in the order sent. */
  told: readonly Told[]
}

/** The devices of a batch by their keys, without what nothing tells apart. */
export function devicesOf(batch: readonly BatchRow[]): Map<string, BatchDevice> {
  const devices = new Map<string, BatchDevice>()
  for (const [place, report] of batch.entries()) {
    const key = report instanceof UnreadableDevice ? null : enrollmentKeyOf(report)
    if (report instanceof UnreadableDevice || key === null) continue
    devices.set(key, { keys: [key], told: [...(devices.get(key)?.told ?? []), { place, report }] })
  }
  return devices
}

/** What tells a device apart best: its hardware id where a row has told it. */
export function keyOf({ keys }: BatchDevice): string {
  return keys.find(isOfHardware) ?? keys[0] ?? ''
}

const isOfHardware = (key: string) => key.startsWith('h:')

/** What is known of a device after its rows: as after as many requests, what a later one does not tell stays. */
export function wholeReport({ told }: BatchDevice, known?: ReportedDevice): ReportedDevice {
  const [first, ...later] = told.map(({ report }) => report)
  return later.reduce(reportedAgain, reportedAgain(known, first as ReportedDevice))
}

/** What is known of a device after its first row alone. */
export function firstReport({ told, keys }: BatchDevice, known?: ReportedDevice): ReportedDevice {
  return wholeReport({ keys, told: told.slice(0, 1) }, known)
}

/** What devices of a batch are found by. */
export function identityOf(device: BatchDevice) {
  return { key: keyOf(device), serial: serialKeyOf(wholeReport(device)) }
}

/** Those of a batch that are found, by the ids of what they are: of several hardware ids the first one is it. */
export function joinedById(
  devices: readonly BatchDevice[],
  find: (identity: ReturnType<typeof identityOf>) => { id: string } | undefined,
): Map<string, BatchDevice> {
  const joined = new Map<string, BatchDevice>()
  for (const device of devices) {
    const found = find(identityOf(device))
    const before = found && joined.get(found.id)
    if (found && !(before && areTwo(before, device))) joined.set(found.id, before ? join(before, device) : device)
  }
  return joined
}

/** New devices of a batch, those as one that have the same serial number and no other hardware id. */
export function joinedBySerial(devices: readonly BatchDevice[]): BatchDevice[] {
  const joined: BatchDevice[] = []
  const places = new Map<string, number[]>()
  for (const device of devices) {
    const { serial } = identityOf(device)
    const alike = (serial === null ? undefined : places.get(serial)) ?? []
    const place = alike.findLast((each) => !areTwo(joined[each] as BatchDevice, device))
    if (place !== undefined) joined[place] = join(joined[place] as BatchDevice, device)
    else if (serial !== null) places.set(serial, [...alike, joined.push(device) - 1])
    else joined.push(device)
  }
  return joined
}

const areTwo = (one: BatchDevice, other: BatchDevice) => isOfHardware(keyOf(one)) && isOfHardware(keyOf(other))

function join(one: BatchDevice, other: BatchDevice): BatchDevice {
  const told = [...one.told, ...other.told].sort((a, b) => a.place - b.place)
  return { keys: [...one.keys, ...other.keys], told }
}

/** An answer for each row in the order sent: of one device sent twice, the second row has updated the first. */
export function answersFor(
  batch: readonly BatchRow[],
  devices: ReadonlyMap<string, BatchDevice>,
  results: ReadonlyMap<string, EnrollmentResult>,
): EnrollmentResult[] {
  const byPlace = new Map<number, EnrollmentResult | undefined>()
  for (const [key, { told }] of devices) for (const { place } of told) byPlace.set(place, results.get(key))
  const enrolled = new Set<string>()
  return batch.map((row, place) => {
    if (row instanceof UnreadableDevice) return unreadable(row)
    const result = byPlace.get(place)
    if (!result) return { result: 'refused', deviceId: null, code: 'identity_missing' }
    if (result.result !== 'enrolled' || result.deviceId === null) return result
    const isAgain = enrolled.has(result.deviceId)
    enrolled.add(result.deviceId)
    return isAgain ? { ...result, result: 'updated' } : result
  })
}

/** So many of one device: a thousand of them may come in one small request. */
const mostProblems = 10

const unreadable = (device: UnreadableDevice): EnrollmentResult => ({
  result: 'refused',
  deviceId: null,
  code: 'invalid_input',
  errors: fieldProblems(device).slice(0, mostProblems),
})
