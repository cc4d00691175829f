// The few sentences of set-up, in both languages. Chosen like everywhere: LC_ALL, LC_MESSAGES, LANG.

export const MESSAGES = {
  en: {
    usage: 'usage: node tools/bootstrap/run.mjs {tasks} [arguments]',
    waiting: 'Another set-up is at work in this checkout (process {pid}); waiting for it.',
    installing: 'Installing the npm packages of the lock file (once; about a minute) …',
    installed: 'npm packages installed',
    installingForeign:
      'The registry does not carry some optional packages of other platforms; installing without them (npm install --no-save) …',
    npmMissing: 'npm was not found. Install Node with npm (nodejs.org), then run the same command again.',
    npmOffline:
      'The package registry could not be reached ({reason}). Check the network, a proxy (npm config get proxy) or the configured registry (npm config get registry), then run the same command again.',
    npmRefused:
      'The package registry refused ({reason}). Check its configuration and credentials (npm config list), then run the same command again.',
    npmIntegrity:
      'A package differs from the lock file ({reason}). Clear the cache (npm cache clean --force) and run the same command again; if it stays, do not trust that registry.',
    npmSpace: 'There is no room left on the disk ({reason}). Free some and run the same command again.',
    npmAccess: 'npm may not write here ({reason}). Correct the owner of this folder and run the same command again.',
    npmLock:
      'package-lock.json does not belong to the package.json files ({reason}). Run npm install, look at what changed, and commit it.',
    npmOther: 'npm ci failed ({reason}). Its last lines:\n{tail}',
    compiling: 'Compiling (tsc -b) …',
    compiled: 'compiled',
    compileFailed: 'The TypeScript does not compile; the messages above say where.',
    bundling: 'Building the firmware bundle …',
    bundled: 'firmware of the {instrument}: {bytes} bytes, SHA-256 {sha256}…',
    bundleFailed: 'The firmware bundle could not be built: {reason}',
    webBuilding: 'Building the page of the console …',
    webBuilt: 'page of the console built',
    webFailed: 'The page of the console could not be built: {reason}',
    systemInstalling: 'Installing {name} (apt-get) …',
    systemInstalled: '{name} installed',
    systemMissing: '{name} is missing: {skipped}',
    systemHow: 'Install it with: {command}',
    socatSkips: 'tests and stations on pseudo-terminals are skipped.',
    postgresqlSkips:
      'tests and measurements of stores on PostgreSQL are skipped (HENGZHUN_POSTGRES_URL may name a server).',
    chromiumSkips: 'tests of the console in a browser are skipped (HENGZHUN_CHROMIUM may name one).',
    emulation:
      'ESPRUINO_BIN is not set: the emulation host runs the firmware bundle; tests and costs on the real interpreter are skipped.',
    emulationStation: 'ESPRUINO_BIN is not set: the emulation host runs the firmware bundle.',
    interpreter: 'Real interpreter: ESPRUINO_BIN={path}',
    interpreterBad:
      'ESPRUINO_BIN names {path}, which cannot be executed. Correct it, or unset it to use the emulation host.',
    chromiumBad:
      'HENGZHUN_CHROMIUM names {path}, which cannot be executed. Correct it, or unset it to use one on the search path.',
    checkStep: '{step}: {verdict}',
    ok: 'ok',
    failed: 'failed',
  },
  zh: {
    usage: '用法：node tools/bootstrap/run.mjs {tasks} [参数]',
    waiting: '另一个进程（{pid}）正在此目录中进行准备，等待其完成。',
    installing: '正在按锁定文件安装 npm 软件包（仅一次，约一分钟）……',
    installed: 'npm 软件包已安装',
    installingForeign: '仓库中缺少其他平台的部分可选软件包；将不含它们进行安装（npm install --no-save）……',
    npmMissing: '未找到 npm。请安装带 npm 的 Node（nodejs.org），然后重新运行同一命令。',
    npmOffline:
      '无法连接软件包仓库（{reason}）。请检查网络、代理（npm config get proxy）或仓库设置（npm config get registry），然后重新运行同一命令。',
    npmRefused: '软件包仓库拒绝了请求（{reason}）。请检查其设置和凭据（npm config list），然后重新运行同一命令。',
    npmIntegrity:
      '有软件包与锁定文件不符（{reason}）。请清除缓存（npm cache clean --force）后重试；若仍如此，请勿信任该仓库。',
    npmSpace: '磁盘空间不足（{reason}）。请释放空间后重新运行同一命令。',
    npmAccess: 'npm 无权写入此处（{reason}）。请更正该目录的所有者后重新运行同一命令。',
    npmLock: 'package-lock.json 与 package.json 不一致（{reason}）。请运行 npm install，查看变化并提交。',
    npmOther: 'npm ci 失败（{reason}）。最后几行：\n{tail}',
    compiling: '正在编译（tsc -b）……',
    compiled: '编译完成',
    compileFailed: 'TypeScript 无法编译；位置见上面的消息。',
    bundling: '正在构建固件包……',
    bundled: '固件（{instrument}）：{bytes} 字节，SHA-256 {sha256}…',
    bundleFailed: '无法构建固件包：{reason}',
    webBuilding: '正在构建控制台页面……',
    webBuilt: '控制台页面已构建',
    webFailed: '无法构建控制台页面：{reason}',
    systemInstalling: '正在安装 {name}（apt-get）……',
    systemInstalled: '{name} 已安装',
    systemMissing: '缺少 {name}：{skipped}',
    systemHow: '安装命令：{command}',
    socatSkips: '使用伪终端的测试和工作站将被跳过。',
    postgresqlSkips: 'PostgreSQL 存储的测试和测量将被跳过（可用 HENGZHUN_POSTGRES_URL 指定服务器）。',
    chromiumSkips: '控制台的浏览器测试将被跳过（可用 HENGZHUN_CHROMIUM 指定浏览器）。',
    emulation: '未设置 ESPRUINO_BIN：固件包在仿真主机上运行；真实解释器上的测试和开销测量将被跳过。',
    emulationStation: '未设置 ESPRUINO_BIN：固件包在仿真主机上运行。',
    interpreter: '真实解释器：ESPRUINO_BIN={path}',
    interpreterBad: 'ESPRUINO_BIN 指向 {path}，但无法执行。请更正，或取消设置以使用仿真主机。',
    chromiumBad: 'HENGZHUN_CHROMIUM 指向 {path}，但无法执行。请更正，或取消设置以使用搜索路径中的浏览器。',
    checkStep: '{step}:{verdict}',
    ok: '通过',
    failed: '未通过',
  },
};

/** Language of the messages: `zh` when the locale starts with zh, otherwise `en`. */
export function language(environment = process.env) {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/** The message `key` in the language of the locale, with `{name}` replaced from `values`. */
export function text(key, values = {}) {
  return MESSAGES[language()][key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
