/** Which features there are, and what the platform is given of them: pages, work in the background. Commands are in commands.ts. */
import { loadDemonstration } from './demonstration/load.ts';
import { endpoints as agreementsEndpoints } from './features/agreements/api.ts';
import { jobs as agreementsJobs } from './features/agreements/jobs.ts';
import { pages as agreementsPages } from './features/agreements/pages.ts';
import { pages as amountsPages } from './features/amounts/pages.ts';
import { jobs as auditJobs } from './features/audit/jobs.ts';
import { pages as auditPages } from './features/audit/pages.ts';
import { pages as bankHolidaysPages } from './features/bank-holidays/pages.ts';
import { endpoints as budgetsEndpoints } from './features/budgets/api.ts';
import { pages as budgetsPages } from './features/budgets/pages.ts';
import { moneyBackPages } from './features/closing/money-back-pages.ts';
import { pages as closingPages } from './features/closing/pages.ts';
import { pages as eligibilityPages } from './features/eligibility/pages.ts';
import { pages as enquiriesPages } from './features/enquiries/pages.ts';
import { pages as forecastsPages } from './features/forecasts/pages.ts';
import { endpoints as fundingEndpoints } from './features/funding/api.ts';
import { jobs as contributionJobs } from './features/funding/contributions/jobs.ts';
import { pages as fundingPages } from './features/funding/pages.ts';
import { jobs as goalsJobs } from './features/goals/jobs.ts';
import { pages as goalsPages } from './features/goals/pages.ts';
import { jobs as tieOutJobs } from './features/ledger/tie-out/jobs.ts';
import { pages as tieOutPages } from './features/ledger/tie-out/pages.ts';
import { pages as optionsPages } from './features/options/pages.ts';
import { jobs as ordersJobs } from './features/orders/jobs.ts';
import { pages as ordersPages } from './features/orders/pages.ts';
import { endpoints as outcomesEndpoints, pages as outcomesPages } from './features/outcomes/pages.ts';
import { endpoints as paymentsEndpoints } from './features/payments/api.ts';
import { jobs as paymentsJobs } from './features/payments/jobs.ts';
import { pages as paymentsPages } from './features/payments/pages.ts';
import { endpoints as peopleEndpoints } from './features/people/api.ts';
import { pages as peoplePages } from './features/people/pages.ts';
import { endpoints as plansEndpoints } from './features/plans/api.ts';
import { pages as plansPages } from './features/plans/pages.ts';
import { endpoints as policyEndpoints } from './features/policy/api.ts';
import { pages as policyPages } from './features/policy/pages.ts';
import { pages as programmesPages } from './features/programmes/pages.ts';
import { jobs as rechargeJobs } from './features/recharges/jobs.ts';
import { pages as rechargesPages } from './features/recharges/pages.ts';
import { pages as reconsiderationsPages } from './features/reconsiderations/pages.ts';
import { endpoints as representationEndpoints } from './features/representation/api.ts';
import { jobs as representationJobs } from './features/representation/jobs.ts';
import { pages as representationPages } from './features/representation/pages.ts';
import { endpoints as requestsEndpoints } from './features/requests/api.ts';
import { pages as requestsPages } from './features/requests/pages.ts';
import { endpoints as reviewsEndpoints } from './features/reviews/api.ts';
import { jobs as reviewsJobs } from './features/reviews/jobs.ts';
import { pages as reviewsPages } from './features/reviews/pages.ts';
import { endpoints as rulebookEndpoints, pages as rulebookPages } from './features/rulebook/pages.ts';
import { pages as sixFeaturesPages } from './features/six-features/pages.ts';
import { endpoints as spendingEndpoints } from './features/spending/api.ts';
import { jobs as spendingJobs } from './features/spending/jobs.ts';
import { pages as spendingPages } from './features/spending/pages.ts';
import { jobs as staffJobs } from './features/staff/jobs.ts';
import { buildSite, standInUsers } from './features/staff/site.ts';
import { jobs as thirdPartiesJobs } from './features/third-parties/jobs.ts';
import { pages as thirdPartiesPages } from './features/third-parties/pages.ts';
import { pages as wheelchairsPages } from './features/wheelchairs/pages.ts';
import type { Route } from './platform/http.ts';
import type { JobHandler } from './platform/jobs.ts';
import type { App } from './platform/service.ts';

/** Everything that can be asked for over the web: pages, acts and facts of every feature. */
const routes: readonly Route[] = [
  ...enquiriesPages,
  ...requestsPages,
  ...requestsEndpoints,
  ...eligibilityPages,
  ...representationPages,
  ...representationEndpoints,
  ...peoplePages,
  ...peopleEndpoints,
  ...budgetsPages,
  ...budgetsEndpoints,
  ...fundingPages,
  ...fundingEndpoints,
  ...plansPages,
  ...plansEndpoints,
  ...outcomesPages,
  ...outcomesEndpoints,
  ...forecastsPages,
  ...programmesPages,
  ...goalsPages,
  ...closingPages,
  ...moneyBackPages,
  ...wheelchairsPages,
  ...optionsPages,
  ...reconsiderationsPages,
  ...sixFeaturesPages,
  ...agreementsPages,
  ...agreementsEndpoints,
  ...ordersPages,
  ...thirdPartiesPages,
  ...paymentsPages,
  ...amountsPages,
  ...bankHolidaysPages,
  ...paymentsEndpoints,
  ...tieOutPages,
  ...spendingPages,
  ...spendingEndpoints,
  ...reviewsPages,
  ...reviewsEndpoints,
  ...rechargesPages,
  ...auditPages,
  ...policyPages,
  ...policyEndpoints,
  ...rulebookPages,
  ...rulebookEndpoints,
];

/** Everything that is done in the background. */
const jobs: readonly JobHandler[] = [
  ...auditJobs,
  ...staffJobs,
  ...agreementsJobs,
  ...ordersJobs,
  ...paymentsJobs,
  ...tieOutJobs,
  ...reviewsJobs,
  ...spendingJobs,
  ...contributionJobs,
  ...rechargeJobs,
  ...goalsJobs,
  ...representationJobs,
  ...thirdPartiesJobs,
];

export const app: App = {
  jobs,
  loadDemonstration,

  buildSite: given => buildSite({ ...given, routes }),

  async howToSignIn(tools, icbCode) {
    const users = await standInUsers(tools, icbCode);
    const lines = users.map(({ id, name, description }) => `  ${name}: ${description} (${id})`);
    return ['Sign in there as one of these, without a password:', ...lines];
  },
};
