import { CreatedSecret } from '../../ui/created-secret.tsx'
import { texts } from './texts.ts'

const exampleWith = (key: string) =>
  `curl -H 'Authorization: Bearer ${key}' \\\n  ${window.location.origin}/api/v1/customers`

/** The key, shown this once, with a way to copy it and how it is used. */
export function CreatedKey({ secret }: { secret: string }) {
  return <CreatedSecret secret={secret} words={texts.created} exampleWith={exampleWith} />
}
