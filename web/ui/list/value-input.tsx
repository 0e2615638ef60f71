import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import type { ColumnType } from '@tenantry/contract/list.ts'
import type { FilterOption, SearchedOptions } from './filter-words.ts'
import { SearchedValues } from './searched-values.tsx'
import { texts } from './texts.ts'

/** The field for a condition's value: one or several, chosen or typed, as the column's type asks for. */
export function ValueInput(props: {
  type: ColumnType
  options: readonly FilterOption[] | SearchedOptions | undefined
  isSeveral?: boolean
  label?: string
  values: string[]
  onChange: (values: string[]) => void
  problem: string | null
}) {
  const { options, values, onChange, problem: error } = props
  if (options && 'search' in options)
    return <SearchedValues {...props} options={options} isSeveral={props.isSeveral ?? false} />
  // Inside the popover, so that choosing does not count as a press outside of it.
  const comboboxProps = { withinPortal: false }
  // It stays open while values are chosen, and may not lie over the button that applies them.
  const listAbove = { ...comboboxProps, position: 'top' as const, middlewares: { flip: false, shift: true } }
  if (props.isSeveral && options)
    return (
      <MultiSelect
        label={texts.filter.values}
        data={[...options]}
        value={values}
        onChange={onChange}
        error={error}
        searchable={options.length > 8}
        maxDropdownHeight={180}
        comboboxProps={listAbove}
      />
    )
  if (props.isSeveral)
    return (
      <TagsInput
        label={texts.filter.values}
        description={texts.filter.valuesHint}
        value={values}
        onChange={onChange}
        error={error}
        acceptValueOnBlur
        splitChars={[]}
        comboboxProps={comboboxProps}
      />
    )
  const single = { label: props.label ?? texts.filter.value, value: values[0] ?? '', error }
  if (options)
    return (
      <NativeSelect
        {...single}
        data={[{ value: '', label: '' }, ...options]}
        onChange={(event) => onChange([event.currentTarget.value])}
      />
    )
  return (
    <TextInput
      {...single}
      type={props.type === 'instant' || props.type === 'date' ? 'date' : 'text'}
      {...(props.type === 'number' ? { inputMode: 'decimal' as const } : {})}
      onChange={(event) => onChange([event.currentTarget.value])}
    />
  )
}
