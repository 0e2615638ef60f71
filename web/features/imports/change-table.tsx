import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ImportChange, keptChanges } from '@tenantry/contract/import-changes.ts'
import type { Import } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { changesQuery } from './imports.api.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

const words = texts.changes

/** What a check has found that rows would change: the first ones, with old and new values. */
export function ChangeTable({ import: { id, state, file, progress } }: { import: Import }) {
  const read = useInfiniteQuery(changesQuery(id, state))
  const changes = read.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <section className={classes.card} aria-labelledby="import-changes">
      <div className={classes.padded}>
        <div>
          <h2 id="import-changes" className={classes.heading}>
            {words.title}
          </h2>
          {progress.updated > keptChanges && <p className={classes.lead}>{words.first(keptChanges)}</p>}
        </div>
        {read.isPending && <FieldsSkeleton count={4} />}
        {read.isLoadingError && <ErrorState error={read.error} onRetry={() => read.refetch()} />}
        {read.data && changes.length === 0 && <p className={classes.lead}>{words.none(file.isKept)}</p>}
      </div>
      {changes.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{texts.problems.row}</th>
              <th scope="col">{texts.problems.column}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          {changes.map((change) => (
            <Row key={change.row} change={change} />
          ))}
        </table>
      )}
      {read.hasNextPage && (
        <div className={classes.padded}>
          <div className={classes.line}>
            <Button variant="default" loading={read.isFetchingNextPage} onClick={() => read.fetchNextPage()}>
              {texts.problems.more}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function Row({ change: { row, name, cells } }: { change: ImportChange }) {
  return (
    <tbody className={classes.group}>
      {cells.map(({ header, field, before, after }, index) => (
        <tr key={field}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={cells.length}>
              {name}
              <small className={classes.below}>
                {texts.problems.row} {formatNumber(row)}
              </small>
            </th>
          )}
          <td>{header}</td>
          <td className={classes.value} data-label={words.before}>
            {before === '' ? words.nothing : before}
          </td>
          <td className={classes.after} data-label={words.after}>
            {after === '' ? words.nothing : after}
          </td>
        </tr>
      ))}
    </tbody>
  )
}
