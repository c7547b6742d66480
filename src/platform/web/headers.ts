/** The headers that keep a page safe; they stand on every answer, errors and the stand-in's pages included. */

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'object-src': "'none'",
};

/** `secure`: the service is reached by https, and browsers shall remember that for a year. */
export function safetyHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': Object.entries(POLICY)
      .map(([what, where]) => `${what} ${where}`)
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms, and we could not tell them from others'.
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex',
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** No cache keeps a page that may show a person's record. */
export const NO_STORE = 'no-store';
