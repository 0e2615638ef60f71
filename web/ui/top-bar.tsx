import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconMenu2, IconSearch } from '@tabler/icons-react'
import { type ComponentType, Suspense, useEffect, useState } from 'react'
import { texts } from '../platform/texts.ts'
import type { PaletteProps } from './palette.ts'
import classes from './top-bar.module.css'
import { UserMenu } from './user-menu.tsx'
import { WhereAmI } from './where-am-i.tsx'

/** Where am I, the way to find anything, and the person's own menu. */
export function TopBar(props: {
  isNavigationOpen: boolean
  onOpenNavigation: () => void
  /** Finds anything; drawn once somebody opens it. */
  Palette: ComponentType<PaletteProps>
  /** What the person has been told of; loads by itself. */
  Bell: ComponentType
}) {
  const [palette, setPalette] = useState<PaletteProps>({ openings: 0, scope: 'everything' })
  const open = (scope: PaletteProps['scope']) => setPalette(({ openings }) => ({ openings: openings + 1, scope }))
  usePaletteKey(() => open('everything'))
  return (
    <header className={classes.bar}>
      <ActionIcon
        className={classes.burger}
        size={40}
        aria-label={texts.navigation.open}
        aria-expanded={props.isNavigationOpen}
        onClick={props.onOpenNavigation}
      >
        <IconMenu2 size={20} stroke={1.7} />
      </ActionIcon>
      <WhereAmI onSwitch={() => open('customers')} />
      <UnstyledButton
        className={classes.find}
        aria-label={`${texts.palette.open} ${paletteKey()}`}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => open('everything')}
      >
        <IconSearch size={16} stroke={1.7} aria-hidden />
        <span className={classes.findText}>{texts.palette.open}</span> <kbd className={classes.key}>{paletteKey()}</kbd>
      </UnstyledButton>
      <Suspense fallback={<span className={classes.bell} />}>
        <props.Bell />
      </Suspense>
      <UserMenu />
      {palette.openings > 0 && (
        <Suspense fallback={null}>
          <props.Palette {...palette} onMissing={() => setPalette({ ...palette, openings: 0 })} />
        </Suspense>
      )}
    </header>
  )
}

const paletteKey = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K')

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}
