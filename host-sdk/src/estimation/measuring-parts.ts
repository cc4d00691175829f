/** Parts that determine the error of indication, as repair sheets name them: of scales, then of dispensers, then of both. */
const measuring: readonly RegExp[] = [
  /称重传感器|荷重传感器|load\s*cell|weighing\s+sensor/i,
  /称重(?:仪表|指示器)|weighing\s+indicator/i,
  /秤体|杠杆|承载器|lever|load\s+receptor/i,
  /流量(?:计|测量变换器|传感器)|计量(?:器|泵)|flow\s*meter|measurement\s+transducer|metering\s+(?:unit|pump)/i,
  /编码器|脉冲(?:发生器|传感器)|encoder|pulser/i,
  /模数转换|a\/d|\badc\b|analogu?e.to.digital/i,
  /主板|计控主板|main\s*board/i,
];
/** A nozzle as this product numbers them everywhere, 0..3. Makers count otherwise ("1 号枪"): that names no nozzle here. */
const nozzle = /(?:油枪|nozzle)\s*([0-3])(?!\d)/i;

/**
 * Which of the exchanged parts 更换部件 of a repair restart what is known of an instrument's behaviour: `all` of it, or the nozzles that all such
 * parts name. What is not known as a part that measures (display, keyboard, printer, battery …) restarts nothing.
 */
export function renewedBy(parts: readonly string[]): 'all' | readonly number[] {
  const nozzles = new Set<number>();
  for (const part of parts) {
    if (!measuring.some((words) => words.test(part))) continue;
    const named = nozzle.exec(part);
    if (named === null) return 'all';
    nozzles.add(Number(named[1]));
  }
  return [...nozzles].sort((a, b) => a - b);
}
