import type { Reason } from '../api/types.js';
import { useWords } from '../language/language.js';
import { toneOf } from '../theme/tokens.js';
import { levelRank } from './codes.js';
import { ToneTag } from './LevelTag.js';

const order = (severity: string) =>
  severity === 'information' ? -1 : severity === 'doubt' ? 0.5 : levelRank(severity);

/** Reasons of an evaluation in words, the gravest first, each with what proves it. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { say, word } = useWords();
  const sorted = reasons.toSorted((a, b) => order(b.severity) - order(a.severity));
  return (
    <ul className="hz-reasons">
      {sorted.map((reason, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one code may stand for several channels
        <li key={`${reason.code} ${place}`}>
          <ToneTag tone={toneOf(reason.severity)}>{word('severity', reason.severity)}</ToneTag>
          <div>
            {say(reason.text)}
            {reason.evidence.length > 0 && (
              <details>
                <summary className="hz-soft hz-mono">
                  {reason.code} ({reason.evidence.length})
                </summary>
                <ul className="hz-plain-list hz-mono hz-soft" style={{ gap: 2 }}>
                  {reason.evidence.slice(0, 50).map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
