/** What other rooms may call to take licenses and give them back. */
export {
  changeLicenses,
  changesOfDevice,
  countCharged,
  type DeviceTraits,
  type LicenseReason,
  mergeLicenses,
  moveLicenses,
  retakeLicenses,
  returnLicenses,
  setLimits,
  takeLicensesThatFit,
  trialDevices,
  typesAmong,
  typesOfDevice,
  typesOfNewDevice,
} from './change-licenses.ts'
export {
  classesOf,
  classesSeenBy,
  type DeviceClasses,
  requireKnownClasses,
  requireOpenClass,
} from './device-classes.ts'
export { holdLicenses } from './hold-licenses.ts'
export {
  addCatalog,
  findCounters,
  findLiveUses,
  type HeldLicenses,
  type LicenseLimit,
  type LicensePlace,
  leaveAccount,
  lockLicenses,
  lockPlaces,
  renewAlerts,
  typesOfRoles,
  wakeRules,
} from './license-counts.queries.ts'
export { chargesTold, limitsTold } from './told-licenses.ts'
