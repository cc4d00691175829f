// Turns the integer rules of hengzhun.cddl into TypeScript constants and into the table of the README.
// Pure functions over text: `generate.mjs` writes the files, a test compares them.

/**
 * Every rule of the form `name = integer`, in the order of the file, with the comment behind it and the comment
 * lines that head its group.
 * @param {string} cddl text of hengzhun.cddl
 * @returns {{ name: string, value: number, comment: string }[]}
 */
export function readConstants(cddl) {
  const constants = [];
  for (const line of cddl.split('\n')) {
    const match = /^([a-z][a-z0-9-]*) = (-?\d+)\s*(?:;\s*(.*))?$/.exec(line);
    if (match) constants.push({ name: match[1], value: Number(match[2]), comment: (match[3] ?? '').trim() });
  }
  return constants;
}

/** `flag-bit-creep` becomes `FLAG_BIT_CREEP`. */
export function constantName(name) {
  return name.replaceAll('-', '_').toUpperCase();
}

/** Text of src/generated/constants.ts. */
export function renderConstants(cddl) {
  const lines = [
    '// Generated from hengzhun.cddl by `node scripts/generate.mjs`. Do not edit: a test compares the two.',
    '',
  ];
  for (const { name, value, comment } of readConstants(cddl)) {
    if (comment) lines.push(`/** ${comment} */`);
    lines.push(`export const ${constantName(name)} = ${value};`);
  }
  return `${lines.join('\n')}\n`;
}

// Longest prefix first: the first that fits names the section of the table.
const SECTIONS = [
  ['maximum-', 'Sizes'],
  ['algorithm-', 'Algorithms (RFC 9053)'],
  ['certificate-claim-', 'Claims of a certificate (RFC 8392, RFC 8747), beside those of EAT'],
  ['claim-', 'EAT claims (RFC 9711, RFC 8392)'],
  ['metrological-key-', 'Keys of the metrological claim'],
  ['data-key-', 'Keys of the metrological data'],
  ['body-key-', 'Keys of a command body'],
  ['frame-kind-', 'Kinds of frame'],
  ['self-state-', 'Self-state 自评'],
  ['seal-state-', 'Seal state 封印'],
  ['time-quality-', 'Time quality'],
  ['flag-bit-', 'Flags (bit numbers)'],
  ['channel-condition-', 'Conditions byte of a channel'],
  ['channel-', 'Channels'],
  ['instrument-kind-', 'Kinds of instrument'],
  ['life-stage-', 'Stages of life'],
  ['nozzle-state-', 'Nozzle state of a dispenser'],
  ['unobserved-bit-', 'What an instrument cannot observe (bit numbers)'],
  ['lock-reason-', 'Reasons of a self-lock 自锁'],
  ['update-step-', 'Steps of a software update'],
  ['key-assurance-', 'Assurance of the signing key'],
  ['event-', 'Events'],
  ['reset-reason-', 'Reset reasons'],
  ['request-', 'Requests'],
  ['reply-', 'Replies'],
  ['role-', 'Roles of command keys'],
  ['command-result-', 'Command results (otherwise a refusal reason)'],
  ['command-', 'Commands'],
  ['refusal-', 'Refusal reasons'],
];

/** The tables between the two markers of the README. */
export function renderTables(cddl) {
  const sections = new Map(SECTIONS.map(([, title]) => [title, []]));
  for (const constant of readConstants(cddl)) {
    const section = SECTIONS.find(([prefix]) => constant.name.startsWith(prefix));
    if (!section) throw new Error(`${constant.name}: no section of the README's table; add its prefix to SECTIONS`);
    sections.get(section[1]).push(constant);
  }
  const lines = [];
  for (const [title, rows] of sections) {
    if (rows.length === 0) continue;
    lines.push(`### ${title}`, '', '| value | name | meaning |', '|---:|---|---|');
    for (const { name, value, comment } of rows) {
      lines.push(`| ${value} | \`${name}\` | ${comment.replaceAll('|', '\\|')} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

/** Markdown without the padding of its tables, which belongs to the formatter. */
export function withoutPadding(markdown) {
  return markdown
    .replace(/ {2,}/g, ' ')
    .replace(/(-+)(:?) (?=\|)|-{3,}/g, '---$2')
    .replace(/\| ---/g, '|---')
    .replace(/\n{3,}/g, '\n\n');
}

export const TABLE_START = '<!-- generated from hengzhun.cddl: start -->';
export const TABLE_END = '<!-- generated from hengzhun.cddl: end -->';

/** The README with its table brought up to date. */
export function replaceTables(readme, cddl) {
  const start = readme.indexOf(TABLE_START);
  const end = readme.indexOf(TABLE_END);
  if (start < 0 || end < start) throw new Error('README.md: the two markers of the generated table are missing');
  return `${readme.slice(0, start + TABLE_START.length)}\n\n${renderTables(cddl)}\n${readme.slice(end)}`;
}
