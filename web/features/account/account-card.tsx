import { type ReactNode, useId } from 'react'
import { Card } from '../../ui/card.tsx'

/** One thing that a person can change, with why. */
export function AccountCard({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <Card heading={{ id, title, lead }}>{children}</Card>
    </section>
  )
}
