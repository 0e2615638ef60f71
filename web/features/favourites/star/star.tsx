import type { NearCustomer } from '@tenantry/contract/favourites.ts'
import { Suspense } from 'react'
import { ornament } from '../../../ui/part.tsx'
import classes from './star.module.css'

const FavouriteStar = ornament<{ customer: NearCustomer }>(() => whenIdle().then(() => import('../favourite-star.tsx')))

/** Once the browser has drawn what it was asked for; not every browser tells. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2_000 })
    else setTimeout(resolve, 200)
  })
}

/** The star of a customer, which the first sight of a list does not wait for. */
export function Star({ customer }: { customer: NearCustomer }) {
  return (
    <Suspense fallback={<span className={classes.place} />}>
      <FavouriteStar customer={customer} />
    </Suspense>
  )
}
