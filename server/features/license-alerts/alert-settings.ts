/** Reading and setting when, whom and how alerts tell (EC6, OM3, OM4). */
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import type { AlertSettingsInput, AlertThresholds } from '@tenantry/contract/license-alert-settings.ts'
import type { AlertSettings } from '@tenantry/contract/license-alerts.ts'
import { requirePermission } from '../../platform/auth/caller.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { recordAudit } from '../audit-events/public.ts'
import { renewAlerts } from '../license-counts/public.ts'
import { requireWritable, shareTree } from '../organizations/public.ts'
import { isInternalTo } from '../own-side/public.ts'
import {
  type AlertLine,
  type Audience,
  findLine,
  findLines,
  findLinesBelow,
  findTold,
  lockTold,
  type PlacedLine,
  type ToldRow,
  writeLine,
} from './alert-settings.queries.ts'
import { defaultRecipients } from './default-recipients.ts'
import { isPool, type ResolvedAlerts, resolveAlerts } from './resolve-alerts.ts'
import { findCountedTypes } from './types.queries.ts'

/** Whose settings they are. */
export interface AlertPlace {
  organization: ToldRow
  audience: Audience
  /** Whether they are those of something new below the organization, for which nothing is set yet. */
  isNew?: boolean
}

/** Settings with the version that a change has to name. */
export interface ReadAlertSettings {
  settings: AlertSettings
  version: number
}

/**
 * The settings of a customer, as those above it keep them.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function placeOfCustomer({ tx }: CallContext, id: string): Promise<AlertPlace> {
  const organization = await findTold(tx, id)
  if (!organization || organization.type === 'provider') throw new AppError('not_found')
  return { organization, audience: 'own' }
}

/**
 * The settings of the caller's own house: what those below it inherit, or how it is told of its own pool.
 * @throws forbidden (403) for people who do not see all of their house, and for a customer's, which gives nothing on
 */
export async function placeOfHouse({ tx, caller }: CallContext, of: 'below' | 'pool'): Promise<AlertPlace> {
  const organization = await findTold(tx, caller.organization.id)
  if (!organization || !isPool(organization.type)) throw new AppError('forbidden')
  const isProviders = organization.type === 'provider' && of === 'pool'
  if (isProviders && !caller.permissions.has('license_pool.read')) throw new AppError('forbidden')
  return { organization, audience: of === 'pool' ? 'own' : 'below' }
}

/** Finds where a new customer would lie; not found where the caller cannot see it, and refused where none can lie. */
export type FindNewPlace = (context: CallContext, parentId: string) => Promise<{ name: string; type: string }>

/**
 * What a customer that the caller adds below an organization would start with.
 * @throws forbidden (403) without the permission to read licenses, which tell whom an alert reaches
 * @throws not_found (404) and invalid_input (422) as adding it there does
 */
export async function placeOfNew(context: CallContext, parentId: string, find: FindNewPlace): Promise<AlertPlace> {
  requirePermission(context.caller, 'licenses.read')
  const { name, type } = await find(context, parentId)
  const place = { id: parentId, name, type, code: null, parent_id: null, account_manager_email: null }
  return { organization: place, audience: 'below', isNew: true }
}

/** Reads what is set at a place and what holds there. */
export async function readAlertSettings(context: CallContext, place: AlertPlace): Promise<ReadAlertSettings> {
  const { tx, caller } = context
  const { organization, audience } = place
  const [line, lines, types] = await Promise.all([
    findLine(tx, organization.id, audience),
    linesOf(context, place),
    findCountedTypes(tx),
  ])
  const ofPool = audience === 'own' && isPool(organization.type)
  const isInternal =
    audience === 'own' && caller.organization.id !== organization.id ? isInternalTo(caller, organization.id) : false
  const isHidden = isInternal || (audience === 'own' && !ofPool && caller.organization.id === organization.id)
  const held = resolveAlerts(lines, ofPool)
  const settings: AlertSettings = {
    own: isHidden ? null : ownOf(line),
    isOn: held.isOn,
    threshold: held.threshold,
    typeThresholds: held.typeThresholds.flatMap((each) => {
      const type = types.find(({ code }) => code === each.type)
      return type ? [{ ...each, name: type.name }] : []
    }),
    recipients: isHidden ? null : held.recipients,
    fallback: isHidden ? null : await fallbackOf(context, place),
    subject: isHidden ? null : held.subject,
    body: isHidden ? null : held.body,
    isAlwaysOn: ofPool,
    mayChange: mayChange(context, place),
  }
  return { settings, version: line?.version ?? 0 }
}

/** Reads what holds for something new at a place; nothing is set for it yet. */
export async function readInherited(context: CallContext, place: AlertPlace): Promise<AlertSettings> {
  const { settings } = await readAlertSettings(context, place)
  return { ...settings, own: null, mayChange: false }
}

/**
 * What would hold at a place with the thresholds that somebody has typed, for whoever writes mails.
 * @throws invalid_input (422) for those that {@link setAlertSettings} refuses
 */
export async function alertsWith(
  context: CallContext,
  place: AlertPlace,
  typed: AlertThresholds,
): Promise<ResolvedAlerts> {
  const { organization, audience, isNew = false } = place
  const { threshold, typeThresholds } = typed
  if (threshold !== undefined || typeThresholds)
    await checkAlerts(context, organization.type, { typeThresholds: typeThresholds ?? [] })
  const lines = await linesOf(context, place)
  const own = isNew ? undefined : lines.find(({ distance }) => distance === 0)
  const line = {
    ...(own ?? { ...unset, organization_id: organization.id, name: organization.name }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(typeThresholds ? { type_thresholds: thresholdsByType(typeThresholds) } : {}),
  }
  return resolveAlerts([line, ...lines.filter((each) => each !== own)], audience === 'own' && isPool(organization.type))
}

const unset = {
  is_on: null,
  threshold: null,
  type_thresholds: {},
  recipients: null,
  subject: null,
  body: null,
  distance: 0,
  has_recipients: false,
}

/** What is set here, whichever of the two it is, and above. */
async function linesOf(context: CallContext, { organization, audience }: AlertPlace): Promise<PlacedLine[]> {
  return audience === 'own' ? findLines(context, organization.id) : findLinesBelow(context, organization.id)
}

async function fallbackOf(
  { tx, caller }: CallContext,
  { organization, audience }: AlertPlace,
): Promise<string[] | null> {
  const found = await defaultRecipients(tx, caller.scope.providerId, {
    organizationId: organization.id,
    accountManagerEmail: audience === 'own' ? organization.account_manager_email : null,
    kind: audience === 'below' ? 'new' : isPool(organization.type) ? 'pool' : 'customer',
  })
  return found?.map(({ address }) => address) ?? null
}

/** Those above set what an organization is told, and the owner of a pool, how it is told of that. */
function mayChange({ caller }: CallContext, { organization, audience }: AlertPlace): boolean {
  if (!caller.permissions.has('licenses.manage')) return false
  if (organization.type === 'provider' && audience === 'own') return caller.permissions.has('license_pool.manage')
  return organization.type !== 'division' && (isPool(organization.type) || organization.id !== caller.organization.id)
}

/**
 * @throws invalid_input (422) for a division
 * @throws forbidden (403) for those who may not change what is set at a place
 */
export function requireMayChange(context: CallContext, place: AlertPlace): void {
  refuseDivision(place.organization.type)
  if (!mayChange(context, place)) throw new AppError('forbidden')
}

/**
 * Sets what holds at a place that still has the version its editor has read; where nothing differs, nothing is written.
 * Shares the provider's tree, then locks the organization and the counters that what is set concerns.
 * @throws forbidden (403) for one's own organization, unless it is a pool's, and without the permission
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) for types that are not counted or named twice, for a division and what is archived, and for
 *   switching off what the owner of a pool is told
 */
export async function setAlertSettings(
  context: CallContext,
  place: AlertPlace,
  input: AlertSettingsInput,
): Promise<ReadAlertSettings> {
  const { tx, ifMatch } = context
  const { organization, audience } = place
  await Promise.all([shareTree(tx), lockTold(tx, organization.id)])
  const before = await readAlertSettings(context, place)
  requireMatch(ifMatch, before.version)
  await checkAlerts(context, organization.type, input)
  await requireChangeable(context, place)
  if (input.isOn === false && audience === 'own' && isPool(organization.type)) throw alwaysOn()
  const line = lineOf(input)
  if (before.settings.own && isSame(lineOf(before.settings.own), line)) return before
  await writeLine(context, { organizationId: organization.id, audience, ...line })
  await renewAlerts(context, organization.id)
  const after = await readAlertSettings(context, place)
  await recordAudit(context, {
    action: audience === 'own' ? 'customer.license_alerts_changed' : 'license_alerts.changed',
    organizationId: organization.id,
    objectType: 'license_alert',
    objectId: organization.id,
    before: audited(before.settings),
    after: audited(after.settings),
  })
  return after
}

function alwaysOn() {
  return invalidInput({
    path: 'isOn',
    code: 'always_on',
    message: 'The owner of a pool is always told when it runs out',
  })
}

async function requireChangeable(context: CallContext, place: AlertPlace): Promise<void> {
  requireMayChange(context, place)
  if (place.organization.type !== 'provider') await requireWritable(context, place.organization.id)
}

/**
 * Sets the alerts of a new customer, whose limits are not set yet.
 * @throws invalid_input (422) as {@link setAlertSettings} does
 */
export async function insertAlerts(context: CallContext, organizationId: string, input: AlertSettingsInput) {
  await writeLine(context, { organizationId, audience: 'own', ...lineOf(input) })
}

/** Says that a field names a type that is not counted. */
export function notCounted(path: string): FieldProblem {
  return { path, code: 'unknown_reference', message: 'No such type of license is counted' }
}

/**
 * Refuses thresholds of types that are not counted, two of one, and any of a division.
 * @param path what the paths of problems begin with
 * @throws invalid_input (422)
 */
export async function checkAlerts(
  { tx }: Pick<CallContext, 'tx'>,
  organizationType: string,
  { typeThresholds }: Pick<AlertSettingsInput, 'typeThresholds'>,
  path = '',
): Promise<void> {
  refuseDivision(organizationType, path)
  const counted = new Set((await findCountedTypes(tx)).map(({ code }) => code))
  const problems = typeThresholds.flatMap(({ type }, index): FieldProblem[] => {
    const at = `${path}typeThresholds.${index}.type`
    if (!counted.has(type)) return [notCounted(at)]
    const isTwice = typeThresholds.findIndex((each) => each.type === type) !== index
    return isTwice ? [{ path: at, code: 'duplicate', message: 'It is named twice' }] : []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}

function refuseDivision(organizationType: string, path = ''): void {
  if (organizationType !== 'division') return
  throw invalidInput({
    path: `${path}threshold`,
    code: 'division_has_none',
    message: 'A division has no licenses of its own: it draws on those of its enterprise',
  })
}

function lineOf(input: NonNullable<AlertSettings['own']>): AlertLine {
  return {
    is_on: input.isOn,
    threshold: input.threshold,
    type_thresholds: thresholdsByType(input.typeThresholds),
    recipients: input.recipients && [...new Set(input.recipients)],
    subject: input.subject,
    body: input.body,
  }
}

function thresholdsByType(given: AlertSettingsInput['typeThresholds']): Record<string, number> {
  const sorted = [...given].sort((one, other) => (one.type < other.type ? -1 : 1))
  return Object.fromEntries(sorted.map(({ type, threshold }) => [type, threshold]))
}

function isSame(one: AlertLine, other: AlertLine): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function ownOf(line: AlertLine | undefined): NonNullable<AlertSettings['own']> {
  return {
    isOn: line?.is_on ?? null,
    threshold: line?.threshold ?? null,
    typeThresholds: Object.entries(line?.type_thresholds ?? {}).map(([type, threshold]) => ({ type, threshold })),
    recipients: line?.recipients ?? null,
    subject: line?.subject ?? null,
    body: line?.body ?? null,
  }
}

function audited({ own }: AlertSettings) {
  if (!own) return null
  const { typeThresholds, recipients, ...rest } = own
  return {
    ...rest,
    recipients: recipients?.join(', '),
    ...Object.fromEntries(typeThresholds.map(({ type, threshold }) => [`threshold.${type}`, threshold])),
  }
}
