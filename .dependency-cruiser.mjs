// Who may import whom: two tables, and a few lines that turn them into rules. `npm run check` holds them.

/** Files straight under src/: ports and the root of the errors. Everyone may import them, they import nothing. */
const ports = '^src/(clock|log|processes|errors|private-file)\\.ts$';

/** folder of src/ -> folders it may import (itself and the ports are always allowed). */
const mayImport = {
  league: [],
  analysis: ['league'],
  riot: ['league'],
  store: ['league', 'analysis'],
  jobs: ['league', 'analysis', 'riot', 'store'],
  simulator: ['league'],
  notify: ['store'],
  report: ['league', 'analysis', 'store'],
  cli: ['league', 'analysis', 'riot', 'store', 'jobs', 'simulator', 'notify', 'report'],
};

/** package or module of Node -> the only files of src/ that may import it. */
const onlyIn = {
  'drizzle-orm': '^src/store/',
  'better-sqlite3': '^src/(store/sqlite[^/]*|riot/gate-file[^/]*)\\.ts$',
  zod: '^src/(riot/schemas[/.]|jobs/[^.]*config[^/]*\\.ts$|cli/config)',
  ky: '^src/(riot|notify)/',
  croner: '^src/jobs/',
  pino: '^src/cli/',
  commander: '^src/cli/',
  chalk: '^src/cli/',
  'cli-table3': '^src/cli/',
  process: '^src/(cli/|clock\\.ts$)',
  console: '^src/cli/',
};

const folders = Object.keys(mayImport);
const anyOf = (names) => `^src/(${names.join('|')})/`;

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `imports-of-${folder}`,
  comment:
    `src/${folder} may import ${[...allowed, 'the ports'].join(', ')}. Move the code to the folder that may, ` +
    'or take what you need as a parameter typed by a port.',
  from: { path: anyOf([folder]) },
  to: { path: '^src/', pathNot: [anyOf([folder, ...allowed]), ports] },
}));

const packageRules = Object.entries(onlyIn).map(([name, place]) => ({
  name: `${name}-in-its-place`,
  comment: `${name} belongs into ${place} alone. Put a function there that speaks the league's words, and import that.`,
  from: { path: '^src/', pathNot: place },
  to: { path: [`^(node:)?${name}$`, `(^|/)node_modules/${name}/`] },
}));

const otherRules = [
  {
    name: 'pure-folders',
    comment: 'src/league and src/analysis are pure: no package, nothing of Node. Take the value as a parameter.',
    from: { path: anyOf(['league', 'analysis']) },
    to: { pathNot: '^src/' },
  },
  {
    name: 'ports-import-nothing',
    comment: 'Files straight under src/ are ports and import nothing of src/. Put the adapter into src/cli.',
    from: { path: '^src/[^/]+$' },
    to: { path: '^src/' },
  },
  {
    name: 'store-knows-types-of-analysis',
    comment: 'The store keeps analyses, it does not make them. Write `import type`, or compute in src/jobs.',
    from: { path: '^src/store/' },
    to: { path: '^src/analysis/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'simulator-and-report-are-for-commands',
    comment: 'Of the product only src/cli/commands starts the simulator or a report. Import it in the command.',
    from: { path: '^src/', pathNot: '^src/(cli/commands|simulator|report)/' },
    to: { path: '^src/(simulator|report)/' },
  },
  {
    name: 'a-folder-without-a-row',
    comment: 'This folder of src/ has no row in .dependency-cruiser.mjs. Give it one, or move the file.',
    from: { path: '^src/[^/]+/', pathNot: anyOf(folders) },
    to: {},
  },
  {
    name: 'product-imports-product',
    comment: 'src/ is shipped; test, bench and scripts are not. Move what both need into src/.',
    from: { path: '^src/' },
    to: { path: '^(test|bench|scripts|bin)/' },
  },
  {
    name: 'no-cycles',
    comment: 'These files need each other. Move what both use into a third one, or pass it as a parameter.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment: 'Nothing is found under this name. Correct it, or add the package to package.json.',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: [...folderRules, ...packageRules, ...otherRules].map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    doNotFollow: { path: 'node_modules' },
    // Type imports count: a folder that names another's types depends on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
