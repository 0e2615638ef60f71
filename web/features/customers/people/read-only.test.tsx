/** People of a customer for whoever may only read them. */
import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { type KeyedList, keyedList } from '../form/keyed-list.ts'
import { ReadOnly } from '../form/read-only.ts'
import { OtherContacts } from './other-contacts.tsx'
import { emptyOther, type OtherValues } from './people-values.ts'

const shown = (isReadOnly: boolean, values: KeyedList<OtherValues>) =>
  renderToStaticMarkup(
    <MantineProvider>
      <ReadOnly value={isReadOnly}>
        <OtherContacts
          part={{ values, errors: {}, update: () => {} }}
          problem={undefined}
          isRequired={false}
          phoneCountry="US"
        />
      </ReadOnly>
    </MantineProvider>,
  )
const grace = keyedList([{ ...emptyOther('US'), id: 'stored', firstName: 'Grace', role: 'Emergency' }])

it('stored contacts are open to be read, and nothing is offered that adds one or takes it away', () => {
  for (const offered of ['Add contact', 'Remove Grace']) expect(shown(false, grace)).toContain(offered)
  expect(shown(false, grace)).not.toContain('value="Grace"')
  expect(shown(true, grace)).toContain('value="Grace"')
  expect(shown(true, grace)).not.toMatch(/Add contact|Remove Grace|<button/)
})

it('a list without anybody is left out', () => {
  expect(shown(true, {})).not.toContain('Further contacts')
  expect(shown(false, {})).toContain('Add contact')
})
