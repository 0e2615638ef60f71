import { Button } from '@mantine/core'
import { IconArrowsMove, IconExternalLink, IconPlus, IconSettings } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { childTypes, type Organization } from '@tenantry/contract/organizations.ts'
import { useMe } from '../../platform/session.tsx'
import { useAddCustomer } from '../customers/public.ts'
import classes from './organizations.module.css'
import { texts } from './organizations.texts.ts'

/** What can be done with the organization that is chosen in the tree, next to it in the order of Tab. */
export function NodeActions(props: {
  node: Organization
  onOpen: (node: Organization) => void
  onMove: (node: Organization) => void
}) {
  const { node } = props
  const { mayAdd, mayMove } = useNodeRights(node)
  const addCustomer = useAddCustomer()
  const { id, name, type } = node
  return (
    <div className={classes.actions} role="toolbar" aria-label={texts.actionsFor(name)}>
      <span className={classes.chosen}>{name}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconSettings size={15} stroke={1.7} aria-hidden />}
        onClick={() => props.onOpen(node)}
      >
        {texts.openSettings}
      </Button>
      {mayAdd && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
          onClick={() => addCustomer({ id, name, type })}
        >
          {texts.addUnderneath}
        </Button>
      )}
      {mayMove && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowsMove size={15} stroke={1.7} aria-hidden />}
          onClick={() => props.onMove(node)}
        >
          {texts.move}
        </Button>
      )}
      {type !== 'provider' && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconExternalLink size={15} stroke={1.7} aria-hidden />}
          renderRoot={(root) => <Link to="/customers/$id" params={{ id }} {...root} />}
        >
          {texts.openPage}
        </Button>
      )}
    </div>
  )
}

/** What the person may do with a node, by the API's word and by the rules of the tree. */
export function useNodeRights({ type, status, parentId }: Pick<Organization, 'type' | 'status' | 'parentId'>) {
  const { permissions } = useMe()
  const isWritable = status !== 'archived'
  return {
    mayAdd: isWritable && permissions.includes('customers.create') && childTypes[type].length > 0,
    mayMove: isWritable && permissions.includes('organizations.move') && type !== 'provider' && parentId !== null,
    mayConvert:
      isWritable && permissions.includes('customers.update') && (type === 'customer' || type === 'enterprise'),
  }
}
