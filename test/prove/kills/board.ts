/** The board of the demonstration, as those who make a case on it by the service's own acts need it. */
import assert from 'node:assert/strict';
import { DEMONSTRATION_ICB } from '../../../src/demonstration/board.ts';
import type { Tools } from '../../../src/platform/tools.ts';
import type { Board, Team } from '../../scenarios/walk.ts';
import { makeStaff } from '../../support/actors.ts';
import type { World } from './world.ts';

export function boardOf(tools: Tools): Board {
  const moveTo = () => assert.fail('the service moves the date');
  return { tools: { ...tools, moveTo }, db: tools.db, icbCode: DEMONSTRATION_ICB };
}

export async function teamOf({ team }: World, { db }: Tools): Promise<Team> {
  return { ...team, decider: await makeStaff(db, DEMONSTRATION_ICB, ['approver']) };
}
