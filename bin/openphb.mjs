#!/usr/bin/env node
// The door for `npx openphb …`, on whatever Node the machine has: hands over to the Node of the lockfile.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const node = join(root, 'node_modules', '.bin', 'node');

if (!existsSync(node)) {
  console.error('OpenPHB brings its own Node.js, which is not installed yet: run npm ci first.');
  process.exit(2);
}

const child = spawn(node, [join(root, 'src', 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
// Ctrl-C in a terminal goes to both of us; the child decides when it is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
child.on('error', error => {
  console.error(`OpenPHB could not be started: ${error.message}`);
  process.exit(70);
});
child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
