import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Import } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { problemsQuery } from './imports.api.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

const words = texts.problems

/** Everything that is wrong, by row and column of the file. */
export function ProblemTable({ import: { id, state } }: { import: Import }) {
  const read = useInfiniteQuery(problemsQuery(id, state))
  const problems = read.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={classes.card} aria-labelledby="import-problems">
      <div className={classes.padded}>
        <h2 id="import-problems" className={classes.heading}>
          {words.title}
        </h2>
        {read.isPending && <FieldsSkeleton count={4} />}
        {read.isLoadingError && <ErrorState error={read.error} onRetry={() => read.refetch()} />}
      </div>
      {problems.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.value}</th>
              <th scope="col">{words.problem}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, header, value, message, code }) => (
              <tr key={`${row} ${header} ${code}`}>
                <th scope="row">
                  {words.row} {formatNumber(row)}
                </th>
                <td>{header ?? words.whole}</td>
                <td className={classes.value}>{value}</td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {read.hasNextPage && (
        <div className={classes.padded}>
          <Button variant="default" loading={read.isFetchingNextPage} onClick={() => read.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </section>
  )
}
