/** P8: devices that report themselves again over HTTP, against one statement that notes the same by the bare driver. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { EnrollmentToken } from '@tenantry/contract/enrollments.ts'
import pg from 'pg'
import { type AppProcess, startApp } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, timeInTurns } from './measure.ts'

const admin = { email: 'admin@enroll.example', password: 'Correct-Horse-42-Battery' }
const batch = 1_000
/** How many a probe passes on at once. */
const checkIn = 100

/** Lets devices of one customer report themselves, in an installation of its own. */
export async function benchCheckIn({ sparePort }: Pick<Bench, 'sparePort'>): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-check-in-'))
  try {
    const app = await startApp(sparePort, {
      TENANTRY_DATA_DIR: dataDir,
      TENANTRY_PROVIDER_NAME: 'Enrolling Provider',
      TENANTRY_ADMIN_EMAIL: admin.email,
      TENANTRY_ADMIN_PASSWORD: admin.password,
    })
    const connectionString = await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8')
    const pool = new pg.Pool({ connectionString, max: 1 })
    try {
      return [await measured(app, pool)]
    } finally {
      await pool.end()
      await app.stop()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measured(app: AppProcess, pool: pg.Pool): Promise<BenchRow> {
  const enroll = await enrolling(app)
  for (let index = 0; index < 20; index++) await enroll(reported('dev', index, batch))
  // As after a minute, in which the database has looked at what is new.
  await pool.query('ANALYZE')
  return checkedIn(enroll, pool)
}

/** Sends what devices report, as the text in which it comes. */
type Enroll = (body: string) => Promise<void>

async function enrolling(app: AppProcess): Promise<Enroll> {
  const client = new HttpClient(app.url)
  await client.signIn(admin.email, admin.password)
  const made = async (where: string, body: object) =>
    JSON.parse((await client.send('POST', where, body)).body) as { id: string }
  await made('/api/v1/license-purchases', { type: 'it_assets', quantity: 1_000_000, startsOn: '2020-01-01' })
  const { id } = await made('/api/v1/customers', { name: 'Enrolling' })
  const { token } = (await made(`/api/v1/customers/${id}/enrollment-tokens`, { name: 'Site' })) as EnrollmentToken & {
    token: string
  }
  client.token = token
  return async (body) => {
    const answer = await client.send('POST', '/api/v1/devices/enroll', body)
    const { items } = JSON.parse(answer.body) as { items: { result: string }[] }
    if (!items.every(({ result }) => result !== 'refused')) throw new Error('Enrolling was refused')
  }
}

function reported(word: string, index: number, count: number): string {
  const devices = Array.from({ length: count }, (_, place) => {
    const number = index * count + place
    return {
      hardwareId: `${word}-${number}`,
      name: `${word}-${number}`,
      class: 'computer',
      serialNumber: `SN-${word}-${number}`,
      maker: 'Dell',
      model: 'Latitude 7450',
      operatingSystem: 'Windows 11',
      ipAddresses: [`10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`],
    }
  })
  return JSON.stringify({ devices })
}

async function checkedIn(enroll: Enroll, pool: pg.Pool): Promise<BenchRow> {
  const { rows } = await pool.query(
    `SELECT provider_id, organization_id, id, name, name_key, class, version, created_at, updated_at, enrollment_key, host_name,
       hardware_id, serial_number, maker, model, operating_system, array_to_string(ip_addresses, ',') AS ip_addresses
     FROM devices WHERE name LIKE 'dev-%' ORDER BY id LIMIT ${checkIn}`,
  )
  const again = reported('dev', 0, checkIn)
  const upsert = {
    name: 'check-in',
    text: `INSERT INTO devices (provider_id, organization_id, id, name, name_key, class, version, created_at, updated_at, enrollment_key,
        host_name, hardware_id, serial_number, maker, model, operating_system, ip_addresses, last_seen_at)
      SELECT provider_id, organization_id, id, name, name_key, class, version, created_at, updated_at, enrollment_key, host_name,
        hardware_id, serial_number, maker, model, operating_system, string_to_array(ip_addresses, ','), now()
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::timestamptz[],
        $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
        r(provider_id, organization_id, id, name, name_key, class, version, created_at, updated_at, enrollment_key, host_name,
        hardware_id, serial_number, maker, model, operating_system, ip_addresses)
      ON CONFLICT (provider_id, organization_id, enrollment_key) WHERE enrollment_key IS NOT NULL
      DO UPDATE SET host_name = excluded.host_name, hardware_id = excluded.hardware_id, serial_number = excluded.serial_number,
        maker = excluded.maker, model = excluded.model, operating_system = excluded.operating_system,
        ip_addresses = excluded.ip_addresses, last_seen_at = excluded.last_seen_at`,
    values: Object.keys(rows[0] ?? {}).map((column) => rows.map((row) => row[column])),
  }
  const timed = await timeInTurns(
    () => enroll(again),
    () => pool.query(upsert),
  )
  const [ours, floor] = [perSecond(timed.ours.medianMs), perSecond(timed.floor.medianMs)]
  return {
    id: 'P8',
    name: `devices that report themselves again over HTTP, ${checkIn} at a time`,
    ours,
    floor,
    unit: 'requests/s',
    ratio: ours / floor,
    bar: 'ratio ≥ 0.5',
    holds: ours / floor >= 0.5,
  }
}

const perSecond = (batchMs: number) => (checkIn * 1000) / batchMs
