import { setUp } from '../setup.mjs';

/** Compiles everything and builds the bundles of this computer's instruments and the console's page; with arguments, those of `hengzhun build` besides. */
export async function build(args) {
  await setUp({ page: true });
  if (args.length === 0) return 0;
  const { main } = await import('../../dist/cli/main.js');
  return main(['build', ...args]);
}
