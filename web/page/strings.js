// The page's own texts, shown before the program runs or beside it, in both languages.

/** @typedef {import("../shared/types").Language} Language */
/** @typedef {keyof typeof kStrings} StringKey */

const kStrings = {
  loading: ["Loading…", "正在加载……"],
  loadingPart: ["Loading… {0} of {1} MB", "正在加载……{0} / {1} MB"],
  loadingCount: ["Loading… {0} MB", "正在加载……{0} MB"],
  starting: ["Starting…", "正在启动……"],
  slow: [
    "Still loading. The connection seems slow; there is no error so far.",
    "仍在加载。网络似乎较慢，目前没有出错，请稍候。",
  ],
  reload: ["Reload", "重新加载"],
  copyReport: ["Copy the report", "复制报告"],
  copied: ["Copied", "已复制"],

  unsupportedTitle: ["This browser cannot run the playground", "此浏览器无法运行本页面"],
  noWebAssembly: [
    "It has no WebAssembly, or WebAssembly is switched off (some “lockdown” and high-security modes do that). Chrome and Edge from 91, Firefox from 114 and Safari from 16.4 can run the playground.",
    "浏览器没有 WebAssembly，或已被禁用（某些锁定模式、高安全模式会这样做）。Chrome 和 Edge 91、Firefox 114、Safari 16.4 及以后的版本可以打开本页面。",
  ],
  noSimd: [
    "Its WebAssembly has no SIMD, which training needs to be fast. Chrome and Edge from 91, Firefox from 114 and Safari from 16.4 can run the playground.",
    "浏览器的 WebAssembly 不支持 SIMD，而训练需要它才够快。Chrome 和 Edge 91、Firefox 114、Safari 16.4 及以后的版本可以打开本页面。",
  ],
  noWorker: [
    "It has no web workers, in which training runs. Current versions of Chrome, Edge, Firefox and Safari have them.",
    "浏览器不支持 Web Worker，而训练在其中运行。较新的 Chrome、Edge、Firefox 或 Safari 都支持。",
  ],
  noWebGl: [
    "It has no WebGL 2, with which the playground draws. Often graphics acceleration is switched off in the browser's settings, or the graphics driver is blocked. You can also use a current browser on another device.",
    "浏览器没有 WebGL 2，而本页面用它绘图。常见原因是浏览器设置中关闭了图形加速，或显卡驱动被屏蔽；也可以换一台设备上的新浏览器。",
  ],
  loadFailedTitle: ["The program could not be loaded", "程序加载失败"],
  loadFailed: [
    "A part of the page could not be downloaded. If you are offline, connect and reload; otherwise a file may be missing on the server.",
    "页面的一部分没有下载成功。如果离线，请联网后重新加载；否则可能是服务器缺少文件。",
  ],
  crashedTitle: ["The program stopped", "程序已停止"],
  crashed: [
    "This is an error in the playground; you did nothing wrong. Reload to open the same run again: it is in the address bar. The report below helps to find the cause; it contains only what you see.",
    "这是程序的错误，不是你的操作造成的。重新加载会打开同一个实验，它保存在地址栏里。下面的报告有助于查找原因，其中只有你看到的内容。",
  ],
  trainerCrashed: [
    "The trainer stopped with an error and was started again with the same settings.",
    "训练器出错停止，已用相同设置重新启动。",
  ],
  trainerGone: [
    "The trainer stopped several times. Reload the page; a smaller network or fewer pictures may help.",
    "训练器反复停止。请重新加载页面；减小网络或减少图片可能有帮助。",
  ],
  skip: ["Skip to the list of controls", "跳到控件列表"],
  canvas: [
    "Purrceptron: neural-network playground. The controls follow as a list.",
    "Purrceptron：神经网络实验场。所有控件随后以列表给出。",
  ],
  controls: ["Controls", "控件"],
  benchTitle: ["How fast is it here?", "在这台机器上有多快？"],
  benchWords: [
    "This browser measures the table in a worker. Keep this page in front until it is done.",
    "下表由此浏览器在后台线程中测得；完成之前请让本页保持在前台。",
  ],
  benchQuick: ["A quick look (a few seconds)", "快速看看（几秒）"],
  benchAll: ["Everything (a few minutes)", "全部测量（几分钟）"],
  benchCopy: ["Copy the table", "复制表格"],
  benchBack: ["Back to the playground", "返回实验场"],
  benchRuns: ["Measuring…", "正在测量……"],
  benchDone: ["Done.", "完成。"],
  benchFailed: ["The measurement stopped with an error:", "测量出错，已停止："],
  camera: ["Camera", "摄像头"],
  cameraMissing: ["This browser offers no camera to this page.", "此浏览器无法为本页提供摄像头。"],
  cameraRefused: [
    "Access to the camera was refused. To use the camera, allow it for this page in the browser's settings.",
    "未获准使用摄像头。如需使用，请在浏览器设置中允许本页访问。",
  ],
  close: ["Close", "关闭"],
  fetchTitle: ["Fetch data from another host?", "要从其他网站获取数据吗？"],
  fetchWords: [
    "The link that you opened names files on {0}. To fetch them, this page sends a request to that host, which then learns that the link was opened.",
    "你打开的链接指向 {0} 上的文件。获取它们时会向该网站发出请求，对方会知道有人打开了这个链接。",
  ],
  fetchYes: ["Fetch", "获取"],
  fetchNo: ["Do not fetch", "不获取"],
  dropHint: ["Release to open the files", "松开以打开文件"],
};

/** @param {string | undefined} tag such as "zh-CN" @returns {Language} */
export function languageOf(tag) {
  return /^zh\b/i.test(tag ?? "") ? "zh" : "en";
}

/**
 * @param {StringKey} key
 * @param {Language} language
 * @param {...(string | number)} values for {0}, {1} …
 */
export function translate(key, language, ...values) {
  const words = kStrings[key][language === "zh" ? 1 : 0];
  return words.replace(/\{(\d)\}/g, (gap, index) => String(values[index] ?? gap));
}

export const stringKeys = /** @type {StringKey[]} */ (Object.keys(kStrings));
