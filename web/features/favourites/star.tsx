import type { NearCustomer } from '@tenantry/contract/favourites.ts'
import { lazy, Suspense } from 'react'
import classes from './star.module.css'

const FavouriteStar = lazy(() => import('./favourite-star.tsx'))

/** The star of a customer, which the first sight of a list does not wait for. */
export function Star({ customer }: { customer: NearCustomer }) {
  return (
    <Suspense fallback={<span className={classes.place} />}>
      <FavouriteStar customer={customer} />
    </Suspense>
  )
}
