import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TagSelect } from './tag-select.tsx'
import { tagsQuery } from './tags.api.ts'

function shown(isLoaded: boolean): string {
  const client = new QueryClient()
  if (isLoaded) client.setQueryData<unknown>(tagsQuery.queryKey, [{ id: 'gold', name: 'Gold', color: 'yellow' }])
  return renderToStaticMarkup(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <TagSelect label="Tags" value={['gold', 'elsewhere']} mayMake={false} onChange={() => {}} />
      </QueryClientProvider>
    </MantineProvider>,
  )
}

test('a chosen tag is called unknown only once the tags are there', () => {
  expect(shown(false)).not.toContain('Unknown tag')
  expect(shown(true)).toContain('Unknown tag')
  expect(shown(true)).toContain('Gold')
})
