import { Button } from '@mantine/core'
import { IconBuildings, IconFileImport } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AddCustomerButton } from './add-customer-button.tsx'
import { texts } from './customers.texts.ts'

const words = texts.list

/** What stands where there is no customer yet, with the ways to some. */
export default function NoCustomers() {
  const mayCreate = usePermission('customers.create')
  return (
    <EmptyState
      icon={<IconBuildings size={22} stroke={1.6} />}
      title={words.emptyTitle}
      text={mayCreate ? words.emptyText : words.emptyTextReader}
      action={
        mayCreate && (
          <>
            <AddCustomerButton />
            <Button
              variant="default"
              leftSection={<IconFileImport size={16} stroke={1.7} aria-hidden />}
              renderRoot={(props) => <Link to="/imports" {...props} />}
            >
              {words.importCustomers}
            </Button>
          </>
        )
      }
    />
  )
}
