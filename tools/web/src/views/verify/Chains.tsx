import { Link } from 'react-router';
import type { VerifiedChain } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { Scrolled } from '../../components/Scrolled.js';
import { Card } from '../../components/View.js';
import { useWords } from '../../language/language.js';

/** What the frames of each key are. */
export function Chains({ chains }: { chains: readonly VerifiedChain[] }) {
  const { t } = useWords();
  return (
    <Card title={t('verify.chains')}>
      <Scrolled label={t('verify.chains')}>
        <table className="hz-table">
          <thead>
            <tr>
              <th>{t('verify.chainKey')}</th>
              <th>{t('verify.chainInstrument')}</th>
              <th className="hz-right">{t('verify.chainFrames')}</th>
              <th className="hz-right">{t('verify.chainValid')}</th>
              <th className="hz-right">{t('verify.chainCovered')}</th>
              <th className="hz-right">{t('verify.chainRefused')}</th>
              <th>{t('verify.chainRange')}</th>
              <th className="hz-right">{t('verify.chainGaps')}</th>
              <th>{t('verify.chainForks')}</th>
            </tr>
          </thead>
          <tbody>
            {chains.map((chain) => (
              <tr key={chain.kid}>
                <th scope="row" className="hz-mono">
                  {chain.kid}{' '}
                  {chain.keyStatus && chain.keyStatus !== 'active' && (
                    <ToneTag tone={chain.keyStatus === 'revoked' ? 'bad' : 'notice'}>
                      {t(`keyState.${chain.keyStatus}`)}
                    </ToneTag>
                  )}
                </th>
                <td>
                  {chain.instrument ? (
                    <Link to={`/instruments/${chain.instrument}`}>{chain.serialNumber ?? chain.instrument}</Link>
                  ) : (
                    t('verify.notEnrolled')
                  )}
                </td>
                <td className="hz-right">{chain.frames}</td>
                <td className="hz-right">{chain.valid}</td>
                <td className="hz-right">{chain.covered}</td>
                <td className="hz-right">{chain.refused > 0 ? <ToneTag tone="bad">{chain.refused}</ToneTag> : 0}</td>
                <td>{chain.first === null ? t('value.none') : `${chain.first} … ${chain.last}`}</td>
                <td className="hz-right">{chain.gaps}</td>
                <td>
                  {chain.forks.length === 0 ? t('value.none') : <ToneTag tone="bad">{chain.forks.join(', ')}</ToneTag>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}
