/** The person's letters, and who looked at their record, as JSON. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { loadLooks } from '../audit/store.ts';
import { loadNotice, loadNotices, type Notice, saveNoticeOpened } from './store.ts';

const NoticeAnswer = z.object({
  noticeId: z.uuid(),
  kind: z.string(),
  heading: z.string(),
  effectiveOn: z.iso.date(),
  openedAt: z.string().nullable(),
});
const WholeNoticeAnswer = NoticeAnswer.extend({
  recipient: z.string(),
  paragraphs: z.array(z.string()),
  reasons: z.array(z.string()),
  rules: z.array(z.string()),
  facts: z.array(z.string()),
  whatWouldChange: z.array(z.string()),
  alternatives: z.array(z.string()),
  reconsiderationRoute: z.string(),
  help: z.array(z.string()),
  decisionId: z.string().nullable(),
});
const LooksAnswer = z.object({
  looks: z.array(
    z.object({ at: z.string(), name: z.string(), roles: z.array(z.string()), act: z.string(), outcome: z.string() }),
  ),
});

const MOST = 200;

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/inbox', {
    may: 'see-inbox',
    records: 'inbox.read',
    answer: z.object({ notices: z.array(NoticeAnswer) }),
    read: async ({ tx, params }) => ({ notices: (await loadNotices(tx, params.budgetId, MOST)).map(inShort) }),
  }),
  read('/budgets/:budgetId/inbox/:noticeId', {
    may: 'see-inbox',
    records: 'notice.read',
    answer: WholeNoticeAnswer,
    async read({ tx, actor, params: { budgetId, noticeId } }) {
      const notice = await loadNotice(tx, budgetId, noticeId);
      if (!notice) return undefined;
      await saveNoticeOpened(tx, actor, noticeId);
      const { recordedAt: _, openedAt: __, effectiveOn: ___, ...words } = notice;
      return { ...words, ...inShort(notice) };
    },
  }),
  read('/budgets/:budgetId/who-looked', {
    may: 'see-who-looked',
    records: 'looks.read',
    answer: LooksAnswer,
    async read({ tx, params }) {
      const looks = await loadLooks(tx, params.budgetId, MOST);
      return {
        looks: looks.map(({ recordedAt, name, roles, act, outcome }) => ({
          at: recordedAt.toString(),
          name,
          roles: [...roles],
          act,
          outcome,
        })),
      };
    },
  }),
];

function inShort({ noticeId, kind, heading, effectiveOn, openedAt }: Notice) {
  return {
    noticeId,
    kind,
    heading,
    effectiveOn: effectiveOn.toString(),
    openedAt: openedAt?.toString() ?? null,
  };
}
