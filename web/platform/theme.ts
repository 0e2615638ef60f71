import { createTheme, defaultVariantColorsResolver, localStorageColorSchemeManager } from '@mantine/core'
import { choiceLists } from './choice-lists.ts'

/** Where the choice of light, dark or system is kept; `public/start.js` reads the same key before the first paint. */
export const colorSchemes = localStorageColorSchemeManager({ key: 'tenantry-color-scheme' })

const accent = '#0b6e69'

/**
 * The theme of the component library. Colors are tokens of `tokens.css`, mapped in `mantine-variables.css`; the shades
 * here only make `accent` a known color name.
 */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: [accent, accent, accent, accent, accent, accent, accent, accent, accent, accent] },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    if (input.variant !== 'filled') return colors
    if (input.color === 'red') return { ...colors, color: 'var(--bad-ink)' }
    return input.color === 'accent' || !input.color ? { ...colors, color: 'var(--accent-ink)' } : colors
  },
  components: {
    ...choiceLists,
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    PasswordInput: { defaultProps: { visibilityToggleFocusable: true } },
    // The library locks scrolling with a style element, which the policy forbids; base.css does it.
    ModalRoot: { defaultProps: { lockScroll: false, centered: true } },
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    DrawerRoot: { defaultProps: { lockScroll: false } },
    // The place holder for the first focus is no item, which a menu may not hold.
    // And a menu stays in sight where what loads above it pushes its button out of the window: it holds the focus.
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, hideDetached: false } },
    Popover: { defaultProps: { shadow: 'md' } },
    // Else every list of countries, zones and currencies would be drawn while it is closed, and again at each key. It closes
    // when its field is left, for a press beside it, too: closed before, it would hold nothing of what was typed any more.
    Combobox: { defaultProps: { keepMounted: false, closeOnClickOutside: false } },
    // What is chosen once more stays chosen; where nothing may be chosen, there is a button that empties the field.
    Select: { defaultProps: { allowDeselect: false, comboboxProps: { shadow: 'md' } } },
    // None offers anything: the list would be open to readers, and take Escape for itself, while there is none to be seen.
    TagsInput: { defaultProps: { dropdownOpened: false } },
    MultiSelect: { defaultProps: { comboboxProps: { shadow: 'md' } } },
  },
})
