import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePermission } from '../../platform/session.tsx'
import { mailSettingsQuery } from './mails.api.ts'
import classes from './mails.module.css'
import { texts } from './mails.texts.ts'

/**
 * Says of an invitation that is about to be asked for that nothing will send it, as no mail server is set. Shown to those
 * alone who may read which server sends.
 */
export function NoServerNote() {
  const mayKnow = usePermission('settings.manage')
  const { data } = useQuery({ ...mailSettingsQuery, enabled: mayKnow })
  if (!data || data.data.smtp !== null) return null
  return (
    <p className={classes.noServer}>
      {texts.noServer.text}{' '}
      <Anchor inherit underline="always" renderRoot={(props) => <Link to="/settings/mail" {...props} />}>
        {texts.noServer.link}
      </Anchor>
    </p>
  )
}
