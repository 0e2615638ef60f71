/** What other rooms may call of devices. */
export { findDeviceIds, planDevices } from './devices-list.queries.ts'
