import { setUp } from '../setup.mjs';

export async function bench(args) {
  await setUp();
  const { main } = await import('../../dist/bench/main.js');
  return main(args);
}
