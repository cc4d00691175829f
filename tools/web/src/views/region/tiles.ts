/** Where a prefecture stands on the tile map: column from west to east, row from north to south. */
export interface Tile {
  /** First four digits of the code (GB/T 2260); Shanghai, which has no prefectures, by its two. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly column: number;
  readonly row: number;
}

const words = `
3203 徐州 Xuzhou 4 0, 3207 连云港 Lianyungang 6 0, 3213 宿迁 Suqian 5 1, 3208 淮安 Huai'an 6 1, 3209 盐城 Yancheng 7 1,
3210 扬州 Yangzhou 6 2, 3212 泰州 Taizhou 7 2, 3206 南通 Nantong 8 2, 3201 南京 Nanjing 5 3, 3211 镇江 Zhenjiang 6 3,
3204 常州 Changzhou 7 3, 3202 无锡 Wuxi 8 3, 3205 苏州 Suzhou 9 3, 31 上海 Shanghai 10 3,
3406 淮北 Huaibei 3 0, 3416 亳州 Bozhou 2 1, 3413 宿州 Suzhou 4 1, 3412 阜阳 Fuyang 2 2, 3404 淮南 Huainan 3 2, 3403 蚌埠 Bengbu 4 2,
3411 滁州 Chuzhou 5 2, 3415 六安 Lu'an 2 3, 3401 合肥 Hefei 3 3, 3405 马鞍山 Ma'anshan 4 3, 3408 安庆 Anqing 2 4, 3407 铜陵 Tongling 3 4,
3402 芜湖 Wuhu 4 4, 3418 宣城 Xuancheng 5 4, 3417 池州 Chizhou 3 5, 3410 黄山 Huangshan 4 5,
3305 湖州 Huzhou 7 4, 3304 嘉兴 Jiaxing 8 4, 3301 杭州 Hangzhou 6 5, 3306 绍兴 Shaoxing 7 5, 3302 宁波 Ningbo 8 5, 3309 舟山 Zhoushan 9 5,
3308 衢州 Quzhou 5 6, 3307 金华 Jinhua 6 6, 3310 台州 Taizhou 7 6, 3311 丽水 Lishui 6 7, 3303 温州 Wenzhou 7 7`;

/** The prefectures of Shanghai, Jiangsu, Zhejiang and Anhui, each as a square near where it lies: a map-like overview, not a map. */
export const tiles: readonly Tile[] = words
  .trim()
  .split(/,\s*/)
  .map((word) => {
    const [code, zh, en, column, row] = word.split(' ');
    return { code: code!, zh: zh!, en: en!, column: Number(column), row: Number(row) };
  });

/** The tile in which a division lies, by its six digits. */
export function tileOf(code: string): Tile | undefined {
  return tiles.find((tile) => code.startsWith(tile.code));
}
