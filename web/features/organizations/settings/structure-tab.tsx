import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Customer } from '@tenantry/contract/customers.ts'
import { changeType } from '@tenantry/contract/organization-moves.ts'
import { api } from '../../../platform/api.ts'
import { FormError } from '../../../ui/form-error.tsx'
import { notifyDone } from '../../../ui/notify.ts'
import { typeWords, useAddCustomer } from '../../customers/public.ts'
import { useNodeRights } from '../node-actions.tsx'
import { organizationsChanged } from '../organizations.api.ts'
import classes from '../organizations.module.css'
import { texts } from '../organizations.texts.ts'
import { refusedText } from '../refused-text.ts'

const words = texts.settings

/** Where the organization lies, and what can be changed about that. */
export function StructureTab(props: {
  read: { data: Customer; etag: string | null }
  onMove: (node: { id: string }) => void
}) {
  const { data: customer } = props.read
  const { id, name, type, status, parentId, parentName } = customer
  const { mayAdd, mayMove, mayConvert } = useNodeRights({ type, status, parentId })
  const addCustomer = useAddCustomer()
  return (
    <div className={classes.stack}>
      <section aria-label={words.place}>
        <p className={classes.hint}>
          {parentName === null ? words.top : `${words.under} ${parentName}`} · {typeWords[type]}
        </p>
      </section>
      <div className={classes.buttons}>
        {mayAdd && (
          <Button variant="default" onClick={() => addCustomer({ id, name, type })}>
            {texts.addUnderneath}
          </Button>
        )}
        {mayMove && (
          <Button variant="default" onClick={() => props.onMove({ id })}>
            {texts.move}
          </Button>
        )}
      </div>
      {mayConvert && (type === 'customer' || type === 'enterprise') && <Convert {...props} type={type} />}
    </div>
  )
}

/** Turns a customer into an enterprise and back. */
function Convert({ read, type }: { read: { data: Customer; etag: string | null }; type: 'customer' | 'enterprise' }) {
  const queryClient = useQueryClient()
  const other = type === 'customer' ? 'enterprise' : 'customer'
  const { id, name } = read.data
  const change = useMutation({
    mutationFn: () => api(changeType, { params: { id }, body: { type: other } }, { ifMatch: read.etag ?? '' }),
    onSuccess: () => notifyDone(words.converted(name, typeWords[other])),
    // Also when it is refused: somebody else may have changed it.
    onSettled: () => organizationsChanged(queryClient),
  })
  return (
    <section className={classes.section} aria-label={words.convert}>
      <h3>{words.convert}</h3>
      <p className={classes.hint}>{words.convertHint[type]}</p>
      <FormError>{change.error ? refusedText(change.error) : null}</FormError>
      <Button variant="default" mt={10} loading={change.isPending} onClick={() => change.mutate()}>
        {other === 'enterprise' ? texts.toEnterprise : texts.toCustomer}
      </Button>
    </section>
  )
}
