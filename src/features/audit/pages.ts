/** The trail as an administrator sees it: who did what, when, and how it ended; nothing of any case. */
import { pagination } from '../../nhsuk/content/pagination.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { get, type Route, type ShowContext } from '../../platform/http.ts';
import { actInWords } from '../../rules/act-words.ts';
import { rolesInWords } from '../../rules/words.ts';
import { londonTime } from '../../values/dates.ts';
import { loadTrail } from './store.ts';

const ON_A_PAGE = 100;

export const pages: readonly Route[] = [
  get('/audit', { may: 'see-audit', records: 'audit.read', show: context => showTrail(context) }),
];

async function showTrail({ frame, tx, actor, query }: ShowContext): Promise<Html> {
  const reads = query.show === 'all';
  const before = /^\d{1,18}$/.test(query.before ?? '') ? BigInt(query.before!) : undefined;
  // One more than is shown tells whether there is another page.
  const found = await loadTrail(tx, actor.icbCode, { reads, before, limit: ON_A_PAGE + 1 });
  const lines = found.slice(0, ON_A_PAGE);
  const here = reads ? '/audit?show=all' : '/audit';
  const older = found.length > ON_A_PAGE ? `${here}${reads ? '&' : '?'}before=${lines.at(-1)!.eventId}` : undefined;
  return page({
    frame,
    title: 'What was done',
    width: 'full',
    backLink: { href: '/home', text: 'Home' },
    content: html`
    <h1 class="nhsuk-heading-l">What was done</h1>
    <p>Everything that anybody does or opens is written down. You see who, when and how it ended. Whose record it was is for that person to see, and for an inquiry.</p>
    <p>${
      reads
        ? html`You see all of it. <a href="/audit">Leave out what was only opened</a>`
        : html`You see what was changed or tried. <a href="/audit?show=all">Show what was only opened, too</a>`
    }</p>
    ${
      lines.length === 0
        ? insetText({ text: 'There is nothing more.' })
        : table({
            caption: { text: 'Newest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['When', 'Who', 'What'],
            rows: lines.map(line => [
              londonTime(line.recordedAt),
              line.staffName === undefined
                ? capital(rolesInWords(line.roles))
                : `${line.staffName} (${rolesInWords(line.roles)})`,
              actInWords(line, false),
            ]),
          })
    }
    ${
      (older !== undefined || before !== undefined) &&
      pagination({
        previous: before === undefined ? undefined : { href: here, text: 'Newest' },
        next: older === undefined ? undefined : { href: older, text: 'Older' },
      })
    }`,
  });
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
