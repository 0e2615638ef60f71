import { Radio, useMantineColorScheme } from '@mantine/core'
import { colorSchemes } from '../../ui/color-schemes.ts'
import classes from './account.module.css'
import { texts } from './account.texts.ts'
import { AccountCard } from './account-card.tsx'

const words = texts.appearance

/** Light, dark, or as the system has it. */
export function AppearanceCard() {
  // The library would hold transitions still with a style element, which the content security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <AccountCard title={words.title} lead={words.lead}>
      <div role="radiogroup" aria-label={words.title} className={classes.schemes}>
        {colorSchemes.map(({ value, label, icon: Icon }) => (
          <Radio
            key={value}
            name="color-scheme"
            value={value}
            checked={colorScheme === value}
            onChange={() => setColorScheme(value)}
            label={
              <span className={classes.scheme}>
                <Icon size={16} stroke={1.7} aria-hidden />
                {label}
              </span>
            }
          />
        ))}
      </div>
    </AccountCard>
  )
}
