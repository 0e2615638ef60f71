/** What the probe found out about the way to central. */
export interface CentralFinding {
  isReachable: boolean
  /** One sentence for the person at the site. */
  text: string
  latencyMs: number | null
  /** How far the probe's clock is ahead of central's; null when central did not tell. */
  clockAheadMs: number | null
}

const timeoutMs = 10_000
const toleratedMs = 30_000

/**
 * Asks central whether it lives. Never throws: what went wrong is the finding.
 * @param central origin of the installation
 */
export async function checkCentral(central: string, now: () => Date): Promise<CentralFinding> {
  const askedAt = now().getTime()
  try {
    const response = await fetch(new URL('/healthz', central), {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answeredAt = now().getTime()
    const isTenantry =
      response.ok && ((await response.json().catch(() => null)) as { status?: unknown } | null)?.status === 'ok'
    if (!isTenantry) return unreachable(`${central} answers, but not as Tenantry (HTTP ${response.status})`)
    return reached(central, askedAt, answeredAt, response.headers.get('date'))
  } catch (error) {
    return unreachable(`${central} cannot be reached: ${reason(error)}`)
  }
}

function reached(central: string, askedAt: number, answeredAt: number, date: string | null): CentralFinding {
  const latencyMs = answeredAt - askedAt
  const clockAheadMs = date ? askedAt + latencyMs / 2 - Date.parse(date) : null
  const clocks =
    clockAheadMs !== null && Math.abs(clockAheadMs) > toleratedMs
      ? `; this clock is ${Math.round(Math.abs(clockAheadMs) / 1000)} s ${clockAheadMs > 0 ? 'ahead' : 'behind'}`
      : ''
  return { isReachable: true, text: `${central} answered in ${latencyMs} ms${clocks}`, latencyMs, clockAheadMs }
}

function unreachable(text: string): CentralFinding {
  return { isReachable: false, text, latencyMs: null, clockAheadMs: null }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return cause instanceof Error ? cause.message : error.message
}
