import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AttachmentStore } from '../../src/case-file/attachment-store.js';
import { databases } from '../helpers/temporary-database.js';
import { testClock } from '../helpers/temporary-store.js';

const text = (value: string) => new TextEncoder().encode(value);
const code = (expected: string) => expect.objectContaining({ code: expected });

describe.each(databases)('attachments 附件 on $name', ({ open }) => {
  it('keeps bytes under their SHA-256, once', async () => {
    const clock = testClock(1_000);
    const attachments = new AttachmentStore(await open(), { clock });
    const info = await attachments.put(text('abc'), 'image/jpeg');
    // FIPS 180-4, the example of one block
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(info).toEqual({ sha256, mediaType: 'image/jpeg', size: 3, addedAt: 1_000 });
    clock.set(2_000);
    expect(await attachments.put(text('abc'), 'text/plain')).toEqual(info);
    expect(await attachments.get(sha256)).toEqual({ ...info, bytes: text('abc') });
    expect(await attachments.info(sha256.toUpperCase())).toEqual(info);
    expect(await attachments.has(sha256)).toBe(true);
  });

  it('has nothing under other names', async () => {
    const attachments = new AttachmentStore(await open());
    for (const name of ['', 'abc', '00'.repeat(32), "' OR 1=1 --", '../../etc/passwd']) {
      expect(await attachments.get(name)).toBeUndefined();
      expect(await attachments.info(name)).toBeUndefined();
      expect(await attachments.has(name)).toBe(false);
    }
  });

  it.each([
    [text('12345'), 'image/png', 'attachment-too-large'],
    [text(''), 'image/png', 'attachment-empty'],
    [text('1'), 'png', 'attachment-bad-type'],
    [text('1'), 'image/png; name="../x"', 'attachment-bad-type'],
    [text('1'), 'image/png\n', 'attachment-bad-type'],
  ])('refuses %j of the type %j', async (bytes, mediaType, expected) => {
    const attachments = new AttachmentStore(await open(), { maximumSize: 4 });
    await expect(attachments.put(bytes, mediaType)).rejects.toEqual(code(expected));
  });

  it('comes and goes with the transaction of its caller', async () => {
    const database = await open();
    const attachments = new AttachmentStore(database);
    const sha256 = createHash('sha256').update('x').digest('hex');
    const refused = database.transaction(async (transaction) => {
      await attachments.put(text('x'), 'text/plain', transaction);
      throw new Error('the step was refused');
    });
    await expect(refused).rejects.toThrow('the step was refused');
    expect(await attachments.get(sha256)).toBeUndefined();
    await database.transaction((transaction) => attachments.put(text('x'), 'text/plain', transaction));
    expect((await attachments.get(sha256))?.size).toBe(1);
  });

  it('never gives bytes that were changed in the database', async () => {
    const database = await open();
    const attachments = new AttachmentStore(database);
    const { sha256 } = await attachments.put(text('genuine'), 'text/plain');
    await database.transaction((sql) => sql.run('UPDATE attachments SET bytes = ?', [text('forged!')]));
    await expect(attachments.get(sha256)).rejects.toEqual(code('attachment-damaged'));
  });
});
