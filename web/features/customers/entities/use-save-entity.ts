import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { createEntity, updateEntity } from '@tenantry/contract/entities.ts'
import { type Entity, getEntity } from '@tenantry/contract/entity-list.ts'
import { useCallback, useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../../platform/api.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { errorsOfUnchanged, readPath } from '../form/form-part.ts'
import { refusalText } from '../form/refusal-text.ts'
import { loadedSubdivisions } from '../form/use-subdivisions.ts'
import { isSame } from '../profile/profile-values.ts'
import { entitiesChanged } from './entities.api.ts'
import { texts } from './entities.texts.ts'
import { entityErrors, toEntityPaths } from './entity-errors.ts'
import {
  changedEntityFields,
  type EntityValues,
  emptyEntity,
  entityValuesOf,
  tagsRequest,
  toEntityRequest,
} from './entity-values.ts'

const words = texts.form

/** An entity as it was read, with the ETag that a change has to name. */
export interface ReadEntity {
  data: Entity
  etag: string | null
}

interface State {
  /** What the form began with; null for a new entity. */
  read: ReadEntity | null
  /** What was stored when the form began. */
  base: EntityValues
  mine: EntityValues
  errors: FieldErrors
  /** The stored version, where somebody else has changed it while this form was open. */
  theirs: ReadEntity | null
}

const hasField = (values: EntityValues, path: string) => path === 'tags' || typeof readPath(values, path) === 'string'

/**
 * An entity while it is added or edited: what was typed, what is wrong with it, saving, conflicts.
 * @param known the entity as it was read; null for a new one
 * @param phoneCountry the country that a phone begins in
 */
export function useSaveEntity(
  organizationId: string,
  known: ReadEntity | null,
  phoneCountry: string,
  on: { invalid: () => void; end: () => void },
) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const [key] = useState(newIdempotencyKey)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [state, setState] = useState<State>(() => {
    const base = known ? entityValuesOf(known.data, phoneCountry) : emptyEntity(phoneCountry)
    return { read: known, base, mine: base, errors: {}, theirs: null }
  })
  const update = useCallback(
    (change: (values: EntityValues) => EntityValues) =>
      setState((now) => {
        const mine = change(now.mine)
        if (mine === now.mine) return now
        return { ...now, mine, errors: errorsOfUnchanged(now.errors, now.mine, mine) }
      }),
    [],
  )
  /** Marks the fields that have a problem. @returns what lies at none */
  const show = (errors: FieldErrors, values: EntityValues): string[] => {
    const entries = Object.entries(errors)
    const placed = Object.fromEntries(entries.filter(([path]) => hasField(values, path)))
    setState((now) => ({ ...now, errors: placed }))
    if (Object.keys(placed).length > 0) on.invalid()
    return entries.flatMap(([path, message]) => (hasField(values, path) ? [] : [message]))
  }
  const write = async (read: ReadEntity | null, values: EntityValues): Promise<string> => {
    if (!read) {
      const body = { ...toEntityRequest(values), ...tagsRequest(null, values) }
      return words.added(
        (await api(createEntity, { params: { id: organizationId }, body }, { idempotencyKey: key })).data.name,
      )
    }
    const stored = entityValuesOf(read.data, phoneCountry)
    const body = { ...changedEntityFields(stored, values), ...tagsRequest(stored, values) }
    if (Object.keys(body).length === 0) return words.saved(read.data.name)
    const params = { id: organizationId, entityId: read.data.id }
    return words.saved((await api(updateEntity, { params, body }, { ifMatch: read.etag ?? '' })).data.name)
  }
  const end = (words: string) => {
    notifyDone(words)
    entitiesChanged(queryClient, organizationId)
    on.end()
  }
  const refuse = async (error: unknown, values: EntityValues) => {
    if (!(error instanceof ApiError)) return setFailure(words.offline)
    if (error.code === 'not_found') return setFailure(words.gone)
    if (error.code === 'precondition_failed' && state.read) {
      const theirs = await api(getEntity, { params: { id: organizationId, entityId: state.read.data.id } })
      // Sent before, and the answer got lost: it is stored already.
      if (isSame(entityValuesOf(theirs.data, phoneCountry), values)) return end(words.saved(theirs.data.name))
      return setState((now) => ({ ...now, theirs }))
    }
    const errors = toEntityPaths(serverErrors(error))
    const unplaced = show(errors, values)
    setFailure(refusalText(error, unplaced, Object.keys(errors).length > unplaced.length))
  }
  const run = async (read: ReadEntity | null, values: EntityValues) => {
    if (isRunning.current) return
    const errors = entityErrors(values, loadedSubdivisions())
    show(errors, values)
    setFailure(null)
    if (Object.keys(errors).length > 0) return
    isRunning.current = true
    setBusy(true)
    try {
      end(await write(read, values))
    } catch (error) {
      await refuse(error, values).catch(() => setFailure(words.offline))
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return {
    ...state,
    isBusy,
    failure,
    isDirty: !isSame(state.base, state.mine),
    update,
    save: () => void run(state.read, state.mine),
    /** Goes on from the stored version with the chosen values on top. */
    resolve: (theirs: ReadEntity, merged: EntityValues) => {
      setState((now) => ({
        ...now,
        read: theirs,
        base: entityValuesOf(theirs.data, phoneCountry),
        mine: merged,
        theirs: null,
      }))
      void run(theirs, merged)
    },
    leaveConflict: () => setState((now) => ({ ...now, theirs: null })),
  }
}
