/** `openphb verify`: whoever runs the service can have its records proved, at any time, beside the running service. */
import { z } from 'zod';
import { type Command, DONE, REFUSED } from '../../platform/commands.ts';
import { verify } from './verify.ts';
import { CHECKS } from './verify-store.ts';

const Answer = z.object({
  ok: z.boolean(),
  breaks: z.array(z.object({ check: z.enum(CHECKS), icbCode: z.string(), id: z.string(), words: z.string() })),
});

export const commands: readonly Command[] = [
  {
    name: 'verify',
    summary: 'Prove the records: ledger, payments, approved plans and audit trail; name each break',
    details: [
      'Proves that every journal balances in each book and stream and says what it was posted with, that stored',
      'balances are the sum of their postings, that nothing was paid out past what was agreed or paid twice, that each',
      'run is its payments and its file and was released by another person, that approved plans are unchanged, that',
      'ledger, bank and plan agree (as openphb tie-out says it), and that the chain over the audit trail is whole, up to',
      'the heads that are kept in the data folder.',
    ].join('\n'),
    shapes: { output: Answer },
    needs: 'tools',
    async run({ tools, print, printJson }) {
      const breaks = await verify(tools);
      printJson({ ok: breaks.length === 0, breaks } satisfies z.infer<typeof Answer>);
      for (const { icbCode, check, words } of breaks) print(`${icbCode} ${check}: ${words}`);
      if (breaks.length === 0) print('The records are whole: nothing to report.');
      return breaks.length === 0 ? DONE : REFUSED;
    },
  },
];
