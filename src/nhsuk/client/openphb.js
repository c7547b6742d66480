/**
 * The only script of a page: says that scripts run, then starts the design system's components.
 * Without it every page still works.
 */

import { initAll } from '/assets/nhsuk-frontend.min.js';

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
initAll();
