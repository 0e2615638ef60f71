import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { emptyOrder } from './order.ts'
import { OrderFields } from './order-fields.tsx'

it('a reason that is too long stays as it was pasted, and says so', () => {
  const shown = (reason: string) =>
    renderToStaticMarkup(
      <MantineProvider>
        <OrderFields
          kinds={['status']}
          values={{ ...emptyOrder, kind: 'status', status: 'suspended', reason }}
          update={() => {}}
        />
      </MantineProvider>,
    )
  expect(shown('r'.repeat(501))).toContain('At most 500 characters')
  for (const reason of ['', 'r'.repeat(500)]) expect(shown(reason)).not.toMatch(/At most|maxlength/i)
})
