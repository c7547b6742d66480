/** Starts a budget (T16): its day has come, nothing is open, the first payment is released or the first service booked. Sends N15 with the first review. */
import type { Tools } from '../../platform/tools.ts';
import { accepted, type Decision, refused } from '../../rules/decision.ts';
import { firstServiceOn } from '../../rules/orders/order.ts';
import { decideStart } from '../../rules/payment/agreement.ts';
import { nextReview } from '../../rules/review/review.ts';
import type { Actor } from '../../values/actor.ts';
import type { Command } from '../../values/command.ts';
import { act } from '../audit/store.ts';
import { loadOrders } from '../orders/store.ts';
import { firstCreditOn, loadPayments } from '../payments/store.ts';
import { loadIcbContact, saveNotice } from '../people/store.ts';
import { loadPolicy } from '../policy/store.ts';
import { loadProgrammeOf } from '../programmes/store.ts';
import { lockBudget, saveMove } from '../requests/store.ts';
import { isChairIssued } from '../wheelchairs/store.ts';
import { loadPaidDirectly, loadTasksNow } from './facts.ts';
import { startNotice } from './notices.ts';
import { loadAgreement } from './store.ts';

/** Starts one budget, as the system. The first review counts from the first credit; where nothing is paid out, from the first service. */
export async function startBudget(
  tools: Tools,
  actor: Actor,
  command: Command,
  budgetId: string,
): Promise<Decision<{ reviewBy: string }>> {
  return act(tools, actor, { act: 'budget.start', command, input: {}, budgetId }, async tx => {
    const budget = await lockBudget(tx, budgetId);
    const agreement = budget && (await loadAgreement(tx, budgetId));
    if (!budget || !agreement) return refused({ code: 'not-found', what: 'budget' });
    const today = tools.today();
    const { startsOn } = agreement;
    const creditOn = await firstCreditOn(tx, budgetId);
    const serviceOn = firstServiceOn(await loadOrders(tx, budgetId));
    const isWheelchair = budget.kind === 'WHEELCHAIR';
    const decision = decideStart(
      {
        state: budget.state,
        tasks: await loadTasksNow(tx, budget, today),
        startsOn,
        hasDirectPayment: agreement.payments.length > 0,
        firstPaymentReleased: creditOn !== undefined,
        waitsForChair: isWheelchair && !(await isChairIssued(tx, budgetId)),
        waitsForService: agreement.options.includes('NOTIONAL') && !isWheelchair && serviceOn === undefined,
        payee: await loadPaidDirectly(tx, budget, agreement),
      },
      today,
    );
    if (!decision.accepted) return decision;
    const first = (await loadPayments(tx, budgetId)).find(
      ({ status, creditOn: on }) =>
        (status === 'RELEASED' || status === 'SENT' || status === 'CREDITED') && creditOn?.equals(on),
    );
    const policy = await loadPolicy(tx, actor.icbCode, today);
    const streams = [...new Set(agreement.payments.map(({ stream }) => stream))];
    const clock = { clockFrom: creditOn ?? serviceOn ?? startsOn, closedReviews: 0, nextDueOn: undefined, streams };
    const reviewBy = nextReview(clock, policy).dueOn;
    const goalLastOn = (await loadProgrammeOf(tx, budgetId))?.lastOn;
    const { phone } = await loadIcbContact(tx, actor.icbCode);
    await saveMove(tx, actor, { budgetId, transition: 'T16', happenedOn: today });
    await saveNotice(tx, startNotice(budget, { startsOn, firstPayment: first, reviewBy, goalLastOn, phone, today }));
    return accepted({ reviewBy: reviewBy.toString() });
  });
}
