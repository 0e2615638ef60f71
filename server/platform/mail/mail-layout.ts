import { escapeHtml, linkOnly } from './mail-texts.ts'

/** What a mail of a provider says. */
export interface MailContent {
  /** Who it comes from, as people know them. */
  providerName: string
  title: string
  /** Plain texts; line breaks inside of one are kept. */
  paragraphs: readonly string[]
  /** What to press, and where it leads. */
  link?: { text: string; url: string }
  /** Why somebody gets it, and how to get no more of it. */
  footer?: string
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/** A mail as text and as HTML, which say the same; nothing in it is fetched from anywhere. */
export function layOutMail({ providerName, title, paragraphs, link, footer }: MailContent): {
  text: string
  html: string
} {
  const last = footer ?? `This mail was sent by ${providerName}.`
  const text = [title, ...paragraphs, ...(link ? [`${link.text}: ${link.url}`] : []), `-- \n${last}`].join('\n\n')
  const shown = (each: string) => escapeHtml(each).replaceAll('\n', '<br>')
  const inner = [
    `<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${shown(title)}</h1>`,
    ...paragraphs.map((each) => paragraphAsHtml(shown(each))),
    ...(link
      ? [
          `<p style="margin:20px 0 4px"><a href="${escapeHtml(linkOnly(link.url))}" style="color:#2f5bd7;font-weight:600">${shown(link.text)}</a></p>`,
        ]
      : []),
  ].join('\n')
  const below = `<p style="max-width:560px;margin:12px auto 0;font-size:12px;color:#57606a">${shown(last)}</p>`
  return { text, html: frameMail({ providerName, title, inner }, below) }
}

/** What stands in the frame of a mail, as HTML, and whose name stands above it. */
interface FramedContent {
  /** Who it comes from, as people know them. */
  providerName: string
  /** Not shown: programs that read mails aloud name it by this. */
  title: string
  inner: string
}

/**
 * The HTML of a mail: what it says, framed, below the name of the provider; nothing in it is fetched from anywhere.
 * @param below what stands below the frame, as HTML
 */
export function frameMail({ providerName, title, inner }: FramedContent, below = ''): string {
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1b1f24;${font};font-size:15px;line-height:1.5">`,
    '<div style="max-width:560px;margin:0 auto;background:#ffffff;border:1px solid #dfe3e8;border-radius:8px;padding:24px">',
    // The place of the logo, once a provider can have one.
    `<p style="margin:0 0 20px;font-weight:600;color:#57606a">${escapeHtml(providerName)}</p>`,
    inner,
    '</div>',
    below,
    '</body></html>',
  ].join('\n')
}

/** @param html of which it is made */
export function paragraphAsHtml(html: string): string {
  return `<p style="margin:0 0 12px">${html}</p>`
}
