import { lazy } from 'react'
import { CustomerPage, type PageParts } from './features/customers/customer-page.tsx'
import { DeviceList } from './features/devices/public.ts'
import { StatusBanner } from './features/lifecycle/banner/public.ts'

const parts: PageParts = {
  Banner: StatusBanner,
  Devices: DeviceList,
  MovePanel: lazy(() => import('./features/organizations/move/move-panel.tsx')),
  Licenses: lazy(() => import('./features/licenses/licenses-tab.tsx')),
}

/** The page of a customer with what other rooms show on it. */
export function WholeCustomerPage() {
  return <CustomerPage parts={parts} />
}
