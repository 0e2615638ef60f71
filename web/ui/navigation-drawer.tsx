import { Drawer } from '@mantine/core'
import { texts } from '../platform/texts.ts'
import classes from './app-frame.module.css'
import { Brand } from './brand.tsx'
import { Navigation } from './navigation.tsx'

/** The navigation where there is no room beside the page. Loaded when it is first opened. */
export default function NavigationDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      radius={0}
      title={<Brand />}
      closeButtonProps={{ 'aria-label': texts.navigation.close, size: 40 }}
      classNames={{ body: classes.drawerBody, header: classes.drawerHeader }}
      overlayProps={{ className: classes.veil }}
    >
      <nav className={classes.drawerNav} aria-label={texts.navigation.label}>
        <Navigation onNavigate={onClose} />
      </nav>
    </Drawer>
  )
}
