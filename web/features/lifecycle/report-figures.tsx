import type { DeletionReport } from '@tenantry/contract/lifecycle.ts'
import { Figures } from '../../ui/figures.tsx'
import classes from './lifecycle.module.css'
import { texts } from './lifecycle.texts.ts'
import { reportRows, rowsBesides } from './report-rows.ts'

/** What a deletion for good removes, added up, and apart from it what is not in that sum. */
export function ReportFigures({ report }: { report: DeletionReport }) {
  return (
    <>
      <Figures rows={reportRows(report)} hasTotal />
      <h3 className={classes.heading}>{texts.purge.besides}</h3>
      <Figures rows={rowsBesides(report)} />
    </>
  )
}
