import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type RuleRun, runLicenseRules } from '@tenantry/contract/license-rules.ts'
import { useEffect, useRef } from 'react'
import type { z } from 'zod'
import { api } from '../../platform/api.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { rulesHaveRun, trialQuery } from './license-rules.api.ts'
import { texts } from './license-rules.texts.ts'
import { RunResult } from './run-result.tsx'

const words = texts.trial

type Run = z.infer<typeof RuleRun>

/** What the rules would do, and what they did once they are run (RI8). */
export function RunPanel({ runsAtOnce, onEnd }: { runsAtOnce: boolean; onEnd: () => void }) {
  useFocusReturn()
  const trial = useQuery({ ...trialQuery, enabled: !runsAtOnce, refetchOnWindowFocus: false })
  const run = useRun()
  const { mutate } = run
  const isBegun = useRef(false)
  useEffect(() => {
    if (!runsAtOnce || isBegun.current) return
    isBegun.current = true
    mutate()
  }, [runsAtOnce, mutate])
  const retry = () => (run.isError || runsAtOnce ? mutate() : void trial.refetch())
  const error = run.error ?? (run.data ? null : trial.error)
  const shown: Run | undefined = run.data ?? trial.data
  const isDone = run.data !== undefined
  return (
    <SidePanel
      opened
      onClose={onEnd}
      isFirm={run.isPending}
      title={isDone ? words.titleRun : runsAtOnce ? texts.run : words.title}
      {...(isDone || runsAtOnce ? {} : { subtitle: words.subtitle })}
      footer={
        <>
          <Button variant={isDone ? 'filled' : 'default'} disabled={run.isPending} data-autofocus onClick={onEnd}>
            {words.close}
          </Button>
          {!isDone && (
            <Button loading={run.isPending} disabled={!shown || shown.licensed === 0} onClick={() => mutate()}>
              {texts.run}
            </Button>
          )}
        </>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={retry} />
      ) : shown ? (
        <RunResult run={shown} isDone={isDone} />
      ) : (
        <FieldsSkeleton count={3} />
      )}
    </SidePanel>
  )
}

function useRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => (await api(runLicenseRules, { body: {} })).data,
    onSuccess: () => {
      rulesHaveRun(client)
    },
  })
}
