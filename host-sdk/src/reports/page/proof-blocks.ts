import { toHex } from '../../bytes.js';
import type { Finding } from '../../case-file/finding.js';
import { describeEvent } from '../../words/describe-event.js';
import { unobservedTexts } from '../../words/unobserved.js';
import type { ExaminedRecord } from '../record/examined-record.js';
import type { Block } from './block.js';
import { momentText } from './page-text.js';
import type { PageWord, Say } from './page-words.js';

/** Events that are shown. */
const newestEvents = 12;

/** Length and head of the event log as signed, and its newest entries in words. */
export function logBlocks({ log, frames, record }: ExaminedRecord, say: Say): Block[] {
  const { language } = record;
  const signing = frames.reduce<(typeof frames)[number] | undefined>((best, one) => {
    if (best === undefined || one.frame.claims.logLength > best.frame.claims.logLength) return one;
    const fuller = one.frame.claims.logHead.length > best.frame.claims.logHead.length;
    return one.frame.claims.logLength === best.frame.claims.logLength && fuller ? one : best;
  }, undefined);
  const rows: [string, string][] = [];
  if (signing !== undefined) {
    const { logLength: length, logHead, sequence } = signing.frame.claims;
    rows.push([say('log-signed'), say('log-signed-value', { length, head: toHex(logHead).slice(0, 32), sequence })]);
  }
  rows.push([say('log-here'), log === undefined ? say('log-none') : say('log-here-value', { count: log.length })]);
  const events = (log ?? [])
    .slice(-newestEvents)
    .map((event) => [
      ...[String(event.number), `${event.bootcount} / ${event.uptime}`, describeEvent(event)[language]],
    ]);
  const head = [say('log-number'), say('log-when'), say('log-event')];
  return [
    { kind: 'section', text: say('section-log') },
    { kind: 'pairs', rows },
    ...(events.length === 0
      ? []
      : [{ kind: 'table', title: say('log-newest'), head, widths: [10, 18, 72], rows: events } as const]),
  ];
}

/** What no software can know from here. */
export function unknownBlocks({ identity, record }: ExaminedRecord, say: Say): Block[] {
  const { language } = record;
  const declared =
    identity === undefined ? [] : unobservedTexts(identity.claims.data.unobserved).map((text) => text[language]);
  const texts = [
    ...(declared.length === 0
      ? []
      : [say('unknown-declared', { list: declared.join(language === 'zh' ? '、' : ', ') })]),
    ...(['unknown-span', 'unknown-software', 'unknown-display', 'unknown-tail'] as const).map((word) => say(word)),
    ...(record.key.assurance === 'low' ? [say('unknown-low')] : []),
  ];
  return [
    { kind: 'section', text: say('section-unknown') },
    { kind: 'list', items: texts.map((text) => ({ mark: 'none', text })) },
  ];
}

/** Both verdicts with what they rest on. */
export function findingBlocks({ signatures, rules, record }: ExaminedRecord, say: Say): Block[] {
  const list = (title: PageWord, findings: readonly Finding[]): Block => ({
    kind: 'list',
    title: say(title),
    items:
      findings.length === 0
        ? [{ mark: 'none', text: say('nothing-checked') }]
        : findings.map(({ verdict, text }) => ({ mark: verdict, text: text[record.language] })),
  });
  return [{ kind: 'section', text: say('section-proof') }, list('signatures', signatures), list('rules-title', rules)];
}

/** What is attached, which frames were seen, and how anyone checks it. */
export function evidenceBlocks({ record, members, digest, size, frames }: ExaminedRecord, say: Say): Block[] {
  const files = [
    ['record.json', String(size), digest],
    ...members.map(({ name, size, sha256 }) => [name, String(size), sha256]),
  ];
  const seen = record.frames.map(({ id, latest }) => {
    const found = frames.find((one) => one.id === id);
    const [, sequence] = id.split('/');
    if (found === undefined) return [sequence ?? '', '?', momentText(latest), '–'];
    return [sequence ?? '', say(`kind-${found.frame.kind}` as PageWord), momentText(latest), found.digest];
  });
  return [
    { kind: 'section', text: say('section-evidence') },
    { kind: 'paragraph', text: say('how-to-check', { office: record.office }) },
    {
      ...{ kind: 'table', title: say('evidence-table'), widths: [22, 12, 66], rows: files, small: true },
      head: [say('file'), say('size'), say('digest')],
    },
    {
      ...{ kind: 'table', title: say('frames-table'), widths: [10, 10, 26, 54], rows: seen, small: true },
      head: [say('log-number'), say('frame-kind'), say('received'), say('frame-digest')],
    },
  ];
}
