/** Keeps what Node compiles, which halves every start after the first; then opens the doors. */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Where the folder cannot be written, Node goes on without it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/openphb/compiled', import.meta.url)));
await import('./doors.ts');
