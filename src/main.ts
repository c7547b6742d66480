/** Keeps what Node compiles, which halves every start after the first; then runs what the terminal asks for. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Where the folder cannot be written, Node goes on without it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/openphb/compiled', import.meta.url)));
const { runAt } = await import('./doors.ts');

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

// Whoever reads us may stop, as `| head` does. What was begun is ended as it should, only without a listener.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await runAt({
  words: process.argv.slice(2),
  variables: process.env,
  print: text => void process.stdout.write(text),
  say: text => void process.stderr.write(text),
  stopping: stopping.signal,
});
