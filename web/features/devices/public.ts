/** What other rooms may use of devices. */
export { DeviceList } from './device-list.tsx'
