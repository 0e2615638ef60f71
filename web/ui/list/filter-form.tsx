import { Button, NativeSelect } from '@mantine/core'
import type { FilterCondition, ListColumns } from '@tenantry/contract/list.ts'
import { type FormEvent, useState } from 'react'
import { leadToHeldField } from '../../platform/held-page.ts'
import { holdPress } from '../hold-press.ts'
import type { Chip } from './chips.ts'
import classes from './filter-form.module.css'
import {
  choiceOf,
  conditionsOf,
  firstChoice,
  isOfPart,
  operatorChoices,
  valueProblem,
  valuesOf,
} from './filter-rules.ts'
import { type FilterOptions, optionsOf } from './filter-words.ts'
import { texts } from './texts.ts'
import { ValueInput } from './value-input.tsx'

/** Column → condition → value or values. @param edited what it begins with, where a condition is changed */
export function FilterForm(props: {
  columns: ListColumns
  options: FilterOptions
  edited?: Chip | undefined
  onApply: (conditions: FilterCondition[]) => void
}) {
  const names = Object.keys(props.columns).filter((name) => isOffered(name, props))
  const [name, setName] = useState(props.edited?.[0]?.column ?? names[0] ?? '')
  const column = props.columns[name]
  const begun = props.edited ? choiceOf(props.edited) : null
  const [choice, setChoice] = useState(begun?.choice ?? choiceFor(name, props))
  const [values, setValues] = useState<string[]>(begun?.values ?? [])
  const [problem, setProblem] = useState<string | null>(null)
  if (!column) return null
  const taken = valuesOf(choice)
  const chooseColumn = (chosen: string) => {
    setName(chosen)
    setChoice(choiceFor(chosen, props))
    setValues([])
    setProblem(null)
  }
  const chooseOperator = (chosen: string) => {
    setChoice(chosen)
    setProblem(null)
    if (valuesOf(chosen) !== 'some') setValues(values.slice(0, valuesOf(chosen) === 'two' ? 2 : 1))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (leadToHeldField(event.currentTarget)) return
    const given = values.map((value) => value.trim()).filter((value) => value !== '')
    const found = taken === 'none' ? null : valueProblem(column.type, choice, given)
    setProblem(found)
    if (!found) props.onApply(conditionsOf(name, choice, given))
  }
  // A part of a value is typed, whatever there is to choose from.
  const isPart = isOfPart(choice)
  const options = isPart ? undefined : optionsOf(name, column, props.options)
  const input = { type: column.type, options, problem }
  const setAt = (index: number) => (given: string[]) =>
    setValues(Object.assign([values[0] ?? '', values[1] ?? ''], { [index]: given[0] ?? '' }))
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
        data={operatorChoices(column, !isOfPart(begun?.choice ?? '') && isCoded(name, props))}
        value={choice}
        onChange={(event) => chooseOperator(event.currentTarget.value)}
      />
      {(taken === 'one' || taken === 'some') && (
        <ValueInput
          key={`${name} ${isPart}`}
          {...input}
          isSeveral={taken === 'some'}
          between={column.hasNoComma ? ['\n', ','] : ['\n']}
          values={values}
          onChange={setValues}
        />
      )}
      {taken === 'two' && (
        <div className={classes.two}>
          <ValueInput {...input} label={texts.filter.from} values={values.slice(0, 1)} onChange={setAt(0)} />
          <ValueInput
            {...input}
            label={texts.filter.to}
            problem={problem && values[1] ? null : problem}
            values={values.slice(1, 2)}
            onChange={setAt(1)}
          />
        </div>
      )}
      <Button type="submit" onPointerDown={holdPress}>
        {texts.filter.apply}
      </Button>
    </form>
  )
}

interface Offer {
  columns: ListColumns
  options: FilterOptions
}

function choiceFor(name: string, { columns, options }: Offer): string {
  const column = columns[name]
  return column ? firstChoice(column, optionsOf(name, column, options) !== undefined) : 'eq'
}

function isCoded(name: string, { columns, options }: Offer): boolean {
  const offered = columns[name] && optionsOf(name, columns[name], options)
  if (!offered || 'search' in offered) return false
  return offered.some(({ value, label }) => label.replaceAll(' ', '_') !== value)
}

/** An id can only be chosen, never typed: without names to choose from the column is left out. */
function isOffered(name: string, { columns, options }: Offer): boolean {
  const offered = options[name]
  if (columns[name]?.type !== 'id') return true
  return offered !== undefined && ('search' in offered || offered.length > 0)
}
