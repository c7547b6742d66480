/**
 * Work of payments in the background: every day, on the credit day of each run that was sent, after an outage, and after
 * statements came.
 */
import { randomUUID } from 'node:crypto';
import type { JobHandler } from '../../platform/jobs.ts';
import type { Tools } from '../../platform/tools.ts';
import { onIssuerSilence, onSilence } from '../../rules/payment/silence.ts';
import { confirmBy } from '../../rules/payment/standby.ts';
import type { Actor } from '../../values/actor.ts';
import { longDate } from '../../values/dates.ts';
import { commandOf } from '../audit/store.ts';
import { loadBankHolidays } from '../bank-holidays/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { CREDIT_JOB } from './files/write-file.ts';
import { creditRun } from './runs/credit-run.ts';
import { prepareRun } from './runs/prepare-run.ts';
import { declareCardOutage } from './standby/cards/declare-card-outage.ts';
import { countInTime, loadCardLoads } from './standby/cards/silent-issuer-store.ts';
import { tellSilentIssuer } from './standby/cards/tell-silent-issuer.ts';
import { declareOutage } from './standby/declare-outage.ts';
import { hearStatements } from './standby/hear-statements.ts';
import { loadGivenUp, loadSilentFiles } from './standby/silence-store.ts';
import { STANDBY_JOB } from './standby/standby-job.ts';
import { HEAR_STATEMENTS_JOB } from './standby/store.ts';
import { tellSilence } from './standby/tell-silence.ts';
import { loadRunsToCredit } from './store.ts';
import { bookWages } from './wages/book-wages.ts';
import { BOOK_WAGES_JOB, type WagePlace } from './wages/store.ts';

export const jobs: readonly JobHandler[] = [
  {
    name: CREDIT_JOB,
    every: 'day',
    async run(tools, actor) {
      // First, for a file that nobody has may not be counted as arrived.
      await watchFiles(tools, actor);
      await watchIssuers(tools, actor);
      const runs = await tools.db.transaction(actor, tx => loadRunsToCredit(tx, actor.icbCode, tools.today()));
      for (const runId of runs) {
        const decision = await creditRun(tools, actor, commandOf('pay-run.credit', runId), runId);
        if (!decision.accepted)
          tools.log.info('pay-run.not-credited', { runId, reasons: decision.refusals.map(({ code }) => code) });
      }
      if (runs.length > 0) await bookEveryWage(tools, actor);
    },
  },
  { name: STANDBY_JOB, every: 'day', run: prepareStandby },
  { name: BOOK_WAGES_JOB, every: 'day', run: bookEveryWage },
  {
    name: HEAR_STATEMENTS_JOB,
    every: 'day',
    run: hearEveryStatement,
  },
];

async function hearEveryStatement(tools: Tools, actor: Actor): Promise<void> {
  for (let payments = 1; payments > 0; ) {
    const decision = await hearStatements(tools, actor, { id: randomUUID() });
    if (!decision.accepted) throw new Error(decision.refusals.map(({ code }) => code).join(', '));
    payments = decision.value.payments;
  }
}

/** How long after its day a card load is still asked about. */
const LOADS_DAYS = 30;

/** what follows for the loads of each issuer of cards that it did not confirm by their day. */
async function watchIssuers(tools: Tools, actor: Actor): Promise<void> {
  const today = tools.today();
  // What stands on a statement is confirmed, so it is heard first.
  await hearEveryStatement(tools, actor);
  const { loads, policy, holidays } = await tools.db.transaction(actor, async tx => {
    const policy = (await loadPolicy(tx, actor.icbCode, today)).payments;
    const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
    const found = await loadCardLoads(tx, actor.icbCode, today.subtract({ days: LOADS_DAYS }));
    const loads = [];
    for (const { before, ...load } of found) {
      const by = before && confirmBy(before.creditOn, policy.confirmWorkingDays, holidays);
      const spoke = before && (await countInTime(tx, { ...before, sortCode: load.sortCode, by: by! }));
      loads.push({ ...load, before: spoke });
    }
    return { loads, policy, holidays };
  });
  for (const load of loads) {
    const { runId, sortCode, unsettledCount: count, unsettledPence: pence } = load;
    const next = onIssuerSilence(load, policy, today, holidays);
    if (next === 'WAIT') continue;
    const by = confirmBy(load.creditOn, policy.confirmWorkingDays, holidays);
    const words = `The issuer has confirmed none of these payments by ${longDate(today)}`;
    const given =
      next === 'GIVE_UP'
        ? await declareCardOutage(tools, actor, commandOf('card.outage', runId, sortCode), { sortCode, words, runId })
        : undefined;
    // Nobody has another way, or nothing says that its silence means anything: somebody asks the issuer.
    if (!given?.accepted)
      await tellSilentIssuer(tools, actor, commandOf('card.silent', runId, sortCode), {
        runId,
        sortCode,
        confirmBy: by,
        count,
        pence,
      });
    tools.log.info('card.silent', { runId, sortCode, next });
  }
}

/** Wages that went straight to workers count as spent, and no others. */
async function bookEveryWage(tools: Tools, actor: Actor): Promise<void> {
  for (let after: WagePlace | undefined; ; ) {
    const decision = await bookWages(tools, actor, { id: randomUUID() }, after);
    if (!decision.accepted) throw new Error(decision.refusals.map(({ code }) => code).join(', '));
    const { left, creditOn, paymentId } = decision.value;
    if (left !== '') tools.log.info('wages.not-booked', { payments: left });
    if (creditOn === null || paymentId === null) return;
    after = { creditOn, paymentId };
  }
}

/** what follows for each sent file that the bank did not confirm by its day. */
async function watchFiles(tools: Tools, actor: Actor): Promise<void> {
  const today = tools.today();
  const { files, policy, holidays } = await tools.db.transaction(actor, async tx => ({
    files: await loadSilentFiles(tx, actor.icbCode),
    policy: (await loadPolicy(tx, actor.icbCode, today)).payments,
    holidays: await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays),
  }));
  for (const file of files) {
    const { runId } = file;
    const next = onSilence(file, policy, today, holidays);
    if (next === 'WAIT') continue;
    const words = `The bank has not confirmed the file by ${longDate(today)}`;
    const decision =
      next === 'TELL'
        ? await tellSilence(tools, actor, commandOf('pay-run.silent', runId), runId)
        : await declareOutage(tools, actor, commandOf('rail.outage', runId), runId, {
            cause: 'NO_CONFIRMATION',
            words,
          });
    const reasons = decision.accepted ? [] : decision.refusals.map(({ code }) => code);
    tools.log.info('pay-run.silent', { runId, next, reasons });
  }
}

/** What was given up is prepared by Faster Payments, wages first. A person takes it up, and another releases it. */
async function prepareStandby(tools: Tools, actor: Actor): Promise<void> {
  const givenUp = await tools.db.transaction(actor, tx => loadGivenUp(tx, actor.icbCode));
  if (!givenUp) return;
  const here = tools.today().toPlainYearMonth();
  const month = Temporal.PlainYearMonth.compare(givenUp.lastMonth, here) > 0 ? givenUp.lastMonth : here;
  const command = commandOf('pay-run.prepare-standby', tools.today().toString(), ...givenUp.runIds);
  const input = { month, rail: 'FASTER_PAYMENTS', onlyPays: 'GIVEN_UP' } as const;
  const decision = await prepareRun(tools, actor, command, input);
  if (!decision.accepted)
    tools.log.info('pay-run.standby-not-prepared', { reasons: decision.refusals.map(({ code }) => code) });
}
