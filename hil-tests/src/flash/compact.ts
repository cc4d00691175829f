import { type FileHeader, fileSpace, HEADER_SIZE, isRealFile, readHeader } from './file-header.js';
import type { Flash } from './flash.js';
import { nextPage, statistics, step } from './walk.js';

/**
 * Moves the live files together, from the first page that holds trash, through a swap buffer in RAM of at most one
 * page and one header. A page is erased as soon as everything in it has been read, and its new content is written
 * from the buffer: **a power cut in between loses what was in the buffer**, as on a board.
 *
 * @returns true if space was freed.
 */
export function compact(flash: Flash): boolean {
  const stats = statistics(flash);
  if (stats.trashBytes === 0) return false;
  const { pageSize } = flash.geometry;
  const capacity = Math.min(stats.fileBytes, pageSize + HEADER_SIZE);
  const queue = new ByteQueue();
  const start = stats.firstPageWithTrash;
  let writeAddress = start;

  const flush = (readAddress: number): void => {
    while (queue.length > 0) {
      const pageEnd = nextPage(flash, writeAddress) ?? flash.size;
      if (readAddress < pageEnd) return; // the page under the pen still holds what is to be read
      const chunk = queue.take(Math.min(queue.length, pageEnd - writeAddress));
      if (writeAddress % pageSize === 0) flash.erasePage(writeAddress / pageSize);
      flash.write(writeAddress, chunk);
      writeAddress += chunk.length;
    }
  };

  let header: FileHeader | undefined = readHeader(flash, start);
  let end: number | undefined = start;
  while (header) {
    if (isRealFile(header)) {
      queue.push(flash.read(header.address, HEADER_SIZE));
      let from = header.address + HEADER_SIZE;
      let left = fileSpace(header) - HEADER_SIZE;
      flush(from);
      while (left > 0) {
        const room = Math.min(capacity - queue.length, left);
        if (room <= 0) return false;
        queue.push(flash.read(from, room));
        from += room;
        left -= room;
        flush(from);
      }
    }
    const next = step(flash, header, true);
    end = next.address;
    header = next.header;
  }
  flush(flash.size);

  // Erase what the files no longer reach.
  const firstFree = writeAddress === start ? start : nextPage(flash, writeAddress - 1);
  if (firstFree !== undefined) {
    for (let page = firstFree; page < (end ?? flash.size); page += pageSize) flash.erasePage(page / pageSize);
  }
  return true;
}

class ByteQueue {
  #chunks: Uint8Array[] = [];
  length = 0;

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  take(count: number): Uint8Array {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all.subarray(count)];
    this.length -= count;
    return Uint8Array.from(all.subarray(0, count));
  }
}
