import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { texts as frameTexts } from '../../platform/texts.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { CreatedToken } from './created-token.tsx'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'
import { TokenForm } from './token-form.tsx'
import { TokenList } from './token-list.tsx'

const words = texts.panel

/** Gives a customer's site a token to enroll devices with, and takes tokens back. */
export default function EnrollPanel(props: { organization: { id: string; name: string }; onEnd: () => void }) {
  const { organization, onEnd } = props
  useFocusReturn()
  const [token, setToken] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isDirty, setDirty] = useState(false)
  const leaving = useLeaving({ isDirty, isBusy }, onEnd)
  const formId = useId()
  const show = (created: string) => {
    setDirty(false)
    setToken(created)
  }
  return (
    <AskingPanel
      leaving={leaving}
      isFirm={token !== null}
      title={words.title}
      subtitle={organization.name}
      footer={
        token === null ? (
          <>
            <Button variant="default" onClick={leaving.ask}>
              {frameTexts.actions.close}
            </Button>
            <Button type="submit" form={formId} loading={isBusy}>
              {words.create}
            </Button>
          </>
        ) : (
          <Button onClick={() => setToken(null)}>{texts.created.done}</Button>
        )
      }
    >
      {token === null ? (
        <div className={classes.stack}>
          <p className={classes.lead}>{words.lead}</p>
          <TokenForm
            id={formId}
            organizationId={organization.id}
            onTouched={() => setDirty(true)}
            onBusy={setBusy}
            onCreated={show}
          />
          <TokenList organizationId={organization.id} />
        </div>
      ) : (
        <CreatedToken token={token} />
      )}
    </AskingPanel>
  )
}
