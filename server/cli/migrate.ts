import { Command } from 'commander'
import { countOf } from '../platform/english.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry migrate`: roles, row security and schema of this release. */
export const migrateCommand = new Command('migrate')
  .description(
    'Bring the database to the schema of this release: roles, row security, policies. Needs only the owner of the database',
  )
  .action(async () => {
    await withInstallation(
      async ({ migrated }) => {
        print(
          migrated.length === 0
            ? 'The database is up to date.'
            : `Ran ${countOf(migrated.length, 'migration')}: ${migrated.join(', ')}.`,
        )
      },
      { makes: true },
    )
  })
