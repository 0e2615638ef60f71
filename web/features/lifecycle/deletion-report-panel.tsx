import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { DeletionReport } from '@tenantry/contract/lifecycle.ts'
import { formatDateTime } from '../../platform/format.ts'
import { SidePanel } from '../../ui/side-panel.tsx'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'
import { ReportFigures } from './report-figures.tsx'

const words = texts.purge

/** What a deletion for good has removed, to read and to keep; nothing else keeps it. */
export function DeletionReportPanel({ report, onClose }: { report: DeletionReport; onClose: () => void }) {
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.done(report.organization.name)}
      subtitle={report.organization.code}
      footer={
        <>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
            onClick={() => download(report)}
          >
            {words.download}
          </Button>
          <div className={classes.gap} />
          <Button onClick={onClose}>{words.close}</Button>
        </>
      }
    >
      <section className={classes.section} aria-label={words.report} role="status">
        <p className={classes.lead}>{words.reportLead(formatDateTime(report.purgedAt), report.purgedBy)}</p>
        <ReportFigures report={report} />
      </section>
    </SidePanel>
  )
}

function download(report: DeletionReport): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `deletion-report-${report.organization.code}.json`
  link.click()
  URL.revokeObjectURL(url)
}
