import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportId } from '@tenantry/contract/ids.ts'
import {
  cancelImport,
  checkImport,
  type Import,
  type ImportPatch,
  startImport,
  undoImport,
  updateImport,
} from '@tenantry/contract/imports.ts'
import { useRef } from 'react'
import { api } from '../../platform/api.ts'
import { importQuery } from './imports.api.ts'

const operations = { check: checkImport, start: startImport, cancel: cancelImport, undo: undoImport }
type Act = keyof typeof operations

/** What can be done with an import, what is being done with it, and why the last of it was not done. */
export function useImportActs(id: ImportId) {
  const queryClient = useQueryClient()
  const { queryKey } = importQuery(id)
  const params = { id }
  const keep = (data: Import) => {
    queryClient.setQueryData(queryKey, data)
    // What an earlier check has found says nothing of the next one, which ends in the same state.
    queryClient.removeQueries({ queryKey, predicate: (query) => query.queryKey.length > queryKey.length })
    void queryClient.invalidateQueries({ queryKey: ['imports'], exact: true })
  }
  // It may have gone on elsewhere, which is shown then.
  const readAgain = () => void queryClient.invalidateQueries({ queryKey, exact: true })
  const change = useMutation({
    mutationFn: async (body: ImportPatch) => (await api(updateImport, { params, body }, { ifMatch: '*' })).data,
    onSuccess: keep,
    onError: readAgain,
  })
  // The second press of a double one comes before anything is drawn anew.
  const isRunning = useRef(false)
  const act = useMutation({
    mutationFn: async (name: Act) => (await api(operations[name], { params })).data,
    onSuccess: keep,
    onError: readAgain,
    onSettled: () => {
      isRunning.current = false
    },
  })
  return {
    change: (patch: ImportPatch) => {
      act.reset()
      change.mutate(patch)
    },
    press: (name: Act) => {
      if (isRunning.current) return
      isRunning.current = true
      change.reset()
      act.mutate(name)
    },
    doing: act.isPending ? act.variables : null,
    failure: change.error ?? act.error,
  }
}
