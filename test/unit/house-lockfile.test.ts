// The lock installs on every platform and from every registry, and says what package.json says.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Packages {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
const packages: Readonly<Record<string, Packages>> = read('package-lock.json').packages;
const paths = Object.keys(packages);

/** Where `npm ci` looks for what the package at `path` asks for: beside it, then further up. */
function isLocked(path: string, name: string): boolean {
  const folders = path
    .split('/node_modules/')
    .map((_, depth, parts) => parts.slice(0, parts.length - depth).join('/node_modules/'));
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`].some(
    (at) => at in packages,
  );
}

// A registry without a platform's package makes a lock that npm ci refuses on that platform.
it('has an entry for every optional dependency that it names', () => {
  const named = paths.flatMap((path) =>
    Object.keys(packages[path]?.optionalDependencies ?? {}).map((name) => [path, name] as const),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([path, name]) => !isLocked(path, name))).toEqual([]);
});

it('names no registry', () => {
  expect(paths.filter((path) => packages[path]?.resolved !== undefined)).toEqual([]);
});

it('asks for what package.json asks for', () => {
  const { dependencies, devDependencies }: Packages = read('package.json');
  expect(packages['']).toMatchObject({ dependencies, devDependencies });
  expect({ ...packages['']?.dependencies }).toEqual({ ...dependencies });
  expect({ ...packages['']?.devDependencies }).toEqual({ ...devDependencies });
});
