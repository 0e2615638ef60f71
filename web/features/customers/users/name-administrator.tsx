import type { Customer } from '@tenantry/contract/customers.ts'
import { useRef } from 'react'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { PanelForm } from '../../../ui/panel-form.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { AdministratorDetails } from '../people/administrator.tsx'
import { texts } from '../people/people.texts.ts'
import { useNaming } from './use-naming.ts'

const words = texts.naming

/** Names the administrator of a customer that has none; the login that is typed here stays for good. */
export function NameAdministrator({ customer, onEnd }: { customer: Customer; onEnd: () => void }) {
  useFocusReturn()
  const form = useRef<HTMLFormElement>(null)
  const naming = useNaming(customer, { invalid: () => focusFirstError(form.current), end: onEnd })
  const leaving = useLeaving(naming, onEnd)
  return (
    <PanelForm
      title={words.title}
      subtitle={customer.name}
      words={words}
      form={form}
      isBusy={naming.isBusy}
      failure={naming.failure}
      leaving={leaving}
      onSubmit={() => naming.submit()}
    >
      <AdministratorDetails part={naming.part} />
    </PanelForm>
  )
}
