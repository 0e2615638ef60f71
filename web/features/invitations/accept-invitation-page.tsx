import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { type Invitation, renewInvitation } from '@tenantry/contract/invitations.ts'
import { useState } from 'react'
import { plainApi } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { PlainPage } from '../../ui/plain-page.tsx'
import { FirstPasswordForm } from './first-password-form.tsx'
import { invitationQuery, whoIsHere } from './invitations.api.ts'
import { texts } from './invitations.texts.ts'
import { KnownLogin } from './known-login.tsx'

const route = getRouteApi('/accept-invitation')

/** Where the link of an invitation leads. */
export function AcceptInvitationPage() {
  const { token = '' } = route.useSearch()
  const { data, error, isPending, refetch } = useQuery({ ...invitationQuery(token), enabled: token !== '' })
  const isSpent =
    token === '' || (error instanceof ApiError && error.problem.status < 500 && error.code !== 'rate_limited')
  if (isSpent) return <SpentLink />
  if (isPending)
    return (
      <PlainPage title={texts.loadingTitle}>
        <Skeleton height={14} width="80%" />
      </PlainPage>
    )
  if (error)
    return (
      <PlainPage title={texts.loadingTitle}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </PlainPage>
    )
  return data.state === 'expired' ? <ExpiredLink token={token} /> : <OpenInvitation token={token} invitation={data} />
}

function OpenInvitation({ token, invitation }: { token: string; invitation: Invitation }) {
  const { name, email, needsPassword } = invitation
  const organization = invitation.organizationName ?? ''
  const login = { token, email: email ?? '', organization }
  const here = useQuery({
    queryKey: ['invitation', token, 'here'],
    queryFn: whoIsHere,
    enabled: needsPassword === false,
  })
  const title = texts.title(organization)
  if (needsPassword)
    return (
      <PlainPage title={title} lead={texts.lead(name ?? '', login.email)}>
        <FirstPasswordForm {...login} name={name ?? ''} />
      </PlainPage>
    )
  const mine = here.data?.account.email
  const isMine = mine === login.email
  const lead = isMine ? texts.mine(mine) : mine ? texts.others(mine, login.email) : texts.known(login.email)
  return (
    <PlainPage title={title} lead={here.isPending ? undefined : lead}>
      {here.isPending ? <Skeleton height={34} /> : <KnownLogin {...login} here={isMine ? (here.data ?? null) : null} />}
    </PlainPage>
  )
}

function SpentLink() {
  return (
    <PlainPage title={texts.spentTitle} lead={texts.spent}>
      <Button fullWidth renderRoot={(props) => <Link to="/sign-in" {...props} />}>
        {texts.toSignIn}
      </Button>
    </PlainPage>
  )
}

function ExpiredLink({ token }: { token: string }) {
  const [state, setState] = useState<'asked' | 'busy' | 'sent'>('asked')
  const [failure, setFailure] = useState<string | null>(null)
  const renew = async () => {
    setState('busy')
    setFailure(null)
    try {
      await plainApi(renewInvitation, { body: { token } })
      setState('sent')
    } catch (error) {
      const { title, advice } = problemText(error)
      setFailure(`${title}. ${advice}`)
      setState('asked')
    }
  }
  const isSent = state === 'sent'
  return (
    <PlainPage
      title={isSent ? texts.renewedTitle : texts.expiredTitle}
      lead={isSent ? <span role="status">{texts.renewed}</span> : texts.expired}
      foot={<Anchor renderRoot={(props) => <Link to="/sign-in" {...props} />}>{texts.toSignIn}</Anchor>}
    >
      {!isSent && (
        <>
          <FormError>{failure}</FormError>
          <Button fullWidth loading={state === 'busy'} onClick={() => void renew()}>
            {texts.renew}
          </Button>
        </>
      )}
    </PlainPage>
  )
}
