import { TextInput, VisuallyHidden } from '@mantine/core'
import { formatNumber } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import type { FieldErrors } from '../../platform/zod-form.ts'
import { UsageBar } from '../../ui/usage-bar.tsx'
import type { LimitRow } from './left-above.ts'
import { leftWith, withUncounted } from './left-above.ts'
import classes from './license-limits.module.css'
import { texts } from './license-limits.texts.ts'
import { countOf, type LimitValues, limitOf, modeOf, shortText, type TypedLimit, withLimit } from './limit-values.ts'
import { ModeChoice } from './mode-choice.tsx'

const words = texts.table

interface FieldsProps {
  rows: readonly LimitRow[]
  /** What stands above the numbers that are left. */
  leftHeading: string
  values: LimitValues
  errors: FieldErrors
  update: (change: (values: LimitValues) => LimitValues) => void
}

/** How licenses are given, and in the allocated mode how many of each type, with what then remains above. */
export function LimitFields(props: FieldsProps) {
  const { values, errors, update } = props
  const mode = modeOf(values)
  const rows = withUncounted(props.rows, Object.keys(values.limits))
  return (
    <>
      <ModeChoice value={mode} error={errors.mode} onChange={(chosen) => update((now) => ({ ...now, mode: chosen }))} />
      {mode === 'allocated' && (rows.length === 0 ? <p>{texts.none}</p> : <LimitTable {...props} rows={rows} />)}
    </>
  )
}

function LimitTable({ rows, leftHeading, values, errors, update }: FieldsProps) {
  const hasUse = rows.some(({ used }) => used !== null)
  return (
    <div>
      <table className={classes.table} aria-label={words.label}>
        <thead>
          <tr>
            <th scope="col">{words.type}</th>
            {hasUse && (
              <th scope="col" data-align="end">
                {words.used}
              </th>
            )}
            <th scope="col" data-align="end">
              {words.limit}
            </th>
            <th scope="col" data-align="end">
              {words.overage}
            </th>
            <th scope="col">{leftHeading}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <LimitLine
              key={row.type}
              row={row}
              hasUse={hasUse}
              leftHeading={leftHeading}
              typed={limitOf(values, row.type)}
              errors={{ limit: errors[`limits.${row.type}.limit`], overage: errors[`limits.${row.type}.overage`] }}
              onChange={(change) => update((now) => withLimit(now, row.type, change))}
            />
          ))}
        </tbody>
      </table>
      <p className={classes.hint}>{words.hint}</p>
    </div>
  )
}

function LimitLine(props: {
  row: LimitRow
  hasUse: boolean
  leftHeading: string
  typed: TypedLimit
  errors: { limit: string | undefined; overage: string | undefined }
  onChange: (change: Partial<TypedLimit>) => void
}) {
  const { row, typed, errors, onChange } = props
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {props.hasUse && (
        <td data-align="end" data-heading={words.used}>
          {formatNumber(row.used ?? 0)}
        </td>
      )}
      <td data-heading={words.limit}>
        <CountField
          label={words.limitOf(row.name)}
          placeholder={words.noLimit}
          value={typed.limit}
          error={errors.limit ?? shortText(row, typed.limit)}
          onChange={(limit) => onChange({ limit })}
        />
      </td>
      <td data-heading={words.overage}>
        <CountField
          label={words.overageOf(row.name)}
          placeholder="0"
          // Without a limit there is nothing to exceed.
          disabled={typed.limit.trim() === ''}
          value={typed.overage}
          error={errors.overage}
          onChange={(overage) => onChange({ overage })}
        />
      </td>
      <td data-heading={props.leftHeading}>
        <Left row={row} limit={countOf(typed.limit)} />
      </td>
    </tr>
  )
}

function CountField(props: {
  label: string
  placeholder: string
  disabled?: boolean
  value: string
  error: string | undefined
  onChange: (typed: string) => void
}) {
  return (
    <TextInput
      aria-label={props.label}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      inputMode="numeric"
      autoComplete="off"
      maxLength={20}
      className={classes.count}
      classNames={{ input: classes.countInput }}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** What remains above, while it is typed. */
function Left({ row, limit }: { row: LimitRow; limit: number | null }) {
  const left = leftWith(row, Number.isNaN(limit) ? null : limit)
  // From whoever sees the pool, nothing above is hidden.
  const seesPool = usePermission('license_pool.read')
  if (row.isUncounted) return <span className={classes.unknown}>{words.uncounted}</span>
  if (left === null && seesPool) return <span className={classes.unknown}>{words.unlimited}</span>
  if (left === null)
    return (
      <span className={classes.unknown} title={words.unknown}>
        <span aria-hidden>{words.unknownMark}</span>
        <VisuallyHidden>{words.unknown}</VisuallyHidden>
      </span>
    )
  const { total } = row
  return (
    <span className={classes.left} data-short={left < 0 || undefined}>
      <span className={classes.leftCount} aria-live="polite">
        {left < 0
          ? words.short(formatNumber(-left))
          : total === null
            ? words.left(formatNumber(left))
            : words.leftOf(formatNumber(left), formatNumber(total))}
      </span>
      <UsageBar parts={[{ count: total === null ? 0 : total - left, tone: 'full' }]} total={total} />
    </span>
  )
}
