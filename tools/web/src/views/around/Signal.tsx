import { useWords } from '../../language/language.js';

/** How strong a signal is, as bars and in words: about how near it is, which walls and people change a good deal. */
export function Signal({ rssi, faded }: { rssi: number | undefined; faded: boolean }) {
  const { t } = useWords();
  const bars = faded || rssi === undefined ? 0 : rssi >= -55 ? 4 : rssi >= -67 ? 3 : rssi >= -79 ? 2 : 1;
  const word =
    rssi === undefined || faded ? '' : t(bars >= 4 ? 'around.near' : bars >= 2 ? 'around.middle' : 'around.far');
  return (
    <span className="hz-signal" title={rssi === undefined ? t('around.noSignal') : t('around.rssi', { n: rssi })}>
      <svg width="28" height="24" viewBox="0 0 28 24" aria-hidden="true">
        {[0, 1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={1 + bar * 7}
            y={17 - bar * 5}
            width="5"
            height={6 + bar * 5}
            rx="1"
            fill={bar < bars ? 'currentColor' : 'none'}
            stroke="currentColor"
            opacity={bar < bars ? 1 : 0.4}
          />
        ))}
      </svg>
      <small>{word}</small>
    </span>
  );
}
