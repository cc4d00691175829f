/**
 * Greatest deviation at a volume (mL), mL, where `millionths` is allowed from 2 L up. Below, the limit widens by steps as in
 * OIML R 117 (small volumes): under 0.1 L four times the value at 0.1 L; to 0.2 L four times the rate; to 0.4 L twice the value at
 * 0.4 L; to 1 L twice the rate; to 2 L the value at 2 L.
 */
export function limitAt(volume: number, millionths: number): number {
  const weighted =
    volume < 100
      ? 400
      : volume < 200
        ? 4 * volume
        : volume < 400
          ? 800
          : volume < 1000
            ? 2 * volume
            : Math.max(volume, 2000);
  return (weighted * millionths) / 1000000;
}
