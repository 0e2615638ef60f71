/** The words of the ledger, on screen and in files. */
import type { LedgerEntry, LedgerReason } from './license-ledger.ts'

/** Why licenses moved. */
export const ledgerReasonWords: Readonly<Record<LedgerReason, string>> = {
  'device.created': 'Device added',
  'device.updated': 'Device changed',
  'device.deleted': 'Device deleted',
  'device.moved': 'Device moved',
  'device.enrolled': 'Device enrolled',
  'device.licensed': 'Device given a license',
  'device.retired': 'Device retired',
  'device.restored': 'Device brought back',
  'user.invited': 'User invited',
  'user.withdrawn': 'Invitation withdrawn',
  'customer.archived': 'Customer archived',
  'customer.restored': 'Customer restored',
  'customer.merged': 'Customers merged',
  'customer.created': 'Customer added',
  'division.moved': 'Division moved to another enterprise',
  'limits.changed': 'Limits changed',
  'plan.changed': 'Plan changed',
  'plan.ended': 'Trial ended',
  'pool.changed': 'Pool changed',
  'provider.created': 'Provider set up',
  'class.changed': 'Class takes other types',
  'type.switched_on': 'Type switched on',
  'type.switched_off': 'Type switched off',
  upgrade: 'Counted at the upgrade',
}

/** What a row is. */
export const ledgerKindWords: Readonly<Record<LedgerEntry['kind'], string>> = {
  opening: 'Counted at the beginning',
  take: 'Taken',
  give: 'Given back',
  limit: 'Limit set',
}

/** What took a license or gave it back. */
export const ledgerThingWords: Readonly<Record<LedgerEntry['subject']['kind'], string>> = {
  device: 'Device',
  membership: 'User',
  organization: 'Organization',
}

/** What trials count, by a word that does not tell an organization's own people that they are on one. */
export const trialDevicesWord = 'Devices of all classes'
