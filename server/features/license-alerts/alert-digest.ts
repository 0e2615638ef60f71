import { englishCount } from '../../platform/english.ts'
import { frameMail, paragraphAsHtml } from '../../platform/mail/mail-layout.ts'
import { escapeHtml, linkOnly } from '../../platform/mail/mail-texts.ts'

/** What one mail says of one license of an organization, and where more of it stands. */
export interface DigestLine {
  name: string
  said: string
  link: string
}

/** A mail about many organizations names no more lines than so many. */
const mostLines = 200

/** A mail about several organizations, a line for each license of theirs, as text and as HTML. */
export function layOutDigest(subject: string, lines: readonly DigestLine[], providerName: string) {
  const shown = lines.slice(0, mostLines)
  const rest = lines.length > mostLines ? [`… and ${englishCount(lines.length - mostLines)} more`] : []
  const text = [...shown.map(({ name, said, link }) => `${name}: ${said}\n${link}`), ...rest, providerName].join('\n\n')
  const inner = paragraphAsHtml([...shown.map(asHtml), ...rest].join('<br>'))
  return { subject, text, html: frameMail({ providerName, title: subject, inner }) }
}

function asHtml({ name, said, link }: DigestLine): string {
  return `<a href="${escapeHtml(linkOnly(link))}">${escapeHtml(name)}</a>: ${escapeHtml(said)}`
}
