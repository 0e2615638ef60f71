import { Checkbox } from '@mantine/core'
import { type CopyPart, copyParts } from '@tenantry/contract/customer-copy.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { showsInternals } from '../customer-words.ts'
import classes from './templates.module.css'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.save

type Source = Pick<Customer, 'plan'>

/** The parts of a customer that a template can keep: who looks after it, its own people are not told. */
export function partsOf(customer: Source): readonly CopyPart[] {
  return showsInternals(customer) ? copyParts : copyParts.filter((part) => part !== 'responsible')
}

/** What a template keeps of a customer: always, and as far as it is chosen. */
export function KeptParts(props: {
  customer: Source
  chosen: readonly CopyPart[]
  onChoose: (parts: readonly CopyPart[]) => void
}) {
  const parts = partsOf(props.customer)
  const toggle = (part: CopyPart, isOn: boolean) =>
    props.onChoose(parts.filter((each) => (each === part ? isOn : props.chosen.includes(each))))
  return (
    <fieldset className={classes.parts}>
      <legend className={classes.legend}>{words.parts}</legend>
      <p className={classes.lead}>{showsInternals(props.customer) ? words.partsLead : words.partsLeadOwn}</p>
      {parts.map((part) => (
        <Checkbox
          key={part}
          label={words.part[part].label}
          description={words.part[part].hint}
          checked={props.chosen.includes(part)}
          onChange={(event) => toggle(part, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  )
}
