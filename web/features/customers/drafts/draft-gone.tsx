import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FormError } from '../../../ui/form-error.tsx'
import { duplicatesQuery } from '../form/duplicates.api.ts'
import classes from './drafts.module.css'
import { draftTexts } from './drafts.texts.ts'

const words = draftTexts.lost
const shown = 3

/**
 * Says that the draft which is typed on here is no longer there, and makes no other one of it unasked. Which customer came
 * of it is known to nobody; those of the same name are named.
 */
export function DraftGone(props: { name: string; isBusy: boolean; onGoOn: () => void; onThrowAway: () => void }) {
  const [name] = useDebouncedValue(props.name.trim().slice(0, 255), 300)
  const { data = [] } = useQuery(duplicatesQuery({ name, code: '', domain: '' }, undefined))
  const found = data.filter(({ reasons }) => reasons.includes('name')).slice(0, shown)
  return (
    <>
      <FormError isQuiet>{words.text}</FormError>
      {found.length > 0 && (
        <span className={classes.namesakes}>
          {words.found}
          {found.map(({ id, name, code }) => (
            <span key={id}>
              {' '}
              <Link to="/customers/$id" params={{ id }} target="_blank" aria-label={words.open(name)}>
                {name}
              </Link>{' '}
              {code}
            </span>
          ))}
        </span>
      )}
      <Button variant="default" disabled={props.isBusy} onClick={props.onGoOn}>
        {words.goOn}
      </Button>
      <Button variant="subtle" color="gray" disabled={props.isBusy} onClick={props.onThrowAway}>
        {draftTexts.throwAway}
      </Button>
    </>
  )
}
