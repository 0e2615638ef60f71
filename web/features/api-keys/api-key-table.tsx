import { Button, VisuallyHidden } from '@mantine/core'
import type { ApiKey } from '@tenantry/contract/api-keys.ts'
import { formatAgo, formatDate, formatDateTime } from '../../platform/format.ts'
import classes from './api-keys.module.css'
import { texts } from './texts.ts'

const words = texts.list

/** The keys, each with what it is known by and a way to revoke it. On phones every key is a block. */
export function ApiKeyTable({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  return (
    <table className={classes.table} aria-label={words.label}>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.key}</th>
          <th scope="col">{words.created}</th>
          <th scope="col">{words.used}</th>
          <th scope="col">{words.expires}</th>
          <th scope="col">
            <VisuallyHidden>{words.actions}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">{key.name}</th>
            <td data-heading={words.key}>
              <code>{words.startsWith(key.prefix)}</code>
            </td>
            <td data-heading={words.created} title={formatDateTime(key.createdAt)}>
              {formatDate(key.createdAt)}
            </td>
            <td data-heading={words.used} {...(key.lastUsedAt ? { title: formatDateTime(key.lastUsedAt) } : {})}>
              {key.lastUsedAt ? formatAgo(key.lastUsedAt) : words.never}
            </td>
            <td data-heading={words.expires} title={formatDateTime(key.expiresAt)}>
              {formatDate(key.expiresAt)}
            </td>
            <td className={classes.action}>
              <Button
                variant="default"
                size="xs"
                aria-label={words.revokeNamed(key.name)}
                onClick={() => onRevoke(key)}
              >
                {words.revoke}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
