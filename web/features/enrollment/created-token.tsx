import { CreatedSecret } from '../../ui/created-secret.tsx'
import { texts } from './enrollment.texts.ts'

const exampleWith = (token: string) => `curl -X POST ${window.location.origin}/api/v1/devices/enroll \\
  -H 'Authorization: Bearer ${token}' \\
  -H 'Content-Type: application/json' \\
  -d '{"devices":[{"name":"nyc-srv-01","class":"server",
       "serialNumber":"CZC1234567","ipAddresses":["192.0.2.10"]}]}'`

/** The token, shown this once, with a way to copy it and how it is used. */
export function CreatedToken({ token }: { token: string }) {
  return <CreatedSecret secret={token} words={texts.created} exampleWith={exampleWith} />
}
