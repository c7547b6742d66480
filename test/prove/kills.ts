/**
 * Kill -9 of the service and of PostgreSQL, at each named point of everything that moves money, and at random moments.
 *
 * First the story is told once without a kill. Every crash point that stands in the code must lie on its way, or be
 * broken off in the tests of its feature. Then it is told again and again with a kill at one point after another. After
 * each: every acknowledged act gives its first answer again, the act that was cut off is done once when it is sent again,
 * no obligation has two live payments, what is paid stands in the ledger once, each bank line is there once and placed
 * once, and `openphb verify` finds nothing.
 */
import assert from 'node:assert/strict';
import { pointsBeside } from './kills/points.ts';
import { tell } from './kills/story.ts';
import { begin, type Kill, leaveOut, openWorld, passed, resendAll, type Victim, type World } from './kills/world.ts';

const VICTIMS: readonly Victim[] = ['service', 'postgres'];

/** Which kills of a proof, given the points in the order in which the story passes them. */
export type Choice = (points: readonly string[]) => Kill[];

/** `each` at every point, the service and PostgreSQL in turn, and `random` at chance moments. */
export function everyKill({ each, random }: { readonly each: number; readonly random: number }): Choice {
  return points => [
    ...Array.from({ length: each }, (_, round) =>
      points.map((point, i): Kill => ({ point, victim: VICTIMS[(i + round) % 2]! })),
    ).flat(),
    ...Array.from({ length: random }, (_, i): Kill => ({ point: undefined, victim: VICTIMS[i % 2]! })),
  ];
}

/** The short form: the service once and PostgreSQL once, at points that chance picks. */
export function fewKills(): Choice {
  return points => {
    const [one, other] = [Math.random(), Math.random()]
      .map(part => Math.floor(part * points.length))
      .toSorted((a, b) => a - b);
    const [first, second] = Math.random() < 0.5 ? VICTIMS : VICTIMS.toReversed();
    return [
      { victim: first!, point: points[one!]! },
      { victim: second!, point: points[other!]! },
    ];
  };
}

/** Goes through the chosen kills, in so many services side by side, and proves after each that nothing was lost or done twice. */
export async function proveKills(
  choose: Choice,
  { services, say }: { readonly services: number; readonly say: (line: string) => void },
): Promise<void> {
  const began = performance.now();
  let count = 0;
  let kills: readonly Kill[] = [];
  const opened: World[] = [];
  try {
    const tellKill = (line: string) => say(`${String(++count).padStart(3)} of ${kills.length}: ${line}`);
    const opening = Array.from({ length: services }, async () => opened.push(await openWorld(tellKill)));
    await Promise.all(opening);
    await Promise.all(opened.map(world => tell(world, 0)));
    const points = passed(opened[0]!);
    const { missed, brokenOff } = pointsBeside(points);
    assert.deepEqual(missed, [], 'these crash points stand in the code, and neither the story nor a test strikes them');
    kills = choose(points);
    say(`${kills.length} kills; the story passes ${points.length} points.`);
    for (const point of brokenOff) say(`not on its way, broken off in the tests of its feature only: ${point}`);
    const share = Math.ceil(kills.length / services);
    await Promise.all(opened.map((world, i) => goThrough(world, kills.slice(i * share, (i + 1) * share))));
    const acts = opened.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    const seconds = Math.round((performance.now() - began) / 1000);
    say(
      `${count} kills in ${seconds} s; ${acts} acknowledged answers, none lost; nothing paid twice; verify found nothing.`,
    );
  } finally {
    for (const world of opened) await world.close();
  }
}

/** Tells the story until every kill has struck. */
async function goThrough(world: World, kills: readonly Kill[]): Promise<void> {
  if (kills.length === 0) return;
  await begin(world, kills);
  for (let time = 1; world.kills.length > 0; time += 1) {
    const [next] = world.kills;
    await tell(world, time);
    if (world.kills[0] !== next) continue;
    assert.match(next!.point!, /\.before-commit$/, `nothing came past ${next!.point} in a whole story`);
    await leaveOut(world);
  }
  await resendAll(world);
}
