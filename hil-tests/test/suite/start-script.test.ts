import { layOutImageFile, PROVISIONING_FILE } from '@hengzhun/firmware';
import { FRAME_KIND_IDENTITY, verifyFrame } from '@hengzhun/protocol';
import { describe, expect, it } from 'vitest';
import { createEspruinoHost } from '../../src/index.js';
import { scaleBundle } from '../support/hosts.js';
import { configuration, publicKey } from '../support/instrument.js';
import { binary, withoutInterpreter } from '../support/interpreter.js';
import { Session } from '../support/session.js';

describe.skipIf(withoutInterpreter())('the start script on the interpreter', () => {
  it('runs the pretokenised image of the image file, which signs its own measurement', async () => {
    const { image, imageSha256 } = await scaleBundle();
    const file = layOutImageFile(0, 4096, image.length);
    const content = Buffer.alloc(file.base + 4 + image.length, 0xff);
    content.write(file.mark, 0, 'latin1');
    content.writeUInt32BE(image.length, file.base);
    content.write(image, file.base + 4, 'latin1');
    const files = { [PROVISIONING_FILE]: configuration(), [file.name]: content };
    const host = await createEspruinoHost({ binary: binary(), bundle: file.startScript, files });
    const session = new Session(host);
    try {
      await host.start();
      const identity = await session.frame(FRAME_KIND_IDENTITY);
      verifyFrame(identity, publicKey);
      expect(Buffer.from(identity.claims.softwareMeasurement).toString('hex')).toBe(imageSha256);
    } finally {
      await host.stop();
    }
  });
});
