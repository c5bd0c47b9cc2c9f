// The study's guidelines: what to annotate and how, in both languages (protocol, "The annotation" and "Screening").

export type GuidelineSection =
  | "importing"
  | "review"
  | "agreement"
  | "questions"
  | "release"
  | "people"
  | "screening"
  | "regions"
  | "lesions"
  | "attributes"
  | "relations"
  | "differential"
  | "reasoning"
  | "treatment"
  | "marks"
  | "general";

export interface Guideline {
  id: string;
  section: GuidelineSection;
  title: { en: string; zh: string };
  /** One rule or hint each, plain sentences. */
  points: { en: string; zh: string }[];
  /** Terms it speaks of, by code, shown with their drawings. */
  terms?: string[];
}

export const GUIDELINES: Guideline[] = [
  {
    id: "screening.decide",
    section: "screening",
    title: { en: "Accept or discard a photograph", zh: "纳入或剔除照片" },
    points: [
      {
        en: "Accept a photograph when you could name the lesion, its colour and its edge from it. It need not be beautiful.",
        zh: "凭这张照片能够判断皮损的类型、颜色和边界，即可纳入，不必追求美观。",
      },
      {
        en: "Unclear: the place of interest is blurred, too small or covered, so that its surface and edge cannot be judged. A blurred background does not matter.",
        zh: "不清晰：需要观察的部位模糊、过小或被遮挡，无法判断表面和边界。仅背景模糊不影响纳入。",
      },
      {
        en: "Bad exposure: what matters is overexposed, lost in shadow, or distorted in colour by coloured light. Dark skin is not underexposure; look whether detail can be seen.",
        zh: "曝光不良：需要观察的部位过曝、处于阴影中，或因有色光线而严重偏色。肤色深不等于曝光不足，应看细节是否可辨。",
      },
      {
        en: "No body surface: neither exposed skin, nails, hair nor the oral cavity is shown.",
        zh: "未显示体表：照片中没有裸露的皮肤、甲、毛发，也没有口腔。",
      },
      {
        en: "Duplicate: the same shot, or one that shows nothing more than another. Keep the better one. Near and far pictures of one lesion are not duplicates.",
        zh: "重复：与另一张为同一次拍摄，或未提供更多信息。请保留较好的一张。同一皮损的近景和远景不算重复。",
      },
      {
        en: "Measured sharpness, brightness and near-duplicates are advice. You decide.",
        zh: "测得的清晰度、亮度和近似重复仅供参考，由您决定。",
      },
    ],
  },
  {
    id: "screening.identity",
    section: "screening",
    title: { en: "Protect the person", zh: "保护受试者身份" },
    points: [
      {
        en: "Mask faces, tattoos, names, name tags, labels and drawn arrows. A mask is painted into the picture that everybody else sees.",
        zh: "请遮盖面部、文身、姓名、胸牌、标签和手绘箭头。遮盖会直接画入其他人看到的照片中。",
      },
      {
        en: "When the lesion is on the face, leave the lesion and what is needed to name its place. Mask the rest, above all the eyes when they are not affected.",
        zh: "皮损位于面部时，保留皮损及判断部位所需的范围，其余部分予以遮盖；眼部未受累时尤应遮盖。",
      },
      {
        en: "Look at the background too: screens, mirrors, papers, wrist bands and jewellery with writing.",
        zh: "也要检查背景：屏幕、镜面、纸张、腕带和带有文字的饰物。",
      },
      {
        en: "Discard with “Shows identity” when masking would hide the lesion, or when the person could still be recognised.",
        zh: "如果遮盖会挡住皮损，或遮盖后仍可能认出本人，请以“暴露身份”剔除。",
      },
    ],
  },
  {
    id: "regions.choose",
    section: "regions",
    title: { en: "Choose the body regions", zh: "选择身体部位" },
    points: [
      {
        en: "Choose every region that can be recognised in the photograph, also those without a lesion. A sliver at the rim that you could not name by itself is left out.",
        zh: "请选择照片中能够辨认的全部部位，包括没有皮损的部位。画面边缘单独无法辨认的一小条不选。",
      },
      {
        en: "Choose the most exact level: fingertip rather than finger, purlicue rather than hand.",
        zh: "选择最精确的层级：能选“指尖”就不选“手指”，能选“虎口”就不选“手部”。",
      },
      {
        en: "Take the wider region only when the part cannot be told, or when the change covers the whole of it.",
        zh: "只有无法分辨具体部分，或病变累及整个部位时，才选择较大的部位。",
      },
      {
        en: "For every lesion say on which of the chosen regions it lies. It may lie on several.",
        zh: "每个皮损都要注明位于所选的哪些部位，可以不止一个。",
      },
      {
        en: "When a close-up does not show where it was taken, mark the regions as unsure. Do not infer the place from the diagnosis.",
        zh: "近景照片看不出拍摄部位时，请将部位标为“不确定”，不要由诊断反推部位。",
      },
    ],
  },
  {
    id: "lesions.role",
    section: "lesions",
    title: { en: "Primary or secondary lesion", zh: "原发与继发皮损" },
    points: [
      {
        en: "Name every type of lesion that you see, beginning with the one that leads to the diagnosis. Add scale, crust or scar as lesions of their own.",
        zh: "请填写所见的每一种皮损，先填对诊断最有意义的一种。鳞屑、痂、瘢痕也作为独立的皮损填写。",
      },
      {
        en: "Primary: the disease itself has produced it, such as a papule, a vesicle or a wheal.",
        zh: "原发：由疾病直接产生的皮损，如丘疹、水疱、风团。",
      },
      {
        en: "Secondary: it has come from another lesion in its course, or from scratching, infection or treatment, such as a crust, an erosion or a scar.",
        zh: "继发：由其他皮损演变而来，或由搔抓、感染、治疗引起的皮损，如痂、糜烂、瘢痕。",
      },
      {
        en: "Some types are either, for example depigmentation. Judge what it is in this picture.",
        zh: "有些类型两者皆可，如色素脱失。请按这张照片所见判断。",
      },
      {
        en: "One card stands for all lesions of one kind. Make a second card of the same type only when a group clearly differs, for example in size and colour.",
        zh: "同一类皮损填写一张卡片。只有当其中一组在大小、颜色等方面明显不同时，才为同一类型再建一张。",
      },
    ],
    terms: ["lesion.papule", "lesion.vesicle", "lesion.wheal", "lesion.crust", "lesion.erosion", "lesion.scar"],
  },
  {
    id: "lesions.flat",
    section: "lesions",
    title: { en: "Flat changes of colour", zh: "平坦的颜色改变" },
    points: [
      {
        en: "Flat and smaller than 1 cm is a macule; from 1 cm it is a patch. Look for shadow, shine and changed skin lines: they argue against “flat”.",
        zh: "平坦且直径小于 1 cm 为斑疹，达到或超过 1 cm 为斑片。如有阴影、反光或皮纹改变，则提示并非平坦。",
      },
      {
        en: "Redness from dilated vessels is erythema. Separate fine red lines are telangiectasia. A violet net around paler centres is livedo.",
        zh: "血管扩张引起的发红为红斑；可分辨的红色细丝为毛细血管扩张；围绕较苍白中心的青紫色网状为网状青斑。",
      },
      {
        en: "Blood in the skin: pinpoint spots up to about 2 mm are petechiae, larger flat bruises are ecchymoses; purpura is the general word. A photograph cannot show whether it fades on pressure: say unsure when colour and site do not decide.",
        zh: "皮肤出血：直径不超过约 2 mm 的针尖样出血点为瘀点，较大片的平坦出血为瘀斑，紫癜为总称。照片无法显示压之是否褪色；凭颜色和部位仍不能判断时，请标为“不确定”。",
      },
      {
        en: "Darker than the skin around it is hyperpigmentation. Paler with some pigment left is hypopigmentation. Chalk-white is depigmentation.",
        zh: "较周围皮肤色深为色素沉着；色浅但仍有色素为色素减退；呈瓷白色为色素脱失。",
      },
      {
        en: "Erythema, bleeding and pigment change are macules or patches of a known kind: write the kind and give its size; write macule or patch only when the kind cannot be told. Do not write both.",
        zh: "红斑、出血斑、色素沉着、减退及脱失均属斑疹或斑片的特定类型：能判断类型时写类型并填写大小，不能判断时才写斑疹或斑片，两者不并写。",
      },
      {
        en: "Three concentric zones make a target lesion. A ring with two zones only is described by its shape.",
        zh: "具有三层同心环带的为靶形皮损；只有两层的，用形状描述。",
      },
    ],
    terms: [
      "lesion.macule",
      "lesion.patch",
      "lesion.erythema",
      "lesion.telangiectasia",
      "lesion.livedo",
      "lesion.petechia",
      "lesion.purpura",
      "lesion.ecchymosis",
      "lesion.hyperpigmentation",
      "lesion.hypopigmentation",
      "lesion.depigmentation",
      "lesion.target_lesion",
    ],
  },
  {
    id: "lesions.raised",
    section: "lesions",
    title: { en: "Raised solid lesions", zh: "隆起的实质性皮损" },
    points: [
      {
        en: "A solid elevation smaller than 1 cm is a papule. A broad, flat-topped one of 1 cm or more, wider than high, is a plaque.",
        zh: "直径小于 1 cm 的实质性隆起为丘疹；直径达到或超过 1 cm、扁平、宽度大于高度的为斑块。",
      },
      {
        en: "A rounded lesion that reaches deep, usually over 1 cm, is a nodule. A mass larger than 2 cm is a tumour; the word says nothing about malignancy.",
        zh: "位置较深的圆形皮损，直径多大于 1 cm，为结节；超过 2 cm 的团块为肿块，此词不表示良性或恶性。",
      },
      { en: "A colour spot that is barely raised is a maculopapule.", zh: "有颜色改变而仅轻微隆起的为斑丘疹。" },
      {
        en: "A wheal is a smooth, pale to red swelling without scale. Scale or crust on it argues against a wheal.",
        zh: "风团为表面光滑、苍白或淡红的水肿性隆起，无鳞屑。其上有鳞屑或痂时，不支持风团。",
      },
      {
        en: "Height is read from shadows and highlights. Compare with the subject's other photographs before you say unsure.",
        zh: "隆起程度可由阴影和高光判断。标为“不确定”之前，请先对照该受试者的其他照片。",
      },
    ],
    terms: ["lesion.papule", "lesion.plaque", "lesion.nodule", "lesion.tumour", "lesion.maculopapule", "lesion.wheal"],
  },
  {
    id: "lesions.fluid",
    section: "lesions",
    title: { en: "Lesions with fluid or other contents", zh: "含液体或其他内容物的皮损" },
    points: [
      {
        en: "Clear fluid: smaller than 1 cm is a vesicle, 1 cm or more is a bulla. A papule with a tiny blister at its top is a papulovesicle.",
        zh: "清亮疱液：直径小于 1 cm 为水疱，达到或超过 1 cm 为大疱；顶部有小水疱的丘疹为丘疱疹。",
      },
      {
        en: "Visible pus makes a pustule, whatever the cause. Pus deep beneath a red swelling is an abscess.",
        zh: "肉眼可见脓液即为脓疱，不论病因；红肿深处积脓为脓肿。",
      },
      { en: "A blister filled with blood is a haemorrhagic blister.", zh: "疱内为血性液体的为血疱。" },
      {
        en: "A firm white grain without an opening and without a red rim is rather a milium or a closed comedo than a pustule.",
        zh: "坚实的白色小粒，无开口、无红晕，更可能是粟丘疹或闭合性粉刺，而不是脓疱。",
      },
      {
        en: "When a blister has broken, annotate what is seen now: erosion, crust or collarette scale.",
        zh: "疱已破溃时，按目前所见标注：糜烂、痂或领圈状鳞屑。",
      },
    ],
    terms: [
      "lesion.vesicle",
      "lesion.bulla",
      "lesion.papulovesicle",
      "lesion.pustule",
      "lesion.abscess",
      "lesion.haemorrhagic_blister",
      "lesion.milium",
      "lesion.closed_comedo",
      "lesion.collarette_scale",
    ],
  },
  {
    id: "lesions.surface",
    section: "lesions",
    title: { en: "Surface, loss and repair", zh: "表面改变、缺损与修复" },
    points: [
      {
        en: "Scale is shed keratin: dry or greasy flakes, white to silvery. Crust is dried serum, pus or blood: honey-yellow to dark brown, on a broken surface.",
        zh: "鳞屑是脱落的角质，干燥或油腻，白色至银白色；痂是干涸的浆液、脓液或血液，蜜黄至暗褐色，位于破损面上。",
      },
      {
        en: "Rough keratin that does not flake is hyperkeratosis. A firm black leathery cap is an eschar.",
        zh: "粗糙、不易剥脱的角质增厚为角化过度；牢固的黑色皮革样覆盖物为焦痂。",
      },
      {
        en: "An erosion is shallow, moist and red, without a wall. An ulcer goes into the dermis and has a base and an edge. A linear split is a fissure; scratched lines are excoriations.",
        zh: "糜烂表浅、湿润、发红，无侧壁；溃疡深达真皮，有基底和边缘；线状裂口为裂隙；搔抓形成的线状缺损为抓痕。",
      },
      {
        en: "When a crust hides the ground, annotate the crust. Add an erosion or an ulcer only where you can see it.",
        zh: "痂遮住基底时，只标注痂；看得见糜烂或溃疡时才另加。",
      },
      {
        en: "A scar has lost its normal skin markings and hairs. Atrophy is thin, often wrinkled skin. Lichenification is thick skin with exaggerated lines.",
        zh: "瘢痕处正常皮纹和毛发消失；萎缩为皮肤变薄，常有皱纹；苔藓样变为皮肤增厚、皮纹加深。",
      },
      {
        en: "Ointment, powder, make-up and dressings imitate scale, exudation and colour. Leave them out.",
        zh: "药膏、粉剂、化妆品和敷料可被误认为鳞屑、渗出或颜色改变，请勿标注。",
      },
    ],
    terms: [
      "lesion.scale",
      "lesion.crust",
      "lesion.hyperkeratosis",
      "lesion.eschar",
      "lesion.erosion",
      "lesion.ulcer",
      "lesion.fissure",
      "lesion.excoriation",
      "lesion.scar",
      "lesion.atrophy",
      "lesion.lichenification",
    ],
  },
  {
    id: "lesions.appendages",
    section: "lesions",
    title: { en: "Nails, hair and mouth", zh: "甲、毛发与口腔" },
    points: [
      {
        en: "Nails: a white or yellow area that begins at the free edge is onycholysis. White within an attached, intact plate is leukonychia. Crumbly matter beneath the plate is subungual hyperkeratosis.",
        zh: "甲：自游离缘开始的白色或黄色区域为甲剥离；甲板完整且附着，仅其内变白为白甲；甲板下有碎屑样堆积为甲下角化过度。",
      },
      {
        en: "A brown to black band along the nail is melanonychia. A short, fine dark red line is a splinter haemorrhage. Nail varnish is not a lesion.",
        zh: "沿甲长轴的褐色至黑色条带为黑甲；短而细的暗红色线条为甲下裂片状出血；指甲油不是皮损。",
      },
      {
        en: "Hair: look for follicular openings. Where they are preserved it is a non-scarring alopecia patch; where they are gone and the skin shines, a scarring one.",
        zh: "毛发：注意毛囊开口。毛囊开口保留者为非瘢痕性脱发斑；毛囊开口消失、皮肤发亮者为瘢痕性脱发斑。",
      },
      {
        en: "Mouth: a white oral patch cannot be wiped off, a pseudomembrane can. If the picture does not show it, choose by look and site, or say unsure.",
        zh: "口腔：口腔白色斑片不能擦去，假膜可以擦去。照片无法显示时，按外观和部位选择，或标为“不确定”。",
      },
      {
        en: "A yellow-grey floor with a bright red halo on the mucosa makes an aphtha. White lace is Wickham striae.",
        zh: "黏膜上黄灰色基底伴鲜红色红晕为阿弗他溃疡；白色花边样细线为威克姆纹。",
      },
    ],
    terms: [
      "lesion.onycholysis",
      "lesion.leukonychia",
      "lesion.subungual_hyperkeratosis",
      "lesion.melanonychia",
      "lesion.splinter_haemorrhage",
      "lesion.non_scarring_alopecia_patch",
      "lesion.scarring_alopecia_patch",
      "lesion.white_oral_patch",
      "lesion.pseudomembrane",
      "lesion.aphtha",
      "lesion.wickham_striae",
    ],
  },
  {
    id: "attributes.size",
    section: "attributes",
    title: { en: "Size", zh: "大小" },
    points: [
      {
        en: "Give the greatest width of a typical lesion, not of the whole eruption, from pinpoint to larger than a palm. When sizes vary, choose the smallest and the largest; all between are chosen with them.",
        zh: "请填写典型皮损的最大直径，而不是整片皮疹的范围；从针尖大小到大于手掌。大小不一时，选最小和最大两档，其间各档自动选上。",
      },
      {
        en: "With a ruler or scale in the picture, measure. The scale must lie at the same depth as the lesion.",
        zh: "照片中有标尺时，请据此测量；标尺须与皮损处于同一平面。",
      },
      {
        en: "Without one, compare with something at the same distance from the camera. In adults the coloured part of the eye is about 12 mm wide, an upper front tooth 8 to 9 mm.",
        zh: "没有标尺时，请与距相机同等远近的结构比较。成人虹膜直径约 12 mm，上颌中切牙宽约 8～9 mm。",
      },
      {
        en: "Fingers and nails differ much between people, and children are smaller. Use them with care.",
        zh: "手指和指甲的大小因人而异，儿童更小，请谨慎参照。",
      },
      {
        en: "When nothing in the picture gives a scale, say unsure. Do not derive the size from the diagnosis.",
        zh: "画面中没有任何参照时，请标为“不确定”，不要由诊断推断大小。",
      },
    ],
    terms: [
      "attribute.size.pinpoint",
      "attribute.size.millet",
      "attribute.size.mung_bean",
      "attribute.size.soybean",
      "attribute.size.broad_bean",
      "attribute.size.coin",
      "attribute.size.walnut",
      "attribute.size.hens_egg",
      "attribute.size.palm",
      "attribute.size.larger_than_palm",
    ],
  },
  {
    id: "attributes.colour",
    section: "attributes",
    title: { en: "Colour", zh: "颜色" },
    points: [
      {
        en: "Compare with the person's own normal skin next to the lesion, or on the other side. Name the colour of this lesion, not of the scale or crust upon it.",
        zh: "请与皮损旁或对侧的正常皮肤比较。填写该皮损自身的颜色，而不是其上鳞屑或痂的颜色。",
      },
      {
        en: "On darker skin erythema may look violaceous, dark red, dark brown or grey, or hardly show. Choose the lesion type that you judge, and the colour that you see.",
        zh: "肤色较深者，红斑可呈紫红色、暗红色、深褐色或灰色，甚至不明显。皮损类型按您的判断选择，颜色按所见选择。",
      },
      {
        en: "On light skin the same change may look pink or salmon. Neither is the norm; do not correct one towards the other.",
        zh: "肤色较浅者，同样的改变可呈粉红色或鲑肉色。两者都不是标准，不要向任何一方校正。",
      },
      {
        en: "A lesion in the colour of the person's own skin has skin tone. Two or three colours may be chosen. Take “variegated” when several are unevenly mixed within one lesion.",
        zh: "与本人肤色相同者选“肤色”。可以选择两三种颜色；同一皮损内多种颜色分布不均时，选“多色混杂”。",
      },
      {
        en: "Beware of flash, shadow and coloured light. Look at teeth, nails or a white cloth in the same picture to judge the light.",
        zh: "注意闪光、阴影和有色光线的影响。可借助同一照片中的牙齿、指甲或白布判断光线。",
      },
    ],
    terms: [
      "attribute.colour.skin_tone",
      "attribute.colour.pink",
      "attribute.colour.salmon",
      "attribute.colour.red",
      "attribute.colour.dark_red",
      "attribute.colour.violaceous",
      "attribute.colour.dark_brown",
      "attribute.colour.grey",
      "attribute.colour.variegated",
    ],
  },
  {
    id: "attributes.shape",
    section: "attributes",
    title: { en: "Shape and boundary", zh: "形状与边界" },
    points: [
      {
        en: "Shape has two sides: the outline from above, such as oval or annular, and the profile, such as dome-shaped or umbilicated. Give both when both are seen.",
        zh: "形状包括俯视轮廓（如椭圆形、环形）和立体外形（如圆顶形、脐凹形）。两者都能看到时，请都填写。",
      },
      {
        en: "An annular lesion is one lesion that forms a ring. Separate lesions set in a ring are an annular arrangement, which is a distribution.",
        zh: "环形是指单个皮损呈环状；多个独立皮损排列成环为环状排列，属于分布。",
      },
      {
        en: "For the boundary take exactly one of well-defined, relatively well-defined and ill-defined. Add others, such as raised or scalloped, when they hold.",
        zh: "边界清楚、边界较清楚、边界不清三者只选其一；边缘隆起、扇贝形边缘等符合时另加。",
      },
      {
        en: "Well-defined: you could trace the whole edge with a pencil. Relatively well-defined: most of it. Ill-defined: two people would draw different lines.",
        zh: "边界清楚：可沿全周描画；边界较清楚：大部分可以描画；边界不清：不同的人会画出不同的线。",
      },
      {
        en: "Undermined describes the edge of an ulcer, punched-out that of an ulcer or erosion; rolled also that of a nodule or tumour. Do not use them for flat lesions.",
        zh: "潜行性边缘用于溃疡，穿凿样边缘用于溃疡或糜烂；卷边状也可用于结节或肿块。三者都不用于平坦皮损。",
      },
    ],
    terms: [
      "attribute.shape.oval",
      "attribute.shape.annular",
      "attribute.shape.dome_shaped",
      "attribute.shape.umbilicated",
      "attribute.boundary.well_defined",
      "attribute.boundary.relatively_well_defined",
      "attribute.boundary.ill_defined",
      "attribute.boundary.raised",
      "attribute.boundary.scalloped",
      "attribute.boundary.rolled",
      "attribute.boundary.undermined",
      "attribute.boundary.punched_out",
      "attribute.distribution.annular_arrangement",
    ],
  },
  {
    id: "attributes.quantity",
    section: "attributes",
    title: { en: "Quantity and distribution", zh: "数量与分布" },
    points: [
      {
        en: "Count the separate lesions of this card in this picture, not those you suppose elsewhere. A merged area counts as one.",
        zh: "请计数该卡片的皮损在本照片中的个数，不计推测存在于别处的；融合成片的按一个计。",
      },
      {
        en: "Up to twenty, count. Beyond that, count one part of the picture and multiply.",
        zh: "20 个以内逐一计数；更多时，先数一部分再推算。",
      },
      {
        en: "When the count lies between two neighbouring values, both may be chosen; values further apart exclude each other.",
        zh: "计数介于相邻两档之间时，可同时选这两档；相隔更远的互相排斥。",
      },
      {
        en: "Few is three to five, several six to ten, multiple eleven to twenty, numerous twenty-one to fifty, very numerous fifty-one to one hundred, innumerable more than that.",
        zh: "少数为 3～5 个，数个为 6～10 个，多发为 11～20 个，较多为 21～50 个，大量为 51～100 个，超过 100 个为难以计数。",
      },
      {
        en: "Distribution answers two questions: how lesions stand to each other (scattered, clustered, linear) and where on the body (flexural, acral). Both may be chosen. Of localised to universal, and of symmetric, asymmetric and unilateral, take one.",
        zh: "分布回答两个问题：皮损之间如何排列（散在、簇集性、线状分布），以及位于身体何处（屈侧、肢端）。两者可以同时选择；局限性至全身弥漫性只选一项，对称性、不对称性、单侧性也只选一项。",
      },
      {
        en: "Symmetric, unilateral or generalised need a picture that shows enough of the body. A close-up rarely does.",
        zh: "对称性、单侧性或泛发性须有显示足够身体范围的照片才能判断，近景照片通常不足。",
      },
    ],
    terms: [
      "attribute.quantity.few",
      "attribute.quantity.several",
      "attribute.quantity.multiple",
      "attribute.quantity.numerous",
      "attribute.quantity.very_numerous",
      "attribute.quantity.innumerable",
      "attribute.distribution.scattered",
      "attribute.distribution.clustered",
      "attribute.distribution.linear",
      "attribute.distribution.flexural",
      "attribute.distribution.acral",
      "attribute.distribution.symmetric",
      "attribute.distribution.unilateral",
    ],
  },
  {
    id: "relations.when",
    section: "relations",
    title: { en: "Relations between lesions", zh: "皮损之间的关系" },
    points: [
      {
        en: "As soon as there are two lesions, at least one relation is asked for. State those that matter for the diagnosis; not every pair needs one.",
        zh: "有两个及以上皮损时，至少需要填写一个关系。请填写对诊断有意义的关系，不必每一对都填。",
      },
      {
        en: "Read it as a sentence: scale – on the surface of – plaque. The reverse need not be stated; it means the same.",
        zh: "请按句子理解：鳞屑“位于…表面”斑块。反向关系含义相同，不必重复填写。",
      },
      {
        en: "“Surrounding” encloses from outside, “at the edge of” sits on the border, “in the centre of” is bordered on all sides, “on the surface of” covers.",
        zh: "“在…周围”指从外面环绕，“在…边缘”指位于边界上，“在…中央”指四周均为后者，“位于…表面”指覆盖其上。",
      },
      {
        en: "“Scattered among” is for separate elements lying between those of another lesion. “Adjacent to” touches, “confluent with” shares ground, “separate from” leaves normal skin between.",
        zh: "“散布于…之间”用于独立单元夹在另一皮损各单元之间；“与…相邻”指相接，“与…融合”指部分重叠、其间无分界，“与…分离”指其间有正常皮肤。",
      },
      {
        en: "“Secondary to” is a judgement about cause, such as an erosion after a vesicle. It may stand beside a spatial relation.",
        zh: "“继发于…”是对因果的判断，如水疱破溃后的糜烂，可与空间关系并存。",
      },
    ],
    terms: [
      "relation.on_surface_of",
      "relation.surrounding",
      "relation.at_edge_of",
      "relation.in_centre_of",
      "relation.scattered_among",
      "relation.adjacent_to",
      "relation.confluent_with",
      "relation.separate_from",
      "relation.secondary_to",
    ],
  },
  {
    id: "differential.rank",
    section: "differential",
    title: { en: "Differential diagnosis", zh: "鉴别诊断" },
    points: [
      {
        en: "Give one to three diagnoses, the most plausible first. Ties are not allowed: decide which one you would defend.",
        zh: "请给出一至三个诊断，最可能的排第一。不允许并列：请选出您更认可的一个。",
      },
      {
        en: "Order by plausibility, not by danger. A dangerous but unlikely diagnosis stands lower; its urgency belongs to the treatment.",
        zh: "按可能性排序，不按危险程度排序。危险但可能性小的诊断排在后面，其紧迫性请写在建议与治疗中。",
      },
      {
        en: "A second and third diagnosis are for real alternatives. Do not fill the list for its own sake.",
        zh: "第二、第三诊断用于确有可能的情况，不必为填满而填。",
      },
      {
        en: "Confidence, if you give it, is about this diagnosis in this picture, from 1 (a guess) to 5 (nearly certain).",
        zh: "把握程度可不填；如填写，指对本照片中该诊断的把握，从 1（猜测）到 5（几乎确定）。",
      },
      {
        en: "When two conditions are present at once, mark “several conditions in one picture”. The list still ranks by plausibility.",
        zh: "同时存在两种疾病时，请勾选“一张照片中有多种疾病”，列表仍按可能性排序。",
      },
    ],
  },
  {
    id: "reasoning.write",
    section: "reasoning",
    title: { en: "Diagnostic reasoning", zh: "诊断依据" },
    points: [
      {
        en: "Write two to four sentences: the findings, what they support, and what argues against the alternatives.",
        zh: "请写二至四句话：所见表现、支持什么诊断、哪些表现不支持其他诊断。",
      },
      {
        en: "Name findings that can be seen in the picture, with their place. “Typical appearance” is no reason.",
        zh: "请写出照片中可见的表现及其部位。“典型表现”不能作为依据。",
      },
      {
        en: "For example: well-defined red plaques with silvery scale on both extensor elbows support psoriasis; no vesicles and no exudation, which argues against eczema.",
        zh: "例如：双肘伸侧边界清楚的红色斑块，上覆银白色鳞屑，支持银屑病；未见水疱和渗出，不支持湿疹。",
      },
      {
        en: "Say what is missing: which question, test or further view would decide between the first two.",
        zh: "请写明还缺什么：哪项病史、检查或补充照片可以区分前两个诊断。",
      },
      {
        en: "No names, dates, hospitals, or anything else about the person.",
        zh: "不要写姓名、日期、医院或其他个人信息。",
      },
    ],
  },
  {
    id: "treatment.suggest",
    section: "treatment",
    title: { en: "Suggestion and treatment", zh: "建议与治疗" },
    points: [
      {
        en: "Begin with when and where to seek care: at home, general practice, specialist, urgently or at once.",
        zh: "先写何时、到哪里就诊：居家护理、全科、专科、尽快或立即急诊。",
      },
      {
        en: "Suggest for your first diagnosis. When a serious alternative cannot be excluded, raise the urgency and say so in the reasoning.",
        zh: "按第一诊断给出建议。不能排除严重疾病时，请提高就诊的紧迫性，并在诊断依据中说明。",
      },
      {
        en: "Medication: substance and route, not a trade name. Doses only where you are sure, in words.",
        zh: "药物：填写药物成分和给药途径，不写商品名。剂量仅在有把握时用文字说明。",
      },
      {
        en: "Mind age, pregnancy, face, folds, mucosa and broken skin where they change the choice. When the picture cannot tell, write the condition.",
        zh: "年龄、妊娠、面部、皱褶部位、黏膜和破损皮肤会影响选择时，请加以考虑；照片无法判断时，请写明前提条件。",
      },
      {
        en: "Where malignancy is suspected, put the examination of tissue before any treatment that would hide it.",
        zh: "怀疑恶性时，应先做组织病理检查，再考虑可能掩盖病情的治疗。",
      },
      {
        en: "Add what helps in daily life: care of the skin, triggers to avoid, contagion, sun.",
        zh: "补充日常注意事项：皮肤护理、避免诱因、预防传染、防晒。",
      },
    ],
  },
  {
    id: "marks.draw",
    section: "marks",
    title: { en: "Marks on the photograph", zh: "照片上的标记" },
    points: [
      {
        en: "Draw one mark around a typical lesion of the card. You need not mark them all.",
        zh: "为卡片中的一个典型皮损画一个标记即可，不必全部标出。",
      },
      {
        en: "A box is the usual mark. Keep it tight: the edges touch the lesion, the halo is inside only when it belongs to the lesion.",
        zh: "通常用框。框要贴紧：四边与皮损相接，周围的红晕只有属于该皮损时才包括在内。",
      },
      {
        en: "Take a point for lesions so tiny that a box would hide them.",
        zh: "皮损过小、框会将其遮住时，用点标记。",
      },
      {
        en: "Draw a polygon when a box would hold mostly normal skin: annular, arcuate, oblique linear or geographic lesions, or two lesions side by side.",
        zh: "如果框内大部分会是正常皮肤，请画多边形：环形、弧形、斜行线形、地图形，或两个皮损紧邻时。",
      },
      {
        en: "For ill-defined lesions follow the line where the colour has clearly faded. For clustered tiny ones mark the group.",
        zh: "边界不清时，沿颜色明显变淡处描画；簇集的细小皮损，标记整簇。",
      },
    ],
    terms: [
      "attribute.shape.annular",
      "attribute.shape.arcuate",
      "attribute.shape.linear",
      "attribute.shape.geographic",
      "attribute.boundary.ill_defined",
      "attribute.distribution.clustered",
    ],
  },
  {
    id: "general.unsure",
    section: "general",
    title: { en: "Say unsure rather than guess", zh: "宁可标为不确定，不要猜测" },
    points: [
      {
        en: "Annotate what this photograph shows. The subject's other photographs may help you to understand it; what is seen only there is not annotated here.",
        zh: "请标注这张照片所显示的内容。该受试者的其他照片可帮助理解，但只在那些照片上可见的不在此标注。",
      },
      {
        en: "“Unsure” is a good answer for any field. A guess looks like knowledge and does harm.",
        zh: "任何一项都可以标为“不确定”，这是有价值的回答；猜测看似知识，反而有害。",
      },
      {
        en: "Unsure does not mean careless: give your best value as well, if you have one.",
        zh: "标为“不确定”不等于草率：如有倾向，也请填写最可能的值。",
      },
      {
        en: "“Cannot be annotated” is for the whole photograph: too poor, nothing abnormal, outside the vocabulary, or you know the person.",
        zh: "“无法标注”针对整张照片：质量太差、未见异常、超出词表范围，或您认识此人。",
      },
    ],
  },
  {
    id: "general.alone",
    section: "general",
    title: { en: "Work alone, correct openly", zh: "独立标注，公开修订" },
    points: [
      {
        en: "Two physicians read every photograph without knowing of each other. Never discuss a photograph with the other reader, or ask who it is.",
        zh: "每张照片由两位医生独立标注，互不知晓。请勿与另一位医生讨论照片，也不要打听是谁。",
      },
      {
        en: "Books are welcome. Do not show a photograph to other people or to any other program.",
        zh: "可以查阅书籍。请勿将照片给他人看，也不要用其他程序打开。",
      },
      {
        en: "What is submitted stays. If you find a mistake, amend it and say why; that is no disgrace.",
        zh: "提交的内容会保留。发现错误时，请修订并注明理由，修订并不丢脸。",
      },
      { en: "After the review is signed nothing can be changed any more.", zh: "审核签署之后，不能再更改。" },
    ],
  },
  {
    id: "importing.table",
    section: "importing",
    title: { en: "Import photographs and their table", zh: "导入照片及其表格" },
    points: [
      {
        en: "Drop the folder on the window or choose it. A table beside the photographs (CSV or Excel) is found by itself; another one can be chosen.",
        zh: "将文件夹拖到窗口或直接选择。照片旁的表格（CSV 或 Excel）会自动识别，也可另选。",
      },
      {
        en: "Use pseudonyms, never names or dates of birth. What looks like a name is pointed out; change it before importing.",
        zh: "请使用代号，切勿使用姓名或出生日期。疑似姓名的内容会有提示，请在导入前更改。",
      },
      {
        en: "All photographs of one person need the same subject: they are read by the same physicians and stay in one split.",
        zh: "同一人的全部照片须属于同一受试者：由相同的医生标注，并归入同一数据子集。",
      },
      {
        en: "Correct the cells that are listed here or in the table. Nothing is imported until every cell is understood.",
        zh: "请在此处或表格中更正列出的单元格。在所有单元格都能识别之前，不会导入任何内容。",
      },
      {
        en: "Choose a corrected table again at any time: only what it changes is updated, and the record keeps both.",
        zh: "可随时重新选择更正后的表格：只更新有变化的内容，记录中同时保留新旧内容。",
      },
    ],
  },
  {
    id: "review.decide",
    section: "review",
    title: { en: "Decide where the readers differ", zh: "对差异作出决定" },
    points: [
      { en: "Look at the photograph before you look at the readings.", zh: "先看照片，再看标注。" },
      {
        en: "Pair the cards that mean the same lesion first; only then do their attributes line up.",
        zh: "先将同一皮损的卡片配对，其属性才能逐一对应。",
      },
      {
        en: "The fused ranking adds 1/rank over the readers. Decide ties and rankings with nothing in common yourself, and say why when you override all readers.",
        zh: "融合排序为各位阅片者的名次倒数之和。排序并列或毫无交集时由您决定；不采用任何阅片者的结果时，请注明理由。",
      },
      {
        en: "Ask a reader when a reading cannot be understood. The photograph waits until the question is answered or closed.",
        zh: "标注难以理解时，请向该阅片者提问。提问得到回答或关闭之前，照片会一直等待。",
      },
      { en: "Check that the reasoning you sign says what you decided.", zh: "请确认所签署的诊断依据与您的决定一致。" },
    ],
  },
  {
    id: "agreement.read",
    section: "agreement",
    title: { en: "Read the figures", zh: "解读指标" },
    points: [
      {
        en: "Kappa and alpha correct for chance; AC1 stays stable where nearly all answers are the same. Read them with their intervals.",
        zh: "Kappa 与 alpha 校正了偶然一致；几乎所有答案都相同时，AC1 更稳定。请结合置信区间解读。",
      },
      {
        en: "Few photographs give wide intervals. Do not compare physicians on a handful.",
        zh: "照片过少时置信区间很宽，请勿据此比较医生。",
      },
      {
        en: "Low agreement on a field is a question about its guideline before it is one about a person.",
        zh: "某一项目一致性低时，应先检查其指南，再考虑个人因素。",
      },
    ],
  },
  {
    id: "questions.judge",
    section: "questions",
    title: { en: "Judge a question", zh: "审定题目" },
    points: [
      {
        en: "Approve a question only if a specialist could answer it from this picture, and from nothing else.",
        zh: "专科医生仅凭这张照片即可作答的题目，才应通过。",
      },
      {
        en: "Exactly the options marked as right must be right. Reject a question with two defensible answers.",
        zh: "标为正确的选项必须正确，其余选项必须错误。存在两个合理答案的题目应否决。",
      },
      {
        en: "Answer first, by the number keys or in words, then show the key (Enter, or S). Where you differ from the key, the question is the first suspect.",
        zh: "请先用数字键或文字作答，再显示答案（回车或 S）。您的答案与标准答案不同时，首先应怀疑题目。",
      },
      {
        en: "Where a question speaks of a green or a blue box, the box must leave no doubt which lesion is meant. Once the key is shown, M shows the marks of the record.",
        zh: "题目提到绿色或蓝色方框时，方框所指的皮损必须明确。显示答案后，按 M 可查看审定记录的标记。",
      },
      {
        en: "In the editor, Swap puts another option that is provably wrong in the place of one; an open question can be made multiple choice, and back.",
        zh: "编辑时，“更换”会换上另一个可证明为错的选项；开放题与选择题可以互相转换。",
      },
      {
        en: "“Without the picture” shows how far questions can be answered by somebody who sees none. Reject or edit what can be.",
        zh: "“不看图作答”显示不看图能答对多少。不看图就能答对的题目，应编辑或否决。",
      },
      {
        en: "Edit the wording in both languages; what the question is about stays.",
        zh: "两种语言的措辞都要修改；题目所问内容保持不变。",
      },
      {
        en: "Many questions of one template: judge those drawn at random one by one, then approve the others together. Each one rejected or reworded makes the sample larger.",
        zh: "同一模板题目较多时，先逐题审定随机抽取的题目，再一并通过其余题目。每有一题被否决或改写，抽样数量相应增加。",
      },
      {
        en: "A judgement can be taken back and made again. A published release stays as it is.",
        zh: "审定可以撤回，也可以重新审定。已发布的版本保持不变。",
      },
    ],
  },
  {
    id: "release.publish",
    section: "release",
    title: { en: "Publish a release", zh: "发布数据集" },
    points: [
      {
        en: "A release holds signed photographs and approved questions, with no names, file names or dates.",
        zh: "发布内容包括已签署的照片和已通过的题目，不含姓名、文件名和日期。",
      },
      {
        en: "What is not finished is left out only when you say so. Whatever is left out is listed in the release with its reason, and so is every change since the version before.",
        zh: "未完成的内容只有在您确认后才会略过。数据集会列出所有未包含的内容及原因，以及与上一版本相比的全部变化。",
      },
      { en: "Choose a licence that the subjects’ consent allows.", zh: "请选择受试者知情同意所允许的许可证。" },
      {
        en: "When the check stops a release it names file, line and word. Rename the subject or correct the text, then publish again.",
        zh: "检查未通过时会指出文件、行和词。请更改受试者代号或更正文字，然后重新发布。",
      },
      {
        en: "Anybody can verify a release offline: every file is listed with its hash.",
        zh: "任何人都可离线验证数据集：每个文件都列有哈希值。",
      },
    ],
  },
  {
    id: "people.invite",
    section: "people",
    title: { en: "Invite people and keep the study safe", zh: "邀请人员与保护研究" },
    points: [
      {
        en: "Hand a one-time code over in person or by telephone. It is of no use once the person has chosen a password.",
        zh: "请当面或通过电话交付一次性代码。对方设置密码后，代码即失效。",
      },
      {
        en: "Keep the recovery sheet locked away from the computer. With it, anybody can get in.",
        zh: "请将恢复密钥单锁好，并与电脑分开存放。任何持有者都能打开研究。",
      },
      {
        en: "Somebody who is physician and senior can open all annotations; keep the two apart where you can.",
        zh: "兼任医生和资深专家的人可以打开全部标注，请尽量由不同的人担任。",
      },
      { en: "Every action is in the record and can be verified here.", zh: "每项操作都有记录，可在此验证。" },
    ],
  },
];
