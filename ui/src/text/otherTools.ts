// Sentences about annotations that come from another tool, in both languages.

import type { AnnotationFormat, ColumnUse, ExternalLeftOutReason, ExternalTextUse } from "../backend/generated/types";

const plural = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

export const otherToolsEn = {
  open: "Import annotations …",
  title: "Import annotations from another tool",
  lead: "Photographs you have not started begin with what the file says. What you did yourself stays as it is.",
  file: "Label Studio JSON, COCO JSON, CSV or XLSX",
  choose: "Choose a file …",
  other: "Another file …",
  folder: "Pictures in",
  folderHint: "Photographs are recognised by the picture files themselves; the names alone are not enough.",
  chooseFolder: "Choose the folder with the pictures",
  reading: "Reading the file …",
  comparing: (done: number, total: number) => `Comparing picture ${done} of ${total}`,
  formats: {
    label_studio: "Label Studio",
    coco: "COCO",
    table: "Table",
  } satisfies Record<AnnotationFormat, string>,
  annotator: "Whose annotations?",
  annotatorFirst: "First choose whose annotations to import.",
  annotators: (name: string, model: boolean, n: number) =>
    `${model ? "Model " : ""}${name || (model ? "" : "Not named")} · ${plural(n, "picture", "pictures")}`,
  found: (waiting: number, pictures: number) =>
    waiting === 0
      ? `${plural(pictures, "picture", "pictures")}; none of them is a photograph that waits for you.`
      : waiting === pictures
        ? `${plural(pictures, "picture", "pictures")}, all of them photographs you have not started.`
        : `${plural(pictures, "picture", "pictures")}; you have not started ${waiting} of them.`,
  columns: "Columns",
  uses: {
    none: "not used",
    file: "File",
    annotator: "Annotator",
    x: "Box: left, px",
    y: "Box: top, px",
    width: "Box: width, px",
    height: "Box: height, px",
    right: "Box: right, px",
    bottom: "Box: bottom, px",
    picture_width: "Picture: width, px",
    picture_height: "Picture: height, px",
    labels: "Terms",
    text: "Free text",
  } satisfies Record<ColumnUse, string>,
  noFile: "Choose the column that names the picture files.",
  labels: "What the words mean",
  labelsLead: "Words that have the same name here are matched. Your choices are remembered for the next file.",
  word: "In the file",
  count: "Times",
  means: "Here",
  kinds: {
    region: "Region",
    lesion: "Lesion",
    attribute: "Attribute",
    relation: "Relation",
    disease: "Diagnosis",
    treatment: "Treatment",
  },
  leftOut: "Left out",
  leaveOut: "Leave out",
  find: "Search …",
  search: "Search all terms",
  change: "Change",
  remembered: "as last time",
  beyond: (n: number) => `${plural(n, "rarer word is", "rarer words are")} not shown and left out.`,
  texts: "Free text",
  textUses: {
    none: "left out",
    reasoning: "Diagnostic reasoning",
    treatment: "Treatment, in words",
  } satisfies Record<ExternalTextUse, string>,
  how: "What happens with them?",
  asDrafts: "They become drafts: I check, complete and submit each one",
  atOnce: "Submit them at once: this account stands for a reader who worked in the other tool",
  reason: (format: string) => `Annotated in another tool (${format})`,
  atOnceHint:
    "What the file does not say is submitted as “unsure”. The reviewer sees that the annotation was made in another tool.",
  undecided: (n: number) => `${plural(n, "word has", "words have")} no meaning yet and will be left out.`,
  start: (n: number, submit: boolean) =>
    n === 0
      ? "Import"
      : submit
        ? `Submit ${plural(n, "annotation", "annotations")}`
        : `Begin ${plural(n, "draft", "drafts")}`,
  working: (done: number, total: number) => `Photograph ${done} of ${total}`,
  summary: (drafts: number, submitted: number) =>
    [
      drafts > 0 || submitted === 0 ? `${plural(drafts, "draft", "drafts")} begun` : "",
      submitted > 0 ? `${plural(submitted, "annotation", "annotations")} submitted` : "",
    ]
      .filter(Boolean)
      .join(", ") + ".",
  cancelled: "Cancelled; what was done stays. Import the file again to go on.",
  reportTitle: (n: number) => `${plural(n, "picture", "pictures")} left out`,
  partsTitle: "Left out of pictures that were imported",
  wordsTitle: (n: number) => `${plural(n, "word", "words")} without a meaning here`,
  where: (file: string, number: number | null, count: number) =>
    `${file}${number === null ? "" : ` (${number})`}${count > 1 ? ` × ${count}` : ""}`,
  save: "Save this list …",
  saveTo: "Choose a folder for the list",
  saved: (path: string) => `Saved as ${path}.`,
  done: "Continue annotating",
  reasons: {
    file_not_found: "No picture of this name is in the folder",
    file_ambiguous: "Several pictures in the folder have this name",
    file_unreadable: "The picture cannot be read",
    not_yours: "Not one of the photographs assigned to you, or not the very same file",
    practice_first: "Finish the practice photographs first",
    started: "You have started this one; it stays as it is",
    submitted: "You have submitted this one; it stays as it is",
    repeated: "The file describes this picture twice; the first description counts",
    nothing_understood: "None of its words has a meaning here",
    contradiction: "Values exclude each other; kept as a draft for you to decide",
    label: "Words left out",
    text: "Free text left out",
    fourth_diagnosis: "Diagnoses after the third",
    mark_of_no_lesion: "Marks not labelled as a lesion",
    several_lesions: "Marks labelled as several lesions",
    mark_shape: "Masks and lines; only points, boxes and polygons can be kept",
    mark_numbers: "Marks whose numbers make no shape",
    turned: "Marks on a picture that was turned in the other tool",
    other_size: "Marks on a picture of other proportions, such as one lying on its side",
    outside: "Marks outside the picture",
    attribute_of_no_lesion: "Attributes that belong to no single lesion",
    relation: "Relations between marks that are not two lesions",
  } satisfies Record<ExternalLeftOutReason, string>,
  unreadable: (path: unknown, why: string, line: unknown) =>
    `${path} ${line === undefined ? "" : `(line ${line}) `}${
      {
        large: "is larger than 256 MB. Export it in parts",
        empty: "is empty. Export it again",
        syntax: "is not valid JSON from there on. Export it again",
        cut_off: "ends in the middle. Export or copy it again",
        deep: "is nested too deeply to be a file of annotations. Export it again",
        shape: "is not written the way its tool writes it. Export it again as Label Studio JSON, COCO JSON or CSV",
        other_tool: "was written by a tool that is not known here. Export it as Label Studio JSON, COCO JSON or CSV",
        json_min: "is Label Studio’s short form, which leaves out sizes and annotators. Export it as “JSON”",
        old_version: "comes from Label Studio before version 1. Open it in a newer Label Studio and export it again",
      }[why] ?? "cannot be read"
    }. Nothing was imported.`,
};

export const otherToolsZh: typeof otherToolsEn = {
  open: "导入标注…",
  title: "从其他工具导入标注",
  lead: "您尚未开始的照片将以文件中的内容作为起点；您自己已做的标注保持不变。",
  file: "Label Studio JSON、COCO JSON、CSV 或 XLSX 文件",
  choose: "选择文件…",
  other: "换一个文件…",
  folder: "图片所在文件夹",
  folderHint: "照片通过图片文件本身识别，仅凭文件名不够。",
  chooseFolder: "选择图片所在的文件夹",
  reading: "正在读取文件…",
  comparing: (done, total) => `正在比对第 ${done} 张图片，共 ${total} 张`,
  formats: { label_studio: "Label Studio 文件", coco: "COCO 文件", table: "表格" },
  annotator: "导入谁的标注？",
  annotatorFirst: "请先选择导入谁的标注。",
  annotators: (name, model, n) => `${model ? "模型 " : ""}${name || (model ? "" : "未署名")} · ${n} 张图片`,
  found: (waiting, pictures) =>
    waiting === 0
      ? `共 ${pictures} 张图片，其中没有等待您标注的照片。`
      : waiting === pictures
        ? `共 ${pictures} 张图片，均为您尚未开始的照片。`
        : `共 ${pictures} 张图片，其中 ${waiting} 张是您尚未开始的照片。`,
  columns: "列",
  uses: {
    none: "不使用",
    file: "文件",
    annotator: "标注者",
    x: "方框左边（像素）",
    y: "方框上边（像素）",
    width: "方框宽度（像素）",
    height: "方框高度（像素）",
    right: "方框右边（像素）",
    bottom: "方框下边（像素）",
    picture_width: "图片宽度（像素）",
    picture_height: "图片高度（像素）",
    labels: "术语",
    text: "自由文本",
  },
  noFile: "请选择指明图片文件的列。",
  labels: "词语的含义",
  labelsLead: "与此处同名的词语已自动对应。您的选择会记住，供下一个文件使用。",
  word: "文件中的词语",
  count: "次数",
  means: "对应术语",
  kinds: {
    region: "部位",
    lesion: "皮损",
    attribute: "属性",
    relation: "关系",
    disease: "诊断",
    treatment: "治疗",
  },
  leftOut: "不导入",
  leaveOut: "不导入",
  find: "搜索…",
  search: "搜索全部术语",
  change: "更改",
  remembered: "与上次相同",
  beyond: (n) => `另有 ${n} 个较少见的词语未显示，不导入。`,
  texts: "自由文本",
  textUses: { none: "不导入", reasoning: "诊断依据", treatment: "治疗（文字）" },
  how: "如何处理这些标注？",
  asDrafts: "作为草稿：由我逐一核对、补全并提交",
  atOnce: "立即提交：此账号代表一位在其他工具中完成标注的医生",
  reason: (format) => `在其他工具中标注（${format}）`,
  atOnceHint: "文件中没有说明的内容以“不确定”提交。资深专家会看到该标注是在其他工具中完成的。",
  undecided: (n) => `${n} 个词语尚无对应，将不导入。`,
  start: (n, submit) => (n === 0 ? "导入" : submit ? `提交 ${n} 份标注` : `建立 ${n} 份草稿`),
  working: (done, total) => `第 ${done} 张照片，共 ${total} 张`,
  summary: (drafts, submitted) =>
    [drafts > 0 || submitted === 0 ? `已建立 ${drafts} 份草稿` : "", submitted > 0 ? `已提交 ${submitted} 份标注` : ""]
      .filter(Boolean)
      .join("，") + "。",
  cancelled: "已取消；已完成的部分保留。再次导入该文件即可继续。",
  reportTitle: (n) => `${n} 张图片未导入`,
  partsTitle: "已导入图片中未采用的内容",
  wordsTitle: (n) => `${n} 个词语在此处没有对应`,
  where: (file, number, count) =>
    `${file}${number === null ? "" : `（${number}）`}${count > 1 ? ` × ${count} 处` : ""}`,
  save: "保存此清单…",
  saveTo: "选择保存清单的文件夹",
  saved: (path) => `已保存为 ${path}。`,
  done: "继续标注",
  reasons: {
    file_not_found: "文件夹中没有此名称的图片",
    file_ambiguous: "文件夹中有多张同名图片",
    file_unreadable: "图片无法读取",
    not_yours: "不在分配给您的照片之中，或不是同一个文件",
    practice_first: "请先完成练习照片",
    started: "您已开始标注此照片，保持不变",
    submitted: "您已提交此照片，保持不变",
    repeated: "文件中对此图片有两次描述，以第一次为准",
    nothing_understood: "其中的词语在此处均无对应",
    contradiction: "取值互相排斥，已存为草稿，由您决定",
    label: "未导入的词语",
    text: "未导入的自由文本",
    fourth_diagnosis: "第三位之后的诊断",
    mark_of_no_lesion: "未标为皮损的标记",
    several_lesions: "同时标为多种皮损的标记",
    mark_shape: "掩膜和线条；只能保留点、方框和多边形",
    mark_numbers: "数值无法构成图形的标记",
    turned: "在其他工具中旋转过的图片上的标记",
    other_size: "图片比例不同（例如横放）时的标记",
    outside: "位于图片之外的标记",
    attribute_of_no_lesion: "无法归于单一皮损的属性",
    relation: "标记之间并非两种皮损的关系",
  },
  unreadable: (path, why, line) =>
    `${path}${line === undefined ? "" : `（第 ${line} 行）`}${
      {
        large: "超过 256 MB，请分批导出",
        empty: "是空的，请重新导出",
        syntax: "从该处起不是有效的 JSON，请重新导出",
        cut_off: "在中途结束，请重新导出或复制",
        deep: "嵌套过深，不是标注文件，请重新导出",
        shape: "与该工具的写法不符，请重新导出为 Label Studio JSON、COCO JSON 或 CSV",
        other_tool: "由未知的工具写成，请导出为 Label Studio JSON、COCO JSON 或 CSV",
        json_min: "是 Label Studio 的精简格式，缺少尺寸和标注者，请导出为“JSON”",
        old_version: "来自 1.0 之前的 Label Studio，请用较新版本打开后重新导出",
      }[why] ?? "无法读取"
    }。没有导入任何内容。`,
};
