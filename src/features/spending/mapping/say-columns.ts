/** Somebody says what the columns of a kept file are. It is tried at once: what does not fit is told row by row. */
import { readMappedStatement } from '../../../formats/statements/statement.ts';
import type { Tools } from '../../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../../rules/decision.ts';
import { type ColumnsSaid, decideColumns } from '../../../rules/payment/statement-mapping.ts';
import type { Actor } from '../../../values/actor.ts';
import type { Command } from '../../../values/command.ts';
import { act } from '../../audit/store.ts';
import { lockBudget } from '../../requests/store.ts';
import { unreadable } from '../import/keep-statement.ts';
import { shapeOf } from './shape-of.ts';
import { loadUpload, saveColumnsSaid } from './store.ts';
import { isOf, type WaitingFile } from './whose-file.ts';

/** Keeps what was said of a file's columns, if every row can be read so. Nothing is imported yet. */
export async function sayColumns(
  tools: Tools,
  actor: Actor,
  command: Command,
  { budgetId, uploadId, isOfHolder }: WaitingFile,
  said: ColumnsSaid,
): Promise<Decision<{ uploadId: string; lines: number }>> {
  const input = { ...said };
  return act(
    tools,
    actor,
    { act: 'statement.say-columns', command, input, budgetId, subjectId: uploadId },
    async tx => {
      const budget = await lockBudget(tx, budgetId);
      const upload = budget && (await loadUpload(tx, budgetId, uploadId));
      if (!upload || !(await isOf(tx, actor, upload, isOfHolder)))
        return refused({ code: 'not-found', what: 'bank statement' });
      const decision = decideColumns(said, shapeOf(upload.bytes).names.length);
      if (!decision.accepted) return decision;
      const reading = readMappedStatement(upload.bytes, said);
      if (!reading.ok) return unreadable(reading.problems);
      await saveColumnsSaid(tx, uploadId, said);
      return accepted({ uploadId, lines: reading.statement.lines.length });
    },
  );
}
