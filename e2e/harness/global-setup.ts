import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { findChromium } from './chromium.ts'
import { type Product, startProduct } from './product.ts'

/** Where a product runs, and its data folder, in which its outgoing mails lie. */
export interface Place {
  url: string
  dataDir: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A first installation that nobody has set up. */
    fresh: Place
    /** An installation with a provider and its administrator. */
    ready: Place
  }
}

/** Where a failed test leaves its screenshot and its log. */
export const results = path.resolve(import.meta.dirname, '../results')

/** The administrator of the installation that is set up. */
export const admin = { email: 'admin@northwind.example', password: 'a long sentence to remember' }

/** Starts two installations for the whole run, and stops them after it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await rm(results, { recursive: true, force: true })
  const closers: (() => Promise<void>)[] = []
  const closeAll = async () => {
    const ends = await Promise.allSettled(closers.map((close) => close()))
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  }
  try {
    // Each worker starts its own; what has to be unpacked for them is unpacked once.
    await findChromium()
    // One after the other: the first builds what has changed.
    const ready = await startProduct({
      TENANTRY_PROVIDER_NAME: 'Northwind MSP',
      TENANTRY_ADMIN_EMAIL: admin.email,
      TENANTRY_ADMIN_PASSWORD: admin.password,
      // Mail servers of tests are this machine’s own.
      TENANTRY_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1',
    })
    closers.push(ready.stop)
    const fresh = await startProduct()
    closers.push(fresh.stop)
    project.provide('ready', placeOf(ready))
    project.provide('fresh', placeOf(fresh))
    return closeAll
  } catch (error) {
    await closeAll().catch(() => {})
    throw error
  }
}

const placeOf = ({ url, dataDir }: Product): Place => ({ url, dataDir })
