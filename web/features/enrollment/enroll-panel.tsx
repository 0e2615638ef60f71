import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createEnrollmentToken, type EnrollmentToken, revokeEnrollmentToken } from '@tenantry/contract/enrollments.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { useId, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { type FieldErrors, inputOf, schemaErrors, serverErrors } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { notifyDone, notifyError } from '../../ui/notify.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { type ChosenEntity, EntitySelect } from '../customers/public.ts'
import { CreatedToken } from './created-token.tsx'
import { tokensQuery } from './enrollment.api.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'

const words = texts.panel

/** Gives a customer's site a token to enroll devices with, and takes tokens back. */
export default function EnrollPanel(props: { organization: { id: string; name: string }; onEnd: () => void }) {
  const { organization, onEnd } = props
  useFocusReturn()
  const [token, setToken] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const formId = useId()
  return (
    <SidePanel
      opened
      onClose={onEnd}
      isFirm={token !== null}
      title={words.title}
      subtitle={organization.name}
      footer={
        token === null ? (
          <>
            <Button variant="default" onClick={onEnd}>
              {frameTexts.actions.close}
            </Button>
            <Button type="submit" form={formId} loading={isBusy}>
              {words.create}
            </Button>
          </>
        ) : (
          <Button onClick={() => setToken(null)}>{texts.created.done}</Button>
        )
      }
    >
      {token === null ? (
        <div className={classes.stack}>
          <p className={classes.lead}>{words.lead}</p>
          <TokenForm id={formId} organizationId={organization.id} onBusy={setBusy} onCreated={setToken} />
          <Tokens organizationId={organization.id} />
        </div>
      ) : (
        <CreatedToken token={token} />
      )}
    </SidePanel>
  )
}

function TokenForm(props: {
  id: string
  organizationId: string
  onBusy: (isBusy: boolean) => void
  onCreated: (token: string) => void
}) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [days, setDays] = useState('30')
  const [most, setMost] = useState<number | ''>('')
  const [entity, setEntity] = useState<ChosenEntity | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const submit = async () => {
    const body = {
      name,
      expiresInDays: Number(days),
      ...(entity ? { entityId: entity.id } : {}),
      ...(most === '' ? {} : { mostDevices: most }),
    }
    const found = schemaErrors(inputOf(createEnrollmentToken), body)
    setErrors(found)
    setFailure(null)
    if (Object.keys(found).length > 0) return
    props.onBusy(true)
    try {
      const { data } = await api(createEnrollmentToken, {
        params: { id: props.organizationId },
        body: body as RequestOf<typeof createEnrollmentToken>['body'],
      })
      void client.invalidateQueries(tokensQuery(props.organizationId))
      props.onCreated(data.token)
    } catch (error) {
      setErrors(serverErrors(error))
      setFailure(problemText(error).advice)
    } finally {
      props.onBusy(false)
    }
  }
  return (
    <form
      id={props.id}
      noValidate
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <FormError>{failure}</FormError>
      <TextInput
        label={words.name}
        description={words.nameHint}
        required
        autoComplete="off"
        data-autofocus
        value={name}
        error={errors.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.expires}
        data={[...words.days]}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <NumberInput
        label={words.most}
        description={words.mostHint}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        hideControls
        value={most}
        error={errors.mostDevices}
        onChange={(value) => setMost(typeof value === 'number' ? value : '')}
      />
      <EntitySelect organizationId={props.organizationId} value={entity} error={errors.entityId} onChange={setEntity} />
    </form>
  )
}

function Tokens({ organizationId }: { organizationId: string }) {
  const read = useQuery(tokensQuery(organizationId))
  return (
    <section aria-label={words.tokens}>
      <h3 className={classes.heading}>{words.tokens}</h3>
      {read.isPending && <FieldsSkeleton count={1} />}
      {read.isError && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {read.data?.length === 0 && <p className={classes.lead}>{words.none}</p>}
      <ul className={classes.tokens}>
        {read.data?.map((token) => (
          <Token key={token.id} token={token} organizationId={organizationId} />
        ))}
      </ul>
    </section>
  )
}

function Token({ token, organizationId }: { token: EnrollmentToken; organizationId: string }) {
  const client = useQueryClient()
  const { name, devices, mostDevices } = token
  const revoke = useMutation({
    mutationFn: () => api(revokeEnrollmentToken, { params: { id: organizationId, tokenId: token.id } }),
    onSuccess: () => {
      void client.invalidateQueries(tokensQuery(organizationId))
      notifyDone(words.revoked(name))
    },
    onError: (error) => notifyError(words.failed(name), problemText(error).advice),
  })
  const most = mostDevices === null ? null : formatNumber(mostDevices)
  return (
    <li className={classes.token}>
      <div>
        <div className={classes.name}>{name}</div>
        <div className={classes.dim}>
          {[
            words.used(formatNumber(devices), most),
            words.until(formatDate(token.expiresAt.slice(0, 10))),
            ...(token.entityName ? [words.into(token.entityName)] : []),
          ].join(' · ')}
        </div>
        <code className={classes.dim}>{words.startsWith(token.prefix.slice(-6))}</code>
      </div>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={words.revokeOf(name)}
        loading={revoke.isPending}
        onClick={() => revoke.mutate()}
      >
        {words.revoke}
      </Button>
    </li>
  )
}
