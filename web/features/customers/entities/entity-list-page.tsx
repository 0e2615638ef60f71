import { getRouteApi } from '@tanstack/react-router'
import { formatTotal } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { useTrail } from '../../../ui/trail.tsx'
import { texts } from './entities.texts.ts'
import { EntityList } from './entity-list.tsx'

const route = getRouteApi('/frame/entities')

/** The entities of all customers that the person may see. One is added where its customer is. */
export function EntityListPage() {
  useTrail({ label: texts.title })
  return (
    <EntityList
      mayEdit={usePermission('customers.update')}
      mayAdd={false}
      showsAll={route.useSearch().all ?? false}
      header={(total, actions) => (
        <PageHeader title={texts.title} beside={total === undefined ? null : formatTotal(total)} actions={actions} />
      )}
    />
  )
}
