/** Who decides, who acts and who is paid, as JSON. Dates are ISO. */
import { z } from 'zod';
import { type Route, read } from '../../platform/http.ts';
import { capacityOn } from '../../rules/representation/capacity.ts';
import { consentOn } from '../../rules/representation/consent.ts';
import { payeeBars } from '../../rules/representation/payee.ts';
import { isInForce } from '../../rules/representation/representation.ts';
import { openOptions, scheduleBar } from '../../rules/representation/schedule.ts';
import { loadBudget } from '../requests/store.ts';
import { loadCurrentNominee, loadPayeeFacts, loadTasks } from './payee-store.ts';
import { loadAuthorities } from './store.ts';

const day = z.iso.date().nullable();

const Answer = z.object({
  capacity: z.string(),
  route: z.string(),
  consentStands: z.boolean(),
  ground: z.string().nullable(),
  bars: z.array(z.string()),
  openOptions: z.array(z.string()),
  authorities: z.array(
    z.object({
      authorityId: z.string(),
      representativeId: z.string(),
      name: z.string(),
      kind: z.string(),
      scope: z.array(z.string()),
      acting: z.string(),
      fromOn: z.iso.date(),
      untilOn: day,
      verifiedOn: day,
      inForce: z.boolean(),
    }),
  ),
  nominee: z
    .object({
      nomineeId: z.string(),
      name: z.string(),
      basis: z.string(),
      needsDbs: z.boolean(),
      nomineeAgreedOn: day,
      icbAgreedOn: day,
    })
    .nullable(),
  tasks: z.array(z.object({ taskId: z.string(), kind: z.string(), dueOn: z.iso.date(), closedOn: day })),
});

export const endpoints: readonly Route[] = [
  read('/budgets/:budgetId/representation', {
    may: 'see-representation',
    records: 'representation.read',
    answer: Answer,
    async read({ tx, actor, params, tools }) {
      const budget = await loadBudget(tx, actor.icbCode, params.budgetId);
      if (!budget) return undefined;
      const today = tools.today();
      const facts = await loadPayeeFacts(tx, budget);
      const { route, stands, ground } = consentOn(facts, today);
      const nominee = await loadCurrentNominee(tx, budget, today);
      return {
        capacity: capacityOn(facts.capacity, today),
        route,
        consentStands: stands,
        ground: ground ?? null,
        bars: payeeBars(facts, today),
        openOptions: [...openOptions(scheduleBar(facts.schedule, today) !== undefined)],
        authorities: (await loadAuthorities(tx, budget.personId)).map(one => ({
          authorityId: one.authorityId,
          representativeId: one.representativeId,
          name: one.name,
          kind: one.kind,
          scope: [...one.scope],
          acting: one.acting,
          fromOn: one.fromOn.toString(),
          untilOn: one.untilOn?.toString() ?? null,
          verifiedOn: one.verifiedOn?.toString() ?? null,
          inForce: isInForce(one, today),
        })),
        nominee: nominee
          ? {
              nomineeId: nominee.nomineeId,
              name: nominee.name,
              basis: nominee.basis,
              needsDbs: nominee.needsDbs,
              nomineeAgreedOn: nominee.nomineeAgreedOn?.toString() ?? null,
              icbAgreedOn: nominee.icbAgreedOn?.toString() ?? null,
            }
          : null,
        tasks: (await loadTasks(tx, budget.budgetId)).map(task => ({
          taskId: task.taskId,
          kind: task.kind,
          dueOn: task.dueOn.toString(),
          closedOn: task.closedOn?.toString() ?? null,
        })),
      };
    },
  }),
];
