import type { ComponentProps } from 'react'
import { LeaveQuestion, type Leaving } from './leave-question.tsx'
import { SidePanel } from './side-panel.tsx'

type Panel = ComponentProps<typeof SidePanel>

/**
 * A panel that asks before what was typed in it is lost, however somebody leaves it. For forms that {@link PanelForm}
 * does not fit.
 * @param inAddress what of the address keeps it open, where going back would close it without leaving the page
 */
export function AskingPanel(
  props: Omit<Panel, 'opened' | 'onClose'> & { opened?: boolean; leaving: Leaving; inAddress?: string | undefined },
) {
  const { opened = true, leaving, inAddress, ...panel } = props
  return (
    <>
      <SidePanel opened={opened} onClose={leaving.ask} {...panel} />
      <LeaveQuestion leaving={leaving} inAddress={inAddress} />
    </>
  )
}
