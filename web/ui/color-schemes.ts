import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { texts } from '../platform/texts.ts'

/** How the product can look; `auto` follows the system. */
export const colorSchemes = [
  { value: 'light', label: texts.userMenu.light, icon: IconSun },
  { value: 'dark', label: texts.userMenu.dark, icon: IconMoon },
  { value: 'auto', label: texts.userMenu.system, icon: IconDeviceDesktop },
] as const
