import { Anchor, Select } from '@mantine/core'
import { existingChoices, type Import, type ImportPatch } from '@tenantry/contract/imports.ts'
import { OrganizationSelect, organizationsQuery, parentsQuery } from '../customers/public.ts'
import classes from './imports.module.css'
import { texts } from './imports.texts.ts'
import { makesOwners, useImportParent } from './use-import-parent.ts'

const words = texts.options

/** Where new customers go, and what happens with what is there already. */
export function OptionsForm(props: { import: Import; onChange: (patch: ImportPatch) => void }) {
  const { kind, parentId, missing, existing, emptyCells } = props.import
  const chosen = useImportParent(props.import)
  const isOwner = makesOwners(props.import)
  const own = missing.includes('parentId') ? words.choose : words.own
  return (
    <section className={`${classes.card} ${classes.padded}`} aria-labelledby="import-options">
      <h2 id="import-options" className={classes.heading}>
        {words.title}
      </h2>
      <div className={classes.options}>
        <div>
          <OrganizationSelect
            label={isOwner ? words.whose : words.parent[kind]}
            description={[parentId === null ? own : '', kind === 'customers' || isOwner ? '' : words.below]
              .filter(Boolean)
              .join('. ')}
            value={chosen}
            queryOf={isOwner ? organizationsQuery : parentsQuery}
            onChange={({ id }) => props.onChange({ parentId: id as Import['parentId'] })}
          />
          {parentId !== null && (
            <Anchor component="button" type="button" size="sm" onClick={() => props.onChange({ parentId: null })}>
              {words.clearParent}
            </Anchor>
          )}
        </div>
        <Select
          label={words.existing}
          description={words.existingHint[kind]}
          inputWrapperOrder={['label', 'input', 'description']}
          data={existingChoices.map((value) => ({ value, label: words.existingChoices[value] }))}
          value={existing}
          onChange={(value) => value && props.onChange({ existing: value as Import['existing'] })}
        />
        {existing === 'update' && (
          <Select
            label={words.empty}
            data={Object.entries(words.emptyChoices).map(([value, label]) => ({ value, label }))}
            value={emptyCells}
            onChange={(value) => value && props.onChange({ emptyCells: value as Import['emptyCells'] })}
          />
        )}
      </div>
    </section>
  )
}
