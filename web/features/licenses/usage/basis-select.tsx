import { NativeSelect } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type MeteringBasis, meteringBases } from '@tenantry/contract/license-usage.ts'
import { ActionMenu } from '../../../ui/action-menu.tsx'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import { type OfCustomer, useBasisChoice } from './basis-choice.tsx'
import { texts } from './usage.texts.ts'

/**
 * By what a customer is metered, to be chosen by whoever may, while the month has not ended (EC5).
 */
export function BasisSelect(props: { usage: OfCustomer; isReadOnly?: boolean }) {
  const { usage, isReadOnly = false } = props
  const stop = useRowStop()
  const choice = useBasisChoice(usage)
  if (!usage.mayChange || isReadOnly) return texts.bases[usage.basis]
  return (
    <>
      <NativeSelect
        {...stop}
        size="sm"
        aria-label={texts.basisOf(usage.name)}
        data={choicesOf(usage).map((value) => ({ value, label: texts.bases[value] }))}
        value={choice.shown}
        onChange={(event) => choice.ask(event.currentTarget.value as MeteringBasis)}
      />
      {choice.question}
    </>
  )
}

/** What it is metered by, and what it can be. */
function choicesOf({ basis, bases }: OfCustomer): MeteringBasis[] {
  return meteringBases.filter((each) => each === basis || bases.includes(each))
}

/** The same choice where a row has no room for a select. */
export function BasisMenu({ usage }: { usage: OfCustomer }) {
  const choice = useBasisChoice(usage)
  if (!usage.mayChange) return null
  return (
    <>
      <ActionMenu
        label={texts.basisOf(usage.name)}
        actions={choicesOf(usage).map((basis) => ({
          label: texts.bases[basis],
          ...(basis === choice.shown ? { icon: IconCheck } : {}),
          onClick: () => choice.ask(basis),
        }))}
      />
      {choice.question}
    </>
  )
}
