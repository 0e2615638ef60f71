import path from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * What libraries bring along on a first page although nothing here ever calls it, by who imports it, and what stands
 * there instead. Together it is a twentieth of what the page would load.
 */
const uncalled: { importer: string; source: RegExp; instead: string }[] = [
  // Describing schemas as JSON is the server's work.
  {
    importer: 'zod/v4/classic/schemas.js',
    source: /json-schema(-processors)?\.js$/,
    instead:
      'const none = () => () => {}; export { none as createToJSONSchemaMethod, none as createStandardJSONSchemaMethod }',
  },
  // What the library would say of a value is said by zod-form.ts.
  { importer: 'zod/v4/classic/schemas.js', source: /locales\/en\.js$/, instead: 'export default () => {}' },
  // Values with themselves inside, which neither forms nor JSON have.
  { importer: 'zod/v4/core/index.js', source: /memoizer\.js$/, instead: 'export const memoizer = () => {}' },
  // The style elements that main.tsx tells the provider to leave out.
  {
    importer: 'MantineProvider/MantineProvider.mjs',
    source: /MantineCssVariables\.mjs$/,
    instead: 'export const MantineCssVariables = () => null',
  },
  {
    importer: 'MantineProvider/MantineProvider.mjs',
    source: /MantineClasses\.mjs$/,
    instead: 'export const MantineClasses = () => null',
  },
]

const withoutUncalled: Plugin = {
  name: 'without-uncalled',
  enforce: 'pre',
  resolveId(source, importer) {
    const index = uncalled.findIndex((each) => importer?.endsWith(each.importer) && each.source.test(source))
    return index === -1 ? null : `${marker}${index}`
  },
  load: (id) => (id.startsWith(marker) ? uncalled[Number(id.slice(marker.length))]?.instead : null),
}
const marker = '\0uncalled-'

/** What `index.html` loads itself. Only these files keep their names, so that they are known by them. */
const ofFirstPage = ['index', 'base', 'list', 'rolldown-runtime']
const loadedWithPage = new RegExp(`^assets/(${ofFirstPage.join('|')})-`)

function fileName(name: string, extension: string): string {
  return ofFirstPage.includes(name) ? `assets/[name]-[hash:7]${extension}` : `assets/[hash:7]${extension}`
}

export default defineConfig(({ mode }) => {
  const { API_PORT = '8080', WEB_PORT = '5173' } = loadEnv(mode, here('.'), ['API_PORT', 'WEB_PORT'])
  const target = `http://127.0.0.1:${API_PORT}`
  return {
    root: here('.'),
    plugins: [react(), withoutUncalled],
    build: {
      outDir: here('../dist/web'),
      emptyOutDir: true,
      sourcemap: false,
      target: 'es2023',
      // The content security policy allows no data: addresses for fonts and styles.
      assetsInlineLimit: 0,
      // Cut along with the code, a page asked for fourteen sheets, and styled itself anew with each.
      cssCodeSplit: false,
      modulePreload: {
        polyfill: false,
        // What the page itself loads need not be named again at everything that loads later.
        resolveDependencies: (_file, files, { hostType }) =>
          hostType === 'js' ? files.filter((file) => !loadedWithPage.test(file)) : files,
      },
      rolldownOptions: {
        // Names of what is left out on purpose; types and the linter find all others.
        checks: { importIsUndefined: false },
        output: {
          hashCharacters: 'base36',
          // The first file names all that loads later, and words in some hundred names weigh as much as a page's code.
          chunkFileNames: ({ name }) => fileName(name, '.js'),
          assetFileNames: ({ names: [name = ''] }) => fileName(path.parse(name).name, '[extname]'),
          // What every page loads, what every list does, and what most others share is one file each: cut into many small
          // ones, the same code weighs more, and a page asked for a hundred files.
          codeSplitting: {
            groups: [
              {
                name: 'base',
                test: /node_modules.(react|react-dom|scheduler|@tanstack.(react-router|router-core|history|react-store|store|query-core|react-query))[\\/]/,
              },
              {
                name: 'list',
                test: /web.ui.list.(?!filter-popover|filter-form|filter-rules|list-refused|refusals|value-input|searched-values|matching-options|table-page|card-grid|use-in-view|use-export|[a-z-]+-panel)[a-z-]+\.tsx?|web.ui.(status-dot|initials-logo|page-header|empty-state|error-state|action-menu|on-demand)\.tsx|contract.(list|customer-list|organizations|operation|ids)\.ts|contract.fields.(countries|display-names)\.ts|web.features.(favourites.star[\\/]|merge-menu.(?!duplicate))|web.ui.tag-(chips|options)|web.features.customers.(bulk.(use-selection|changes-link|changes\.texts)|hidden-switch|customers-key|organization-words|standing|add-customer|templates.use-template-actions)\.tsx?|icons.Icon(Copy|Pencil|Plus|Bookmark|ArrowMerge|FileImport|History|Tag)\.mjs/,
              },
              { name: 'start', tags: ['$initial'] },
              // The first page and the one for signing in would otherwise load what the pages after them share.
              {
                name: 'beside',
                test: /web.features.(customers.(fullest.fullest(\.|-bar)|customer-words|form.country-options|shown-customers|use-state-options)|favourites.favourites|saved-views.(button\.|saved-views\.tsx))|web.ui.usage-bar|contract.(fullest-licenses|favourites)\.ts/,
              },
              {
                name: 'sign-in',
                test: /node_modules.(@mantine.form|klona|fast-deep-equal)|components.(Anchor|Text|PasswordInput)[\\/]|use-uncontrolled|web.platform.(auth-|form-texts|zod-form)|web.ui.(form-error|mark|plain-page)|IconAlertCircle/,
              },
              // Lists of tags to choose from and of drafts come soon after the rows, and need nothing else of what forms share.
              { name: 'soon', test: /contract.(tags|fields.names)\.ts|customers.drafts.step-titles\.ts/ },
              { name: 'addresses', test: /libphonenumber-js|postcode-validator|localized-address-format/ },
              { name: 'parts', test: /node_modules/, minShareCount: 8 },
              { name: 'shared', minShareCount: 8 },
            ],
          },
        },
      },
    },
    server: {
      host: '127.0.0.1',
      port: Number(WEB_PORT),
      strictPort: true,
      // The server compares Origin with its own address, so the proxy speaks in that address's name.
      proxy: { '/api': { target, changeOrigin: true, headers: { origin: target } } },
    },
  }
})
