import { Button } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { usePermission } from '../../platform/session.tsx'
import type { QuietLink } from '../../ui/quiet-links.tsx'
import { linkText } from './rules-link.texts.ts'

/** The same among others, for a page that only those see who keep the pool. */
export const rulesLink: QuietLink = { label: linkText, icon: IconListCheck, to: '/licenses/rules' }

/** The way to the rules, for who keeps the pool. */
export function RulesLink() {
  if (!usePermission('license_pool.manage')) return null
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/licenses/rules" {...props} />}>
      {linkText}
    </Button>
  )
}
