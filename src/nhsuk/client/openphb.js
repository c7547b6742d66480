/**
 * The only script of a page: says that scripts run, then starts the design system's components.
 * Without it every page still works.
 *
 * All components but the file upload: its script turns the field into a button whose accessible name is not what it
 * shows. The browser's own field is announced rightly everywhere.
 */
import * as nhsuk from '/assets/nhsuk-frontend.min.js';

document.body.classList.add('js-enabled', 'nhsuk-frontend-supported');
for (const start of [
  nhsuk.initButtons,
  nhsuk.initCharacterCounts,
  nhsuk.initCheckboxes,
  nhsuk.initErrorSummary,
  nhsuk.initHeader,
  nhsuk.initNotificationBanners,
  nhsuk.initRadios,
  nhsuk.initScroll,
  nhsuk.initSkipLinks,
  nhsuk.initTables,
  nhsuk.initTabs,
])
  start();
