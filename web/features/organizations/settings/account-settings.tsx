import { Button, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { texts as appTexts } from '../../../platform/texts.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { AccountInfo, customerQuery } from '../../customers/public.ts'
import classes from '../organizations.module.css'
import { texts } from '../organizations.texts.ts'
import { StructureTab } from './structure-tab.tsx'

const words = texts.settings

/** Account Settings of an organization of the tree, with Account Info in front (RI1). */
export default function AccountSettings(props: {
  id: string
  onMove: (node: { id: string }) => void
  onClose: () => void
}) {
  useFocusReturn()
  const { organization } = useMe().membership
  const isProvider = organization.type === 'provider' && organization.id === props.id
  const read = useQuery({ ...customerQuery(props.id), enabled: !isProvider })
  return (
    <SidePanel
      opened
      onClose={props.onClose}
      title={read.data?.data.name ?? (isProvider ? organization.name : words.title)}
      subtitle={words.title}
    >
      {isProvider ? (
        <OwnSettings />
      ) : read.data ? (
        <Tabs defaultValue="info" keepMounted={false}>
          <Tabs.List className={classes.tabs}>
            <Tabs.Tab value="info">{words.tabs.info}</Tabs.Tab>
            <Tabs.Tab value="structure">{words.tabs.structure}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="info">
            <AccountInfo customer={read.data.data} />
          </Tabs.Panel>
          <Tabs.Panel value="structure">
            <StructureTab read={read.data} onMove={props.onMove} />
          </Tabs.Panel>
        </Tabs>
      ) : read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={6} />
      )}
    </SidePanel>
  )
}

/** The provider itself has a page of settings in place of account settings. */
function OwnSettings() {
  const mayManage = usePermission('settings.manage')
  return (
    <div className={classes.stack}>
      <p className={classes.hint}>{words.provider}</p>
      {mayManage && (
        <div className={classes.buttons}>
          <Button variant="default" renderRoot={(root) => <Link to="/settings" {...root} />}>
            {appTexts.navigation.provider}
          </Button>
        </div>
      )}
    </div>
  )
}
