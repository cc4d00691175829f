import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { upload } from '../../api/client.js';
import { type ApiError, asApiError } from '../../api/errors.js';
import type { AttachmentAnswer, CaseNextStep, CaseStepRequest } from '../../api/types.js';
import { ToneTag } from '../../components/LevelTag.js';
import { ErrorState } from '../../components/states.js';
import { useWords } from '../../language/language.js';

type DocumentList = NonNullable<CaseStepRequest['documents']>;

/** The documents that a step asks for, each with a file to be attached. */
export function Documents({
  step,
  documents,
  onChange,
}: {
  step: CaseNextStep;
  documents: DocumentList;
  onChange: (documents: DocumentList) => void;
}) {
  const { t } = useWords();
  const groups = [
    ['case.documents', step.documents],
    ['case.documentsPass', step.documentsOnPass],
    ['case.documentsFail', step.documentsOnFail],
  ] as const;
  return (
    <>
      {groups.map(([key, list]) =>
        list.length === 0 ? null : (
          <fieldset key={key} className="hz-fieldset">
            <legend>{t(key)}</legend>
            <ul className="hz-plain-list">
              {list.map((one) => (
                <OneDocument
                  key={one.name}
                  kind={one}
                  sha256={documents.find(({ kind }) => kind === one.name)?.sha256}
                  onAttached={(sha256) =>
                    onChange([
                      ...documents.filter(({ kind }) => kind !== one.name),
                      { kind: one.name as DocumentList[number]['kind'], sha256 },
                    ])
                  }
                />
              ))}
            </ul>
          </fieldset>
        ),
      )}
    </>
  );
}

function OneDocument({
  kind,
  sha256,
  onAttached,
}: {
  kind: CaseNextStep['documents'][number];
  sha256: string | undefined;
  onAttached: (sha256: string) => void;
}) {
  const { t, say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | undefined>(undefined);
  const attach = async (file: File) => {
    setBusy(true);
    setError(undefined);
    try {
      onAttached((await upload<AttachmentAnswer>('/attachments', file)).sha256);
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <div className="hz-row">
        <span>{say(kind.text)}</span>
        <Button
          icon={<UploadOutlined aria-hidden />}
          loading={busy}
          aria-label={`${t('case.attach')}: ${say(kind.text)}`}
          onClick={() => input.current?.click()}
        >
          {t('case.attach')}
        </Button>
        {sha256 && (
          <>
            <ToneTag tone="good">{t('case.attached')}</ToneTag>
            <span className="hz-mono hz-soft">{sha256.slice(0, 16)}…</span>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) void attach(file);
          }}
        />
      </div>
      {error && <ErrorState error={error} />}
    </li>
  );
}
