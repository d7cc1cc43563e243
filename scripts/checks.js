// What `npm run check` looks at: each check is one command that ends with 0 when all is well.
const node = (script, ...args) => [process.execPath, `node_modules/${script}`, ...args];

export const checks = [
  { name: 'types', command: node('typescript-7/bin/tsc', '-p', '.') },
  { name: 'format and lint', command: node('@biomejs/biome/bin/biome', 'check', '.') },
  {
    name: 'import rules',
    command: node('dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'test', 'bench', '--output-type', 'err-long'),
  },
  { name: 'unused code', command: node('knip/bin/knip.js') },
  {
    // Fails where `npm ci` would. Its stdout is a tree of hundreds of lines; what is wrong stands on stderr.
    name: 'lockfile',
    command: ['npm', 'ls', '--all', '--package-lock-only', '--loglevel=error'],
    stdio: ['ignore', 'ignore', 'pipe'],
  },
];
