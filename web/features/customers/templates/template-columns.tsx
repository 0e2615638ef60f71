import type { CustomerTemplateSummary } from '@tenantry/contract/customer-templates.ts'
import { formatAgo, formatDateTime } from '../../../platform/format.ts'
import type { TableColumn } from '../../../ui/list/columns.ts'
import { types } from '../organization-words.ts'
import { TemplateRowMenu } from './template-row-menu.tsx'
import classes from './templates.module.css'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.list.columns
const { seenBy } = templateTexts.list

/** Who begins customers with a template. */
function seers({ organization, isShared }: CustomerTemplateSummary): string {
  if (organization?.type === 'partner') return seenBy.below
  return isShared ? seenBy.partners : seenBy.house
}

/** The columns of the templates. */
export const templateColumns: readonly TableColumn<CustomerTemplateSummary>[] = [
  { id: 'name', heading: words.name, isSortable: true, cell: ({ name }) => <span title={name}>{name}</span> },
  {
    id: 'owner',
    heading: words.owner,
    widthPx: 180,
    from: 'narrow',
    cell: ({ organization }) => organization?.name ?? <span className={classes.dim}>{templateTexts.list.above}</span>,
  },
  {
    id: 'type',
    heading: words.type,
    isSortable: true,
    widthPx: 120,
    from: 'medium',
    cell: ({ type }) => (type ? types[type] : <span className={classes.dim}>{templateTexts.list.anyType}</span>),
  },
  { id: 'shared', heading: words.shared, widthPx: 200, from: 'wide', cell: seers },
  {
    id: 'updatedAt',
    heading: words.updatedAt,
    isSortable: true,
    widthPx: 130,
    from: 'medium',
    cell: ({ updatedAt }) => (
      <time dateTime={updatedAt} title={formatDateTime(updatedAt)}>
        {formatAgo(updatedAt)}
      </time>
    ),
  },
  {
    id: 'actions',
    heading: words.actions,
    isHeadingHidden: true,
    align: 'end',
    widthPx: 72,
    cell: (template) => <TemplateRowMenu template={template} />,
  },
]
