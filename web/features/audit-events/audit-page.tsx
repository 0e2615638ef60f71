import { formatTotal } from '../../platform/format.ts'
import { usePermission } from '../../platform/session.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { texts } from './audit-events.texts.ts'
import { AuditLog } from './audit-log.tsx'

/** Everything that happened in what the person sees; not there for whom the log is not. */
export function AuditPage() {
  return usePermission('audit.read') ? <WholeLog /> : <NotFoundPage />
}

function WholeLog() {
  useTrail({ label: texts.title })
  return (
    <AuditLog
      header={(total) => <PageHeader title={texts.title} beside={total === undefined ? null : formatTotal(total)} />}
    />
  )
}
