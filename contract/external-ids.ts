/** Ids that other systems know an organization by (B25). */
import { z } from 'zod'
import { coded } from './fields/issues.ts'
import { requiredText } from './fields/names.ts'

/** Systems with a name of their own; any other is known by what people call it. */
export const externalSystems = {
  connectwise: 'ConnectWise',
  autotask: 'Autotask',
  haloPsa: 'HaloPSA',
  pax8: 'Pax8',
  partnerCenter: 'Partner Center',
} as const

/** The most outside ids of one organization. */
export const mostExternalIds = 50

const folded = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const keys = new Map(
  Object.entries(externalSystems).flatMap(([key, label]) => [key, label].map((s) => [folded(s), key])),
)

/** The form in which a system is kept: the key of a known one however it is written, else the name as typed. */
export function normalizeSystem(typed: string): string {
  return keys.get(folded(typed)) ?? typed.trim()
}

/** What a system is called. */
export function systemLabel(system: string): string {
  return Object.hasOwn(externalSystems, system) ? externalSystems[system as keyof typeof externalSystems] : system
}

/** The form in which outside ids and systems are compared. */
export function externalKey(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** An id that another system knows an organization by. */
export const ExternalId = z.object({
  system: z.string().meta({ description: `${Object.keys(externalSystems).join(', ')}, or the name of another system` }),
  value: z.string(),
})
export type ExternalId = z.infer<typeof ExternalId>

const externalId = z.strictObject({
  system: requiredText(50, {
    description: `${Object.keys(externalSystems).join(', ')}, or the name of another system`,
    examples: ['connectwise'],
  }).overwrite(normalizeSystem),
  value: requiredText(200, { description: 'What the system calls it', examples: ['19297'] }),
})

const keyOf = ({ system, value }: ExternalId) => JSON.stringify([externalKey(system), externalKey(value)])

/** The whole list as it is sent. */
export const externalIds = z
  .array(externalId)
  .max(mostExternalIds)
  .refine((ids) => new Set(ids.map(keyOf)).size === ids.length, coded('external_id_repeated', 'The same id twice'))
  .meta({ description: 'Ids in other systems; the whole list' })
