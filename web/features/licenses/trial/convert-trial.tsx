import { Confirm } from '../../../ui/confirm.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { notifyDone } from '../../../ui/notify.ts'
import { texts } from './trial.texts.ts'
import { type ReadCustomer, useChangePlan } from './use-change-plan.ts'

const words = texts.conversion

/** Makes a trial a purchased plan, once that is confirmed (RI6). */
export default function ConvertTrial({ read, onEnd }: { read: ReadCustomer; onEnd: () => void }) {
  const { name } = read.data
  const change = useChangePlan(read, () => {
    notifyDone(words.done(name))
    onEnd()
  })
  return (
    <Confirm
      opened
      title={words.title(name)}
      action={texts.convert}
      isBusy={change.isBusy}
      isHarmless
      onConfirm={() => change.run({ kind: 'purchased' })}
      onClose={onEnd}
    >
      <FormError>{change.failure}</FormError>
      {words.text}
    </Confirm>
  )
}
