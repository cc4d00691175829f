import { InstrumentStream, ingestStreams, openSerialLink, openStore, requestStatus } from '@hengzhun/host-sdk';

/** Reads one enrolled instrument until the signal comes, stores everything, and says how it stands. */
export async function readAndJudge(path: string, database: string, enrolment: string, signal: AbortSignal) {
  const store = await openStore(database);
  try {
    // Trust comes from enrolment: the key inside a message is only a claim.
    const { results, errors } = await store.registry.importJson(enrolment);
    for (const { line, code, message } of errors) console.error(`record ${line}: ${code}: ${message}`);
    const { key } = results[0]!;

    const link = openSerialLink({ path });
    const stream = new InstrumentStream(link);
    const reading = ingestStreams({
      store,
      streams: [stream],
      signal,
      onOutcome: ({ code, frameId, proof, reason }) => console.log(code, frameId ?? reason, proof?.how ?? ''),
      onEvent: (event) => {
        if (event.type === 'retry') console.error(event.error.message);
        // A fresh nonce: the answer cannot be a recording, and it dates the frame.
        if (event.type === 'connected') {
          requestStatus(stream, { publicKey: key.publicKey }).catch((error) =>
            console.error(error.code, error.message),
          );
        }
      },
    });
    await reading; // ends with the signal

    const { evaluation } = await store.evaluate(key.kid);
    console.log(evaluation.level, 'self-state:', evaluation.selfState);
    for (const { severity, text, evidence } of evaluation.reasons)
      console.log(severity, text.zh, '|', text.en, evidence);
    return evaluation;
  } finally {
    await store.close();
  }
}
