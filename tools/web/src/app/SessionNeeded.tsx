import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ApiError } from '../api/errors.js';
import { ErrorState } from '../components/states.js';
import { Card, View } from '../components/View.js';
import { useWords } from '../language/language.js';
import { useSession } from './session.js';

/** Stands in place of every view until the page has a session: what to do, and a field for the token. */
export function SessionNeeded({ error }: { error: ApiError | undefined }) {
  const { t } = useWords();
  const { open, begin } = useSession();
  const [token, setToken] = useState('');
  return (
    <View title={t('session.need')} lead={t('session.needText')}>
      {error && !error.needsSession && <ErrorState error={error} retry={begin} />}
      <Card title={t('session.title')}>
        <form
          className="hz-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (token.trim() !== '') open(token.trim());
          }}
        >
          <label htmlFor="session-token">{t('session.token')}</label>
          <Input.Password
            id="session-token"
            value={token}
            autoComplete="off"
            style={{ maxWidth: 420 }}
            onChange={(event) => setToken(event.target.value)}
          />
          <Button type="primary" htmlType="submit" disabled={token.trim() === ''}>
            {t('session.open')}
          </Button>
        </form>
      </Card>
    </View>
  );
}
