import { Radio } from '@mantine/core'
import type { CustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'

/** The statuses that may follow, each with what it means, and the others with why they may not. */
export function StatusChoice(props: {
  current: CustomerStatus
  value: OrganizationStatus | null
  onChange: (to: OrganizationStatus) => void
}) {
  const { transitions, status } = props.current
  const choose = (value: string) => {
    const chosen = transitions.find(({ to }) => to === value)
    if (chosen) props.onChange(chosen.to)
  }
  const isRestore = status === 'archived'
  const choosable = transitions.filter(({ allowed }) => allowed)
  const first = choosable.find(({ to }) => to === props.value) ?? choosable[0]
  return (
    <Radio.Group label={texts.panel.choose} name="status" value={props.value ?? ''} onChange={choose}>
      <div className={classes.choices}>
        {transitions.map(({ to, allowed, reason }) => (
          <Radio
            key={to}
            value={to}
            size="xs"
            disabled={!allowed}
            data-autofocus={to === first?.to || undefined}
            label={isRestore && to === 'disabled' ? texts.restore : texts.actions[to]}
            description={allowed ? (isRestore ? texts.panel.restoreHint : texts.hints[to]) : reason}
            classNames={{ root: classes.choice, label: classes.choiceName, description: classes.choiceHint }}
            wrapperProps={{ 'data-checked': (allowed && to === props.value) || undefined }}
          />
        ))}
      </div>
    </Radio.Group>
  )
}
