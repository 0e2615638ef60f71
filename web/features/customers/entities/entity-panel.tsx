import { useQuery } from '@tanstack/react-query'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { useRef, useState } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { PanelForm } from '../../../ui/panel-form.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { useHasTags } from '../../tags/public.ts'
import type { KnownLocation } from '../form/location-values.ts'
import { ConflictView } from '../profile/conflict-view.tsx'
import { browserCountry } from '../wizard/start.ts'
import { entityQuery } from './entities.api.ts'
import { texts } from './entities.texts.ts'
import { entityConflictFields } from './entity-conflict.ts'
import { CodeField, EntityDetails, KindField, NameField } from './entity-fields.tsx'
import { EntityTags } from './entity-tags.tsx'
import { entityValuesOf } from './entity-values.ts'
import { type ReadEntity, useSaveEntity } from './use-save-entity.ts'

const words = texts.form

/** The customer of an entity as far as its form needs it. */
export interface Owner extends Pick<Customer, 'id' | 'name'> {
  location: KnownLocation
}

interface PanelProps {
  /** null adds one. */
  entity: Entity | null
  customer: Owner
  onEnd: () => void
}

/** Adds an entity to a customer or edits one, at the side of the list. */
export function EntityPanel(props: PanelProps) {
  const { entity, customer, onEnd } = props
  useFocusReturn()
  const query = entityQuery(customer.id, entity?.id ?? '')
  const read = useQuery({ ...query, enabled: entity !== null, refetchOnWindowFocus: false })
  const [known, setKnown] = useState<ReadEntity | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching) setKnown(read.data)
  if (entity === null || known !== null) return <EntityForm {...props} known={known} />
  return (
    <SidePanel opened onClose={onEnd} title={words.editTitle(entity.name)} subtitle={customer.name} width="lg">
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={6} />
      )}
    </SidePanel>
  )
}

function EntityForm({ customer, known, onEnd }: PanelProps & { known: ReadEntity | null }) {
  const form = useRef<HTMLFormElement>(null)
  const seesSingle = useMe().membership.reach === 'entities'
  const hasTags = useHasTags()
  const phoneCountry = customer.location.country ?? browserCountry(navigator.language)
  const entity = useSaveEntity(customer.id, known, phoneCountry, {
    invalid: () => focusFirstError(form.current),
    end: onEnd,
  })
  const leaving = useLeaving(entity, onEnd)
  const { theirs } = entity
  const part = { values: entity.mine, errors: entity.errors, update: entity.update }
  return (
    <PanelForm
      title={known ? words.editTitle(known.data.name) : words.addTitle}
      subtitle={customer.name}
      words={{ ...words, submit: known ? words.save : words.create }}
      form={form}
      isBusy={entity.isBusy}
      failure={entity.failure}
      leaving={leaving}
      onSubmit={() => entity.save()}
      instead={
        theirs && (
          <ConflictView
            title={words.conflictTitle}
            changed={{
              organizationId: customer.id,
              objectId: theirs.data.id,
              tagIds: [Object.keys(entity.base.tags), (theirs.data.tags ?? []).map(({ id }) => id)],
            }}
            fields={entityConflictFields}
            base={entity.base}
            mine={entity.mine}
            theirs={entityValuesOf(theirs.data, phoneCountry)}
            isBusy={entity.isBusy}
            failure={entity.failure}
            onSave={(merged) => entity.resolve(theirs, merged)}
            onBack={entity.leaveConflict}
          />
        )
      }
    >
      <FieldGrid>
        <NameField part={part} hasFocus isFixed={seesSingle} />
        <KindField part={part} />
        <CodeField part={part} />
      </FieldGrid>
      {hasTags && <EntityTags part={part} known={known?.data.tags} />}
      <EntityDetails part={part} companyAddress={customer.location} />
    </PanelForm>
  )
}
