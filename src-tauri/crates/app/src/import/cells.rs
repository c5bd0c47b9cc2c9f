//! What columns and cells mean, in English and Chinese and as PAD-UFES-20 and ISIC name them; the commonest headers of
//! some other languages too.

use domain::photograph::{Capture, Distance, MAX_AGE_YEARS, Modality, NumberRange, Sex};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization as _;

/// What a column of the table tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "TableField")]
pub enum Field {
    /// File, with or without folders and extension.
    File,
    /// Pseudonym of the subject.
    Subject,
    /// Which of a subject's visits the picture is of.
    Visit,
    /// Camera distance.
    Distance,
    /// Age in years.
    Age,
    /// As recorded: female, male, other.
    Sex,
    /// Fitzpatrick skin type.
    Fitzpatrick,
    /// Clinical or dermoscopy.
    Modality,
}

impl Field {
    /// All, in the order of the screen.
    pub(super) const ALL: [Self; 8] = [
        Self::File,
        Self::Subject,
        Self::Visit,
        Self::Distance,
        Self::Age,
        Self::Sex,
        Self::Fitzpatrick,
        Self::Modality,
    ];

    /// Headers that mean it, folded as [`fold`] does; the better name first.
    pub(crate) fn headers(self) -> &'static [&'static str] {
        match self {
            Self::File => &[
                "file",
                "filename",
                "filepath",
                "path",
                "image",
                "imagename",
                "imagefile",
                "imagepath",
                "imgid",
                "imageid",
                "isicid",
                "img",
                "photo",
                "photograph",
                "photoid",
                "picture",
                "文件",
                "文件名",
                "文件路径",
                "照片",
                "图片",
                "图像",
                "图片名",
                "照片名",
                "图像名称",
                "图片名称",
                "照片编号",
                "图像编号",
                "图片编号",
                "bild",
                "foto",
                "datei",
                "dateiname",
                "fichier",
                "archivo",
                "imagen",
                "arquivo",
                "imagem",
            ],
            Self::Subject => &[
                "subject",
                "subjectid",
                "pseudonym",
                "patientid",
                "patient",
                "participant",
                "participantid",
                "person",
                "caseid",
                "case",
                "受试者",
                "受试者编号",
                "受试者代号",
                "代号",
                "患者",
                "患者编号",
                "病人",
                "病人编号",
                "假名",
                "病例",
                "病例号",
                "编号",
                "患者id",
                "病例编号",
                "patientnr",
                "patnr",
                "patientennummer",
                "proband",
                "sujet",
                "sujeto",
                "paciente",
            ],
            Self::Visit => &[
                "visit",
                "visitid",
                "visitno",
                "visitnumber",
                "timepoint",
                "session",
                "encounter",
                "访视",
                "就诊",
                "随访",
                "就诊次数",
                "访视编号",
                "时间点",
                "besuch",
                "visite",
                "visita",
                "termin",
            ],
            Self::Distance => {
                &["distance", "view", "range", "距离", "拍摄距离", "景别", "abstand", "aufnahme", "distancia"]
            }
            Self::Age => &[
                "age",
                "ageyears",
                "ageapprox",
                "ageatvisit",
                "patientage",
                "年龄",
                "岁数",
                "患者年龄",
                "alter",
                "edad",
                "idade",
            ],
            Self::Sex => &["sex", "gender", "patientsex", "性别", "患者性别", "geschlecht", "sexe", "sexo", "genero"],
            Self::Fitzpatrick => &[
                "fitzpatrick",
                "fitzpatrickskintype",
                "fitzpatricktype",
                "fitspatrick",
                "skintype",
                "fst",
                "phototype",
                "skinphototype",
                "fitzpatrickscale",
                "皮肤类型",
                "皮肤分型",
                "肤色类型",
                "肤色分型",
                "fitzpatrick分型",
                "fitzpatrick皮肤分型",
                "fitzpatrick皮肤类型",
                "hauttyp",
                "phototyp",
                "fototipo",
            ],
            Self::Modality => &[
                "modality",
                "imagetype",
                "imagingmodality",
                "dermoscopictype",
                "模态",
                "成像方式",
                "影像类型",
                "图像类型",
            ],
        }
    }

    /// What may stand in a cell of it; none listed where anything may.
    pub(super) fn choices(self) -> &'static [&'static str] {
        match self {
            Self::File | Self::Subject | Self::Visit | Self::Age => &[],
            Self::Distance => &["near", "medium", "far"],
            Self::Sex => &["female", "male", "other"],
            Self::Fitzpatrick => &["1", "2", "3", "4", "5", "6"],
            Self::Modality => &["clinical", "dermoscopy"],
        }
    }
}

/// Letters and digits alone, small, in one form of Unicode: how headers and words are compared.
pub(crate) fn fold(text: &str) -> String {
    text.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// For each field the column whose header means it best.
pub(super) fn columns_of(header: &[String]) -> Vec<(Field, usize)> {
    let folded: Vec<String> = header.iter().map(|name| fold(name)).collect();
    let best = |field: Field| {
        let found = field.headers().iter().find_map(|name| folded.iter().position(|header| header == name));
        found.map(|column| (field, column))
    };
    Field::ALL.into_iter().filter_map(best).collect()
}

/// Words that say that something is not known.
const UNKNOWN: [&str; 26] = [
    "",
    "unknown",
    "unk",
    "na",
    "nan",
    "none",
    "null",
    "nil",
    "missing",
    "notrecorded",
    "notknown",
    "notavailable",
    "notspecified",
    "unbekannt",
    "keineangabe",
    "inconnu",
    "desconocido",
    "desconhecido",
    "undefined",
    "未知",
    "不详",
    "不明",
    "无",
    "未记录",
    "缺失",
    "未说明",
];

fn is_unknown(cell: &str) -> bool {
    UNKNOWN.contains(&fold(cell).as_str())
}

/// Why a cell is not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellProblem {
    /// Nothing stands there, and something must.
    Empty,
    /// No whole number of years from 0 to 120, and no range of them.
    Age,
    /// None of the words that are known.
    Word,
    /// No skin type from 1 to 6, and no range of them.
    SkinType,
    /// Another line names the same file and says something else.
    Repeated,
    /// More than one file could be meant.
    Ambiguous,
    /// Control characters, or longer than 200 characters.
    Text,
}

/// What one cell says; `Ok(None)` where it says that nothing is known.
type Said<T> = Result<Option<T>, CellProblem>;

fn known<T>(cell: &str, read: impl FnOnce(&str) -> Result<T, CellProblem>) -> Said<T> {
    if is_unknown(cell) { Ok(None) } else { read(cell.trim()).map(Some) }
}

/// Free text: a pseudonym or a visit.
pub(super) fn label(cell: &str) -> Said<String> {
    known(cell, |text| {
        let text: String = text.nfc().collect();
        if text.chars().count() > 200 || text.chars().any(char::is_control) { Err(CellProblem::Text) } else { Ok(text) }
    })
}

/// Near, medium or far.
pub(super) fn distance(cell: &str) -> Said<Distance> {
    known(cell, |text| match fold(text).as_str() {
        "near" | "close" | "nah" | "closeup" | "macro" | "近" | "近景" | "近距离" | "特写" => {
            Ok(Distance::Near)
        }
        "medium" | "mid" | "middle" | "regional" | "中" | "中景" | "中距离" => Ok(Distance::Medium),
        "far" | "fern" | "overview" | "distant" | "wide" | "远" | "远景" | "远距离" | "全景" => {
            Ok(Distance::Far)
        }
        _ => Err(CellProblem::Word),
    })
}

/// Female, male or other.
pub(super) fn sex(cell: &str) -> Said<Sex> {
    known(cell, |text| match fold(text).as_str() {
        "f" | "female" | "woman" | "w" | "weiblich" | "女" | "女性" => Ok(Sex::Female),
        "m" | "male" | "man" | "männlich" | "男" | "男性" => Ok(Sex::Male),
        "o" | "x" | "other" | "diverse" | "divers" | "nonbinary" | "其他" => Ok(Sex::Other),
        _ => Err(CellProblem::Word),
    })
}

/// Clinical or dermoscopy; ISIC writes `dermoscopic` and `clinical: close-up`.
pub(super) fn modality(cell: &str) -> Said<Modality> {
    known(cell, |text| match fold(text).as_str() {
        "clinical" | "clinic" | "photo" | "photograph" | "macroscopic" | "clinicalcloseup" | "clinicaloverview"
        | "临床" | "临床照片" => Ok(Modality::Clinical),
        "dermoscopy" | "dermoscopic" | "dermatoscopy" | "dermatoscopic" | "dermatoscope" | "皮肤镜" => {
            Ok(Modality::Dermoscopy)
        }
        _ => Err(CellProblem::Word),
    })
}

/// Whole numbers in a text with a range between them: `40-49`, `III–IV`, `4 to 5`.
fn range_of(text: &str, number: impl Fn(&str) -> Option<u32>) -> Option<(u32, u32)> {
    let text: String = text.nfkc().collect::<String>().to_lowercase().replace(" to ", "-").replace(" bis ", "-");
    let text = text.replace(['–', '—', '~', '至', '到', '/'], "-");
    match text.split_once('-') {
        None => number(text.trim()).map(|value| (value, value)),
        Some((from, to)) => {
            let (from, to) = (number(from.trim())?, number(to.trim())?);
            (from <= to).then_some((from, to))
        }
    }
}

/// Years: `45`, `45 y`, `45岁`, `40-49`, `85+`, `>85`. Half years are not rounded.
pub(super) fn age(cell: &str) -> Said<NumberRange> {
    known(cell, |text| {
        let text: String = text.nfkc().collect::<String>().to_lowercase().replace('≥', ">=");
        let number = |text: &str| {
            let words =
                [" years old", " years", " year", "years", " yrs", "yrs", " yr", " y/o", " y", "y", "周岁", "岁"];
            let text = words.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim();
            // 45.0 is how some programs write 45.
            let whole = text.split_once('.').map_or(text, |(whole, rest)| {
                if !rest.is_empty() && rest.bytes().all(|digit| digit == b'0') { whole } else { text }
            });
            whole.parse::<u32>().ok().filter(|years| *years <= MAX_AGE_YEARS)
        };
        let open = |years: Option<u32>| years.map(|years| (years, MAX_AGE_YEARS));
        let found = if let Some(text) = text.strip_suffix('+').or_else(|| text.strip_prefix(">=")) {
            open(number(text.trim()))
        } else if let Some(text) = text.strip_prefix('>') {
            open(number(text.trim()).map(|years| (years + 1).min(MAX_AGE_YEARS)))
        } else if let Some(text) = text.strip_suffix("以上").or_else(|| text.strip_suffix("及以上")) {
            open(number(text.trim()))
        } else {
            range_of(&text, number)
        };
        found.map(|(from, to)| NumberRange { from, to }).ok_or(CellProblem::Age)
    })
}

/// Fitzpatrick skin type: `3`, `III`, `Ⅲ`, `type III`, `III型`, `III-IV`, `3.0`.
pub(super) fn fitzpatrick(cell: &str) -> Said<NumberRange> {
    known(cell, |text| {
        let text: String = text.nfkc().collect::<String>().to_lowercase();
        let text = ["fitzpatrick", "skin type", "skin", "fst", "type", "typ"]
            .into_iter()
            .fold(text, |text, word| text.replace(word, " "))
            .replace('型', " ");
        let number = |text: &str| {
            let text = text.trim();
            let roman = ["i", "ii", "iii", "iv", "v", "vi"].iter().position(|numeral| *numeral == text);
            let value = roman.map(|place| place as u32 + 1).or_else(|| text.trim_end_matches(".0").parse().ok());
            value.filter(|value| (1..=6).contains(value))
        };
        let (from, to) = range_of(&text, number).ok_or(CellProblem::SkinType)?;
        Ok(NumberRange { from, to })
    })
}

/// Writes one cell into what is known of a photograph; what is unknown there leaves it as it is.
pub(super) fn put(capture: &mut Capture, field: Field, cell: &str) -> Result<(), CellProblem> {
    fn set<T>(place: &mut Option<T>, said: Option<T>) {
        if said.is_some() {
            *place = said;
        }
    }
    match field {
        Field::File => {}
        Field::Subject => capture.subject = label(cell)?.ok_or(CellProblem::Empty)?,
        Field::Visit => set(&mut capture.visit, label(cell)?),
        Field::Distance => set(&mut capture.distance, distance(cell)?),
        Field::Age => set(&mut capture.age_years, age(cell)?),
        Field::Sex => set(&mut capture.sex, sex(cell)?),
        Field::Fitzpatrick => set(&mut capture.fitzpatrick, fitzpatrick(cell)?),
        Field::Modality => set(&mut capture.modality, modality(cell)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_other_datasets_and_in_chinese_are_understood() {
        let fields = |header: &str| {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            columns_of(&header).into_iter().map(|(field, column)| (field, header[column].clone())).collect::<Vec<_>>()
        };
        let pairs = |pairs: &[(Field, &str)]| pairs.iter().map(|(f, h)| (*f, (*h).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            fields("patient_id,lesion_id,smoke,age,gender,fitspatrick,region,diagnostic,img_id,biopsed"),
            pairs(&[
                (Field::File, "img_id"),
                (Field::Subject, "patient_id"),
                (Field::Age, "age"),
                (Field::Sex, "gender"),
                (Field::Fitzpatrick, "fitspatrick"),
            ])
        );
        assert_eq!(
            fields("isic_id,patient_id,age_approx,sex,fitzpatrick_skin_type,image_type,diagnosis_1"),
            pairs(&[
                (Field::File, "isic_id"),
                (Field::Subject, "patient_id"),
                (Field::Age, "age_approx"),
                (Field::Sex, "sex"),
                (Field::Fitzpatrick, "fitzpatrick_skin_type"),
                (Field::Modality, "image_type"),
            ])
        );
        assert_eq!(
            fields("文件名,患者编号,就诊,拍摄距离,年龄,性别,皮肤类型").iter().map(|(f, _)| *f).collect::<Vec<_>>(),
            Field::ALL[..7]
        );
        // The better name wins, wherever it stands.
        assert_eq!(fields("case,subject,image,file"), pairs(&[(Field::File, "file"), (Field::Subject, "subject")]));
        assert_eq!(fields("照片,受试者代号"), pairs(&[(Field::File, "照片"), (Field::Subject, "受试者代号")]));
    }

    #[test]
    fn ages_are_kept_as_they_are_known() {
        let range = |from, to| Ok(Some(NumberRange { from, to }));
        for (cell, expected) in [
            ("45", range(45, 45)),
            ("45.0", range(45, 45)),
            ("45 y", range(45, 45)),
            ("45岁", range(45, 45)),
            ("0", range(0, 0)),
            ("40-49", range(40, 49)),
            ("40 – 49", range(40, 49)),
            ("40 to 49 years", range(40, 49)),
            ("85+", range(85, 120)),
            (">85", range(86, 120)),
            ("≥85", range(85, 120)),
            ("unknown", Ok(None)),
            ("NaN", Ok(None)),
            ("-", Ok(None)),
            ("不详", Ok(None)),
            ("45.5", Err(CellProblem::Age)),
            ("old", Err(CellProblem::Age)),
            ("-3", Err(CellProblem::Age)),
            ("130", Err(CellProblem::Age)),
            ("49-40", Err(CellProblem::Age)),
            ("2026-10-12", Err(CellProblem::Age)),
        ] {
            assert_eq!(age(cell), expected, "{cell}");
        }
    }

    #[test]
    fn skin_types_are_kept_as_they_are_known() {
        let range = |from, to| Ok(Some(NumberRange { from, to }));
        for (cell, expected) in [
            ("3", range(3, 3)),
            ("3.0", range(3, 3)),
            ("IV", range(4, 4)),
            ("Ⅳ", range(4, 4)),
            ("type ii", range(2, 2)),
            ("III型", range(3, 3)),
            ("III-IV", range(3, 4)),
            ("3/4", range(3, 4)),
            ("Unknown", Ok(None)),
            ("7", Err(CellProblem::SkinType)),
            ("0", Err(CellProblem::SkinType)),
            ("dark", Err(CellProblem::SkinType)),
        ] {
            assert_eq!(fitzpatrick(cell), expected, "{cell}");
        }
    }

    #[test]
    fn words_are_understood_in_both_languages() {
        assert_eq!(
            (sex("女"), sex("F"), sex("MALE")),
            (Ok(Some(Sex::Female)), Ok(Some(Sex::Female)), Ok(Some(Sex::Male)))
        );
        assert_eq!((sex("1"), sex("n/a")), (Err(CellProblem::Word), Ok(None)));
        assert_eq!((distance("Close-up"), distance("远景")), (Ok(Some(Distance::Near)), Ok(Some(Distance::Far))));
        assert_eq!(modality("dermoscopic"), Ok(Some(Modality::Dermoscopy)));
        assert_eq!(modality("clinical: close-up"), Ok(Some(Modality::Clinical)));
        assert_eq!(label("Q\u{7}"), Err(CellProblem::Text));
    }
}
