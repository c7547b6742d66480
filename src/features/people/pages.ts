/** The person's letters, and who looked at their record (R-121). Reading age 9 to 11. */
import { button } from '../../nhsuk/content/button.ts';
import { table } from '../../nhsuk/content/table.ts';
import { insetText, tag } from '../../nhsuk/content/text-blocks.ts';
import { page } from '../../nhsuk/page.ts';
import { type Html, html } from '../../platform/html.ts';
import { type Frame, get, type Route } from '../../platform/http.ts';
import { actInWords } from '../../rules/act-words.ts';
import { hasLeave } from '../../rules/permissions.ts';
import { rolesInWords } from '../../rules/words.ts';
import type { Actor } from '../../values/actor.ts';
import { londonTime, longDate } from '../../values/dates.ts';
import { type Look, loadLooks } from '../audit/store.ts';
import { loadNotice, loadNotices, type Notice, saveNoticeOpened } from './store.ts';

/** A budget has a few dozen letters in a year. */
const MOST_LETTERS = 200;
const MOST_LOOKS = 200;

export const pages: readonly Route[] = [
  get('/budgets/:budgetId/inbox', {
    may: 'see-inbox',
    records: 'inbox.read',
    show: async ({ frame, tx, params: { budgetId } }) =>
      inboxPage(frame, budgetId, await loadNotices(tx, budgetId, MOST_LETTERS)),
  }),
  get('/budgets/:budgetId/inbox/:noticeId', {
    may: 'see-inbox',
    records: 'notice.read',
    async show({ frame, tx, actor, params: { budgetId, noticeId } }) {
      const notice = await loadNotice(tx, budgetId, noticeId);
      if (!notice) return undefined;
      await saveNoticeOpened(tx, actor, noticeId);
      return noticePage(frame, budgetId, notice, hasLeave(actor, 'ask-reconsideration'));
    },
  }),
  get('/budgets/:budgetId/who-looked', {
    may: 'see-who-looked',
    records: 'looks.read',
    show: async ({ frame, tx, actor, params: { budgetId } }) =>
      looksPage(frame, actor, budgetId, await loadLooks(tx, budgetId, MOST_LOOKS)),
  }),
];

const inboxPage = (frame: Frame, budgetId: string, notices: readonly Notice[]): Html =>
  page({
    frame,
    title: 'Your letters',
    backLink: { href: `/budgets/${budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l">Your letters</h1>
    ${
      notices.length === 0
        ? insetText({ text: 'There is no letter yet.' })
        : table({
            caption: { text: 'Newest first', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['Letter', 'Date', 'Read'],
            rows: notices.map(notice => [
              { html: html`<a href="/budgets/${budgetId}/inbox/${notice.noticeId}">${notice.heading}</a>` },
              longDate(notice.effectiveOn),
              notice.openedAt === null ? { html: tag({ text: 'New', colour: 'blue' }) } : 'Read',
            ]),
          })
    }`,
  });

/** Letters that tell a figure: the first one, and the final one. */
const OF_A_FIGURE: readonly string[] = ['N06', 'N12'];

const noticePage = (frame: Frame, budgetId: string, notice: Notice, mayAsk: boolean): Html =>
  page({
    frame,
    title: notice.heading,
    backLink: { href: `/budgets/${budgetId}/inbox`, text: 'Your letters' },
    content: html`
    <h1 class="nhsuk-heading-l"><span class="nhsuk-caption-l">${longDate(notice.effectiveOn)}</span> ${notice.heading}</h1>
    <p>Dear ${notice.recipient}</p>
    ${notice.paragraphs.map(words => html`<p>${words}</p>`)}
    ${OF_A_FIGURE.includes(notice.kind) && html`<p><a href="/budgets/${budgetId}/working">How your budget was worked out</a></p>`}
    ${
      notice.reasons.length > 0 &&
      html`<h2 class="nhsuk-heading-m">Our reasons</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">${notice.reasons.map(reason => html`<li>${reason}</li>`)}</ul>`
    }
    ${listed('What we looked at', notice.facts)}
    ${listed('What would change our answer', notice.whatWouldChange)}
    ${listed('What we offer you instead', notice.alternatives)}
    ${
      notice.reconsiderationRoute !== '' &&
      html`<h2 class="nhsuk-heading-m">If you do not agree</h2>
    <p>${notice.reconsiderationRoute}</p>
    ${
      mayAsk &&
      notice.decisionId !== null &&
      button({
        text: 'Ask us to look at this again',
        href: `/budgets/${budgetId}/decisions/${notice.decisionId}/reconsideration`,
      })
    }`
    }
    ${listed('Who else can help', notice.help)}
    ${
      notice.rules.length > 0 &&
      html`<p>We decided this under ${notice.rules.length === 1 ? 'this rule' : 'these rules'}: ${notice.rules.map((rule, i) => html`${i > 0 && ', '}<a href="/rules/${rule}">${rule}</a>`)}.</p>`
    }`,
  });

const listed = (heading: string, points: readonly string[]): Html | false =>
  points.length > 0 &&
  html`<h2 class="nhsuk-heading-m">${heading}</h2>
    <ul class="nhsuk-list nhsuk-list--bullet">${points.map(point => html`<li>${point}</li>`)}</ul>`;

const looksPage = (frame: Frame, actor: Actor, budgetId: string, looks: readonly Look[]): Html =>
  page({
    frame,
    title: 'Who looked at your record',
    width: 'full',
    backLink: { href: `/budgets/${budgetId}` },
    content: html`
    <h1 class="nhsuk-heading-l">Who looked at your record</h1>
    <p>Each time that somebody opens or changes your record, we write it down. This is the list, newest first.</p>
    ${looks.length === MOST_LOOKS && html`<p>You see the last ${MOST_LOOKS}. Ask us if you want to see them all.</p>`}
    ${
      looks.length === 0
        ? insetText({ text: 'Nobody has looked yet.' })
        : table({
            caption: { text: 'Who, when and what', classes: 'nhsuk-u-visually-hidden' },
            responsive: true,
            head: ['When', 'Who', 'What'],
            rows: looks.map(look => [
              londonTime(look.recordedAt),
              look.actorId === actor.id ? 'You' : `${look.name} (${rolesInWords(look.roles)})`,
              actInWords(look, true),
            ]),
          })
    }`,
  });
