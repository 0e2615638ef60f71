/** When the rules that license waiting devices run by themselves. */
import { z } from 'zod'
import type { Context } from '../../platform/http/context.ts'
import { retrying } from '../../platform/http/problems.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import type { LicensingContext } from '../enrollments/public.ts'
import { wakeRules } from '../license-counts/public.ts'
import { mostLicensed, runRules } from './run-rules.ts'

/** What comes together leads to one run: of a provider hardly more than one in so many ms, however much happens. */
const gatherMs = 2_000
/** After so many ms others get their turn; a run that has not licensed all leaves an event for the next. */
const longestMs = 10_000

/**
 * Runs the rules of a provider, soon after a license became free, something new waits, or a rule has changed. Each piece is
 * committed by itself; of a run that is killed they stay, and its job goes on with what still waits.
 */
export const licenseWaitingTask = defineTask({
  name: 'license_waiting_devices',
  payload: z.object({ providerId: z.uuid() }),
  // Left behind by the database: see `wakeRules`.
  triggers: [{ event: 'license_rules.woken', oncePer: 'provider', gatherMs }],
  isLong: true,
  isShort: () => true,
  run: async ({ inside, log, signal }, { providerId }) => {
    const begun = performance.now()
    for (let isFull = true; isFull && !signal.aborted && performance.now() - begun < longestMs; ) {
      const { licensed } = await runRules((work) => {
        if (signal.aborted) throw new TypeError('The server stops; another run goes on')
        return retrying(() => inside(providerId, (context) => work(asSystem(context))))
      })
      if (licensed > 0) log.info({ event: 'license_rules.licensed', providerId, devices: licensed })
      isFull = licensed === mostLicensed
    }
  },
})

/** Wakes the rules of all providers now and then: what became free while somebody turned a rule on may have woken none. */
export const wakeRulesTask = defineTask({
  name: 'wake_license_rules',
  payload: z.object({}),
  run: async ({ inside, providers, signal }) => {
    for (const id of await providers()) {
      if (signal.aborted) return
      await inside(id, ({ tx }) => wakeRules(tx))
    }
  },
})

/** The system licenses in the place of the provider: also at customers that are switched off. */
function asSystem(context: Context): LicensingContext {
  return { ...context, caller: { organization: { id: context.actor.scope.providerId, name: '', type: 'provider' } } }
}
