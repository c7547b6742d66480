/** Asks for one address again and again, so many at a time, from a process of its own; prints the milliseconds of each answer. */
import { Agent, request } from 'node:http';

const [url = '', cookie = '', count = '0', clients = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) });

const ask = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    request(url, { agent, headers: { cookie } }, answer => {
      answer.resume().on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - start);
        else reject(new Error(`${url}: ${answer.statusCode}`));
      });
    })
      .on('error', reject)
      .end();
  });

const times: number[] = [];
let left = Number(count);
const start = performance.now();
await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    while (left-- > 0) times.push(await ask());
  }),
);
console.log(JSON.stringify({ ms: performance.now() - start, times }));
agent.destroy();
