import { Skeleton } from '@mantine/core'
import { texts } from '../platform/texts.ts'
import classes from './skeletons.module.css'

const rows = (count: number) => Array.from({ length: count }, (_, index) => index)

/** The shape of a page before its code has come. */
export function PageSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label={texts.loading}>
      <Skeleton height={26} width={180} />
      <Skeleton height={32} width="min(420px, 100%)" />
      <div className={classes.card}>
        {rows(8).map((row) => (
          <div key={row} className={classes.row}>
            <Skeleton height={30} width={30} radius={7} />
            <Skeleton height={11} width={`${[28, 22, 34, 25][row % 4]}%`} />
            <Skeleton height={11} width="12%" ml="auto" />
          </div>
        ))}
      </div>
    </div>
  )
}

/** The shape of a list before the code of its view has come. */
export function ViewSkeleton() {
  return (
    <div role="status" aria-busy aria-label={texts.loading}>
      <Skeleton height={220} radius={10} />
    </div>
  )
}

/** The shape of labelled fields or facts, in two columns where there is room. */
export function FieldsSkeleton({ count = 8 }: { count?: number }) {
  return (
    <div className={classes.fields} role="status" aria-label={texts.loading}>
      {rows(count).map((row) => (
        <div key={row}>
          <Skeleton height={9} width={90} mb={8} />
          <Skeleton height={12} width={`${[62, 48, 70, 40][row % 4]}%`} />
        </div>
      ))}
    </div>
  )
}
