import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import { OneLine } from './one-line.tsx'

const asWritten = {
  domain: showDomain,
  businessEmail: showEmail,
  accountManagerEmail: showEmail,
  website: (url: string) => showWebsite(url).replace(/^https?:\/\//, ''),
}

/** What holds such an address. */
export type Written = keyof typeof asWritten

/** A domain, or what holds one, on one line, in the letters that people write it in. */
export default function WrittenAddress({ kind, kept }: { kind: Written; kept: string }) {
  return <OneLine text={asWritten[kind](kept)} />
}
