import type { BuildOptions, Bundle } from '@hengzhun/firmware/build';

/** Builds a bundle. Compiler and minifier are loaded only now: most commands need neither. @throws {BundleError} `bundle-*` */
export async function buildWhenNeeded(options: BuildOptions): Promise<Bundle> {
  const { buildBundle } = await import('@hengzhun/firmware/build');
  return buildBundle(options);
}
