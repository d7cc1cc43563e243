// The licence texts of the bundled packages, as their licences ask of whoever passes them on.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PACKAGE_FOLDER = /^.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** Texts for packages that name their licence but leave its text out of the package. */
const standardTexts = new URL('licences/', import.meta.url);

function licenceText(folder, licence) {
  const files = readdirSync(folder).filter((name) => LICENCE_FILE.test(name));
  if (files.length > 0) return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
  try {
    return readFileSync(new URL(`${licence}.txt`, standardTexts), 'utf8').trim();
  } catch {
    throw new Error(`${folder} has no licence file: put the text of ${licence} into scripts/licences/${licence}.txt`);
  }
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${licenceText(folder, license)}\n`;
}

/** One text for all packages among the bundled files; `inputs` are paths relative to `root`. */
export function notices(root, inputs) {
  const folders = inputs.flatMap((input) => PACKAGE_FOLDER.exec(resolve(root, input))?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(notice);
  const head = 'riotjobs contains the following packages, each under its own licence.\n';
  return [head, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}
