import { Button } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useId, useRef } from 'react'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { FormError } from '../../../ui/form-error.tsx'
import { LeaveQuestion, useLeaving } from '../../../ui/leave-question.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import classes from '../entities/entities.module.css'
import { AdministratorDetails } from '../people/administrator.tsx'
import { texts } from '../people/people.texts.ts'
import { useNaming } from './use-naming.ts'

const words = texts.naming

/** Names the administrator of a customer that has none; the login that is typed here stays for good. */
export function NameAdministrator({ customer, onEnd }: { customer: Customer; onEnd: () => void }) {
  useFocusReturn()
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const naming = useNaming(customer, { invalid: () => focusFirstError(form.current), end: onEnd })
  const leaving = useLeaving(naming, onEnd)
  return (
    <>
      <SidePanel
        opened
        onClose={leaving.ask}
        title={words.title}
        subtitle={customer.name}
        width="lg"
        footer={
          <>
            <Button variant="default" disabled={naming.isBusy} onClick={leaving.ask}>
              {words.cancel}
            </Button>
            <Button type="submit" form={formId} loading={naming.isBusy}>
              {words.submit}
            </Button>
          </>
        }
      >
        <form
          id={formId}
          ref={form}
          noValidate
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            naming.submit()
          }}
        >
          <FormError>{naming.failure}</FormError>
          <AdministratorDetails part={naming.part} />
        </form>
      </SidePanel>
      <LeaveQuestion leaving={leaving} words={words.leaving} />
    </>
  )
}
