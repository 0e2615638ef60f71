import '@fontsource-variable/inter/wght.css'
import './platform/mantine-styles.css'
import './platform/tokens.css'
import './platform/mantine-variables.css'
import './platform/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onSignedOut } from './platform/api.ts'
import { isPageHeld, watchPresses } from './platform/held-page.ts'
import { watchMissingCode } from './platform/missing-code.ts'
import { queryClient } from './platform/query.ts'
import { readReturnTo } from './platform/return-to.ts'
import { colorSchemes, theme } from './platform/theme.ts'
import { router } from './routes.tsx'
import { FollowSwitch } from './ui/follow-switch.tsx'
import { Notes } from './ui/notes.tsx'
import { openByArrows } from './ui/open-by-arrows.ts'

watchMissingCode()
watchPresses()
openByArrows()

onSignedOut(() => {
  const { href, pathname } = router.state.location
  // Nothing is forgotten, either: the form saves with what it has read once somebody has signed in elsewhere.
  if (pathname === '/sign-in' || isPageHeld()) return
  queryClient.clear()
  void router.navigate({ to: '/sign-in', search: { returnTo: readReturnTo(href), ended: true } })
})

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no element with the id root')

createRoot(container).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      // The content security policy allows no style element; the variables are in mantine-variables.css.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notes />
      <FollowSwitch />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
