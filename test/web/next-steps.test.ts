/** Every step that the case page opens to a role leads to a page, and the role has leave for it. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { app } from '../../src/app.ts';
import type { Route } from '../../src/platform/http.ts';
import { EVERY_STATE, nextSteps } from '../../src/rules/next-steps.ts';
import { hasLeave } from '../../src/rules/permissions.ts';
import type { Role } from '../../src/values/actor.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let routes: readonly Route[];

before(async () => {
  database = await testDatabase();
  const { tools, icbCode } = database;
  const config = { identity: undefined, publicUrl: undefined } as never;
  routes = app.buildSite({ config, tools, demonstration: true, icbCode, address: () => assert.fail() }).routes;
});

/** Those who may see a case at all. */
const ROLES: readonly Role[] = ['care-coordinator', 'approver', 'finance-officer', 'person', 'representative'];

describe('every step that the case page opens', () => {
  for (const role of ROLES) {
    test(`to the ${role}`, () => {
      const may = (permission: Parameters<typeof hasLeave>[1]) =>
        hasLeave({ id: 'x', name: 'X', icbCode: 'QTA', roles: [role] }, permission);
      for (const state of EVERY_STATE) {
        for (const step of nextSteps({ state }, ':budgetId', may).filter(one => one.open)) {
          const route = routes.find(one => one.kind === 'get' && one.path === step.href);
          assert.ok(route, `${step.href} has no page`);
          assert.ok(may(route.may), `${role} in ${state}: ${step.href} needs leave to ${route.may}`);
        }
      }
    });
  }
});
