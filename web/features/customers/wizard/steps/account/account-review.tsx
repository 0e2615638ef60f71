import { texts } from '../../../customers.texts.ts'
import { Facts } from '../../../facts.tsx'
import { newPlanWords } from '../../../form/plan-words.ts'
import { formTexts } from '../../../form.texts.ts'
import type { AccountValues } from './account-values.ts'

const words = formTexts.account

/** What was chosen in the step Account. */
export function AccountReview({ values }: { values: AccountValues }) {
  return (
    <Facts
      facts={[
        [words.parent, values.parent.name],
        [words.type, values.type === '' ? '' : texts.types[values.type]],
        [words.plan, newPlanWords(values.plan)],
        [words.isActive, values.isActive ? formTexts.review.yes : formTexts.review.no],
      ]}
    />
  )
}
