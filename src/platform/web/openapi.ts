/** The description of the API, OpenAPI 3.1, made from the same rows and shapes that serve it. */
import { z } from 'zod';
import { hasFile } from '../forms.ts';
import type { Route } from '../http.ts';

type Json = { [key: string]: unknown };

/** The whole document. Every shape stands under components, and every $ref leads there. */
export function describeApi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  const schemas: Record<string, Json> = { Problem: PROBLEM };
  for (const route of routes) {
    if (route.kind === 'get') continue;
    const operationId = `${route.kind}:${route.records}:${route.path}`.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '');
    const operation =
      route.kind === 'post' ? describeAct(route, operationId, schemas) : describeRead(route, operationId, schemas);
    const path = `/api${route.path.replace(/:([A-Za-z]+)/g, '{$1}')}`;
    const parameters = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: name!.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' },
    }));
    paths[path] = { ...paths[path], ...(parameters.length > 0 ? { parameters } : {}), ...operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'OpenPHB',
      version: '1',
      description:
        'The same acts as the pages. Money is a string of whole pence, dates are ISO 8601, keys that a shape does not know are errors. Sign in as a user and send the session cookie.',
    },
    paths,
    components: { schemas, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'openphb' } } },
    security: [{ session: [] }],
  };
}

function describeAct(
  route: Extract<Route, { kind: 'post' }>,
  operationId: string,
  schemas: Record<string, Json>,
): Json {
  const name = `${operationId}-body`;
  addSchema(schemas, name, route.form.strict(), 'input');
  return {
    post: {
      operationId,
      summary: route.records,
      description: `Needs the permission ${route.may}.${hasFile(route.form) ? ' Carries a file in base64.' : ''}`,
      parameters: [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description: 'The same key with the same body has one effect.',
          schema: { type: 'string', format: 'uuid' },
        },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
      },
      responses: {
        200: {
          description: 'Done, now or when this key was first sent.',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['accepted', 'value'],
                properties: { accepted: { const: true }, value: {} },
              },
            },
          },
        },
        default: NO,
      },
    },
  };
}

function describeRead(
  route: Extract<Route, { kind: 'read' }>,
  operationId: string,
  schemas: Record<string, Json>,
): Json {
  const name = `${operationId}-answer`;
  addSchema(schemas, name, route.answer, 'output');
  return {
    get: {
      operationId,
      summary: route.records,
      description: `Needs the permission ${route.may}.`,
      responses: {
        200: {
          description: 'The facts.',
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
        },
        default: NO,
      },
    },
  };
}

const NO = {
  description: 'Refused, with every reason at once.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    reference: { type: 'string', description: 'Quote this when you ask us what went wrong.' },
    accepted: { const: false },
    refusals: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'words'],
        properties: {
          code: { type: 'string' },
          words: { type: 'string' },
          field: { type: 'string' },
          rules: {
            type: 'array',
            items: { type: 'string' },
            description: 'Their ids: /rules/R-018 says what each is.',
          },
          whatWouldChangeIt: { type: 'string' },
          alternatives: { type: 'array', items: { type: 'string' }, description: 'What is open meanwhile.' },
        },
      },
    },
  },
};

/** Adds a shape under a name, with the definitions that it shares, so that no $ref dangles. */
function addSchema(schemas: Record<string, Json>, name: string, shape: z.ZodType, io: 'input' | 'output'): void {
  const {
    $schema: _,
    $defs = {},
    ...schema
  } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      // As sendJson words them: bigint as digits, dates and instants by their ISO text.
      const kind = zodSchema._zod.def.type;
      if (kind === 'bigint') Object.assign(jsonSchema, { type: 'string', pattern: '^-?\\d+$' });
      if (kind === 'custom') Object.assign(jsonSchema, { type: 'string' });
    },
  }) as Json & { $defs?: Record<string, Json> };
  schemas[name] = movedTo(name, schema) as Json;
  for (const [inner, definition] of Object.entries($defs))
    schemas[`${name}-${inner}`] = movedTo(name, definition) as Json;
}

function movedTo(name: string, part: unknown): unknown {
  if (Array.isArray(part)) return part.map(item => movedTo(name, item));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key !== '$ref' || typeof value !== 'string') return [key, movedTo(name, value)];
      return [
        key,
        value === '#' ? `#/components/schemas/${name}` : value.replace('#/$defs/', `#/components/schemas/${name}-`),
      ];
    }),
  );
}
