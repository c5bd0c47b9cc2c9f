//! A table of annotations: a line for each picture, or for each box of a picture. Lines that name one file and one
//! annotator belong together.

use std::collections::HashMap;
use std::path::Path;

use super::file::{Annotator, ColumnUse, File, Format, Picture, Said, TableColumn, Unreadable, boxed};
use crate::error::AppError;
use crate::import::{fold, header_of, read_table};
use crate::preferences::Label;

impl ColumnUse {
    /// Headers that mean it, folded.
    fn of(header: &str) -> Self {
        let header = fold(header);
        let is = |names: &[&str]| names.contains(&header.as_str());
        let holds = |parts: &[&str]| parts.iter().any(|part| header.contains(part));
        if is(&[
            "file",
            "filename",
            "filepath",
            "path",
            "image",
            "imagename",
            "imagefile",
            "imagepath",
            "imgid",
            "img",
            "imageid",
            "photo",
            "photograph",
            "picture",
            "文件",
            "文件名",
            "照片",
            "图片",
            "图像",
        ]) {
            Self::File
        } else if is(&[
            "annotator",
            "annotatorid",
            "reader",
            "rater",
            "labeler",
            "labeller",
            "user",
            "标注者",
            "标注人",
            "医生",
        ]) {
            Self::Annotator
        } else if is(&["x", "xmin", "left", "bboxx", "boxx"]) {
            Self::X
        } else if is(&["y", "ymin", "top", "bboxy", "boxy"]) {
            Self::Y
        } else if is(&["width", "w", "bboxwidth", "boxwidth", "bboxw"]) {
            Self::Width
        } else if is(&["height", "h", "bboxheight", "boxheight", "bboxh"]) {
            Self::Height
        } else if holds(&["reason", "comment", "note", "description", "caption", "理由", "依据", "备注", "描述"])
        {
            Self::Text
        } else if holds(&[
            "label",
            "class",
            "category",
            "lesion",
            "region",
            "site",
            "location",
            "diagnos",
            "disease",
            "differential",
            "treatment",
            "size",
            "shape",
            "colour",
            "color",
            "distribution",
            "quantity",
            "boundary",
            "标签",
            "类别",
            "皮损",
            "病损",
            "部位",
            "诊断",
            "疾病",
            "治疗",
            "大小",
            "形状",
            "颜色",
            "分布",
            "数量",
            "边界",
        ]) || is(&["dx"])
        {
            Self::Labels
        } else {
            Self::None
        }
    }
}

pub(super) fn read(path: &Path, uses: &[(usize, ColumnUse)]) -> Result<File, AppError> {
    let table = read_table(path, None)?;
    let Some((header, _)) = header_of(&table.lines) else { return Err(Unreadable::Empty.of(path)) };
    let mut lines = table.lines.into_iter().skip(header);
    let headers = lines.next().map(|line| line.cells).unwrap_or_default();
    let lines: Vec<_> = lines.collect();
    let columns: Vec<TableColumn> = headers
        .into_iter()
        .enumerate()
        .map(|(place, header)| {
            let chosen = uses.iter().rev().find(|(column, _)| *column == place).map(|(_, used)| *used);
            let filled = lines.iter().filter_map(|line| line.cells.get(place)).find(|cell| !cell.is_empty());
            let sample: String = filled.map(|cell| cell.chars().take(60).collect()).unwrap_or_default();
            TableColumn { used: chosen.unwrap_or_else(|| ColumnUse::of(&header)), header, sample }
        })
        .collect();
    let place = |used: ColumnUse| columns.iter().position(|column| column.used == used);
    let (file, annotator) = (place(ColumnUse::File), place(ColumnUse::Annotator));
    let sides = [ColumnUse::X, ColumnUse::Y, ColumnUse::Width, ColumnUse::Height].map(place);
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut annotations: Vec<(Annotator, Picture)> = Vec::new();
    for line in &lines {
        let cell = |place: Option<usize>| place.and_then(|place| line.cells.get(place)).map_or("", |cell| cell.trim());
        let (name, person) = (cell(file), cell(annotator));
        if name.is_empty() {
            continue;
        }
        let place = *places.entry((name.to_owned(), person.to_owned())).or_insert_with(|| {
            let picture = Picture { file: name.to_owned(), number: Some(line.number), ..Picture::default() };
            annotations.push((Annotator { name: person.to_owned(), model: false }, picture));
            annotations.len() - 1
        });
        let Some((_, picture)) = annotations.get_mut(place) else { continue };
        let boxes = sides.iter().all(Option::is_some) && sides.iter().any(|side| !cell(*side).is_empty());
        let mark = boxes.then(|| {
            let [x, y, width, height] = sides.map(|side| cell(side).replace(',', ".").parse().unwrap_or(f64::NAN));
            picture.marks.push(boxed(x, y, width, height));
            picture.marks.len() - 1
        });
        for (place, column) in columns.iter().enumerate() {
            let text = cell(Some(place));
            match column.used {
                _ if text.is_empty() => {}
                ColumnUse::Labels => {
                    let names = text.split([';', '|', '；', '、', '\n']).map(str::trim);
                    for name in names.filter(|name| !name.is_empty()) {
                        let label = Label { field: column.header.clone(), label: name.to_owned() };
                        picture.said.push(Said::Label { label, mark });
                    }
                }
                ColumnUse::Text => {
                    // A text that stands beside every box of a picture is said once.
                    let said = Said::Text { field: column.header.clone(), text: text.to_owned() };
                    if !picture.said.contains(&said) {
                        picture.said.push(said);
                    }
                }
                _ => {}
            }
        }
    }
    Ok(File { format: Format::Table, annotations, columns })
}
