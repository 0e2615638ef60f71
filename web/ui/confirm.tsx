import { Button, Modal } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { texts } from '../platform/texts.ts'
import classes from './confirm.module.css'
import { useFocusReturn } from './use-focus-return.ts'

/** Asks before something that cannot be taken back. The safe answer has the focus, and is the only one without an action. */
export function Confirm(props: {
  opened: boolean
  title: string
  children: ReactNode
  /** What the button does, as a verb: 'Revoke key'. */
  action?: string
  isBusy?: boolean
  /** What the safe answer does, where it is more than to cancel: nothing but an answer closes the question then. */
  safe?: { label: string; isBusy: boolean }
  /** Nothing is lost by it. */
  isHarmless?: boolean
  /** A third way that loses nothing. */
  other?: { label: string; onClick: () => void }
  onConfirm?: () => void
  onClose: () => void
}) {
  const { safe } = props
  const content = useRef<HTMLDivElement>(null)
  useFocusReturn(props.opened, content)
  return (
    <Modal.Root opened={props.opened} onClose={safe ? () => {} : props.onClose} size="sm">
      <Modal.Overlay className={classes.veil} />
      <Modal.Content ref={content} radius={12}>
        <div className={classes.content}>
          <Modal.Title component="h2" className={classes.title}>
            {props.title}
          </Modal.Title>
          <div className={classes.text}>{props.children}</div>
          <div className={classes.actions} data-named={safe !== undefined || undefined}>
            <Button
              variant="default"
              classNames={{ root: classes.answer, label: classes.label }}
              onClick={props.onClose}
              loading={safe?.isBusy ?? false}
              data-autofocus
            >
              {safe?.label ?? (props.onConfirm ? texts.actions.cancel : texts.actions.close)}
            </Button>
            {props.other && (
              <Button variant="default" onClick={props.other.onClick}>
                {props.other.label}
              </Button>
            )}
            {props.onConfirm && (
              <Button
                classNames={{ root: classes.answer, label: classes.label }}
                {...(props.isHarmless ? {} : { color: 'red' })}
                onClick={props.onConfirm}
                loading={props.isBusy ?? false}
              >
                {props.action}
              </Button>
            )}
          </div>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
