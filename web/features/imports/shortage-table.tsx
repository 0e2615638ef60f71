import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Import } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'
import { shortagesQuery } from './imports.api.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'

const words = texts.shortages

/** Where licenses run out, by customer and type; nothing where they suffice. */
export function ShortageTable({ import: { id, state } }: { import: Import }) {
  const { data } = useQuery(shortagesQuery(id, state))
  if (!data || data.length === 0) return null
  return (
    <section className={classes.card} aria-labelledby="import-shortages">
      <div className={classes.padded}>
        <div>
          <h2 id="import-shortages" className={classes.heading}>
            {words.title}
          </h2>
          <p className={classes.lead}>{state === 'checked' ? words.advice : words.came}</p>
        </div>
      </div>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.from}</th>
            <th scope="col">{words.rows}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((each) => (
            <tr key={`${each.organizationId} ${each.type}`}>
              <th scope="row">
                <Link to="/customers/$id" params={{ id: each.organizationId }} className={classes.link}>
                  {each.organizationName}
                </Link>
              </th>
              <td data-label={words.type}>{words.typeOf(each)}</td>
              <td data-label={words.from}>{`${texts.problems.row} ${formatNumber(each.firstRow)}`}</td>
              <td data-label={words.rows}>{formatNumber(each.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
