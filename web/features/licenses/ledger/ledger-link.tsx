import { Button } from '@mantine/core'
import { IconNotebook } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { texts } from './ledger.texts.ts'

/**
 * The way to the ledger.
 * @param customerId what has become of this one alone, with what lies below it
 */
export function LedgerLink({ customerId }: { customerId?: string }) {
  const search = customerId === undefined ? {} : { filter: { withinId: { eq: customerId } } }
  return (
    <Button
      variant="default"
      leftSection={<IconNotebook size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/licenses/ledger" search={search} {...props} />}
    >
      {texts.list.link}
    </Button>
  )
}
