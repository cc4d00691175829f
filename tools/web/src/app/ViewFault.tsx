import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { Notice } from '../components/states.js';
import { useWords } from '../language/language.js';

/** What stands in place of a view that failed: the fault in its own words, and a way on. The rest of the page goes on. */
export function ViewFault() {
  const { t } = useWords();
  const error = useRouteError();
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (
    <div className="hz-view" style={{ padding: 16 }}>
      <Notice
        tone="bad"
        role="alert"
        title={t('state.fault')}
        action={<Button onClick={() => location.reload()}>{t('state.reload')}</Button>}
      >
        <p style={{ margin: '0 0 4px' }}>{t('state.faultText')}</p>
        <span className="hz-mono">{words}</span>
      </Notice>
    </div>
  );
}
