/** What holds of alerts at a place: the nearest value, and where it comes from. */
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import { defaultThreshold } from '@tenantry/contract/license-alert-settings.ts'
import { defaultAlertTemplate, defaultPoolTemplate } from '@tenantry/contract/license-alert-templates.ts'
import type { AlertSource } from '@tenantry/contract/license-alerts.ts'
import type { PlacedLine } from './alert-settings.queries.ts'

/** A value that holds. */
export type Held<T> = AlertSource & { value: T }

/** All that holds at a place. */
export interface ResolvedAlerts {
  isOn: Held<boolean>
  threshold: Held<number>
  typeThresholds: (Held<number> & { type: string })[]
  /** null where somebody out of sight has set them. */
  recipients: Held<string[] | null>
  subject: Held<string>
  body: Held<string>
}

/** Whether a pool is about: who has been given licenses to pass on is told of it always, and by their own people. */
export function isPool(type: string): boolean {
  return type === 'provider' || type === 'partner'
}

/**
 * What holds, as the database computes it for the thresholds: the nearest value, at one place that of a type before the
 * general one. Recipients of a pool are its owner's own.
 * @param lines of the place itself (distance 0) and of those above, the nearest first
 */
export function resolveAlerts(lines: readonly PlacedLine[], ofPool: boolean): ResolvedAlerts {
  const template = ofPool ? defaultPoolTemplate : defaultAlertTemplate
  const texts = ofPool ? lines.filter(({ distance }) => distance === 0) : lines
  return {
    isOn: ofPool ? product(true) : nearest(lines, ({ is_on }) => is_on, true),
    threshold: nearest(lines, ({ threshold }) => threshold, defaultThreshold),
    typeThresholds: typesOf(lines),
    recipients: recipientsOf(texts),
    subject: nearest(texts, ({ subject }) => subject, template.subject),
    body: nearest(texts, ({ body }) => body, template.body),
  }
}

function nearest<T>(lines: readonly PlacedLine[], pick: (line: PlacedLine) => T | null, otherwise: T): Held<T> {
  for (const line of lines) {
    const value = pick(line)
    if (value !== null) return { ...sourceOf(line), value }
  }
  return product(otherwise)
}

/** Types with a threshold of their own: what is set for one further up yields to a general threshold nearer by. */
function typesOf(lines: readonly PlacedLine[]): (Held<number> & { type: string })[] {
  const general = lines.findIndex(({ threshold }) => threshold !== null)
  const heeded = general < 0 ? lines : lines.slice(0, general + 1)
  const types = [...new Set(heeded.flatMap(({ type_thresholds }) => Object.keys(type_thresholds)))].sort()
  return types.map((type) => ({
    type,
    ...nearest(heeded, ({ type_thresholds }) => type_thresholds[type] ?? null, defaultThreshold),
  }))
}

function recipientsOf(lines: readonly PlacedLine[]): Held<string[] | null> {
  const line = lines.find(({ has_recipients }) => has_recipients)
  return line ? { ...sourceOf(line), value: line.recipients } : product([])
}

function sourceOf({ distance, organization_id, name }: PlacedLine): AlertSource {
  return {
    from: distance === 0 ? 'own' : 'above',
    organizationId: organization_id as OrganizationId | null,
    organizationName: name,
  }
}

function product<T>(value: T): Held<T> {
  return { from: 'product', organizationId: null, organizationName: null, value }
}
