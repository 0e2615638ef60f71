import { Button, NativeSelect } from '@mantine/core'
import { type FilterCondition, type FilterOperator, type ListColumns, operatorsOf } from '@tenantry/contract/list.ts'
import { type FormEvent, useState } from 'react'
import classes from './filter-form.module.css'
import { operatorChoices, readChoice, valueProblem } from './filter-rules.ts'
import { type FilterOptions, optionsOf } from './filter-words.ts'
import { texts } from './texts.ts'
import { ValueInput } from './value-input.tsx'

/** Column → condition → value or values. */
export function FilterForm(props: {
  columns: ListColumns
  options: FilterOptions
  onApply: (condition: FilterCondition) => void
}) {
  const names = Object.keys(props.columns).filter((name) => isOffered(name, props))
  const [name, setName] = useState(names[0] ?? '')
  const column = props.columns[name]
  const [choice, setChoice] = useState<string>(column ? (operatorsOf[column.type][0] ?? 'eq') : 'eq')
  const [values, setValues] = useState<string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  if (!column) return null
  const { operator, fixed } = readChoice(choice)
  const chooseColumn = (chosen: string) => {
    const type = props.columns[chosen]?.type ?? 'text'
    setName(chosen)
    setChoice(operatorsOf[type][0] ?? 'eq')
    setValues([])
    setProblem(null)
  }
  const chooseOperator = (chosen: string) => {
    setChoice(chosen)
    if (!takesSeveral(readChoice(chosen).operator)) setValues(values.slice(0, 1))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = fixed ?? values.map((value) => value.trim()).filter((value) => value !== '')
    const found = fixed ? null : valueProblem(column.type, given)
    setProblem(found)
    if (!found) props.onApply({ column: name, operator, values: given })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <NativeSelect
        label={texts.filter.column}
        data={names.map((value) => ({ value, label: props.columns[value]?.label ?? value }))}
        value={name}
        onChange={(event) => chooseColumn(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={texts.filter.condition}
        data={operatorChoices(column.type)}
        value={choice}
        onChange={(event) => chooseOperator(event.currentTarget.value)}
      />
      {!fixed && (
        <ValueInput
          key={name}
          type={column.type}
          options={optionsOf(name, column, props.options)}
          isSeveral={takesSeveral(operator)}
          values={values}
          onChange={setValues}
          problem={problem}
        />
      )}
      <Button type="submit">{texts.filter.apply}</Button>
    </form>
  )
}

const takesSeveral = (operator: FilterOperator) => operator === 'in' || operator === 'nin'

/** An id can only be chosen, never typed: without names to choose from the column is left out. */
function isOffered(name: string, props: { columns: ListColumns; options: FilterOptions }): boolean {
  return props.columns[name]?.type !== 'id' || (props.options[name]?.length ?? 0) > 0
}
