import { Drawer } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { stepOverSame } from '../platform/one-step-back.ts'
import { texts } from '../platform/texts.ts'
import { isUppermost } from './is-uppermost.ts'
import classes from './side-panel.module.css'
import { useTabbedText } from './tabbed-text.ts'

/**
 * A panel the height of the window at its right edge, the whole width on phones. Heading above, actions below, and
 * only what lies between scrolls. Focus goes in when it opens and back to what opened it when it closes.
 */
export function SidePanel(props: {
  opened: boolean
  onClose: () => void
  title: string
  subtitle?: ReactNode
  /** The actions, in a bar that stays in sight; put a form around the whole panel with `form` attributes. */
  footer?: ReactNode
  /** A column beside the content, e.g. the steps of a wizard. */
  aside?: ReactNode
  width?: 'md' | 'lg'
  /** Only an action of the panel closes it: what it shows would be lost by a slip. */
  isFirm?: boolean
  children: ReactNode
}) {
  const tabbed = useTabbedText()
  const content = useRef<HTMLDivElement>(null)
  const { history } = useRouter()
  useEffect(() => stepOverSame(history), [history])
  const close = () => isUppermost(content.current) && props.onClose()
  return (
    <Drawer.Root
      opened={props.opened}
      onClose={close}
      position="right"
      size={props.width === 'lg' ? 'min(880px, 100vw)' : 'min(480px, 100vw)'}
      radius={0}
      closeOnEscape={!props.isFirm}
      closeOnClickOutside={!props.isFirm}
    >
      <Drawer.Overlay className={classes.veil} />
      <Drawer.Content ref={content} classNames={{ content: classes.content }} data-panel={props.width ?? 'md'}>
        <div className={classes.frame} {...tabbed}>
          <div className={classes.head}>
            <div className={classes.words}>
              <Drawer.Title component="h2" title={props.title} className={classes.title}>
                {props.title}
              </Drawer.Title>
              {props.subtitle && <div className={classes.subtitle}>{props.subtitle}</div>}
            </div>
            {!props.isFirm && <Drawer.CloseButton size={32} aria-label={texts.actions.close} />}
          </div>
          <div className={classes.middle}>
            {props.aside && <div className={classes.aside}>{props.aside}</div>}
            <div className={classes.body}>{props.children}</div>
          </div>
          {props.footer && (
            <div className={classes.foot} data-foot>
              {props.footer}
            </div>
          )}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  )
}
