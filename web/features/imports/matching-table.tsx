import { Select } from '@mantine/core'
import type { Import } from '@tenantry/contract/imports.ts'
import { useMemo } from 'react'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'
import { fieldOptions, fieldWord } from './known-fields.ts'

const words = texts.matching

type Option = { value: string; label: string }

/** Systems that only this house has are no choice of the list; where a heading names one it is. */
function withOwn(options: Option[], field: string | null): Option[] {
  if (field === null || options.some(({ value }) => value === field)) return options
  return [{ value: field, label: field }, ...options]
}

/** The columns of the file with what stands in them, each with what it stands for. */
export function MatchingTable(props: { import: Import; onChange: (matching: (string | null)[]) => void }) {
  const { columns, kind } = props.import
  // No column stands for whose the devices become: that is chosen beside them.
  const missing = props.import.missing.filter((field) => field !== 'parentId')
  const options = useMemo(() => fieldOptions(kind), [kind])
  const matched = columns.filter(({ field }) => field !== null).length
  /** Nothing can stand in two columns: the one that had it is left out. */
  const set = (place: number, field: string | null) =>
    props.onChange(
      columns.map((column, index) => (index === place ? field : column.field === field ? null : column.field)),
    )
  return (
    <section className={classes.card} aria-labelledby="import-matching">
      <div className={classes.padded}>
        <div>
          <h2 id="import-matching" className={classes.heading}>
            {words.title}
          </h2>
          <p className={classes.lead}>{words.lead(matched, columns.length)}</p>
        </div>
        {missing.length > 0 && (
          <p className={classes.warning} role="alert">
            {words.missing(missing.map((field) => `“${fieldWord(kind, field)}”`))}
          </p>
        )}
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.header}</th>
            <th scope="col">{words.samples}</th>
            <th scope="col">{words.field}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ header, samples, field, isCutShort }, place) => {
            const name = header || words.unnamed(place + 1)
            return (
              // Headings can be the same; their places cannot.
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a file never change their places
              <tr key={place}>
                <th scope="row">{name}</th>
                <td>
                  <div className={classes.samples} title={samples.join(' · ')}>
                    {samples.join(' · ')}
                  </div>
                  {isCutShort && <p className={classes.warning}>{words.cutShort}</p>}
                </td>
                <td className={classes.field}>
                  <Select
                    aria-label={words.fieldOf(name)}
                    data={withOwn(options, field)}
                    value={field}
                    placeholder={words.leftOut}
                    searchable
                    clearable
                    onChange={(value) => set(place, value)}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
