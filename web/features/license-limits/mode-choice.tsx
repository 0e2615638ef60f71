import { Radio } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { LicenseMode } from '@tenantry/contract/licenses.ts'
import classes from './license-limits.module.css'
import { texts } from './license-limits.texts.ts'

const order = ['unlimited', 'allocated'] as const

/** The two ways in which licenses are given, side by side with what speaks for each (EC5, EC7). */
export function ModeChoice(props: {
  value: LicenseMode
  error?: string | undefined
  onChange: (mode: LicenseMode) => void
}) {
  return (
    <Radio.Group
      label={texts.mode}
      name="license-mode"
      value={props.value}
      error={props.error}
      onChange={(value) => props.onChange(value === 'allocated' ? 'allocated' : 'unlimited')}
    >
      <div className={classes.modes}>
        {order.map((mode) => (
          <div key={mode} className={classes.mode} data-checked={mode === props.value || undefined}>
            <Radio
              value={mode}
              label={texts.modes[mode]}
              aria-describedby={`license-mode-${mode}`}
              size="xs"
              classNames={{ inner: classes.modeInner, radio: classes.modeRadio, label: classes.modeName }}
            />
            <ul id={`license-mode-${mode}`} className={classes.points}>
              {texts.points[mode].map(([point, why]) => (
                <li key={point}>
                  <IconCheck size={14} stroke={2} aria-hidden />
                  <span>
                    <b>{point}</b>: {why}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Radio.Group>
  )
}
