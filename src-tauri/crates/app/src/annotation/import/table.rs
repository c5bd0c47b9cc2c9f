//! A table of annotations: a line for each picture, or for each box of a picture. Lines that name one file and one
//! annotator belong together.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::file::{Annotator, ColumnUse, File, Format, Picture, Said, TableColumn, Unreadable, boxed};
use super::labels::{TextUse, kind_of_field, text_use};
use crate::error::AppError;
use crate::import::{Field, fold, header_of, read_table};
use crate::preferences::Label;

impl ColumnUse {
    /// What a header means.
    fn of(header: &str) -> Self {
        let folded = fold(header);
        let is = |names: &[&str]| names.contains(&folded.as_str());
        let holds = |parts: &[&str]| parts.iter().any(|part| folded.contains(part));
        if is(Field::File.headers()) {
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
        ]) {
            Self::Annotator
        } else if is(&["x", "xmin", "x1", "left", "bboxx", "boxx"]) {
            Self::X
        } else if is(&["y", "ymin", "y1", "top", "bboxy", "boxy"]) {
            Self::Y
        } else if is(&["xmax", "x2", "right"]) {
            Self::Right
        } else if is(&["ymax", "y2", "bottom"]) {
            Self::Bottom
        } else if is(&["width", "w", "bboxwidth", "boxwidth", "bboxw"]) {
            Self::Width
        } else if is(&["height", "h", "bboxheight", "boxheight", "bboxh"]) {
            Self::Height
        } else if is(&["imagewidth", "imgwidth", "originalwidth"]) {
            Self::PictureWidth
        } else if is(&["imageheight", "imgheight", "originalheight"]) {
            Self::PictureHeight
        } else if text_use(header) == TextUse::Reasoning || holds(&["comment", "note", "备注"]) {
            Self::Text
        } else if kind_of_field(header).is_some() || holds(&["label", "class", "category", "标签", "类别"]) {
            Self::Labels
        } else {
            Self::None
        }
    }

    /// Whether several columns may be for it.
    fn is_for_several(self) -> bool {
        matches!(self, Self::None | Self::Labels | Self::Text)
    }
}

/// What each column is for: as chosen, else by its header. Where one has the right edge of a box, a width is the
/// picture's, as in tables made of Pascal VOC. Of two that could be the same the chosen one is, or the first.
fn uses_of(headers: &[String], chosen: &BTreeMap<usize, ColumnUse>) -> Vec<ColumnUse> {
    let mut uses: Vec<ColumnUse> = headers.iter().map(|header| ColumnUse::of(header)).collect();
    let ends = uses.contains(&ColumnUse::Right) || uses.contains(&ColumnUse::Bottom);
    for used in &mut uses {
        *used = match *used {
            ColumnUse::Width if ends => ColumnUse::PictureWidth,
            ColumnUse::Height if ends => ColumnUse::PictureHeight,
            other => other,
        };
    }
    let mut taken: Vec<ColumnUse> = chosen.values().copied().filter(|used| !used.is_for_several()).collect();
    for (column, used) in uses.iter_mut().enumerate() {
        match chosen.get(&column) {
            Some(chosen) => *used = *chosen,
            None if used.is_for_several() => {}
            None if taken.contains(used) => *used = ColumnUse::None,
            None => taken.push(*used),
        }
    }
    uses
}

pub(super) fn read(path: &Path, chosen: &BTreeMap<usize, ColumnUse>) -> Result<File, AppError> {
    let table = read_table(path, None)?;
    let Some((header, _)) = header_of(&table.lines) else { return Err(Unreadable::Empty.of(path)) };
    let mut lines = table.lines.into_iter().skip(header);
    let headers = lines.next().map(|line| line.cells).unwrap_or_default();
    let lines: Vec<_> = lines.collect();
    let uses = uses_of(&headers, chosen);
    let columns: Vec<TableColumn> = headers
        .into_iter()
        .zip(uses)
        .enumerate()
        .map(|(place, (header, used))| {
            let filled = lines.iter().filter_map(|line| line.cells.get(place)).find(|cell| !cell.is_empty());
            let sample: String = filled.map(|cell| cell.chars().take(60).collect()).unwrap_or_default();
            TableColumn { header, used, sample }
        })
        .collect();
    let place = |used: ColumnUse| columns.iter().position(|column| column.used == used);
    let (file, annotator) = (place(ColumnUse::File), place(ColumnUse::Annotator));
    let [x, y, right, bottom] = [ColumnUse::X, ColumnUse::Y, ColumnUse::Right, ColumnUse::Bottom].map(place);
    let [width, height] = [ColumnUse::Width, ColumnUse::Height].map(place);
    let of_picture = [ColumnUse::PictureWidth, ColumnUse::PictureHeight].map(place);
    let has_boxes = [(x, width.or(right)), (y, height.or(bottom))].iter().all(|(from, to)| from.and(*to).is_some());
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
        let number = |place| cell(place).replace(',', ".").parse().unwrap_or(f64::NAN);
        let said = [x, y, width.or(right), height.or(bottom)].iter().any(|side| !cell(*side).is_empty());
        let mark = (has_boxes && said).then(|| {
            let across = if width.is_some() { number(width) } else { number(right) - number(x) };
            let down = if height.is_some() { number(height) } else { number(bottom) - number(y) };
            picture.marks.push(boxed(number(x), number(y), across, down));
            picture.marks.len() - 1
        });
        let size: [f64; 2] = of_picture.map(number);
        if picture.size.is_none() && size.iter().all(|side| side.is_finite() && *side > 0.0) {
            picture.size = Some(size);
        }
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
