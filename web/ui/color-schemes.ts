import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { userMenuTexts } from './user-menu.texts.ts'

/** How the product can look; `auto` follows the system. */
export const colorSchemes = [
  { value: 'light', label: userMenuTexts.light, icon: IconSun },
  { value: 'dark', label: userMenuTexts.dark, icon: IconMoon },
  { value: 'auto', label: userMenuTexts.system, icon: IconDeviceDesktop },
] as const
