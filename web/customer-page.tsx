import { CustomerPage, type PageParts } from './features/customers/customer-page.tsx'
import { DeviceList } from './features/devices/public.ts'
import { StatusBanner } from './features/lifecycle/banner/public.ts'
import { part } from './ui/part.tsx'

const parts: PageParts = {
  Banner: StatusBanner,
  Devices: DeviceList,
  MovePanel: part(() => import('./features/organizations/move/move-panel.tsx')),
  Licenses: part(() => import('./features/licenses/licenses-tab.tsx')),
}

/** The page of a customer with what other rooms show on it. */
export function WholeCustomerPage() {
  return <CustomerPage parts={parts} />
}
