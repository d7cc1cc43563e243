// What the import rules cannot see: time, chance, the process and the console have one place each in src/.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** What stands in the code -> the files that may say it. */
const places: ReadonlyMap<string, RegExp> = new Map([
  ['Date.now', /^clock\.ts$/],
  ['new Date()', /^clock\.ts$/],
  ['setTimeout', /^clock\.ts$/],
  ['setInterval', /^clock\.ts$/],
  ['Math.random', /^$/],
  ['process', /^(cli\/|clock\.ts$)/],
  ['console', /^cli\//],
]);

/** A name that the code gives away itself: a member, a key, a variable of its own. An import is not. */
function isOwnName(node: ts.Identifier): boolean {
  const parent: ts.Node & { readonly name?: ts.Node } = node.parent;
  return parent.name === node && !ts.isImportSpecifier(parent);
}

function wordOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && !node.arguments?.length) return `new ${node.expression.getText()}()`;
  if (ts.isPropertyAccessExpression(node)) return node.getText().replace(/^globalThis\./, '');
  return ts.isIdentifier(node) && !isOwnName(node) ? node.text : undefined;
}

function breaches(path: string, text: string): readonly string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    const word = wordOf(node);
    const place = word === undefined ? undefined : places.get(word);
    if (place?.test(path) === false) found.add(`${path}: ${word}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return [...found];
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

describe('time, chance, process and console', () => {
  it('stand in their places alone', () => {
    const all = files.flatMap((path) => breaches(path.replaceAll('\\', '/'), readFileSync(`${src}${path}`, 'utf8')));
    expect(all).toEqual([]);
  });

  it.each([
    ['const at = Date.now();', 'Date.now'],
    ['const clock = { now: Date.now };', 'Date.now'],
    ['const at = new Date();', 'new Date()'],
    ['const at = new Date;', 'new Date()'],
    ['setTimeout(() => {}, 1);', 'setTimeout'],
    ['globalThis.setTimeout(() => {}, 1);', 'setTimeout'],
    ["import { setTimeout } from 'node:timers/promises';", 'setTimeout'],
    ['const every = setInterval(() => {}, 1);', 'setInterval'],
    ['const chance = Math.random();', 'Math.random'],
    ['const chance = Math.random;', 'Math.random'],
    ['const { pid } = process;', 'process'],
    ['const path = process.env.PATH;', 'process'],
    ['console.log(1);', 'console'],
  ])('are found in %s', (text, word) => {
    expect(breaches('jobs/run.ts', text)).toEqual([`jobs/run.ts: ${word}`]);
  });

  it.each([
    ['jobs/run.ts', 'const at = new Date(now).toISOString();'],
    ['jobs/run.ts', '// Date.now() and process.exit() are words here'],
    ['jobs/run.ts', "const hint = 'the process. A console.';"],
    ['jobs/run.ts', 'const owner = { process: 1 };'],
    ['clock.ts', 'const at = Date.now();'],
    ['cli/main.ts', 'process.exitCode = 1;'],
  ])('are not seen in %s: %s', (path, text) => {
    expect(breaches(path, text)).toEqual([]);
  });
});
