// Every Chinese sentence of the program.

import type { Text } from "./en";

export const zh: Text = {
  app: { name: "Consilium", language: "English", light: "浅色", dark: "深色", theme: "外观", signOut: "退出", close: "关闭", cancel: "取消", save: "保存", unreadable: "这张照片在研究文件夹中已损坏或缺失。其他内容不受影响；请从备份中恢复。", remove: "移除", back: "返回", search: "搜索", nothingFound: "没有匹配的术语。请换一个词，或只输入一部分。", loading: "正在载入……", of: "/", keys: "快捷键", main: "主导航" },
  nav: { home: "首页", screening: "照片", annotate: "标注", review: "审核", agreement: "一致性", questions: "题目", release: "发布", exam: "考试", study: "研究" },
  roles: { coordinator: "协调员", physician: "医生", senior: "高级审核专家" },
  signIn: {
    title: "登录", lead: "所有数据加密保存在本机。", folder: "研究所在文件夹", choose: "选择……", name: "姓名", password: "密码", submit: "登录", recent: "本机上的研究", none: "本机尚未打开过研究。请新建，或选择研究所在的文件夹。", absent: "未找到", create: "新建研究",
    demo: "这是演示研究。请用以下任一身份登录：", join: "设置您的密码", joinLead: "您已受邀加入。一次性代码已完成使命，今后只有您自己的密码才能打开研究。", newPassword: "新密码", passwordHint: "至少 12 个字符；几个词连在一起便于记忆。", joinSubmit: "加入研究",
  },
  create: { title: "新建研究", lead: "您将成为首位协调员。", name: "您的姓名", studyTitle: "研究名称", folder: "文件夹（新建或为空）", language: "发布题目的语言", submit: "新建", recovery: "恢复密钥单", recoveryLead: "请抄写或打印此密钥并妥善锁存。当所有密码遗失时，它可以打开研究。它只显示这一次，不会保存在任何地方。", done: "我已妥善保存" },
  home: {
    hello: (name) => `您好，${name}`, nothing: "目前没有待办工作，谢谢。", progress: "研究进展", next: "下一步",
    steps: ["已导入", "已接受", "已双人标注", "已审核", "已批准题目"],
    tasks: {
      annotate: { title: "标注照片", start: "继续标注" }, review: { title: "审核标注", start: "继续审核" }, judge_questions: { title: "审定题目", start: "继续审题" }, invite: { title: "邀请人员", start: "邀请医生" }, import: { title: "导入照片", start: "导入照片" }, screen: { title: "筛选照片", start: "继续筛选" }, calibrate: { title: "校准", start: "开始校准" }, reference: { title: "标注校准照片", start: "标注校准照片" }, assign: { title: "分配照片", start: "分配给医生" }, draft_questions: { title: "起草题目", start: "起草题目" }, release: { title: "发布数据集", start: "准备发布" },
    },
    waiting: (n) => `待办 ${n}`, done: (n) => `完成 ${n}`,
  },
  screening: {
    reasonHints: { unclear: "失焦、抖动或过小", bad_exposure: "过曝、过暗或偏色", no_body_surface: "没有皮肤、甲、毛发或口腔", shows_identity: "遮盖后仍可辨认身份", duplicate: "与另一张重复，没有更多信息" },
   
    everything: "全部", folder: "照片所在文件夹", title: "照片", empty: "还没有照片。请选择含有 JPEG、PNG、WebP、TIFF 或 BMP 文件的文件夹；其中的 manifest.csv 也会被读取。", import: "导入", importing: "正在导入", imported: (n) => `已导入 ${n} 张`, duplicates: (n) => `${n} 张已在研究中`, refused: (n) => `${n} 个被拒绝`, absent: "清单中有而文件夹中没有：", cancelled: "已取消。已导入的照片保留；再次开始即可继续。", refusedFiles: "被拒绝的文件",
    accept: "接受", discard: "剔除", undo: "未决定", assign: "每张分配给两位医生", assigned: (n) => `已分配 ${n} 张照片。`, mask: "遮盖", clearMasks: "清除遮盖", maskHint: "在面部、文身和姓名上画框。遮盖会写入其他人看到的图片。", sharpness: "清晰度", brightness: "亮度", clipped: "过曝或过暗", size: "尺寸", blurred: "可能模糊", advice: "测量结果仅供参考，由您决定。", near: "与之前一张相似", nearHint: "查看几乎相同的那张照片", over: "可能过曝", dark: "可能过暗", calibrate: "用于校准", uncalibrate: "不再用于校准", selectHint: "点击遮盖框可移动或调整大小。",
    criteria: "请接受清晰、光照均匀、显示裸露皮肤、甲、毛发或口腔的照片。",
    reasons: { unclear: "不清晰", bad_exposure: "曝光不良", no_body_surface: "未显示体表", shows_identity: "暴露身份", duplicate: "重复" },
    stages: { imported: "待筛选", accepted: "待分配", discarded: "已剔除", assigned: "标注中", calibration: "校准用", annotated: "待审核", reviewed: "已签署" },
    refusals: { file_too_large: "超过 64 MB。请导出较小的副本。", too_many_pixels: "超过 1 亿像素。请导出较小的副本。", unsupported_format: "不是 JPEG、PNG、WebP、TIFF 或 BMP 图片。", heic: "iPhone 的 HEIC 格式。请导出为 JPEG，或将相机设为“兼容性最佳”。", animated: "包含多帧。请导出单张图片。", unsupported_colours: "印刷用色彩（CMYK）。请以 RGB 导出。", unreadable: "文件损坏或不完整。请从相机重新复制。", too_slow: "读取超过 20 秒。请重新导出。", decoder_died: "无法安全读取。请重新导出为 JPEG。" },
    distance: { near: "近景", medium: "中景", far: "远景" },
  },
  commands: {
    "app.keys": "显示全部按键", "app.settings": "设置",
    "photograph.next": "下一张照片", "photograph.previous": "上一张照片", "photograph.forward": "向后十张", "photograph.back": "向前十张", "photograph.waiting": "下一张待办照片",
    "viewer.in": "放大", "viewer.out": "缩小", "viewer.fit": "显示整张照片", "viewer.actual": "原始大小（1:1）", "viewer.rotate": "向右旋转", "viewer.light": "亮度与对比度", "viewer.keep": "下一张照片保持缩放",
    "mark.select": "选择与移动", "mark.point": "标点", "mark.box": "画框", "mark.polygon": "画多边形", "mark.ruler": "测量", "mark.place": "在中央放置图形，或完成图形", "mark.next": "选择下一个标记", "mark.delete": "删除标记",
    "mark.left": "标记左移", "mark.right": "标记右移", "mark.up": "标记上移", "mark.down": "标记下移", "mark.wider": "标记加宽", "mark.narrower": "标记变窄", "mark.taller": "标记加高", "mark.shorter": "标记变矮",
    "section.regions": "转到身体部位", "section.lesions": "转到皮损", "section.relations": "转到关系", "section.differential": "转到鉴别诊断", "section.reasoning": "转到诊断依据", "section.treatment": "转到建议与治疗",
    "lesion.next": "下一个皮损卡片", "lesion.copy": "复制皮损卡片", "annotate.browse": "术语树与人体图", "annotate.guidelines": "标注指南", "annotate.unsure": "将该项标为不确定", "annotate.comment": "为该项加备注", "annotate.copy": "复制该受试者上一张的标注", "annotate.cannot": "无法标注", "annotate.undo": "撤销", "annotate.redo": "重做", "annotate.submit": "提交",
    "screening.accept": "接受", "screening.unclear": "剔除：不清晰", "screening.bad_exposure": "剔除：曝光不良", "screening.no_body_surface": "剔除：未显示体表", "screening.shows_identity": "剔除：暴露身份", "screening.duplicate": "剔除：重复", "screening.mask": "画遮盖框", "screening.undo": "撤销上一个决定", "screening.grid": "返回全部照片",
    "review.a": "采用A", "review.b": "采用B", "review.both": "两者都采用", "review.neither": "都不采用", "review.next": "下一处差异", "review.previous": "上一处差异",
    "questions.approve": "批准", "questions.reject": "拒绝", "questions.edit": "编辑",
  },
  keys: { title: "按键", here: "本界面", change: "更改按键", inField: "在输入框中", typing: "输入文字时，单个字母不会触发操作。按 Esc 离开输入框。",
    fixed: [["1 … 9", "从列表或当前行中选择"], ["↑ ↓ ↵", "在列表或卡片各行间移动；在空搜索框中按回车进入下一部分"], ["a … z", "在选项行中：跳到以该字母（含拼音首字母）开头的选项"], ["Alt F", "收藏"], ["Alt ↑ ↓", "移动诊断次序；1 … 5 设定把握程度"], ["Esc", "先离开输入框，再退出工具"]] },
  viewer: { brightness: "亮度", contrast: "对比度", asPhotographed: "恢复原样" },
  settings: { title: "设置", look: "外观", themes: { light: "浅色", dark: "深色", contrast: "高对比度", system: "跟随系统" }, language: "语言", viewing: "照片", keepZoom: "切换照片时保持缩放", keys: "按键", keysLead: "点击某个按键，再按下您想要的键。按 Esc 保持不变。", press: "请按键……", taken: (name) => `该键已用于“${name}”。请换一个键，或先更改那一项。`, reset: "恢复默认", resetAll: "恢复全部默认按键", places: { everywhere: "任何界面", annotate: "标注", single: "筛选", review: "审核", questions: "审题" }, bare: "Esc、Tab 和回车保留原有含义，请换一个键。" },
  phrases: {
    list: "、", and: "、",
    finding: (values, lesion, regions, distribution) => `${regions}${regions ? "可见" : ""}${lesion}${values ? `，${values}` : ""}${distribution ? `，${distribution.replace(/分布$/, "")}分布` : ""}。`,
    speaksFor: (disease) => `以上表现支持${disease}。`, against: (disease) => `${disease}可能性较小，因为`,
    treatment: ["建议两周内到皮肤科就诊。", "建议数日内到皮肤科就诊，可能需要活检。", "如出现增大、出血、疼痛或颜色改变，请及时复诊。", "无需治疗，三个月后复查。"],
  },
  guidelines: { title: "标注指南", search: "搜索指南与定义", all: "全部", terms: "皮损类型", nothing: "没有匹配内容，请换一个词。", confused: "常与之混淆：", sections: { general: "总则", screening: "筛选", regions: "身体部位", lesions: "皮损", attributes: "属性", relations: "关系", marks: "标记", differential: "鉴别诊断", reasoning: "诊断依据", treatment: "治疗" } },
  calibration: { title: "校准", lead: "正式工作前用来练习的照片。先由高级专家标注，之后按项目显示您的得分，不显示专家的标注。", mine: "您的校准", progress: (done, all) => `已完成 ${done} / ${all} 张`, precision: "精确率", recall: "召回率", field: "项目", waiting: "全部提交后显示得分。", noReference: (n) => `${n} 张照片等待高级专家标注。`, fields: { region: "身体部位", lesion: "皮损", site: "皮损所在部位", role: "原发或继发", attribute: "属性", relation: "关系", disease: "诊断", treatment: "治疗" } },
  annotate: {
    empty: "还没有分配给您的照片。筛选之后由协调员分配。", bodyMap: "人体图", tree: "术语树", bodyMapHint: "点击部位；左右两侧视为同一部位。", bodyViews: { front: "正面", back: "背面", head: "头部", hand: "手", foot: "足", oral: "口腔" }, favourite: "收藏（Alt F）", comment: "备注", commentHint: "对该项的备注，高级专家会看到。", roleLabel: "原发/继发", roles: { primary: "最初出现的皮损", secondary: "由其他皮损演变而来，或由搔抓、治疗引起" }, link: "关联其他皮损：拖到对方卡片", sizeMm: "最大直径", takeMeasured: (mm) => `采用标记测得的 ${mm} mm`, shapes: { point: "点", box: "框", polygon: "多边形" }, relationFrom: "第一个皮损", relationTo: "第二个皮损", swap: "互换", differentialKeys: "Alt ↑ ↓ 移动，1 至 5 设定把握程度，Delete 移除", route: "途径", routes: { topical: "外用", oral: "口服", intralesional: "皮损内注射", intramuscular: "肌内注射", intravenous: "静脉注射", subcutaneous: "皮下注射", inhaled: "吸入", mouth_rinse: "含漱", ophthalmic: "眼用" }, keepPhrase: "存为常用语", keepPhraseHint: "保存所选文字或最后一句，以便再次使用", select: "选择与移动", point: "标点", polygon: "多边形", ruler: "测量", deleteMark: "删除标记", toolHints: { point: "点击皮损。按 Esc 结束。", box: "在皮损周围画框。", polygon: "逐点点击；双击或回车闭合，退格键撤回一点。", ruler: "画一条线进行测量。" }, rulerHint: "请沿照片中的标尺或已知大小的物体画一条线。", rulerLength: "这条线长", setScale: "设定比例", takeSize: (lesion) => `作为${lesion}的大小`, newScale: "重设比例", markNeedsLesion: "请先添加皮损，标记属于皮损卡片。", trial: (n, all) => `校准 ${n} / ${all}`, trialHint: "正式工作前的试标。全部提交后显示得分。", trialDone: "此试标已提交，不再更改。", position: "照片", saved: "已保存", saving: "正在保存……", notSaved: "未保存", submitted: "已提交", submit: "提交并下一张", amend: "修订", amendReason: "为什么修改？", todo: "待完成", complete: "已完整，可以提交。", previous: "上一张", next: "下一张", undo: "撤销", redo: "重做", fit: "适合窗口", actual: "1:1", box: "画框", copy: "复制该受试者上一张的标注", locked: "审核已签署，不能再修改。",
    regions: "身体部位", lesions: "皮损", relations: "关系", differential: "鉴别诊断", reasoning: "诊断依据", treatment: "建议与治疗",
    addRegion: "添加身体部位", addLesion: "添加皮损", addDisease: "添加诊断", fourth: "最多三个诊断。请先移除一个。", addTreatment: "添加就医建议、药物、操作或注意事项", primary: "原发", secondary: "继发", on: "位于", removeLesion: "移除皮损", copyLesion: "复制皮损", marks: (n) => `${n} 处标记`, relationHint: "再添加一个皮损，即可描述两者的关系。", addRelation: "添加关系", confidence: "把握", moveUp: "上移", moveDown: "下移", reasoningLabel: "您看到了什么？它支持什么诊断？", treatmentText: "列表之外的内容请用文字说明", unsure: "不确定", several: "一张图中有多种疾病", cannot: "无法标注", cannotReasons: { poor_quality: "图片质量太差", no_lesion: "未见异常", out_of_scope: "超出词表范围", conflict_of_interest: "我认识此人" }, canAnnotate: "可以标注", more: "更多", less: "收起", active: "用时", role: "原发或继发", site: "部位",
  },
  review: {
    remarks: "标注者的备注", noDifferences: "两位医生在双方都填写的内容上完全一致。", parts: { slot: "分歧项", reason: "理由", differential: "鉴别诊断", reasoning: "诊断依据" }, empty: "没有待审核的照片。两位医生都提交后，照片会出现在这里。", title: "照片", with: "待审核", differences: (n) => `差异 ${n}`, all: (n) => `全部 ${n}`, agreedTaken: (n) => `${n} 项一致，已采纳`, reviewed: "审核记录", reader: (letter) => `读片者 ${letter}`, notStated: "未填写", agreed: "一致", only: (letter) => `仅 ${letter} — 请决定`, conflict: "冲突 — 请选择", choose: "选择", from: (letter) => `取自 ${letter}`, both: "两者", neither: "都不采纳", own: "自定", reason: "为什么都不采纳？", ownPick: "您自己的术语",
    fused: "融合的鉴别诊断", sum: "1/名次 之和", tie: "第一位并列：请决定", disjoint: "两位没有共同诊断：请决定", takenOver: "如不更改即采纳", final: "审核后的鉴别诊断", addFinal: "添加诊断", takeFused: "采纳前三位", open: (n) => `还有 ${n} 项待决定`, ready: "全部已决定。", signTitle: "签署", signMeaning: "我已审核两份标注，并签署此记录为正确。", sign: "签署审核", signed: "已签署。", reasoning: "审核记录的诊断依据", takeReasoning: (letter) => `采纳 ${letter}`, treatmentText: "治疗说明", rest: "其余采纳 A", nextDifference: "下一处差异", skip: "跳过",
  },
  agreement: {
    title: "一致性", lead: (n) => `${n} 张照片由两位医生读片。`, empty: "还没有照片获得两份标注。", field: "字段", percent: "百分比", kappa: "Cohen's kappa", ac1: "Gwet's AC1", alpha: "Krippendorff's α", masi: "α（MASI）", fleiss: "Fleiss' kappa", count: "n", explain: "当某一答案很少出现时，kappa 会失真，而 AC1 不会。两者相差较大时，请查看各答案的出现频率。", readers: "各医生与审核记录的比较", precision: "精确率", recall: "召回率", photographs: "照片", target: "目标 95 %", noReviews: "尚无已签署的审核。",
    fields: { regions: "身体部位", lesions: "皮损", relations: "关系", first_diagnosis: "首位诊断", differential: "鉴别诊断", treatment: "治疗" }, csv: "复制为 CSV", copied: "已复制。",
  },
  questions: {
    title: "题目", empty: "还没有题目。题目由已签署的审核起草。", noReviews: "尚无已签署的审核；题目只从已签署的审核起草。", count: "数量", draft: "起草题目", drafted: (n) => `已起草 ${n} 道题。`, ability: "能力", target: "目标占比", possible: "可出题数", have: "已起草", waiting: (n) => `${n} 道待审定`, approve: "批准", reject: "拒绝", reason: "为什么拒绝？", edit: "编辑", answer: "答案", options: "选项", allJudged: "所有题目均已审定。", stage: { drafted: "待审定", approved: "已批准", rejected: "已拒绝" }, audit: "检查", withoutPicture: "不看图的正确率", positions: "正确答案的位置", duplicates: "重复", onlySenior: "由高级审核专家审定题目。", right: "正确",
    abilities: { lesion_recognition: "皮损识别", location_recognition: "部位识别", attribute_recognition: "属性识别", spatial_relation: "空间关系", lesion_reasoning: "皮损推理", disease_diagnosis: "疾病诊断", suggestion_treatment: "建议与治疗" },
    forms: { multiple_choice: "选择题", judgement: "判断题", fill_in_the_blank: "填空题", short_answer: "简答题" },
  },
  release: {
    title: "发布", inIt: "将包含的内容", leftOut: "未包含", photographs: "照片", questions: "题目", folder: "发布到文件夹", name: "名称", version: "版本", license: "许可证", notes: "数据卡说明", password: "您的密码，作为签名", meaning: "我发布此研究的这一版本。", publish: "发布", publishing: "正在发布", published: "已发布并通过验证。", verify: "验证发布", verifyFolder: "发布所在文件夹", sound: (files) => `完好：已检查 ${files} 个文件。`, findings: (n) => `发现 ${n} 处问题：`, before: "以往发布", none: "尚未发布过。", nothing: "目前没有可发布的内容。发布需要已签署的审核和已批准的题目。", nameHint: "仅限字母、数字、- 和 _。",
    reasons: { not_screened: "未筛选", calibration: "校准用照片", discarded: "已剔除", not_reviewed: "审核未签署", cannot_be_annotated: "无法标注", photograph_not_released: "照片未发布", not_judged: "未审定", rejected: "已拒绝" },
  },
  study: {
    title: "研究", people: "人员", name: "姓名", roles: "角色", grade: "级别", grades: { primary: "初级（全科）", senior: "高级（专科）" }, years: "从业年数", department: "科室", joined: "已加入", invited: "已邀请", assigned: "已分配", submitted: "已提交", invite: "邀请", inviteTitle: "邀请人员", code: (name) => `${name} 的一次性代码`, codeLead: "请当面交付。凭此代码本人设置密码，其他人无从得知。", record: "全部操作记录", who: "何人", what: "何事", when: "何时", about: "对象", verify: "验证记录", holds: (n) => `全部 ${n} 条记录完好。`, broken: "记录不成立：", more: "更早",
    kinds: { "study.created": "创建了研究", "person.invited": "邀请了人员", "person.joined": "加入", "photograph.imported": "导入了照片", "photograph.screened": "筛选了照片", "calibration.chosen": "更改了校准照片", "calibration.referenced": "标注了一张校准照片", "photographs.assigned": "分配了照片", "annotation.submitted": "提交了标注", "annotation.amended": "修订了标注", "review.signed": "签署了审核", "questions.drafted": "起草了题目", "question.reviewed": "审定了题目", "release.published": "发布了数据集" },
  },
  exam: { title: "考试", lead: "考试功能将在以后的版本提供：逐题显示照片，不提供帮助，按能力给出结果，并与模型并列比较。" },
  errors: {
    unknown_command: "程序不认识此请求。请更新程序。", bad_input: "无法理解输入。未作任何更改。", locked: "因长时间未操作已退出。请重新登录，一切均已保存。", not_allowed: "您无权查看或执行此操作。", wrong_password: "姓名与密码不符。请检查两者以及大写锁定。", weak_password: "此密码太容易猜到、太短（至少 12 个字符）或太长（最多 128 个）。", study_not_found: "此文件夹中没有研究。请选择含有 study.json 的文件夹。", already_there: "同名内容已存在。请换一个名称或空文件夹。", study_damaged: "研究的某个文件已损坏。未作任何更改。请保持文件夹原样并恢复备份。", study_newer: "此研究由更新的版本写入。请更新 Consilium；未作任何更改。", study_in_use: "另一个窗口已打开此研究。请先在那里关闭。", disk_full: "磁盘已满。请腾出空间后重试；没有丢失任何内容。", file_access: "无法使用此文件夹或文件。请确认其存在且可写入。", manifest: (line, column) => `清单第 ${line} 行“${column}”列格式有误。请改正后重新导入；未导入任何内容。`, unknown_term: "词表中没有此术语。", incomplete: "还有内容未填写。", already_submitted: "已提交或已分配。可以注明理由后修订。", already_reviewed: "此照片的审核已签署，不能再修改。", too_few_physicians: (needed, found) => `需要 ${needed} 位医生，目前只有 ${found} 位。请先邀请更多人员。`, nothing: "这里暂时没有可做的事。", release_exists: "此版本已发布过，或其文件夹已存在。请选择其他版本。", bad_release_name: "名称或版本不可用。名称：字母、数字、- 和 _。版本：如 1.2.0。", release_unsound: "发布内容未通过验证，因此未发布。", cancelled: "已取消。没有留下半成品。", internal: "程序出错。没有丢失任何内容；请告知开发者。",
  },
};
