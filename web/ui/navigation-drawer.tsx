import { Drawer } from '@mantine/core'
import { useEffect, useState } from 'react'
import { texts } from '../platform/texts.ts'
import classes from './app-frame.module.css'
import { Brand } from './brand.tsx'
import { Navigation } from './navigation.tsx'

/** The navigation where there is no room beside the page. Loaded when it is first opened. */
export default function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  // Opened after it is there, so that it knows where to give the focus back.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(opened), [opened])
  return (
    <Drawer.Root opened={isShown} onClose={onClose} size={288} radius={0}>
      <Drawer.Overlay className={classes.veil} />
      <Drawer.Content aria-label={texts.navigation.label}>
        <nav className={classes.drawer} aria-label={texts.navigation.label}>
          <div className={classes.drawerHead}>
            <Brand />
            <Drawer.CloseButton size={40} iconSize={18} aria-label={texts.navigation.close} />
          </div>
          <Navigation onNavigate={onClose} />
        </nav>
      </Drawer.Content>
    </Drawer.Root>
  )
}
