import { describe, expect, it } from 'vitest';
import { createEmulationHost, encodeLine, feedInjection } from '../../src/index.js';

/** Consumes lines, answers each after 20 ms, and notes how far the feed ran ahead. */
const consumer =
  'var b="",q=[],most=0,lines=[];' +
  'Serial2.on("data",function(d){b+=d;var i;while((i=b.indexOf("\\n"))>=0){q.push(b.substr(0,i));b=b.substr(i+1)}' +
  'if(q.length>most)most=q.length});' +
  'setInterval(function(){if(q.length){lines.push(q.shift());Serial2.write(".")}},20);';

const samples = Array.from({ length: 100 }, (_, i) => ({
  timeMs: i * 100,
  counts: i - 50,
  temperature: i % 2 ? 2150 : undefined,
}));

describe('feeding the injection port', () => {
  it('never runs more than eight lines ahead and delivers every line in order', async () => {
    const host = createEmulationHost({ bundle: consumer });
    await host.start();
    expect(await feedInjection(host, samples)).toBe(100);
    expect(host.evaluate('most')).toBeLessThanOrEqual(8);
    expect([...(host.evaluate('lines') as string[])]).toEqual(
      samples.map(({ timeMs, counts, temperature }) => `S ${timeMs} ${counts} ${temperature ?? '-'}`),
    );
  });

  it('says so when the instrument stops answering', async () => {
    const host = createEmulationHost({ bundle: 'Serial2.on("data",function(){})' });
    await host.start();
    await expect(feedInjection(host, samples, { stallMs: 500 })).rejects.toMatchObject({ code: 'injection-stalled' });
  });

  it.each([
    { timeMs: 0.5, counts: 1 },
    { timeMs: -1, counts: 1 },
    { timeMs: 0, counts: 0x800000 },
    { timeMs: 0, counts: Number.NaN },
    { timeMs: 0, counts: 1, temperature: 40_000 },
  ])('refuses the impossible sample %j', (sample) => {
    expect(() => encodeLine(sample)).toThrow(expect.objectContaining({ code: 'injection-sample' }));
  });
});
