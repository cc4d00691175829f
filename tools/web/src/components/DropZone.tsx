import { InboxOutlined } from '@ant-design/icons';
import { useId, useRef, useState } from 'react';

/** A place to drop a file, which is also a button that opens the choice of files. */
export function DropZone({
  title,
  hint,
  accept,
  disabled,
  onFile,
}: {
  title: string;
  hint: string;
  accept?: string;
  disabled?: boolean;
  onFile: (file: File) => void;
}) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className="hz-drop"
        data-over={over}
        disabled={disabled}
        aria-describedby={id}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer.files[0];
          if (file && !disabled) onFile(file);
        }}
      >
        <InboxOutlined aria-hidden style={{ fontSize: 40 }} />
        <strong>{title}</strong>
        <span id={id} className="hz-soft">
          {hint}
        </span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        data-testid="file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be chosen once more.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
