import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Import } from '@tenantry/contract/imports.ts'
import { useState } from 'react'
import { formatNumber } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { problemGroupsQuery, problemsQuery } from './imports.api.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

const words = texts.problems

/** What is wrong, by kind with the rows that have it; and row by row for whoever asks. */
export function ProblemTable({ import: shown }: { import: Import }) {
  const [isByRow, setByRow] = useState(false)
  return (
    <section className={classes.card} aria-labelledby="import-problems">
      <div className={classes.padded}>
        <h2 id="import-problems" className={classes.heading}>
          {words.title}
        </h2>
      </div>
      <Kinds import={shown} />
      <div className={classes.padded}>
        <div className={classes.line}>
          <Button variant="default" aria-expanded={isByRow} onClick={() => setByRow(!isByRow)}>
            {isByRow ? words.hideRows : words.showRows}
          </Button>
        </div>
      </div>
      {isByRow && <Rows import={shown} />}
    </section>
  )
}

function Kinds({ import: { id, state } }: { import: Import }) {
  const read = useQuery(problemGroupsQuery(id, state))
  if (!read.data)
    return (
      <div className={classes.padded}>
        {read.isPending ? (
          <FieldsSkeleton count={2} />
        ) : (
          <ErrorState error={read.error} onRetry={() => read.refetch()} />
        )}
      </div>
    )
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{words.column}</th>
          <th scope="col">{words.problem}</th>
          <th scope="col">{words.rows}</th>
        </tr>
      </thead>
      <tbody>
        {read.data.map(({ header, code, message, isVaried, rows, count }) => (
          // Of one code and column are what lacks licenses of several types, each with its own words.
          <tr key={`${header} ${code} ${message}`}>
            <th scope="row">{header ?? words.whole}</th>
            <td>{isVaried ? words.example(message) : message}</td>
            <td>{words.rowsOf(rows, count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Rows({ import: { id, state } }: { import: Import }) {
  const read = useInfiniteQuery(problemsQuery(id, state))
  const problems = read.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      {!read.data && (
        <div className={classes.padded}>
          {read.isPending && <FieldsSkeleton count={4} />}
          {read.isLoadingError && <ErrorState error={read.error} onRetry={() => read.refetch()} />}
        </div>
      )}
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
                <td data-label={words.column}>{header ?? words.whole}</td>
                <td className={classes.value} data-label={words.value}>
                  {value}
                </td>
                <td data-label={words.problem}>{message}</td>
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
    </>
  )
}
