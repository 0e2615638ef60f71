import { NativeSelect, Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  createEnrollmentToken,
  type EnrollmentToken,
  mostOfToken,
  tokenLicenses,
} from '@tenantry/contract/enrollments.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { leadToHeldField } from '../../platform/held-page.ts'
import { problemText } from '../../platform/problem-text.ts'
import { typedCount } from '../../platform/typed-count.ts'
import { useSecretRequest } from '../../platform/use-secret-request.ts'
import { type FieldErrors, inputOf, schemaErrors, serverErrors } from '../../platform/zod-form.ts'
import { FormError } from '../../ui/form-error.tsx'
import { type ChosenEntity, EntitySelect } from '../customers/public.ts'
import { tokensQuery } from './enrollment.api.ts'
import classes from './enrollment.module.css'
import { texts } from './enrollment.texts.ts'

const words = texts.panel

/** What a token is to be for; what is made of it is passed on. */
export function TokenForm(props: {
  id: string
  organizationId: string
  /** Something was typed or chosen. */
  onTouched: () => void
  onBusy: (isBusy: boolean) => void
  onCreated: (token: string) => void
}) {
  const client = useQueryClient()
  const { keyFor, noteLost } = useSecretRequest()
  const [name, setName] = useState('')
  const [days, setDays] = useState('30')
  const [license, setLicense] = useState<EnrollmentToken['license']>('take')
  const [most, setMost] = useState('')
  const [entity, setEntity] = useState<ChosenEntity | null>(null)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const submit = async () => {
    const body = {
      name,
      expiresInDays: Number(days),
      ...(entity ? { entityId: entity.id } : {}),
      license,
      ...(most.trim() === '' || license === 'wait' ? {} : { mostDevices: typedCount(most) }),
    }
    const found = schemaErrors(inputOf(createEnrollmentToken), body)
    setErrors(found)
    setFailure(null)
    if (Object.keys(found).length > 0) return
    props.onBusy(true)
    try {
      const { data } = await api(
        createEnrollmentToken,
        { params: { id: props.organizationId }, body: body as RequestOf<typeof createEnrollmentToken>['body'] },
        { idempotencyKey: keyFor(body) },
      )
      props.onCreated(data.token)
    } catch (error) {
      setErrors(serverErrors(error))
      setFailure(noteLost(error) ? words.lost(name.trim()) : problemText(error).advice)
    } finally {
      // Also where no answer came: it may be there all the same.
      void client.invalidateQueries(tokensQuery(props.organizationId))
      props.onBusy(false)
    }
  }
  return (
    <form
      id={props.id}
      noValidate
      className={classes.stack}
      onChange={props.onTouched}
      onSubmit={(event) => {
        event.preventDefault()
        if (!leadToHeldField(event.currentTarget)) void submit()
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
      <Radio.Group
        label={words.license}
        value={license}
        onChange={(value) => setLicense(value as EnrollmentToken['license'])}
      >
        <div className={classes.choices}>
          {tokenLicenses.map((value) => (
            <Radio
              key={value}
              value={value}
              label={words.licenses[value].label}
              description={words.licenses[value].hint}
            />
          ))}
        </div>
      </Radio.Group>
      {license === 'take' && (
        <TextInput
          label={words.most}
          description={words.mostHint}
          inputMode="numeric"
          autoComplete="off"
          value={most}
          error={errors.mostDevices && words.mostWrong(formatNumber(mostOfToken))}
          onChange={(event) => setMost(event.currentTarget.value)}
        />
      )}
      <EntitySelect organizationId={props.organizationId} value={entity} error={errors.entityId} onChange={setEntity} />
    </form>
  )
}
