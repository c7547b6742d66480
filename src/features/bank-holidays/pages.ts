/** The bank holidays ahead, and how a day becomes one or stops being one. */
import { z } from 'zod';
import { table } from '../../nhsuk/content/table.ts';
import { dateField, form, radiosField, submitButton, textField } from '../../nhsuk/forms.ts';
import { page } from '../../nhsuk/page.ts';
import { date, oneOf, text } from '../../platform/forms.ts';
import { type Html, html } from '../../platform/html.ts';
import {
  get,
  type Problem,
  post,
  type Route,
  read,
  type ShowContext,
  seeOther,
  type Typed,
} from '../../platform/http.ts';
import { weekdayAndDate } from '../../rules/payment/payment.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { isBefore, longDate, readIsoDate } from '../../values/dates.ts';
import { changeBankHoliday } from './change-bank-holiday.ts';
import { loadBankHolidayChanges, loadBankHolidays } from './store.ts';

const ChangeForm = z.object({
  day: date('Enter the day, such as 19 9 2028'),
  isHoliday: oneOf(['yes', 'no'], 'Say whether banks are shut on that day'),
  reason: text('Say why the day changes', 200),
});

const HolidaysAnswer = z.object({
  holidays: z.array(z.iso.date()),
  changes: z.array(
    z.object({
      day: z.iso.date(),
      isHoliday: z.boolean(),
      reason: z.string(),
      byName: z.string(),
      changedOn: z.iso.date(),
    }),
  ),
});

export const pages: readonly Route[] = [
  get('/bank-holidays', { may: 'see-pay-runs', records: 'bank-holiday.list', show: context => showHolidays(context) }),
  read('/bank-holidays', {
    may: 'see-pay-runs',
    records: 'bank-holiday.list',
    answer: HolidaysAnswer,
    async read({ tx, tools, actor }) {
      const changes = await loadBankHolidayChanges(tx, actor.icbCode);
      return {
        holidays: [...(await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays))].sort(),
        changes: changes.map(each => ({ ...each, day: each.day.toString(), changedOn: each.changedOn.toString() })),
      };
    },
  }),
  post('/bank-holidays', {
    may: 'change-bank-holidays',
    records: 'bank-holiday.change',
    form: ChangeForm,
    act: ({ tools, actor, command, values: { day, isHoliday, reason } }) =>
      changeBankHoliday(tools, actor, command, { day, isHoliday: isHoliday === 'yes', reason }),
    done: ({ redatedCount }) => seeOther('/bank-holidays', saved(redatedCount)),
    askAgain: (context, problems, typed) => showHolidays(context, problems, typed),
  }),
];

function saved(redatedCount: number): string {
  if (redatedCount === 0) return 'Saved. No payment run changes';
  return redatedCount === 1 ? 'Saved. 1 payment run has new days' : `Saved. ${redatedCount} payment runs have new days`;
}

async function showHolidays(
  { tx, tools, actor, frame }: ShowContext,
  problems: readonly Problem[] = [],
  typed?: Typed,
): Promise<Html> {
  const today = tools.today();
  const changes = await loadBankHolidayChanges(tx, actor.icbCode);
  const holidays = await loadBankHolidays(tx, actor.icbCode, tools.bankHolidays);
  const last = new Map(changes.map(change => [change.day.toString(), change]));
  const days = [...new Set([...holidays, ...last.keys()])]
    .map(iso => readIsoDate(iso)!)
    .filter(day => !isBefore(day, today) && (day.year <= today.year + 1 || last.has(day.toString())))
    .sort(Temporal.PlainDate.compare);
  return page({
    frame,
    title: 'Bank holidays',
    problems,
    backLink: { href: '/pay-runs', text: 'Payments' },
    content: html`
    <h1 class="nhsuk-heading-l">Bank holidays</h1>
    <p>Banks move no money on these days, nor at weekends. Money that would arrive on one arrives on the working day before.</p>
    ${table({
      caption: { text: 'This year and next, and what was changed later on', size: 'm' },
      responsive: true,
      head: ['Day', 'Banks', 'Why'],
      rows: days.map(day => {
        const change = last.get(day.toString());
        return [
          `${weekdayAndDate(day)} ${day.year}`,
          holidays.has(day.toString()) ? 'Shut' : 'Open',
          change
            ? `${change.reason} (${change.byName}, ${longDate(change.changedOn)})`
            : 'Bank holiday in England and Wales',
        ];
      }),
    })}
    ${
      hasLeave(actor, 'change-bank-holidays') &&
      html`
    <h2 class="nhsuk-heading-m">Change a day</h2>
    <p>Payment runs whose file is not written yet get new days at once, so that nobody is paid late where that can be helped.</p>
    ${form(
      { action: '/bank-holidays', ...frame.hidden },
      dateField({
        name: 'day',
        label: 'Which day?',
        hint: 'A working day ahead, such as 19 9 2028',
        problems,
        values: typed,
      }),
      radiosField({
        name: 'isHoliday',
        label: 'Are banks shut on that day?',
        options: [
          { value: 'yes', text: 'Yes, it becomes a bank holiday' },
          { value: 'no', text: 'No, it is a bank holiday no more' },
        ],
        problems,
        values: typed,
      }),
      textField({
        name: 'reason',
        label: 'Why does it change?',
        hint: 'For example: a day of mourning',
        problems,
        values: typed,
      }),
      submitButton('Save the day'),
    )}`
    }`,
  });
}
