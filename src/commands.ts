/** Everything that can be asked for at the terminal, beside doors.ts's own. Apart from app.ts, so that a command starts without the pages. */
import { commands as auditCommands } from './features/audit/commands.ts';
import { commands as budgetsCommands } from './features/budgets/commands.ts';
import { rateCardCommands } from './features/budgets/rate-cards/rate-card-commands.ts';
import { commands as contributionCommands } from './features/funding/contributions/commands.ts';
import { commands as tieOutCommands } from './features/ledger/tie-out/commands.ts';
import { commands as paymentsCommands } from './features/payments/commands.ts';
import { commands as policyCommands } from './features/policy/commands.ts';
import { commands as rechargesCommands } from './features/recharges/commands.ts';
import { commands as rulebookCommands } from './features/rulebook/commands.ts';
import { commands as spendingCommands } from './features/spending/commands.ts';
import { commands as staffCommands } from './features/staff/commands.ts';
import type { Command } from './platform/commands.ts';

export { hasLeave } from './rules/permissions.ts';

export const commands: readonly Command[] = [
  ...auditCommands,
  ...budgetsCommands,
  ...rateCardCommands,
  ...policyCommands,
  ...paymentsCommands,
  ...tieOutCommands,
  ...rechargesCommands,
  ...contributionCommands,
  ...rulebookCommands,
  ...spendingCommands,
  ...staffCommands,
];
