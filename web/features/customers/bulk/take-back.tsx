import { useQuery } from '@tanstack/react-query'
import type { BulkChange } from '@tenantry/contract/bulk-changes.ts'
import { formatNumber } from '../../../platform/format.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { undoPreviewQuery } from './bulk.api.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { BulkPreview } from './bulk-preview.tsx'

const words = texts.takeBack

/** Shows what taking a change back would bring back and what not, before it is confirmed; where it is nothing, it only closes. */
export function TakeBack(props: { change: BulkChange; onConfirm: () => void; onClose: () => void }) {
  const { id, list, change, state } = props.change
  const { data: preview, error } = useQuery(undoPreviewQuery(id))
  const count = preview?.changed ?? 0
  return (
    <Confirm
      opened
      isHarmless
      title={state === 'undone' ? words.againTitle : words.title}
      action={words.action(texts.things[list](formatNumber(count), count === 1))}
      {...(count > 0 ? { onConfirm: props.onConfirm } : {})}
      onClose={props.onClose}
    >
      <div className={classes.asked} aria-live="polite">
        {preview && <BulkPreview list={list} kind={change.kind} preview={preview} words={words} />}
        {!preview && !error && texts.panel.counting}
      </div>
      <FormError>{error && problemText(error).advice}</FormError>
    </Confirm>
  )
}
