/**
 * The architecture as data: a room may import itself, `shared/` and the rooms above it in this list, never one below.
 * docs/architecture.md says what each room is for.
 */
const rooms = [
  { name: 'syntax', sees: [], npm: ['jsonc-parser'] },
  { name: 'language', sees: [], npm: ['ipaddr.js'] },
  { name: 'policy', sees: ['syntax', 'language'] },
  { name: 'catalog', sees: ['language'] },
  {
    name: 'model',
    sees: ['syntax', 'policy', 'language', 'catalog'],
    npm: ['ajv', 'damerau-levenshtein', 'picomatch'],
  },
  { name: 'evaluation', sees: ['syntax', 'policy', 'language', 'catalog', 'model'] },
  { name: 'semantics', sees: ['policy', 'language', 'catalog', 'evaluation'] },
  {
    name: 'checks',
    sees: ['syntax', 'policy', 'language', 'catalog', 'model', 'evaluation', 'semantics'],
    npm: ['damerau-levenshtein', 'picomatch'],
  },
  {
    name: 'features',
    sees: ['syntax', 'policy', 'language', 'catalog', 'model', 'evaluation', 'semantics', 'checks'],
    npm: ['damerau-levenshtein'],
  },
  {
    name: 'workspace',
    sees: ['syntax', 'policy', 'language', 'catalog', 'model', 'evaluation', 'semantics', 'checks', 'features'],
    npm: ['picomatch', 'ignore'],
  },
];
const at = (name) => `^server/src/${name}/`;
const below = '^server/src/(lsp|cli)/|^client/|^scripts/|^test/';

const roomRules = rooms.map((room) => ({
  name: `room-${room.name}`,
  comment: `server/src/${room.name} may import ${['itself', 'shared', ...room.sees].join(', ')} only: see docs/architecture.md`,
  severity: 'error',
  from: { path: at(room.name) },
  to: {
    pathNot: [
      at(room.name),
      '^shared/',
      // Schemas are data that the editor reads too.
      ...(room.name === 'model' ? ['^schemas/'] : []),
      ...room.sees.map(at),
      ...(room.npm ?? []).map((p) => `node_modules/(@types/)?${p}/`),
    ],
  },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle has no order to read it in.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...roomRules,
    {
      name: 'core-no-node',
      comment: 'The core runs in a web worker too: only the entries and the command line know Node.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/(lsp/node\\.ts|node/|cli/)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-no-lsp',
      comment: 'LSP types stop in the lsp room.',
      severity: 'error',
      from: { path: '^(server|shared)/', pathNot: '^server/src/lsp/' },
      to: { path: 'node_modules/vscode-languageserver' },
    },
    {
      name: 'only-client-vscode',
      comment: 'Only the client and the editor tests know VS Code.',
      severity: 'error',
      from: { pathNot: '^(client|test/vscode)/' },
      to: { path: '^vscode$|node_modules/(@types/vscode|vscode-languageclient)/' },
    },
    { name: 'shared-imports-nothing', severity: 'error', from: { path: '^shared/' }, to: { pathNot: '^shared/' } },
    {
      name: 'core-not-back',
      severity: 'error',
      from: { path: `^server/src/(${rooms.map((r) => r.name).join('|')})/` },
      to: { path: below },
    },
    {
      name: 'ends-apart',
      comment: 'The language server and the command line stand beside each other over the same core.',
      severity: 'error',
      from: { path: '^server/src/(lsp|cli)/' },
      to: { path: '^server/src/(lsp|cli)/', pathNot: '^server/src/$1/' },
    },
    { name: 'client-not-server', severity: 'error', from: { path: '^client/' }, to: { path: '^server/' } },
    {
      name: 'rules-alone',
      comment:
        'A rule is one file that can be read alone; what two rules share is a concept with its own file beside the families.',
      severity: 'error',
      from: { path: '^server/src/checks/([^/]+)/[^/]+\\.ts$', pathNot: '^server/src/checks/shared/' },
      to: { path: '^server/src/checks/[^/]+/[^/]+\\.ts$', pathNot: '^server/src/checks/shared/' },
    },
    {
      name: 'tests-not-imported',
      severity: 'error',
      from: { path: '^(server|client|shared|scripts)/' },
      to: { path: '^test/' },
    },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
