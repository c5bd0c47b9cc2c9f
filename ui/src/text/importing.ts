// Sentences of the import, in both languages.

import type { NumberRange, PictureNote, PictureRefusal } from "../backend/generated/types";

const plural = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);
const ROMAN = ["I", "II", "III", "IV", "V", "VI"];
/** A range up to this age means "and older". */
const OLDEST = 120;

/** A number, or a range of them, as people write it. */
function written(range: unknown, one: (value: number) => string): string {
  const known = range as NumberRange | null | undefined;
  if (known === null || known === undefined) return "–";
  if (typeof known === "number") return one(known);
  return known.to === OLDEST ? `${one(known.from)}+` : `${one(known.from)}–${one(known.to)}`;
}
/** Age in years. */
export const age = (range: unknown) => written(range, String);
/** Fitzpatrick skin type in Roman numerals. */
export const skinType = (range: unknown) => written(range, (value) => ROMAN[value - 1] ?? String(value));
/** A value of a photograph as the lists of changes show it. */
export function changed(
  { values, unknown }: { values: Record<string, string>; unknown: string },
  field: string | null,
  value: unknown,
): string {
  if (value === null || value === undefined) return unknown;
  if (field === "age") return age(value);
  if (field === "fitzpatrick") return skinType(value);
  if (typeof value === "string") return field === "subject" || field === "visit" ? value : (values[value] ?? value);
  return (
    Object.entries(value as Record<string, string>)
      .map(([name, note]) => `${name}: ${note}`)
      .join("; ") || unknown
  );
}

const valuesEn: Record<string, string> = {
  near: "near",
  medium: "medium",
  far: "far",
  female: "female",
  male: "male",
  other: "other",
  clinical: "clinical",
  dermoscopy: "dermoscopy",
};
const valuesZh: Record<string, string> = {
  near: "近景",
  medium: "中景",
  far: "远景",
  female: "女",
  male: "男",
  other: "其他",
  clinical: "临床照片",
  dermoscopy: "皮肤镜",
};

export const importingEn = {
  folder: "Folder with photographs",
  dropHint: "Or drop the folder, or its table, on this window.",
  choose: "Choose the folder with photographs",
  looking: "Reading the folder …",
  read: "Read the folder",
  again: "Check again",
  noPhotographs: "There are no photographs in this folder. Choose the folder that contains them.",
  table: "Table",
  sheet: "Sheet",
  noTable: "no table",
  otherTable: "Another table …",
  chooseTable: "Choose a table …",
  tablesUnused: "Tables in the folder that are not used:",
  severalTables: "Several tables name these photographs. Which one is right?",
  understood: (lines: number, header: number, encoding: string, separator: string) =>
    [
      plural(lines, "line", "lines"),
      header > 1 ? `headers in line ${header}` : "",
      encoding,
      { comma: "commas", semicolon: "semicolons", tab: "tabs", bar: "bars" }[separator] ?? "",
    ]
      .filter(Boolean)
      .join(" · "),
  unnamed: (column: number) => `column ${column}`,
  fields: {
    file: "File",
    subject: "Subject",
    visit: "Visit",
    distance: "Distance",
    age: "Age",
    sex: "Sex",
    fitzpatrick: "Skin type",
    modality: "Modality",
  },
  values: valuesEn,
  guessed: (header: string) =>
    `No header identifies the file column; “${header}” was used because its cells name files in the folder. Check the rows below.`,
  noFileColumn: "No file column found. Choose it above.",
  noSubjectColumn: "No subject column found. Choose it above, or choose below what identifies the subject.",
  keepNotes: "Keep the other columns as notes (visible to coordinators only, never released):",
  restTitle: (n: number) =>
    `${plural(n, "photograph is", "photographs are")} not in the table. What identifies the subject?`,
  subjectTitle: "What identifies the subject of a photograph?",
  subjectFrom: {
    none: "Nothing: leave out photographs that are not in the table",
    folder: "The folder it is in",
    file: "The file name: each file is a different subject",
  },
  orTable: "Or use a table, which can also give age, sex and skin type.",
  template: "Create an empty table in the folder",
  templateWritten: (path: string) => `Fill in ${path}, save it, then check again.`,
  cellsTitle: (n: number) => (n === 1 ? "1 cell needs correcting" : `${n} cells need correcting`),
  cellsLead: "Correct them here, or correct the table and check again. Nothing is imported until then.",
  cellsFirst: (n: number) => (n === 1 ? "Correct the cell first." : `Correct the ${n} cells first.`),
  fileColumnFirst: "First choose the column that names the files.",
  subjectFirst: "First choose what identifies the subject.",
  line: "Line",
  lineNumber: (n: number) => `line ${n}`,
  column: "Column",
  value: "Value",
  problem: "Problem",
  instead: "Instead",
  replace: "Replace",
  chooseValue: "Choose …",
  unknown: "Not known",
  withoutLine: "Leave this line out",
  problems: {
    empty: "Empty.",
    age: "Not a whole number of years or a range.",
    word: "Not one of the accepted values.",
    skin_type: "Not a skin type from I to VI.",
    repeated: "Another line has different values for the same file.",
    ambiguous: "Matches more than one file.",
    text: "Too long, or contains control characters.",
  },
  more: (n: number) => `and ${n} more`,
  sampleTitle: (shown: number, all: number) =>
    shown === all ? "As interpreted" : `As interpreted: the first ${shown} of ${all}`,
  subjectsTitle: (n: number) => plural(n, "subject", "subjects"),
  searchSubjects: "Search subjects",
  photographs: "Photographs",
  visits: "Visits",
  doubtful: (n: number) =>
    n === 1
      ? "Check one subject: its name may identify a person."
      : `Check ${n} subjects: their names may identify people.`,
  pseudonymOf: (named: string) => `Pseudonym of ${named}`,
  warnings: { name: "reads like a person’s name", date: "contains a date", term: "is a term of the vocabulary" },
  was: (named: string) => `instead of ${named}`,
  inStudy: "has photographs in the study",
  showAll: (n: number) => `Show all ${n}`,
  changesTitle: (n: number) =>
    n === 1 ? "1 photograph in the study will be updated" : `${n} photographs in the study will be updated`,
  before: "Before",
  after: "After",
  notes: "Notes",
  absentTitle: (n: number) => (n === 1 ? "1 line has no matching file" : `${n} lines have no matching file`),
  leftOutTitle: (n: number) => (n === 1 ? "1 file is left out" : `${n} files are left out`),
  files: (n: number) => plural(n, "file", "files"),
  reasons: {
    system_folder: "system folder (thumbnails or deleted files)",
    hidden: "hidden",
    link: "a link",
    not_a_file: "not a file",
    folder_unreadable: "can’t be opened; check the folder’s permissions",
    no_row: "not in the table",
    no_subject: "not in a subject’s folder",
  },
  start: (n: number, changed: number) =>
    n === 0 && changed === 0
      ? "Nothing to import"
      : [
          n > 0 ? `Import ${plural(n, "photograph", "photographs")}` : "",
          changed > 0
            ? `${n > 0 ? "and update" : "Update"} ${plural(changed, n > 0 ? "other" : "photograph", n > 0 ? "others" : "photographs")}`
            : "",
        ]
          .filter(Boolean)
          .join(" "),
  known: (n: number) => (n === 1 ? "1 is already in the study." : `${n} are already in the study.`),
  importing: (done: number, total: number) => `Importing ${done} of ${total}`,
  summary: (imported: number, duplicates: number, refused: number, updated: number) =>
    [
      `${imported} imported`,
      duplicates > 0 ? `${duplicates} already imported` : "",
      updated > 0 ? `${updated} updated` : "",
      refused > 0 ? `${refused} refused` : "",
    ]
      .filter(Boolean)
      .join(" · "),
  cancelled: "Cancelled. What was imported is kept; start again to continue.",
  seeReport: "The report below lists every file that was not imported.",
  reportsTitle: (n: number) => (n === 1 ? "1 import so far" : `${n} imports so far`),
  saveReport: "Save as CSV",
  reportSaved: (path: string) => `Saved as ${path}.`,
  refusedTitle: (n: number) => (n === 1 ? "1 file was refused" : `${n} files were refused`),
  notedTitle: (n: number) => (n === 1 ? "1 photograph has a remark" : `${n} photographs have remarks`),
  noted: {
    mended: "Its header was not standard and was repaired; the pixels are unchanged.",
    primary_of_several: "The file contains several pictures (such as a burst); its primary picture was imported.",
  } satisfies Record<PictureNote, string>,
  duplicatesTitle: (n: number) =>
    n === 1 ? "1 file was already in the study" : `${n} files were already in the study`,
  refusals: {
    file_too_large: "Larger than 64 MB. Export a smaller copy.",
    too_many_pixels: "More than 100 megapixels. Export a smaller copy.",
    side_too_long: "One side is longer than 16,384 pixels. Crop it, or export a smaller copy.",
    unsupported_format: "Not a JPEG, HEIC, PNG, WebP, TIFF or BMP picture.",
    heic: "This program was built without HEIC. Export it as JPEG.",
    high_dynamic_range: "High dynamic range (PQ or HLG). Export it in standard dynamic range.",
    video: "A video. Only photographs are imported.",
    several_pages: "Several pages in one file. Export each as a picture of its own.",
    raw: "A camera’s raw file. Export it as JPEG or TIFF.",
    animated: "More than one frame. Export a single picture.",
    unsupported_colours: "Colours for printing (CMYK). Export it in RGB.",
    unreadable: "Damaged or cut off. Copy the file again from the camera.",
    too_slow: "Reading it took longer than 20 seconds. Export it again.",
    decoder_died: "Could not be read safely. Export it again as JPEG.",
    cannot_open: "The file cannot be opened. Check that you may read it.",
    other_subject: "The same picture was imported under another subject. Correct the table.",
  } satisfies Record<PictureRefusal | "cannot_open" | "other_subject", string>,
};

export const importingZh: typeof importingEn = {
  folder: "照片文件夹",
  dropHint: "也可将文件夹或表格拖到此窗口。",
  choose: "选择照片文件夹",
  looking: "正在读取文件夹……",
  read: "读取文件夹",
  again: "重新检查",
  noPhotographs: "此文件夹中没有照片。请选择存放照片的文件夹。",
  table: "表格",
  sheet: "工作表",
  noTable: "不使用表格",
  otherTable: "其他表格……",
  chooseTable: "选择表格……",
  tablesUnused: "文件夹中未使用的表格：",
  severalTables: "有多个表格列出了这些照片。应使用哪一个？",
  understood: (lines, header, encoding, separator) =>
    [
      `${lines} 行`,
      header > 1 ? `表头在第 ${header} 行` : "",
      encoding,
      { comma: "逗号分隔", semicolon: "分号分隔", tab: "制表符分隔", bar: "竖线分隔" }[separator] ?? "",
    ]
      .filter(Boolean)
      .join(" · "),
  unnamed: (column) => `第 ${column} 列`,
  fields: {
    file: "文件",
    subject: "受试者",
    visit: "访视",
    distance: "拍摄距离",
    age: "年龄",
    sex: "性别",
    fitzpatrick: "皮肤分型",
    modality: "成像方式",
  },
  values: valuesZh,
  guessed: (header) => `没有表头指明文件列；“${header}”列的内容与文件夹中的文件名相符，因此采用该列。请核对下方各行。`,
  noFileColumn: "未找到文件列，请在上方选择。",
  noSubjectColumn: "未找到受试者列。请在上方选择，或在下方选择如何确定受试者。",
  keepNotes: "将其余各列保留为备注（仅协调员可见，不会发布）：",
  restTitle: (n) => `有 ${n} 张照片不在表格中。如何确定其受试者？`,
  subjectTitle: "如何确定照片的受试者？",
  subjectFrom: {
    none: "不确定：不导入表格未列出的照片",
    folder: "按照片所在的文件夹",
    file: "按文件名：每个文件为一名受试者",
  },
  orTable: "也可使用表格，并可提供年龄、性别和皮肤分型。",
  template: "在文件夹中新建空白表格",
  templateWritten: (path) => `请填写并保存 ${path}，然后重新检查。`,
  cellsTitle: (n) => `有 ${n} 个单元格需要更正`,
  cellsLead: "请在此处更正，或更正表格后重新检查。更正之前不会导入任何内容。",
  cellsFirst: (n) => (n === 1 ? "请先更正该单元格。" : `请先更正 ${n} 个单元格。`),
  fileColumnFirst: "请先选择文件名所在的列。",
  subjectFirst: "请先选择如何确定受试者。",
  line: "行",
  lineNumber: (n) => `第 ${n} 行`,
  column: "列",
  value: "内容",
  problem: "问题",
  instead: "改为",
  replace: "替换",
  chooseValue: "请选择……",
  unknown: "未知",
  withoutLine: "不导入此行",
  problems: {
    empty: "内容为空。",
    age: "不是整数年龄，也不是年龄范围。",
    word: "不在可用的取值之内。",
    skin_type: "不是 Fitzpatrick I 至 VI 型。",
    repeated: "另一行列出同一文件，但内容不同。",
    ambiguous: "与多个文件匹配。",
    text: "过长，或含有控制字符。",
  },
  more: (n) => `另有 ${n} 项`,
  sampleTitle: (shown, all) => (shown === all ? "识别结果" : `识别结果：前 ${shown} 张，共 ${all} 张`),
  subjectsTitle: (n) => `${n} 名受试者`,
  searchSubjects: "搜索受试者",
  photographs: "照片",
  visits: "访视",
  doubtful: (n) => `请核对 ${n} 名受试者：其代号可能暴露身份。`,
  pseudonymOf: (named) => `${named} 的受试者代号`,
  warnings: { name: "看似人名", date: "含有日期", term: "是词表中的术语" },
  was: (named) => `原为 ${named}`,
  inStudy: "研究中已有其照片",
  showAll: (n) => `显示全部 ${n} 名`,
  changesTitle: (n) => `研究中有 ${n} 张照片的信息将更新`,
  before: "原来",
  after: "更新为",
  notes: "备注",
  absentTitle: (n) => `有 ${n} 行没有对应的文件`,
  leftOutTitle: (n) => `有 ${n} 个文件不导入`,
  files: (n) => `${n} 个文件`,
  reasons: {
    system_folder: "系统文件夹（缩略图或已删除的文件）",
    hidden: "隐藏文件",
    link: "链接",
    not_a_file: "不是文件",
    folder_unreadable: "无法打开，请检查文件夹权限",
    no_row: "不在表格中",
    no_subject: "不在受试者的文件夹中",
  },
  start: (n, changed) =>
    n === 0 && changed === 0
      ? "没有可导入的照片"
      : [n > 0 ? `导入 ${n} 张照片` : "", changed > 0 ? `更新 ${changed} 张${n > 0 ? "" : "照片"}` : ""]
          .filter(Boolean)
          .join("，"),
  known: (n) => `${n} 张已在研究中。`,
  importing: (done, total) => `正在导入 ${done} / ${total}`,
  summary: (imported, duplicates, refused, updated) =>
    [
      `导入 ${imported} 张`,
      duplicates > 0 ? `已存在 ${duplicates} 张` : "",
      updated > 0 ? `更新 ${updated} 张` : "",
      refused > 0 ? `未能导入 ${refused} 个` : "",
    ]
      .filter(Boolean)
      .join(" · "),
  cancelled: "已取消。已导入的照片会保留；重新开始即可继续。",
  seeReport: "下方报告列出了所有未导入的文件。",
  reportsTitle: (n) => `已导入 ${n} 次`,
  saveReport: "保存为 CSV",
  reportSaved: (path) => `已保存为 ${path}。`,
  refusedTitle: (n) => `${n} 个文件未能导入`,
  notedTitle: (n) => `${n} 张照片有说明`,
  noted: {
    mended: "文件头不合标准，已修复；像素未变。",
    primary_of_several: "文件含多张图片（如连拍），已导入其主图片。",
  },
  duplicatesTitle: (n) => `${n} 个文件已在研究中`,
  refusals: {
    file_too_large: "超过 64 MB。请导出较小的副本。",
    too_many_pixels: "超过 1 亿像素。请导出较小的副本。",
    side_too_long: "边长超过 16384 像素。请裁剪，或导出较小的副本。",
    unsupported_format: "不是 JPEG、HEIC、PNG、WebP、TIFF 或 BMP 图片。",
    heic: "本程序未包含 HEIC 支持。请导出为 JPEG。",
    high_dynamic_range: "高动态范围（PQ 或 HLG）。请以标准动态范围导出。",
    video: "这是视频。只能导入照片。",
    several_pages: "一个文件中有多页。请将每页分别导出为图片。",
    raw: "这是相机的 RAW 文件。请导出为 JPEG 或 TIFF。",
    animated: "文件含多帧。请导出单张图片。",
    unsupported_colours: "使用印刷色彩（CMYK）。请以 RGB 导出。",
    unreadable: "文件损坏或不完整。请重新从相机复制。",
    too_slow: "读取超过 20 秒。请重新导出。",
    decoder_died: "无法安全读取。请重新导出为 JPEG。",
    cannot_open: "无法打开文件。请检查读取权限。",
    other_subject: "同一张照片已归入另一名受试者。请更正表格。",
  },
};
