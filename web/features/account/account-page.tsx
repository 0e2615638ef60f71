import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import classes from './account.module.css'
import { texts } from './account.texts.ts'
import { AppearanceCard } from './appearance-card.tsx'
import { NameCard } from './name-card.tsx'
import { PasswordCard } from './password-card.tsx'

/** What a person can change about themselves. */
export function AccountPage() {
  useTrail({ label: texts.title })
  return (
    <div className={classes.page}>
      <PageHeader title={texts.title} />
      <NameCard />
      <PasswordCard />
      <AppearanceCard />
    </div>
  )
}
