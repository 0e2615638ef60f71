import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useAddCustomer } from './add-customer.ts'
import { texts } from './customers.texts.ts'

/** Opens the wizard. */
export function AddCustomerButton() {
  const addCustomer = useAddCustomer()
  return (
    <Button leftSection={<IconPlus size={16} stroke={2} aria-hidden />} onClick={() => addCustomer()}>
      {texts.list.add}
    </Button>
  )
}
