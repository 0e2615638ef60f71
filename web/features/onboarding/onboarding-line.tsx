import { Button, Checkbox } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OnboardingItem } from '@tenantry/contract/onboarding.ts'
import classes from './onboarding.module.css'
import { texts } from './onboarding.texts.ts'

/** Where things are filled in that have no place in the profile. */
const tabs: Partial<Record<OnboardingItem['key'], 'entities' | 'users'>> = {
  entities: 'entities',
  administrator: 'users',
}

/** One thing that was left out: tick it, go where it is filled in, or say that it is not needed. */
export function OnboardingLine(props: {
  organizationId: string
  item: OnboardingItem
  mayChange: boolean
  isBusy: boolean
  onChange: (state: OnboardingItem['state']) => void
}) {
  const { item, onChange, mayChange } = props
  const thing = texts.things[item.key]
  const isFixed = !mayChange || item.isFound
  const isNotNeeded = item.state === 'not_needed'
  const tab = tabs[item.key] ?? 'profile'
  return (
    <li className={classes.item} data-state={item.state}>
      <Checkbox
        aria-label={texts.tick(thing)}
        checked={item.state === 'done'}
        disabled={isFixed || props.isBusy}
        onChange={(event) => onChange(event.currentTarget.checked ? 'done' : 'open')}
      />
      <div className={classes.words}>
        {mayChange && item.state === 'open' ? (
          <Link to="/customers/$id/$tab" params={{ id: props.organizationId, tab }} className={classes.link}>
            {thing}
          </Link>
        ) : (
          <span>{thing}</span>
        )}
        {item.state !== 'open' && <span className={classes.by}>{settledText(item)}</span>}
      </div>
      {!isFixed && item.state !== 'done' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={props.isBusy}
          aria-label={isNotNeeded ? texts.neededFor(thing) : texts.notNeededFor(thing)}
          onClick={() => onChange(isNotNeeded ? 'open' : 'not_needed')}
        >
          {isNotNeeded ? texts.needed : texts.notNeeded}
        </Button>
      )}
    </li>
  )
}

function settledText({ isFound, state, changedBy }: OnboardingItem): string {
  if (isFound) return texts.found
  const words = state === 'done' ? texts.done : texts.notNeeded.toLocaleLowerCase()
  return changedBy === null ? words : texts.byWhom(words, changedBy)
}
