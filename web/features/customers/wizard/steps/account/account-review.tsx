import { formatDate, formatNumber } from '../../../../../platform/format.ts'
import { texts } from '../../../customers.texts.ts'
import { Facts } from '../../../facts.tsx'
import { formTexts } from '../../../form.texts.ts'
import type { AccountValues } from './account-values.ts'

const words = formTexts.account

/** What was chosen in the step Account. */
export function AccountReview({ values }: { values: AccountValues }) {
  const { plan } = values
  const lastDay = plan.expiresOn === '' ? '' : formatDate(plan.expiresOn)
  return (
    <Facts
      facts={[
        [words.parent, values.parent.name],
        [words.type, values.type === '' ? '' : texts.types[values.type]],
        [
          words.plan,
          plan.kind === 'trial'
            ? formTexts.review.trial(formatNumber(Number(plan.trialLicenses)), lastDay)
            : texts.plans.purchased,
        ],
        [words.isActive, values.isActive ? formTexts.review.yes : formTexts.review.no],
      ]}
    />
  )
}
