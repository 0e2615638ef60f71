import { Button } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LicenseRule } from '@tenantry/contract/license-rules.ts'
import { useState } from 'react'
import { usePermission } from '../../platform/session.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { AddToList } from '../../ui/list/add-to-list.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { DeleteRule } from './delete-rule.tsx'
import { rulesQuery } from './license-rules.api.ts'
import classes from './license-rules.module.css'
import { texts } from './license-rules.texts.ts'
import { RuleList } from './rule-list.tsx'
import { RulePanel } from './rule-panel.tsx'
import { RunPanel } from './run-panel.tsx'

/** What is being done on the page; null for nothing. */
type Doing = 'add' | 'try' | 'run' | { edit: LicenseRule; isTried?: boolean } | { remove: LicenseRule } | null

/** The rules that license devices which wait (RI8). */
export function LicenseRulesPage() {
  return usePermission('license_pool.manage') ? <Rules /> : <NotFoundPage />
}

function Rules() {
  useTrail({ label: texts.pool, to: '/license-pool' }, { label: texts.title })
  const rules = useQuery(rulesQuery)
  const [doing, setDoing] = useState<Doing>(null)
  const add = <AddToList label={texts.add} onClick={() => setDoing('add')} />
  const hasRules = (rules.data?.length ?? 0) > 0
  return (
    <div className={classes.page}>
      <PageHeader
        title={texts.title}
        below={
          <>
            {texts.lead}{' '}
            <Link to="/seen-devices" className={classes.link}>
              {texts.waiting}
            </Link>
          </>
        }
        actions={
          hasRules && (
            <>
              <Button variant="default" onClick={() => setDoing('try')}>
                {texts.tryOut}
              </Button>
              <Button variant="default" onClick={() => setDoing('run')}>
                {texts.run}
              </Button>
              {add}
            </>
          )
        }
      />
      <div className={classes.card}>
        {rules.isLoadingError ? (
          <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
        ) : !rules.data ? (
          <div className={classes.loading}>
            <FieldsSkeleton count={3} />
          </div>
        ) : hasRules ? (
          <RuleList
            rules={rules.data}
            onEdit={(edit) => setDoing({ edit })}
            onTry={(edit) => setDoing({ edit, isTried: true })}
            onRemove={(remove) => setDoing({ remove })}
          />
        ) : (
          <EmptyState
            icon={<IconListCheck size={22} stroke={1.6} />}
            title={texts.empty.title}
            text={texts.empty.text}
            action={add}
          />
        )}
      </div>
      <DoingNow doing={doing} onEnd={() => setDoing(null)} />
    </div>
  )
}

function DoingNow({ doing, onEnd }: { doing: Doing; onEnd: () => void }) {
  if (doing === null) return null
  if (doing === 'add') return <RulePanel rule={null} onEnd={onEnd} />
  if (doing === 'try' || doing === 'run') return <RunPanel runsAtOnce={doing === 'run'} onEnd={onEnd} />
  if ('edit' in doing) return <RulePanel rule={doing.edit} isTried={doing.isTried} onEnd={onEnd} />
  return <DeleteRule rule={doing.remove} onEnd={onEnd} />
}
