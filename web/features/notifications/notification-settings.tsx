import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type NotificationSetting, updateNotificationSettings } from '@tenantry/contract/notifications.ts'
import { api } from '../../platform/api.ts'
import { notifyError } from '../../ui/notify.ts'
import { notificationSettingsQuery } from './notifications.api.ts'
import classes from './notifications.module.css'
import { texts } from './notifications.texts.ts'

/** How the person is told of what; a switch is saved when it is turned. */
export function NotificationSettings() {
  const { data = [] } = useQuery(notificationSettingsQuery)
  const queryClient = useQueryClient()
  const save = async ({ code, inApp, byMail }: NotificationSetting) => {
    const { data: saved } = await api(updateNotificationSettings, { body: { items: [{ code, inApp, byMail }] } })
    queryClient.setQueryData(notificationSettingsQuery.queryKey, saved.items)
  }
  const change = (setting: NotificationSetting) =>
    void save(setting).catch(() => notifyError(texts.notSaved, texts.failed))
  if (data.length === 0) return null
  return (
    <section className={classes.settings} aria-label={texts.settings}>
      <h3>{texts.settings}</h3>
      <p className={classes.detail}>{texts.settingsLead}</p>
      <div className={classes.heads} aria-hidden>
        <span>{texts.inApp}</span>
        <span>{texts.byMail}</span>
      </div>
      {data.map((setting) => (
        <fieldset
          key={setting.code}
          className={classes.choice}
          aria-describedby={setting.hint === null ? undefined : `told-of-${setting.code}`}
        >
          <legend>{setting.label}</legend>
          <Switch
            aria-label={texts.inApp}
            checked={setting.inApp}
            onChange={({ currentTarget }) => change({ ...setting, inApp: currentTarget.checked })}
          />
          <Switch
            aria-label={texts.byMail}
            checked={setting.byMail}
            onChange={({ currentTarget }) => change({ ...setting, byMail: currentTarget.checked })}
          />
          {setting.hint !== null && (
            <p id={`told-of-${setting.code}`} className={classes.hint}>
              {setting.hint}
            </p>
          )}
        </fieldset>
      ))}
    </section>
  )
}
