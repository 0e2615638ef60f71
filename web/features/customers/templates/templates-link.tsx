import { Button } from '@mantine/core'
import { IconTemplate } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { templateActions } from './actions.texts.ts'
import { useMayUseTemplates } from './use-template-actions.ts'

/** The way to the templates, for those who begin customers with them. */
export function TemplatesLink() {
  if (!useMayUseTemplates()) return null
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconTemplate size={16} stroke={1.7} aria-hidden />}
      renderRoot={(props) => <Link to="/customer-templates" {...props} />}
    >
      {templateActions.list}
    </Button>
  )
}
