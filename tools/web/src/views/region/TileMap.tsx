import { type KeyboardEvent, useRef } from 'react';
import type { DistrictNode, RegionsAnswer } from '../../api/types.js';
import { useWords } from '../../language/language.js';
import { useThemeChoice } from '../../theme/theme.js';
import { toneColours } from '../../theme/tokens.js';
import { type Measure, shadeOf } from './measure.js';
import { nearestTile } from './nearest-tile.js';

const size = 22;

/** The districts as squares; one of them takes the focus, arrow keys move it. */
export function TileMap({
  regions,
  measure,
  chosen,
  onChoose,
}: {
  regions: RegionsAnswer;
  measure: Measure;
  chosen: string | undefined;
  onChoose: (code: string) => void;
}) {
  const { t, say } = useWords();
  const { dark } = useThemeChoice();
  const box = useRef<HTMLDivElement>(null);
  const focusable = chosen ?? regions.districts[0]?.code;

  const onKeyDown = (event: KeyboardEvent, from: DistrictNode) => {
    const steps: Record<string, readonly [number, number]> = {
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowDown: [0, 1],
      ArrowUp: [0, -1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = nearestTile(regions.districts, from, step);
    if (!next) return;
    onChoose(next.code);
    box.current?.querySelector<HTMLElement>(`[data-code="${next.code}"]`)?.focus();
  };

  return (
    <>
      <p className="hz-soft" style={{ margin: '4px 0 8px' }}>
        {t('region.mapHint')}
      </p>
      <div className="hz-scroll">
        <div
          ref={box}
          role="group"
          aria-label={t('region.map')}
          className="hz-tiles"
          style={{ width: regions.columns * size, height: regions.rows * size }}
        >
          {regions.prefectures.map(({ code, name, tile, width, height }) => (
            <div
              key={code}
              aria-hidden="true"
              className="hz-prefecture"
              style={{
                left: tile.column * size,
                top: tile.row * size,
                width: width * size,
                height: height * size,
              }}
              title={say(name)}
            />
          ))}
          {regions.districts.map((district) => {
            const shade = shadeOf(district.figures, measure, regions.all);
            const colours = shade.tone && toneColours(shade.tone, dark);
            const { flagged, instruments, risk } = district.figures;
            return (
              <button
                type="button"
                key={district.code}
                data-code={district.code}
                tabIndex={district.code === focusable ? 0 : -1}
                aria-pressed={district.code === chosen}
                aria-label={t('region.tile', {
                  name: say(district.name),
                  risk: t(`region.risk.${risk.indicator}`),
                  n: instruments,
                  flagged: flagged.count,
                })}
                title={say(district.name)}
                style={{
                  left: district.tile.column * size,
                  top: district.tile.row * size,
                  width: size - 2,
                  height: size - 2,
                  ...(colours && { background: colours.back, color: colours.text, borderColor: colours.line }),
                }}
                onClick={() => onChoose(district.code)}
                onKeyDown={(event) => onKeyDown(event, district)}
              >
                {shade.sign}
              </button>
            );
          })}
        </div>
      </div>
    </>
  );
}
