import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useCallback, useId } from 'react'
import { leadToHeldField } from '../platform/held-page.ts'
import { FormError } from './form-error.tsx'
import { LeaveQuestion, type Leaving } from './leave-question.tsx'
import classes from './panel-form.module.css'
import { SidePanel } from './side-panel.tsx'
import { useStillWhile } from './use-still-while.ts'

/**
 * A form in a panel at the side: its buttons stand below it, and it asks before typed input is thrown away. It opens with
 * the focus on its first field.
 * @param instead stands in the form's place, with buttons of its own
 */
export function PanelForm(props: {
  title: string
  subtitle: string | undefined
  words: { cancel: string; submit: string }
  form: RefObject<HTMLFormElement | null>
  isBusy: boolean
  failure: string | null
  leaving: Leaving
  onSubmit: () => void
  instead?: ReactNode
  width?: 'md' | 'lg'
  children: ReactNode
}) {
  const { words, leaving, instead, form } = props
  const formId = useId()
  useStillWhile(props.isBusy, form)
  const holdForm = useCallback(
    (shown: HTMLFormElement | null) => {
      form.current = shown
      if (shown) markFirstField(shown)
    },
    [form],
  )
  const footer = (
    <>
      <Button variant="default" disabled={props.isBusy} onClick={leaving.ask}>
        {words.cancel}
      </Button>
      <Button type="submit" form={formId} loading={props.isBusy}>
        {words.submit}
      </Button>
    </>
  )
  return (
    <>
      <SidePanel
        opened
        onClose={leaving.ask}
        title={props.title}
        subtitle={props.subtitle}
        width={props.width ?? 'lg'}
        footer={instead ? undefined : footer}
      >
        {instead ?? (
          <form
            id={formId}
            ref={holdForm}
            noValidate
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault()
              if (!leadToHeldField(event.currentTarget)) props.onSubmit()
            }}
          >
            <FormError>{props.failure}</FormError>
            {props.children}
          </form>
        )}
      </SidePanel>
      <LeaveQuestion leaving={leaving} />
    </>
  )
}

/** The panel opens with the focus on what is marked, which would else be the button that closes it. */
function markFirstField(form: HTMLFormElement) {
  if (!form.querySelector('[data-autofocus]')) form.querySelector(field)?.setAttribute('data-autofocus', '')
}

const field =
  ':is(input, select, textarea):not(:disabled, [type="hidden"], [tabindex="-1"], [type="radio"]:not(:checked))'
