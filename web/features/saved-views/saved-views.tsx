import { Button } from '@mantine/core'
import { IconBookmark } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import type { SavedView } from '@tenantry/contract/saved-views.ts'
import { type ComponentProps, Suspense } from 'react'
import { OnDemand } from '../../ui/on-demand.tsx'
import { part } from '../../ui/part.tsx'
import { buttonText } from './button.texts.ts'
import { noView } from './view-search.ts'

const load = () => import('./views-menu.tsx')
const Loaded = part(load)

/** The saved views of a list; what stands in the address may be one of them. */
export function SavedViews({ list }: { list: SavedView['list'] }) {
  const { saved }: { saved?: string } = useSearch({ strict: false })
  // The name of the view that is open has to be asked for; without one nothing is loaded before the button is pressed.
  if (saved && saved !== noView)
    return (
      <Suspense fallback={<ViewsButton />}>
        <Loaded list={list} isClosed />
      </Suspense>
    )
  return <OnDemand load={load} props={{ list }} button={(ask) => <ViewsButton {...ask} />} />
}

/** The button alone; also what the menu hangs on. */
export function ViewsButton({ children = buttonText, ...rest }: ComponentProps<'button'>) {
  return (
    <Button
      variant="subtle"
      color="gray"
      px={10}
      leftSection={<IconBookmark size={16} stroke={1.7} aria-hidden />}
      {...rest}
    >
      {children}
    </Button>
  )
}
