/**
 * The tests that need neither a database nor another process, all in this one: to begin a process for each of them takes
 * longer than most of them do. `npm test` runs this in their place.
 */
import { globSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

for (const file of globSync('src/{formats,nhsuk,rules,values}/**/*.test.ts', { cwd: ROOT }).toSorted())
  await import(new URL(file, pathToFileURL(ROOT)).href);
