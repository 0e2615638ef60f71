import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import classes from './list.module.css'

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
  const text = asWritten[kind](kept)
  return (
    <span className={classes.oneLine} title={text}>
      {text}
    </span>
  )
}
