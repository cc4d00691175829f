import { setUp } from '../setup.mjs';

export async function build() {
  await setUp();
  return 0;
}
