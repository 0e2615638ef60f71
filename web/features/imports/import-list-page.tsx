import { Anchor, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { createImport, type ImportKind, importKinds } from '@tenantry/contract/imports.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDateTime } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { usePermission } from '../../platform/session.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { DropZone } from './drop-zone.tsx'
import { importTrail } from './import-trail.ts'
import { importsQuery } from './imports.api.ts'
import classes from './imports.module.css'
import { kindWords, stateWords, texts } from './imports.texts.ts'

const route = getRouteApi('/frame/imports')

/** Where lists come in: a file, the templates, and what was imported before; not there for whose role adds no customers. */
export function ImportListPage() {
  return usePermission('customers.create') ? <ImportList /> : <NotFoundPage />
}

function ImportList() {
  const [kind, setKind] = useState<ImportKind>(route.useSearch().kind ?? 'customers')
  useTrail(...importTrail(kind).slice(0, 1), { label: texts.title })
  const navigate = useNavigate()
  const send = useMutation({
    mutationFn: async (file: File) =>
      (await api(createImport, { query: { kind, fileName: file.name.slice(-255) } }, { file })).data,
    onSuccess: ({ id }) => void navigate({ to: '/imports/$id', params: { id } }),
  })
  return (
    <div className={classes.page}>
      <PageHeader title={texts.title} />
      <section className={`${classes.card} ${classes.padded}`}>
        <div className={classes.line}>
          <SegmentedControl
            aria-label={texts.kind}
            value={kind}
            onChange={(value) => setKind(value as ImportKind)}
            data={importKinds.map((value) => ({ value, label: kindWords[value] }))}
          />
          <Anchor href={`/api/v1/import-template?kind=${kind}`} download={`${kind}.csv`}>
            <IconDownload size={15} stroke={1.7} aria-hidden /> {texts.template(kind)}
          </Anchor>
        </div>
        <FormError>{send.isError ? fileProblem(send.error) : null}</FormError>
        <DropZone
          sending={send.isPending ? send.variables.name : null}
          onFile={(file) => !send.isPending && send.mutate(file)}
        />
      </section>
      <History />
    </div>
  )
}

/** What is wrong with the file itself is said by the server in a sentence. */
function fileProblem(error: unknown): string {
  const told = error instanceof ApiError ? error.fields[0]?.message : undefined
  const { title, advice } = problemText(error)
  return told ?? `${title}. ${advice}`
}

function History() {
  const imports = useQuery(importsQuery)
  const words = texts.history
  return (
    <section className={classes.card} aria-labelledby="import-history">
      <div className={classes.padded}>
        <h2 id="import-history" className={classes.heading}>
          {words.title}
        </h2>
        {imports.data?.length === 0 && <p className={classes.lead}>{words.empty}</p>}
        {imports.isPending && <FieldsSkeleton count={4} />}
        {imports.isLoadingError && <ErrorState error={imports.error} onRetry={() => imports.refetch()} />}
      </div>
      {imports.data && imports.data.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.result}</th>
              <th scope="col">{words.when}</th>
            </tr>
          </thead>
          <tbody>
            {imports.data.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  <Anchor renderRoot={(props) => <Link to="/imports/$id" params={{ id: each.id }} {...props} />}>
                    {each.file.name}
                  </Anchor>
                </th>
                <td>{kindWords[each.kind]}</td>
                <td>{stateWords[each.state]}</td>
                <td>{texts.resultOf(each)}</td>
                <td>{formatDateTime(each.createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
