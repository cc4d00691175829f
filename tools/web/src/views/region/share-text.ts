import type { BoundedShare } from '../../api/types.js';
import { percentText } from '../../components/numbers.js';
import type { Language } from '../../language/bilingual.js';
import { translate } from '../../language/translate.js';

/** A share with the bounds that say how much is behind it. */
export function shareText(share: BoundedShare, language: Language): string {
  if (share.share === null) return translate(language, 'value.none');
  return translate(language, 'region.share', {
    share: percentText(share.share, language),
    count: share.count,
    of: share.of,
    lower: percentText(share.lower, language),
    upper: percentText(share.upper, language),
  });
}
