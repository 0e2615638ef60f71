import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Outlet, useMatches } from '@tanstack/react-router'
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react'
import { placeLeft } from '../platform/place-left.ts'
import { SessionProvider } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import classes from './app-frame.module.css'
import { Brand } from './brand.tsx'
import { Navigation } from './navigation.tsx'
import type { PaletteProps } from './palette.ts'
import { part } from './part.tsx'
import { TopBar } from './top-bar.tsx'
import { TrailProvider } from './trail.tsx'

const collapsedKey = 'tenantry-navigation-collapsed'

const NavigationDrawer = part(() => import('./navigation-drawer.tsx'))

/** What surrounds every page of a signed-in person: navigation at the left, the top bar, and the page. */
export function AppFrame({ Palette, Bell }: { Palette: ComponentType<PaletteProps>; Bell: ComponentType }) {
  const [isCollapsed, setCollapsed] = useState(() => localStorage.getItem(collapsedKey) === 'true')
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const [wasDrawerOpened, setDrawerWasOpened] = useState(false)
  const main = useFocusOnNewPage()
  const toggleCollapsed = () => {
    setCollapsed(!isCollapsed)
    localStorage.setItem(collapsedKey, String(!isCollapsed))
  }
  const openDrawer = () => {
    setDrawerWasOpened(true)
    setDrawerOpen(true)
  }
  return (
    <SessionProvider>
      <TrailProvider>
        <a className={classes.skip} href="#content">
          {texts.skipToContent}
        </a>
        <div
          className={classes.frame}
          data-collapsed={isCollapsed || undefined}
          data-navigation={isCollapsed ? 'collapsed' : 'open'}
        >
          <nav className={classes.side} aria-label={texts.navigation.label}>
            <Brand isCollapsed={isCollapsed} />
            <Navigation isCollapsed={isCollapsed} />
            <CollapseButton isCollapsed={isCollapsed} onToggle={toggleCollapsed} />
          </nav>
          <TopBar isNavigationOpen={isDrawerOpen} onOpenNavigation={openDrawer} Palette={Palette} Bell={Bell} />
          <main id="content" ref={main} tabIndex={-1} className={classes.main}>
            <Outlet />
          </main>
        </div>
        {wasDrawerOpened && (
          <Suspense fallback={null}>
            <NavigationDrawer opened={isDrawerOpen} onClose={() => setDrawerOpen(false)} />
          </Suspense>
        )}
      </TrailProvider>
    </SessionProvider>
  )
}

function CollapseButton({ isCollapsed, onToggle }: { isCollapsed: boolean; onToggle: () => void }) {
  const label = isCollapsed ? texts.navigation.expand : texts.navigation.collapse
  const Icon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <div className={classes.collapse}>
      <ActionIcon aria-label={label} title={label} aria-expanded={!isCollapsed} onClick={onToggle}>
        <Icon size={18} stroke={1.7} />
      </ActionIcon>
    </div>
  )
}

/**
 * Moves the focus to the page when another one opens, so that a screen reader starts there; tabs keep it. Who goes back
 * before the next page has come, has it where it was: what they had left has only been hidden.
 */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null)
  const page = useMatches({
    select: (matches) => {
      const last = matches.at(-1)
      return last ? `${last.routeId} ${'id' in last.params ? last.params.id : ''}` : ''
    },
  })
  const shown = useRef({ page, left: placeLeft() })
  useEffect(() => {
    const { page: before, left } = shown.current
    if (before === page) return
    shown.current = { page, left: placeLeft() }
    const focused = left.focused?.closest<HTMLElement>('#content *')
    ;(focused ?? main.current)?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: (focused && left.tops[0]) ?? 0 })
  }, [page])
  return main
}
