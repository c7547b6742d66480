/**
 * The sign-in of whoever types commands: the secret of one session, in a file that only they may read.
 *
 * What the session is worth stands in the database (session.ts): there it ends by itself, and there it can be ended.
 */
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused } from '../commands.ts';
import { isSessionId } from '../web/session.ts';

export type SavedLogin = {
  readonly file: string;
  /** The secret, or undefined when nobody signed in here. Refuses a file that others may read. */
  read(): Promise<string | undefined>;
  keep(secret: string): Promise<void>;
  forget(): Promise<void>;
};

/** The sign-in that is kept in this folder. */
export function openSavedLogin(folder: string): SavedLogin {
  const file = join(folder, 'login');
  return {
    file,
    async read() {
      try {
        // Windows knows no such modes; there the folder is the user's own.
        const { mode } = await stat(file);
        if (process.platform !== 'win32' && (mode & 0o077) !== 0)
          throw new Refused(`Others may read ${file}, so that it proves nothing. Sign in again with openphb login.`);
        const secret = (await readFile(file, 'utf8')).trim();
        return isSessionId(secret) ? secret : undefined;
      } catch (error) {
        if (error instanceof Refused) throw error;
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT') return undefined;
        throw new Refused(`The sign-in in ${file} cannot be read (${code}).`);
      }
    },
    async keep(secret) {
      const draft = `${file}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await rm(draft, { force: true });
        await writeFile(draft, `${secret}\n`, { mode: 0o600, flag: 'wx' });
        // No other sign-in's file is left half replaced.
        const written = await open(draft, 'r');
        await written.sync().finally(() => written.close());
        await rename(draft, file);
      } catch (error) {
        await rm(draft, { force: true });
        throw new Refused(`The sign-in cannot be kept in ${file} (${(error as NodeJS.ErrnoException).code}).`);
      }
    },
    forget: () => rm(file, { force: true }),
  };
}
