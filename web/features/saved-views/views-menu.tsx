import { Menu } from '@mantine/core'
import {
  IconBookmarkPlus,
  IconCheck,
  IconHome,
  IconHomeOff,
  IconPencil,
  IconRefresh,
  IconTrash,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SavedView } from '@tenantry/contract/saved-views.ts'
import { useEffect, useRef, useState } from 'react'
import { problemText } from '../../platform/problem-text.ts'
import { useIsHouse, useMe } from '../../platform/session.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { useShownConditions } from '../../ui/list/shown-conditions.ts'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { buttonText } from './button.texts.ts'
import { refusedView } from './refused-view.ts'
import classes from './saved-views.module.css'
import { texts } from './saved-views.texts.ts'
import { ViewsButton } from './saved-views.tsx'
import { ViewForm } from './view-form.tsx'
import { isShown, noView, openedSearch, searchOf } from './view-search.ts'
import { useViewChanges, viewsQuery } from './views.api.ts'

type Doing = 'save' | 'rename' | 'remove' | null

/** The saved views of a list as a menu, with what can be done with the one that is open. */
export default function ViewsMenu({ list, isClosed }: { list: SavedView['list']; isClosed?: boolean }) {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const [opened, setOpened] = useState(false)
  const [doing, setDoing] = useState<Doing>(null)
  const button = useRef<HTMLButtonElement>(null)
  const views = useQuery(viewsQuery(list)).data
  const current = views?.find(({ id }) => id === search.saved)
  useEffect(() => {
    if (isClosed) return
    button.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [isClosed])
  return (
    <>
      <Menu position="bottom-start" width={300} opened={opened} onChange={setOpened}>
        <Menu.Target>
          <ViewsButton ref={button}>
            {current ? texts.current(current.name) : buttonText}
            {current && !isShown(current.search, search) && <span className={classes.changed}>{texts.changed}</span>}
          </ViewsButton>
        </Menu.Target>
        <Menu.Dropdown className={classes.menu} aria-label={texts.menu}>
          <Views list={list} views={views ?? []} current={current} />
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconBookmarkPlus size={16} stroke={1.7} aria-hidden />}
            onClick={() => setDoing('save')}
          >
            {texts.save}
          </Menu.Item>
          {current && <ActionsOfCurrent view={current} search={search} onDo={setDoing} />}
        </Menu.Dropdown>
      </Menu>
      <Panels doing={doing} list={list} view={current} onEnd={() => setDoing(null)} />
    </>
  )
}

/** The views to choose from: the person's own, those of the house, and the list as it begins. */
function Views(props: { list: SavedView['list']; views: readonly SavedView[]; current: SavedView | undefined }) {
  const { views, current } = props
  const { defaultViews, membership } = useMe()
  const navigate = useNavigate()
  const own = views.filter(({ isShared }) => !isShared)
  const ofHouse = views.filter(({ isShared }) => isShared)
  const open = (saved: string, id: string | undefined) => {
    const search = openedSearch(saved, id ?? '')
    // What lies open beside the list is none of a view's business.
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...search, saved: id }) })
  }
  const hasDefault = defaultViews.some((each) => each.list === props.list)
  const item = (view: SavedView) => (
    <ViewItem
      key={view.id}
      name={view.name}
      isCurrent={view === current}
      isDefault={view.isDefault}
      onClick={() => open(view.search, view.id)}
    />
  )
  return (
    <>
      <ViewItem
        name={texts.everything}
        isCurrent={current === undefined}
        isDefault={false}
        onClick={() => open('', hasDefault ? noView : undefined)}
      />
      {own.length > 0 && <Menu.Label>{texts.own}</Menu.Label>}
      {own.map(item)}
      {ofHouse.length > 0 && <Menu.Label>{texts.house(membership.organization.name)}</Menu.Label>}
      {ofHouse.map(item)}
    </>
  )
}

function ViewItem(props: { name: string; isCurrent: boolean; isDefault: boolean; onClick: () => void }) {
  return (
    <Menu.Item
      aria-current={props.isCurrent}
      leftSection={
        props.isCurrent ? <IconCheck size={16} stroke={2} aria-hidden /> : <span className={classes.noSign} />
      }
      rightSection={props.isDefault && <IconHome size={15} stroke={1.7} role="img" aria-label={texts.isDefault} />}
      onClick={props.onClick}
    >
      <span className={classes.name}>{props.name}</span>
    </Menu.Item>
  )
}

function ActionsOfCurrent(props: { view: SavedView; search: Record<string, unknown>; onDo: (doing: Doing) => void }) {
  const { view, search, onDo } = props
  const { organization } = useMe().membership
  const changes = useViewChanges()
  const shown = useShownConditions()
  const told = (work: Promise<unknown>, done: string) =>
    void work.then(
      () => notifyDone(done),
      (error: unknown) => notifyError(texts.failed, refusedView(error, shown)),
    )
  const mayShare = useIsHouse()
  return (
    <>
      {view.mayChange && !isShown(view.search, search) && (
        <Menu.Item
          leftSection={<IconRefresh size={16} stroke={1.7} aria-hidden />}
          onClick={() => told(changes.change(view, { search: searchOf(search) }), texts.done.updated(view.name))}
        >
          {texts.update(view.name)}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={view.isDefault ? <IconHomeOff size={16} stroke={1.7} /> : <IconHome size={16} stroke={1.7} />}
        onClick={() =>
          told(changes.setDefault(view, !view.isDefault), view.isDefault ? texts.done.noDefault : texts.done.isDefault)
        }
      >
        {view.isDefault ? texts.dropDefault : texts.makeDefault}
      </Menu.Item>
      {view.mayChange && (
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.7} aria-hidden />} onClick={() => onDo('rename')}>
          {texts.rename}
        </Menu.Item>
      )}
      {view.isOwn && mayShare && (
        <Menu.Item
          leftSection={view.isShared ? <IconUser size={16} stroke={1.7} /> : <IconUsersGroup size={16} stroke={1.7} />}
          onClick={() =>
            told(
              changes.change(view, { isShared: !view.isShared }),
              view.isShared ? texts.done.unshared : texts.done.shared(organization.name),
            )
          }
        >
          {view.isShared ? texts.unshare : texts.share(organization.name)}
        </Menu.Item>
      )}
      {view.mayChange && (
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} stroke={1.7} aria-hidden />}
          onClick={() => onDo('remove')}
        >
          {texts.remove}
        </Menu.Item>
      )}
    </>
  )
}

function Panels(props: { doing: Doing; list: SavedView['list']; view: SavedView | undefined; onEnd: () => void }) {
  const { doing, list, view, onEnd } = props
  return (
    <>
      {(doing === 'save' || doing === 'rename') && (
        <ViewForm list={list} view={doing === 'rename' ? view : undefined} onEnd={onEnd} />
      )}
      {doing === 'remove' && view && <Removal view={view} onEnd={onEnd} />}
    </>
  )
}

function Removal({ view, onEnd }: { view: SavedView; onEnd: () => void }) {
  const { organization } = useMe().membership
  const changes = useViewChanges()
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await changes.remove(view)
      notifyDone(texts.done.removed(view.name))
      void navigate({ to: '.', replace: true, search: (before: object) => ({ ...before, saved: undefined }) })
    } catch (error) {
      notifyError(texts.failed, problemText(error).advice)
    }
    onEnd()
  }
  return (
    <Confirm
      opened
      title={texts.removal.title(view.name)}
      action={texts.removal.action}
      isBusy={isBusy}
      onConfirm={() => void remove()}
      onClose={onEnd}
    >
      {view.isShared ? texts.removal.house(organization.name) : texts.removal.own}
    </Confirm>
  )
}
