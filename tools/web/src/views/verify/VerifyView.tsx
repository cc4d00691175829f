import { Spin } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '../../api/client.js';
import { ApiError, asApiError } from '../../api/errors.js';
import type { VerifyAnswer } from '../../api/types.js';
import { DropZone } from '../../components/DropZone.js';
import { ErrorState } from '../../components/states.js';
import { View } from '../../components/View.js';
import { useWords } from '../../language/language.js';
import { translate } from '../../language/translate.js';
import { VerifyResult } from './VerifyResult.js';

/** As the server takes at most. */
const largest = 2 ** 26;

/** A place to drop a file, and what its signature and its rules come to. */
export default function VerifyView() {
  const { t } = useWords();
  const [answer, setAnswer] = useState<VerifyAnswer | undefined>(undefined);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const [working, setWorking] = useState<string | undefined>(undefined);
  const result = useRef<HTMLDivElement>(null);

  const verify = async (file: File) => {
    setAnswer(undefined);
    setError(undefined);
    if (file.size > largest) {
      const both = (key: 'verify.tooLarge' | 'verify.tooLargeText') => ({
        zh: translate('zh', key),
        en: translate('en', key),
      });
      setError(new ApiError('console-file-too-large', both('verify.tooLarge'), both('verify.tooLargeText'), 0));
      return;
    }
    setWorking(file.name);
    try {
      setAnswer(await upload<VerifyAnswer>('/verify', file, { name: file.name.slice(0, 255) }));
      requestAnimationFrame(() => result.current?.focus());
    } catch (reason) {
      setError(asApiError(reason));
    } finally {
      setWorking(undefined);
    }
  };

  return (
    <View title={t('verify.title')} lead={t('verify.lead')}>
      <DropZone
        title={t(answer ? 'verify.again' : 'verify.drop')}
        hint={t('verify.hint')}
        disabled={working !== undefined}
        onFile={(file) => void verify(file)}
      />
      {working !== undefined && (
        <div role="status" className="hz-row">
          <Spin /> {t('verify.working', { name: working })}
        </div>
      )}
      {error && <ErrorState error={error} />}
      <div ref={result} tabIndex={-1} style={{ outline: 'none' }}>
        {answer && <VerifyResult answer={answer} />}
      </div>
    </View>
  );
}
