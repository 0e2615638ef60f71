import { Button, VisuallyHidden } from '@mantine/core'
import type { ChangedThing, Difference } from '@tenantry/contract/bulk-changes.ts'
import { useState } from 'react'
import { formatNumber } from '../../../platform/format.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { heldWords } from './change-words.ts'

const words = texts.panel

/** So many stand there at once; the others come when somebody asks for them. */
const shownAtOnce = 10

/**
 * What changes, each with what it held beside what it holds then.
 * @param total how many change, of which only the first are named
 */
export function ChangedThings({ things, total }: { things: readonly ChangedThing[]; total: number }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole || things.length <= shownAtOnce + 1 ? things : things.slice(0, shownAtOnce)
  const hidden = things.length - shown.length
  const more = total - things.length
  return (
    <>
      <ul className={classes.things}>
        {shown.map(({ id, name, differences }) => (
          <li key={id}>
            <span>{name}</span>
            <span>
              {differences.map((each) => (
                <OneDifference key={`${each.field} ${each.before?.value} ${each.after?.value}`} {...each} />
              ))}
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {words.showMore(formatNumber(hidden))}
        </Button>
      )}
      <p className={classes.more}>{more > 0 && words.more(formatNumber(more))}</p>
    </>
  )
}

function OneDifference({ field, before, after }: Difference) {
  const isList = field === 'tags' || field === 'technicians'
  if (isList)
    return <span className={classes.difference}>{`${after ? '+' : '−'} ${heldWords(field, after ?? before)}`}</span>
  return (
    <span className={classes.difference}>
      {words.fields[field] && `${words.fields[field]}: `}
      <VisuallyHidden>{words.before} </VisuallyHidden>
      {heldWords(field, before)}
      <span aria-hidden> → </span>
      <VisuallyHidden>, {words.after} </VisuallyHidden>
      {heldWords(field, after)}
    </span>
  )
}
