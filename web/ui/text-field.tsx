import { TextInput } from '@mantine/core'
import { memo } from 'react'

/** A text field that is drawn again only when something of it changes: in a form of thirty, a key then costs one field. */
export const TextField = memo(TextInput)
