import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { usePermission } from '../../platform/session.tsx'
import { linkText } from './rules-link.texts.ts'

/** The way to the rules, for who keeps the pool. */
export function RulesLink() {
  if (!usePermission('license_pool.manage')) return null
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/licenses/rules" {...props} />}>
      {linkText}
    </Button>
  )
}
