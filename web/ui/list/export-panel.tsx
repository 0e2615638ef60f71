import { Progress as Bar, Button, Checkbox, Popover, Radio, Select } from '@mantine/core'
import { type CsvSeparator, csvSeparators, type ExportFormat, exportFormats } from '@tenantry/contract/exports.ts'
import { type ReactNode, useState } from 'react'
import { useOpenOnMount } from '../use-open-on-mount.ts'
import classes from './export.module.css'
import { exportTexts as words } from './export.texts.ts'
import { ExportButton } from './export-menu.tsx'
import { type Progress, useExport } from './use-export.ts'

/** The kinds of sheet that a spreadsheet can have besides its first. */
export type FurtherSheet = keyof typeof words.sheetNames

/** What somebody has chosen. */
export interface ExportChoice {
  format: ExportFormat
  /** Columns of the file; undefined for all. */
  columns: string[] | undefined
  separator: CsvSeparator | undefined
  sheets: FurtherSheet[] | undefined
}

/** How a list is taken out as a file: its kind, its columns, and how far it has come; opens as soon as it is there. */
export function ExportPanel(props: {
  /** The file's name without its ending. */
  name: string
  /** Columns of the file for those that the table shows. */
  shown: string[]
  /** A spreadsheet can have these sheets, too. */
  sheets?: readonly FurtherSheet[]
  urlOf: (choice: ExportChoice) => string
}) {
  const { opened, setOpened, target } = useOpenOnMount()
  const { progress, begin, cancel } = useExport()
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [columns, setColumns] = useState<keyof typeof words.choices>('shown')
  const [separator, setSeparator] = useState<CsvSeparator>('comma')
  const [sheets, setSheets] = useState<FurtherSheet[]>([])
  const start = () => {
    const choice: ExportChoice = {
      format,
      columns: columns === 'shown' ? props.shown : undefined,
      separator: format === 'csv' ? separator : undefined,
      sheets: format === 'xlsx' && sheets.length > 0 ? sheets : undefined,
    }
    void begin(props.urlOf(choice), `${props.name}.${format}`).then(() => setOpened(false))
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target>
        <ExportButton ref={target} onClick={() => setOpened(!opened)} />
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={words.heading}>
        {progress ? (
          <Running progress={progress} onCancel={cancel} />
        ) : (
          <>
            <p className={classes.lead}>{words.lead}</p>
            <Choices label={words.format} value={format} onChange={setFormat}>
              {exportFormats.map((each) => (
                <Radio key={each} value={each} label={words.formats[each]} />
              ))}
            </Choices>
            <Choices label={words.columns} value={columns} onChange={setColumns}>
              {(['shown', 'all'] as const).map((each) => (
                <Radio key={each} value={each} label={words.choices[each]} />
              ))}
            </Choices>
            {format === 'csv' ? (
              <Select
                label={words.separator}
                data={Object.keys(csvSeparators).map((value) => ({
                  value,
                  label: words.separators[value as CsvSeparator],
                }))}
                comboboxProps={{ withinPortal: false }}
                value={separator}
                onChange={(value) => setSeparator((value ?? 'comma') as CsvSeparator)}
              />
            ) : (
              props.sheets && (
                <Checkbox.Group
                  label={words.sheets}
                  value={sheets}
                  onChange={(given) => setSheets(given as FurtherSheet[])}
                >
                  <div className={classes.choices}>
                    {props.sheets.map((each) => (
                      <Checkbox key={each} value={each} label={words.sheetNames[each]} />
                    ))}
                  </div>
                </Checkbox.Group>
              )
            )}
            <div className={classes.foot}>
              <Button onClick={start}>{words.begin}</Button>
            </div>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices<Value extends string>(props: {
  label: string
  value: Value
  onChange: (value: Value) => void
  children: ReactNode
}) {
  return (
    <Radio.Group label={props.label} value={props.value} onChange={(value) => props.onChange(value as Value)}>
      <div className={classes.choices}>{props.children}</div>
    </Radio.Group>
  )
}

function Running({ progress, onCancel }: { progress: Progress; onCancel: () => void }) {
  const { bytes, rows, share } = progress
  const text = rows === null ? words.preparing : words.receiving(bytes, rows)
  return (
    <>
      <div role="status">{text}</div>
      <Bar value={share === null ? 100 : share * 100} animated={share === null} aria-label={text} />
      <p className={classes.lead}>{words.goesOn}</p>
      <div className={classes.foot}>
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </>
  )
}
