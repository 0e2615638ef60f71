import { PageHeader } from '../../ui/page-header.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { texts } from './texts.ts'

export function ApiKeysPage() {
  useTrail({ label: texts.title })
  return <PageHeader title={texts.title} />
}
