/** What cannot wait, at the head of the pages on payments: files without a word of the bank, and runs that the service prepared. */
import { insetText } from '../../../nhsuk/content/text-blocks.ts';
import { form, submitButton } from '../../../nhsuk/forms.ts';
import { type Html, html } from '../../../platform/html.ts';
import type { ShowContext } from '../../../platform/http.ts';
import { askAboutList } from '../../../rules/orders/supplier-file.ts';
import { RAIL_WORDS } from '../../../rules/payment/rails.ts';
import { hasLeave } from '../../../rules/permissions.ts';
import { longDate, type PlainDate } from '../../../values/dates.ts';
import { pounds } from '../../../values/pence.ts';
import { loadBankHolidays } from '../../bank-holidays/store.ts';
import { loadListsToWatch } from '../../orders/paying/store.ts';
import { loadPolicy } from '../../policy/store.ts';
import { loadUrgent } from '../owed-store.ts';
import type { PaymentRun } from '../store.ts';
import { loadToldIssuers } from './cards/silent-issuer-store.ts';
import { loadToldSilent } from './silence-store.ts';

/** How long a file without a word of the bank is asked about. */
const ASKED_FOR_DAYS = 30;

/** For the list of runs: whose turn it is, and what to do now. */
export async function alertsOf(context: ShowContext, runs: readonly PaymentRun[]): Promise<Html[]> {
  const { tx, actor, tools } = context;
  const since = tools.today().subtract({ days: ASKED_FOR_DAYS });
  const silent = hasLeave(actor, 'hear-bank') ? await loadToldSilent(tx, actor.icbCode, since) : [];
  const issuers = hasLeave(actor, 'hear-bank') ? await loadToldIssuers(tx, actor.icbCode, since) : [];
  const link = ({ runId, reference }: { readonly runId: string; readonly reference: string }) =>
    html`<a class="nhsuk-link" href="/pay-runs/${runId}">${reference}</a>`;
  const urgent = await loadUrgent(tx, actor.icbCode);
  const urgentRun = `/pay-runs/new?month=${tools.today().toPlainYearMonth()}&rail=FASTER_PAYMENTS&onlyPays=URGENT`;
  return [
    ...(urgent.count === 0
      ? []
      : [
          insetText({
            html: html`<p>${urgent.count === 1 ? '1 emergency payment is' : `${urgent.count} emergency payments are`} agreed and not paid: ${pounds(urgent.pence)}. Somebody would go without care.
            ${hasLeave(actor, 'prepare-pay-run') && html`<a class="nhsuk-link" href="${urgentRun}">Prepare it now by Faster Payments</a>: another person releases it, and it arrives today.`}</p>`,
          }),
        ]),
    ...silent.map(file =>
      insetText({
        html: html`<p>The bank has not confirmed ${link(file)}: ${many(file.count)}, ${pounds(file.pence)}. It should have by ${longDate(file.confirmBy)}. Ask the bank now, and note what it says.</p>`,
      }),
    ),
    ...issuers.map(load =>
      insetText({
        html: html`<p>The company of cards with sort code ${load.sortCode.replace(/(\d\d)(?=\d)/g, '$1-')} has not confirmed ${many(load.count)} of ${link(load)}, ${pounds(load.pence)}. It should have by ${longDate(load.confirmBy)}. Ask it now${hasLeave(actor, 'declare-outage') ? html`, and if it is down <a class="nhsuk-link" href="/card-outages/new">say so</a>` : ''}.</p>`,
      }),
    ),
    ...(hasLeave(actor, 'hear-bank') ? await asksOfLists(context, since) : []),
    ...runs.filter(waitsForSomebody).map(run =>
      insetText({
        html: html`<p>OpenPHB has prepared ${link(run)} by ${RAIL_WORDS[run.rail]}, because nobody knows whether other payments arrived. One person takes it up, another releases it.</p>`,
      }),
    ),
  ];
}

/** What somebody has to ask the bank about files of payments to suppliers. */
async function asksOfLists({ tx, actor, tools }: ShowContext, since: PlainDate): Promise<Html[]> {
  const today = tools.today();
  const { confirmWorkingDays } = (await loadPolicy(tx, actor.icbCode, today)).payments;
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  return (await loadListsToWatch(tx, actor.icbCode, since)).flatMap(list => {
    const words = askAboutList(list, confirmWorkingDays, today, holidays);
    return words === undefined
      ? []
      : insetText({
          html: html`<p>${words} <a class="nhsuk-link" href="/supplier-payments/${list.listId}">Open the list</a></p>`,
        });
  });
}

/** For the page of a run that the service prepared. */
export function takeUpForm({ actor, frame }: ShowContext, run: PaymentRun): Html | undefined {
  if (!waitsForSomebody(run) || !hasLeave(actor, 'prepare-pay-run')) return undefined;
  return html`
    <p>OpenPHB prepared this run, because nobody knows whether other payments arrived. Look at it. If you take it up, it counts as prepared by you, and another person releases it.</p>
    ${form({ action: `/pay-runs/${run.runId}/taking-up`, ...frame.hidden }, submitButton('Take up this run'))}`;
}

function waitsForSomebody({ status, isByService, takenUpById }: PaymentRun): boolean {
  return status === 'PREPARED' && isByService && takenUpById === undefined;
}

function many(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'payment' : 'payments'}`;
}
