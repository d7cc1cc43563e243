// `npm run bench -- <name>`: runs one of the measurements in this folder.
import { readdirSync } from 'node:fs';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (name !== undefined && names.includes(name)) {
  const { run }: { run(args: readonly string[]): void | Promise<void> } = await import(`./${name}.ts`);
  await run(args);
} else {
  process.stderr.write(`usage: npm run bench -- ${names.join('|')}\n`);
  process.exitCode = 2;
}
