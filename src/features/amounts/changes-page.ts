/** What changed what a budget is paid, and what may be changed: for the person, and for staff. */
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Route, type ShowContext } from '../../platform/http.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { longDate } from '../../values/dates.ts';
import { loadBudget } from '../requests/store.ts';
import { loadHealthChanges } from './health/store.ts';
import { loadHospitalStays } from './hospital/store.ts';
import { requestsTable } from './requests/parts.ts';
import { loadAmountRequests } from './requests/store.ts';
import { loadSuspensions } from './suspensions/store.ts';

export const changesPages: readonly Route[] = [
  get('/budgets/:budgetId/payment-changes', {
    may: 'see-case',
    records: 'payment-changes.read',
    show: context => showChanges(context),
  }),
];

async function showChanges({
  frame,
  tx,
  actor,
  params,
}: ShowContext<{ readonly budgetId: string }>): Promise<Html | undefined> {
  const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
  if (!budget) return undefined;
  const path = `/budgets/${budget.budgetId}`;
  const suspensions = await loadSuspensions(tx, budget.budgetId);
  const requests = await loadAmountRequests(tx, budget.budgetId);
  const stays = await loadHospitalStays(tx, budget.budgetId);
  const changes = await loadHealthChanges(tx, budget.budgetId);
  const title = actor.personId ? 'What changed your payments' : 'What changed the payments';
  return page({
    frame,
    title,
    backLink: { href: path },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${budget.reference}, ${budget.personName}</span> ${title}</h1>
    ${suspensions.length + requests.length === 0 && insetText({ text: 'Nothing has changed the payments that were agreed.' })}
    ${
      suspensions.length > 0 &&
      table({
        caption: { text: 'Held back over a concern', size: 'm' },
        responsive: true,
        head: ['From', 'Until', 'What'],
        rows: suspensions.map(each => [
          { html: html`<a href="${path}/suspensions/${each.suspensionId}">${longDate(each.startsOn)}</a>` },
          each.end ? longDate(each.end.resumedOn) : 'It goes on',
          each.scope === 'WHOLE' ? 'Every payment' : 'A part of the payments',
        ]),
      })
    }
    ${requests.length > 0 && requestsTable(requests)}
    ${
      stays.length > 0 &&
      table({
        caption: { text: 'In hospital: payments go on', size: 'm' },
        responsive: true,
        head: ['From', 'Until'],
        rows: stays.map(each => [
          { html: html`<a href="${path}/hospital-stays/${each.hospitalStayId}">${longDate(each.admittedOn)}</a>` },
          each.returnedOn ? longDate(each.returnedOn) : 'Not home yet',
        ]),
      })
    }
    ${
      changes.length > 0 &&
      table({
        caption: { text: 'Changes of health: payments go on', size: 'm' },
        responsive: true,
        head: ['Since', 'Is the money still enough?'],
        rows: changes.map(each => [
          { html: html`<a href="${path}/health-changes/${each.healthChangeId}">${longDate(each.changedOn)}</a>` },
          each.check ? `Looked at on ${longDate(each.check.checkedOn)}` : `Looked at by ${longDate(each.checkBy)}`,
        ]),
      })
    }
    <ul class="nhsuk-list">
      ${hasLeave(actor, 'see-money') && html`<li><a href="${path}/payments">Every payment, made and to come</a></li>`}
      ${hasLeave(actor, 'ask-extra-payment') && html`<li><a href="${path}/advances/new">Ask for an emergency payment</a></li><li><a href="${path}/one-off-payments/new">Ask for a payment for something bought once</a></li>`}
      ${hasLeave(actor, 'ask-amount-change') && html`<li><a href="${path}/amount-changes/new">Change what is paid from a month on</a></li>`}
      ${hasLeave(actor, 'report-health-change') && html`<li><a href="${path}/health-changes/new">${actor.personId ? 'Tell us that your health has changed' : 'Note a change of health'}</a></li>`}
      ${hasLeave(actor, 'report-hospital') && html`<li><a href="${path}/hospital-stays/new">${actor.personId ? 'Tell us that you are in hospital' : 'Note a stay in hospital'}</a></li>`}
      ${hasLeave(actor, 'suspend-payments') && html`<li><a href="${path}/suspensions/new">Hold payments back over a concern</a></li>`}
    </ul>`,
  });
}
